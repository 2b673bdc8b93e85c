"""Prefork workers: faster than fresh children, equally restricted, and optional."""

import os
import socket
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from suppliers.documents import sandbox, stages, worker_pool
from suppliers.documents.protocol import Answer, Limits
from suppliers.documents.results import Code, Refused
from suppliers.documents.worker_pool import Worker, WorkerLost, WorkerPool

pytestmark = pytest.mark.slow

JOBS = "tests.suppliers.documents.misbehaving_jobs"
PROBE = "suppliers.documents.child.probe"
LIMITS = Limits(seconds=20, memory=256 * 1024**2, output=2 * 1024**2)


@pytest.fixture(scope="module")
def pool():
    pool = WorkerPool()
    pool.enable()
    yield pool
    pool.stop()


@pytest.fixture(autouse=True)
def _use_pool(pool, monkeypatch):
    monkeypatch.setattr(worker_pool, "GROUPS", ((JOBS, PROBE),))
    monkeypatch.setattr(sandbox, "WORKER_POOL", pool)


def run(job, data=b"", limits=LIMITS, **params):
    return sandbox.run(f"{JOBS}:{job}", data, params, limits)


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_every_attempt_to_break_out_fails_in_a_forked_child_too(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    for path in (secret, tmp_path):
        path.chmod(0o777)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        params = {"file": str(secret), "port": listener.getsockname()[1], "parent": os.getpid()}
        answer = sandbox.run(f"{PROBE}:attempts", b"", params, LIMITS)

    facts = dict(answer.facts)
    fresh = sandbox.protections()
    assert facts.pop("in_force") == {
        name: getattr(fresh, name) for name in ("unprivileged", "namespaces", "landlock", "seccomp")
    }
    assert all(facts.values())


def test_one_worker_serves_many_files_at_once(pool):
    answers = []
    threads = [
        threading.Thread(target=lambda number=number: answers.append(run("echo", b"x" * number, word=str(number))))
        for number in range(1, 9)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answer.facts["size"] for answer in answers) == list(range(1, 9))
    assert all(answer.facts["word"] == str(answer.facts["size"]) for answer in answers)
    assert len(pool.pids) == 1


def test_a_slow_file_does_not_delay_the_others():
    slow = threading.Thread(target=run, args=("sleep",), kwargs={"limits": replace(LIMITS, seconds=8)})
    run("echo")
    slow.start()
    started = time.monotonic()

    assert isinstance(run("echo", b"quick"), Answer)
    assert time.monotonic() - started < 6
    assert slow.is_alive()
    slow.join()


def test_long_words_reach_the_child():
    assert run("echo", word="x" * 500_000).facts["word"] == "x" * 500_000


def test_a_child_holds_nothing_of_its_siblings():
    slow = threading.Thread(target=run, args=("sleep",), kwargs={"limits": replace(LIMITS, seconds=3)})
    slow.start()
    time.sleep(0.3)

    assert run("look_around").facts["open"] == [0, 1, 2]
    slow.join()


def test_what_a_job_changes_is_gone_with_its_child(pool):
    before = pool.pids
    run("crash")
    run("hoard")

    assert isinstance(run("echo"), Answer)
    assert pool.pids in (before, pool.pids[:1])


def test_a_lost_worker_is_replaced_and_the_job_is_done(pool):
    run("echo")
    (before,) = pool.pids
    for pid in sandbox.process_family(before):
        os.kill(pid, 9)

    assert run("echo", b"still").blobs[0] == b"still"
    assert run("echo", b"again").blobs[0] == b"again"
    assert before not in pool.pids
    assert len(pool.pids) == 1


def test_while_one_worker_loads_the_others_serve(pool, monkeypatch):
    run("echo")
    loads, slow_group = threading.Event(), ("slow",)
    monkeypatch.setattr(worker_pool, "GROUPS", ((JOBS, PROBE), slow_group))
    monkeypatch.setattr(worker_pool, "_start_worker", lambda *_: loads.wait(20) and None)
    loading = threading.Thread(target=pool.find, args=("slow:job",), kwargs={"wrapper": (), "environment": {}})
    loading.start()

    assert isinstance(run("echo"), Answer)
    assert loading.is_alive()
    loads.set()
    loading.join()


def test_closing_a_worker_ends_its_process(pool):
    worker = Worker([JOBS], wrapper=(), environment=sandbox.CHILD_ENVIRONMENT)

    worker.close()

    assert not is_alive(worker.pid)


def test_a_job_that_hangs_is_killed_and_its_time_is_the_reason():
    started = time.monotonic()

    assert run("sleep", limits=replace(LIMITS, seconds=0.5)) == Refused(Code.TOOK_TOO_LONG)
    assert time.monotonic() - started < 10


def test_a_worker_in_which_a_thread_was_started_is_not_used():
    with pytest.raises(WorkerLost):
        Worker(["tests.suppliers.documents.thread_starting_library"], wrapper=(), environment=sandbox.CHILD_ENVIRONMENT)


def test_without_a_worker_every_job_gets_a_fresh_child(monkeypatch, caplog):
    pool = WorkerPool()
    pool.enable()
    monkeypatch.setattr(sandbox, "WORKER_POOL", pool)
    monkeypatch.setattr(worker_pool, "GROUPS", ((JOBS, "no.such.module"),))

    assert run("echo", b"fresh").blobs[0] == b"fresh"
    assert pool.pids == []
    assert "every job gets a fresh process" in caplog.text


def test_a_pool_starts_no_worker_until_it_is_enabled():
    pool = WorkerPool()

    assert pool.find(f"{JOBS}:echo", wrapper=(), environment={}) is None
    assert pool.pids == []


def test_a_forked_process_starts_its_own_worker(pool, monkeypatch):
    run("echo")
    (before,) = pool.pids
    monkeypatch.setattr(worker_pool.os, "getpid", lambda: 1)

    found = pool.find(f"{JOBS}:echo", wrapper=(), environment=sandbox.CHILD_ENVIRONMENT)

    assert found.pid != before
    os.waitpid(before, 0)


def test_the_jobs_of_reading_all_have_a_worker(monkeypatch):
    monkeypatch.undo()

    jobs = {module for group in worker_pool.GROUPS for module in group}
    wanted = {*stages.JOBS.values(), "pdf:pages", "image:pages", "field_job:propose"}
    assert {f"suppliers.documents.child.{job.partition(':')[0]}" for job in wanted} <= jobs


def test_discarding_a_lost_worker_keeps_those_of_other_groups():
    class Loaded:
        is_closed = False

        def close(self):
            self.is_closed = True

    pool, lost, other = WorkerPool(), Loaded(), Loaded()
    pool._workers = {("ocr",): lost, ("pdf",): other}

    pool.discard(lost)

    assert pool._workers == {("pdf",): other}
    assert (lost.is_closed, other.is_closed) == (True, False)
