"""Processes started together and stopped together."""

import sys

import pytest

from kpmarket.site.demo import processes

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)",
]


def test_web_workers_and_timetable_are_started():
    assert list(processes.commands(8000)) == ["web", "worker", "reader", "timetable"]


def test_files_are_read_by_a_worker_that_does_nothing_else_and_more_than_one_at_a_time():
    command = processes.commands(8000)["reader"]

    assert command[command.index("--queues") + 1] == "reading"
    assert int(command[command.index("--concurrency") + 1]) > 1


def test_what_runs_is_ended():
    running = [processes.start("one", SLEEP), processes.start("two", SLEEP)]

    processes.stop(running)

    assert [one.process.returncode for one in running] == [-15, -15]


def test_what_does_not_end_by_itself_is_ended_all_the_same(monkeypatch):
    monkeypatch.setattr(processes, "PATIENCE", 0.2)
    running = [processes.start("stubborn", STUBBORN)]

    processes.stop(running)

    assert running[0].process.returncode in {-9, -15}


def test_a_process_that_died_is_started_again(monkeypatch, settings, tmp_path):
    started = []
    real = processes.start

    def start(name, command):
        started.append(name)
        if len(started) > 3:
            raise KeyboardInterrupt
        return real(name, command)

    monkeypatch.setattr(processes, "PAUSE", 0.05)
    monkeypatch.setattr(processes, "start", start)
    monkeypatch.setattr(processes, "prepare_folders", lambda: None)
    monkeypatch.setattr(processes.signal, "signal", lambda *args: None)
    monkeypatch.setattr(processes, "commands", lambda port: {"brief": [sys.executable, "-c", ""], "long": SLEEP})

    processes.serve(8000)

    assert started[:3] == ["brief", "long", "brief"]


@pytest.mark.parametrize("redis", [False, True])
def test_the_queues_folders_are_made_where_the_queue_has_some(settings, tmp_path, redis):
    options = {} if redis else {"data_folder_in": str(tmp_path / "in"), "control_folder": str(tmp_path / "control")}
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = options

    processes.prepare_folders()

    assert (tmp_path / "in").exists() is not redis
