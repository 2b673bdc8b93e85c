from collections import Counter

import pytest

from suppliers.documents.results import Code
from tests.hostile.case import CANARY, LISTENER, PARTLY, READ
from tests.hostile.corpus import CASES
from tests.hostile.sample import NEVER_OPENED, SAMPLE

NAMED = {case.name: case for case in CASES}


def test_there_are_more_than_three_hundred_and_each_has_a_name_of_its_own():
    assert len(CASES) >= 300
    assert [name for name, count in Counter(case.name for case in CASES).items() if count > 1] == []


def test_each_may_end_only_as_read_or_for_a_reason_that_has_a_code():
    known = {READ, PARTLY, *map(str, Code)}

    assert [case.name for case in CASES if not case.ends or not {str(end) for end in case.ends} <= known] == []


@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case.name)
def test_files_are_the_same_each_time_they_are_made(case):
    assert case.make() == case.make()


def test_what_points_elsewhere_points_at_the_listener_and_keeps_its_length():
    case = NAMED["picture-elsewhere.pdf"]

    made, written = case.make(), case.written_for(50123)

    assert LISTENER in made
    assert LISTENER not in written
    assert b"127.0.0.1:50123" in written
    assert len(written) == len(made)


def test_canaries_and_addresses_stand_in_many_files():
    made = [case.make() for case in CASES if case.name.endswith(("-on-page.pdf", "elsewhere.pdf", "then-archive.jpg"))]

    assert sum(CANARY in one for one in made) >= 10
    assert sum(LISTENER in one for one in made) >= 10


def test_the_sample_has_files_of_every_kind_of_end():
    ends = {str(end) for case in (*SAMPLE, *NEVER_OPENED) for end in case.ends}

    assert {READ, PARTLY, Code.UNREADABLE, Code.WRONG_KIND, Code.EMPTY, Code.TOO_LARGE} <= ends
