import os
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from suppliers.documents import sandbox, worker_pool
from suppliers.documents.protocol import Answer, Limits
from suppliers.documents.results import Code, Refused
from suppliers.documents.worker_pool import WORKER_POOL

JOBS = "tests.suppliers.documents.misbehaving_jobs"
SHORT = Limits(seconds=5, memory=256 * 1024**2, output=2 * 1024**2)


@pytest.fixture(params=["fresh", "prepared"])
def child(request):
    """Run each test in a fresh child and in one forked by a worker."""
    if request.param == "prepared":
        request.getfixturevalue("prepared_process")
    yield request.param
    WORKER_POOL.is_enabled = False


@pytest.fixture
def prepared_process(kept, monkeypatch):
    monkeypatch.setattr(worker_pool, "GROUPS", ((JOBS,),))
    monkeypatch.setattr(worker_pool.WORKER_POOL, "is_enabled", True)
    return WORKER_POOL


@pytest.fixture(scope="module")
def kept():
    yield
    WORKER_POOL.stop()


def run(job, data=b"", limits=SHORT, **params):
    return sandbox.run(f"{JOBS}:{job}", data, params, limits)


def facts(job, **params):
    answer = run(job, **params)
    assert isinstance(answer, Answer), answer
    return {name: value for name, value in answer.facts.items() if name != "in_force"}


def is_alive(group):
    try:
        os.kill(-group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.usefixtures("child")
def test_a_job_gets_the_bytes_and_its_answer_comes_back(tmp_path):
    document = tmp_path / "document"
    document.write_bytes(b"document")

    answer = run("echo", document, word="yes")

    assert answer.facts["size"] == 8
    assert answer.facts["word"] == "yes"
    assert answer.blobs == (b"document", b"", b"document")


@pytest.mark.usefixtures("child")
def test_a_refusal_comes_back_with_its_numbers():
    assert run("refuse") == Refused(Code.TOO_MANY_PAGES, {"pages": 7})


@pytest.mark.usefixtures("child")
@pytest.mark.parametrize("job", ["stumble", "crash", "babble", "write_past_the_end"])
def test_a_decoder_that_fails_in_whatever_way_makes_the_file_unreadable(job):
    assert run(job) == Refused(Code.UNREADABLE)


@pytest.mark.usefixtures("child")
@pytest.mark.parametrize("job", ["hoard", "hoard_slowly"])
def test_memory_is_limited(job):
    assert run(job, limits=replace(SHORT, seconds=30)) == Refused(Code.USED_TOO_MUCH_MEMORY)


@pytest.mark.usefixtures("child")
def test_an_answer_beyond_the_limit_is_not_taken():
    assert run("flood") == Refused(Code.TOO_MANY_PIXELS)


@pytest.mark.usefixtures("child")
@pytest.mark.parametrize("job", ["sleep", "spin"])
def test_a_job_that_hangs_is_killed_in_time(job):
    started = time.monotonic()

    refused = run(job, limits=replace(SHORT, seconds=0.5))

    assert refused == Refused(Code.TOOK_TOO_LONG)
    assert time.monotonic() - started < 10


def test_the_processor_time_is_limited_even_when_nobody_watches_the_clock(monkeypatch):
    def wait(pid, seconds):
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT) is not None, 0

    monkeypatch.setattr(sandbox, "_watch", wait)

    assert run("spin", limits=replace(SHORT, seconds=0)) == Refused(Code.TOOK_TOO_LONG)


def test_nothing_is_left_running(monkeypatch):
    groups = []
    kill_group = os.killpg
    monkeypatch.setattr(os, "killpg", lambda group, number: (groups.append(group), kill_group(group, number)))

    run("sleep", limits=replace(SHORT, seconds=0.3))

    for _ in range(100):
        if not is_alive(groups[0]):
            break
        time.sleep(0.02)
    assert not is_alive(groups[0])


