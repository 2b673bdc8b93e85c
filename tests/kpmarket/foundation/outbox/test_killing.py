"""Worker, timetable, broker and connections to the database are killed: nothing is lost, nothing sent under two names."""

import random

import pytest
from django.db import connection

from tests.killing.drill import Drill
from tests.killing.process import POINTS

pytestmark = [pytest.mark.slow, pytest.mark.once]  # it starts its own services
DUE = 20


@pytest.fixture
def drill(tmp_path, django_db_setup, django_db_blocker):
    """A drill on a database of its own, of the kind that the tests run on."""
    if connection.vendor != "postgresql":
        with Drill(tmp_path).running() as drill:
            yield drill
        return
    name = f"test_drill_{tmp_path.name}".replace("-", "_")[:60]
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    facts = connection.settings_dict
    host = facts["OPTIONS"].get("host") or facts["HOST"]
    user = f"{facts['USER']}:{facts['PASSWORD']}".rstrip(":")
    url = f"postgres://{user}@{'' if host.startswith('/') else host}/{name}" + (
        f"?host={host}" if host.startswith("/") else ""
    )
    try:
        with Drill(tmp_path, url).running() as drill:
            yield drill
    finally:
        with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_worker_that_is_killed_at_any_point_of_a_delivery_loses_and_doubles_nothing(drill):
    marker = drill.folder / "killed"
    drill.start("timetable")
    for point in POINTS:
        marker.unlink(missing_ok=True)
        drill.start("worker", KILL_AT=point)
        drill.rows("add", "3")

        drill.wait_until_all_sent(120)

        assert marker.exists(), f"The worker was not killed {point}."
        assert drill.faults() == []
        drill.stop("worker")
    assert drill.repeated == 1, "Only a kill between the server's answer and the mark repeats a letter."


def test_kills_at_random_lose_and_double_nothing(drill):
    drill.start("worker")
    drill.start("timetable")
    drill.rows("add", str(DUE))

    drill.kill_at_random(8, random.Random(11), (0.2, 2.5))
    counts = drill.wait_until_all_sent(180)

    assert counts["sent"] == DUE
    assert drill.faults() == []
