import os

from suppliers.documents import sandbox
from suppliers.documents.protocol import Answer
from tests.hostile.escapes import tries
from tests.hostile.listener import Listener


def test_nothing_that_a_taken_over_decoder_would_try_comes_through(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("not for the child")
    tmp_path.chmod(0o777)
    secret.chmod(0o666)
    with Listener() as listener:
        params = {"port": listener.port, "secret": str(secret), "parent": os.getpid()}

        answer = sandbox.run("tests.hostile.escapes:attempts", b"", params)

    assert isinstance(answer, Answer), answer
    assert answer.facts["came_through"] == []
    assert len(tries(0, "", 0)) >= 15
    assert listener.visits == 0
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("secret", "not for the child")]


def test_the_same_attempts_come_through_where_there_is_no_sandbox(tmp_path):
    """Without this the test above would prove nothing."""
    secret = tmp_path / "secret"
    secret.write_text("mine")
    wanted = ("read somebody's file", "read the accounts", "make a pair of sockets", "make a folder", "fork")

    for name in wanted:
        assert tries(0, str(secret), os.getpid())[name]() is not False
    assert (tmp_path / "secret.neighbour").is_dir()