@pytest.mark.usefixtures("child")
def test_nothing_is_left_lying_about(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    run("echo", b"document")
    run("crash", b"document")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("child")
def test_the_child_cannot_reach_a_listener_on_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)

        found = facts("connect", port=listener.getsockname()[1])

        assert found == {"outcome": "PermissionError"}
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.usefixtures("child")
def test_the_child_gets_no_socket_by_the_c_library_either():
    assert facts("connect_by_c") == {"outcome": -1}


@pytest.mark.usefixtures("child")
def test_the_child_can_neither_write_nor_read_nor_remove_a_file(tmp_path):
    tmp_path.chmod(0o777)
    there = tmp_path / "there"
    there.write_text("secret")
    there.chmod(0o666)

    found = [
        facts("write", path=str(tmp_path / "new")),
        facts("write", path=str(there)),
        facts("read", path=str(there)),
        facts("remove", path=str(there)),
    ]

    assert found == [{"outcome": "PermissionError"}] * 4
    assert [path.read_text() for path in tmp_path.iterdir()] == ["secret"]


@pytest.mark.usefixtures("child")
def test_the_child_starts_no_process():
    assert facts("start_a_process") == {"forked": -1, "executed": -1}


@pytest.mark.usefixtures("child")
def test_the_child_signals_nobody():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        found = facts("signal_the_worker", pid=other.pid)
        alive = other.poll() is None
        other.stdin.close()

    assert found["outcome"] in {"PermissionError", "ProcessLookupError"}
    assert alive


@pytest.mark.usefixtures("child")
def test_the_child_makes_no_memory_executable():
    assert facts("run_own_code") == {"refused": True}


@pytest.mark.usefixtures("child")
def test_the_child_sees_no_environment_and_no_file_but_its_own_three(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary")
    with Path(__file__).open() as held:
        os.set_inheritable(held.fileno(), True)

        assert facts("look_around") == {"environment": {}, "open": [0, 1, 2]}


def test_a_child_that_cannot_be_set_up_is_our_fault_and_not_the_documents():
    with pytest.raises(sandbox.SandboxError):
        run("no_such_job")


def test_a_thread_started_before_the_restrictions_is_refused():
    with pytest.raises(sandbox.SandboxError):
        sandbox.run("tests.suppliers.documents.thread_starting_library:work", b"")


def test_a_job_says_what_it_took():
    measured = sandbox.run_measured("tests.suppliers.documents.misbehaving_jobs:echo", b"document")

    assert 0 < measured.seconds < 30
    assert 1024**2 < measured.memory < 512 * 1024**2


def test_the_protections_are_found_out_by_trying():
    found = sandbox.protections()

    assert found.complete
    assert found.bubblewrap == bool(sandbox.wrapper())


def test_one_attack_that_succeeds_makes_protections_incomplete():
    assert not replace(sandbox.protections(), no_network=False).complete


def test_the_family_of_a_process_is_all_that_it_started():
    outer = subprocess.Popen(["sh", "-c", "sleep 30 & echo $!; wait"], stdout=subprocess.PIPE, start_new_session=True)
    with outer:
        inner = int(outer.stdout.readline())
        family = sandbox.process_family(outer.pid)
        os.killpg(outer.pid, 9)

    assert family == [outer.pid, inner]
    assert sandbox.process_family(outer.pid) == [outer.pid]


def test_a_bubblewrap_that_does_not_work_here_is_not_used(monkeypatch, tmp_path):
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert sandbox.wrapper.__wrapped__() == ()


def test_a_bubblewrap_that_works_is_put_in_front(monkeypatch, tmp_path):
    working = tmp_path / "bwrap"
    working.write_text('#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done\nshift\nexec "$@"\n')
    working.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    command = sandbox.wrapper.__wrapped__()
    monkeypatch.setattr(sandbox, "wrapper", lambda: command)

    assert command[0] == str(working)
    assert run("echo", b"document").blobs[0] == b"document"
