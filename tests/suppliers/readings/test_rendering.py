"""Drawing on an allowance: quick files are free, slow ones use it up, and nobody pays for another."""

from datetime import timedelta
from itertools import count

import pytest

from suppliers.documents.protocol import Limits
from suppliers.documents.results import Code, Refused
from suppliers.readings import rendering
from suppliers.readings.rendering import SLOWEST_FILES, on_allowance
from tests.factories import NOON, UserFactory

pytestmark = pytest.mark.django_db
NEW = count(900_001)


@pytest.fixture
def person(db):
    """Somebody new: what others used is still counted."""
    return UserFactory(pk=next(NEW))


@pytest.fixture
def stopwatch(monkeypatch):
    """A clock that a file moves on by the seconds that it takes."""

    class Stopwatch:
        now = 0.0

        def renders_for(self, seconds):
            def draw(**_limits):
                self.now += seconds
                return "rendered"

            return draw

    watch = Stopwatch()
    monkeypatch.setattr(rendering.time, "monotonic", lambda: watch.now)
    return watch


def test_any_number_of_ordinary_files_is_rendered(person, stopwatch):
    results = {on_allowance(stopwatch.renders_for(2.5), by=person, at=NOON) for _file in range(60)}

    assert results == {"rendered"}


def test_after_the_slowest_files_nothing_of_that_person_is_tried_for_a_while(person, stopwatch):
    for _bomb in range(SLOWEST_FILES):
        assert on_allowance(stopwatch.renders_for(40), by=person, at=NOON) == "rendered"

    refused = on_allowance(lambda **_limits: pytest.fail("It was rendered."), by=person, at=NOON)

    assert refused == Refused(Code.NOT_NOW, {"minutes": 10})
    assert on_allowance(stopwatch.renders_for(1), by=UserFactory(pk=next(NEW)), at=NOON) == "rendered"
    assert on_allowance(stopwatch.renders_for(1), by=person, at=NOON + timedelta(minutes=10)) == "rendered"


def test_a_file_is_rendered_within_the_limits_that_its_time_is_set_aside_for(person, settings):
    settings.UPLOAD_LIMIT, settings.SANDBOX_SECONDS = 700, 12

    assert on_allowance(dict, by=person, at=NOON) == {"max_bytes": 700, "limits": Limits(seconds=12)}


def test_one_person_has_so_many_files_rendered_at_once_and_no_more(person):
    def within(depth):
        return lambda **_limits: on_allowance(within(depth - 1), by=person, at=NOON) if depth else "the innermost"

    assert on_allowance(within(SLOWEST_FILES - 1), by=person, at=NOON) == "the innermost"
    assert on_allowance(within(SLOWEST_FILES), by=person, at=NOON) == Refused(Code.NOT_NOW, {"minutes": 10})


def test_a_drawing_that_fails_gives_back_what_was_set_aside(person):
    for _time in range(3 * SLOWEST_FILES):
        with pytest.raises(OSError, match="disk"):
            on_allowance(_full_disk, by=person, at=NOON)


def _full_disk(**_limits):
    raise OSError("no room on the disk")
