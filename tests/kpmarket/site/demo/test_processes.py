"""The Procfile, and the processes of the demonstration: started together, stopped together."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest
from django.conf import settings
from honcho.environ import parse_procfile

from kpmarket.site.demo import processes

SECONDS = 120
PROCFILE = settings.BASE_DIR / "Procfile"
SERVE = "import django; django.setup(); from kpmarket.site.demo import processes; processes.serve({port})"
LIVES = re.compile(rb"(web|worker|reader|timetable)\.1 started \(pid=(\d+)\)")


def commands():
    return parse_procfile(PROCFILE.read_text(encoding="utf-8")).processes


def queues_of(command):
    """The queues that a line of the Procfile takes from; the shell's default where a variable names them."""
    return {queue for queues in re.findall(r"--queues (?:\$\{\w+:-)?([\w,]+)", command) for queue in queues.split(",")}


def routed_queues():
    return {"celery", *(route["queue"] for route in settings.CELERY_TASK_ROUTES.values())}


def test_every_queue_has_a_process_that_takes_from_it():
    assert set().union(*(queues_of(command) for command in commands().values())) == routed_queues()


def test_the_demonstration_starts_what_the_procfile_lists_and_takes_from_every_queue():
    started = [commands()[name] for name in processes.PROCESSES]
    own = processes.environment()["WORKER_QUEUES"].split(",")

    assert {*own, *set().union(*map(queues_of, started))} == routed_queues()


def test_more_than_one_file_is_read_at_a_time():
    assert int(processes.environment()["READERS"]) > 1


def test_the_process_is_replaced_by_honcho(monkeypatch):
    calls = []
    monkeypatch.setattr(processes.os, "execve", lambda *arguments: calls.append(arguments))

    processes.serve(8123)

    [(program, command, environment)] = calls
    assert command[:2] == [program, "start"]
    assert command[command.index("--port") + 1] == "8123"
    assert tuple(command[-len(processes.PROCESSES) :]) == processes.PROCESSES
    assert environment["PATH"].startswith(str(processes.executables()))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ends_it", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), ("the worker", -signal.SIGKILL % 256)]
)
def test_all_end_together_with_an_exit_code_that_says_why(tmp_path, ends_it, code):
    port = free_port()
    own = {key: value for key, value in os.environ.items() if key in {"PATH", "LANG", "HOME"}}
    environment = {**own, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "kpmarket.settings", "DEMO": "1"}
    site = subprocess.Popen(
        [sys.executable, "-c", SERVE.format(port=port)], cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE
    )
    pids = {}
    while len(pids) < len(processes.PROCESSES) and (line := site.stdout.readline()):
        pids |= {name.decode(): int(pid) for name, pid in LIVES.findall(line)}
    wait_until(answers, f"http://127.0.0.1:{port}/live/")

    if isinstance(ends_it, signal.Signals):
        site.send_signal(ends_it)
    else:
        os.killpg(pids["worker"], signal.SIGKILL)
    site.communicate(timeout=SECONDS)

    assert set(pids) == set(processes.PROCESSES)
    assert site.returncode == code
    for pid in pids.values():
        wait_until(is_gone, pid)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(holds, *arguments):
    """Ask again and again; fails after SECONDS."""
    deadline = time.monotonic() + SECONDS
    while not holds(*arguments):
        assert time.monotonic() < deadline, f"{holds.__name__}{arguments} did not come true"
        time.sleep(0.1)


def answers(url):
    try:
        with urlopen(url, timeout=5) as answer:  # noqa: S310 - an address of this machine
            return answer.status == 200
    except OSError:
        return False


def is_gone(group):
    """Whether no process of the group is left. The system may need a moment to forget one that ended."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("redis", [False, True])
def test_the_queues_folders_are_made_where_the_queue_has_some(settings, tmp_path, redis):
    options = {} if redis else {"data_folder_in": str(tmp_path / "in"), "control_folder": str(tmp_path / "control")}
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = options

    processes.prepare_folders()

    assert (tmp_path / "in").exists() is not redis
