"""A task works under the id of the request that caused it."""

import pytest

from kpmarket.celery import app
from kpmarket.foundation.monitoring import request_ids


@pytest.fixture
def task():
    """A task that notes the id under which it runs."""
    noted = []

    @app.task(name="tests.note_request_id")
    def note():
        noted.append(request_ids.current())

    note.noted = noted
    yield note
    del app.tasks[note.name]


def work(task):
    """Publish to a queue in memory, as a request would, and run what arrives, as a worker would."""
    with app.connection_for_write() as connection, connection.SimpleQueue("celery") as queue:
        queue.clear()
        with app.producer_or_acquire() as producer:
            task.apply_async(producer=producer)
        message = queue.get(timeout=5)
        message.ack()
    return message


def run(task, message):
    from celery.app.trace import build_tracer

    args, kwargs, _ = message.payload
    tracer = build_tracer(task.name, task, app=app)
    tracer(message.headers["id"], args, kwargs, {**message.headers, "is_eager": False})


def test_the_id_travels_in_the_message(task):
    with request_ids.use("f3b1c2d4-0001"):
        message = work(task)

    run(task, message)

    assert message.headers["request_id"] == "f3b1c2d4-0001"
    assert task.noted == ["f3b1c2d4-0001"]
    assert request_ids.current() == ""


def test_a_task_that_no_request_caused_gets_an_id_of_its_own(task):
    message = work(task)

    run(task, message)
    run(task, message)

    assert "request_id" not in message.headers
    assert len(set(task.noted)) == 2
    assert all(len(request_id) == 32 for request_id in task.noted)


def test_a_task_that_is_run_at_once_keeps_the_id_of_its_request(task):
    with request_ids.use("f3b1c2d4-0001"):
        task.apply()
        after = request_ids.current()

    assert (task.noted, after) == (["f3b1c2d4-0001"], "f3b1c2d4-0001")
