"""Plans are those of the tables; properties that any sampling scheme has hold for all of them."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.delivery.sampling import plan, sampling_plan, tables, tables_of, usual_for
from buyers.terms.errors import TermsError
from buyers.terms.files import read_data

LOTS = st.integers(1, 2_000_000)
LEVELS = st.sampled_from(["S-1", "S-2", "S-3", "S-4", "I", "II", "III"])
AQLS = st.sampled_from(["0.65", "1.0", "1.5", "2.5", "4.0", "6.5"])


@pytest.mark.parametrize(
    ("lot", "level", "aql", "expected"),
    [
        (500, "II", "2.5", ("H", "H", 50, 3, 4, False)),
        (1200, "II", "2.5", ("J", "J", 80, 5, 6, False)),
        (3200, "II", "2.5", ("K", "K", 125, 7, 8, False)),
        (10_000, "II", "4.0", ("L", "L", 200, 14, 15, False)),
        (35_000, "II", "2.5", ("M", "M", 315, 14, 15, False)),
        (100_000, "II", "1.5", ("N", "N", 500, 14, 15, False)),
        (500_000, "II", "0.65", ("P", "P", 800, 10, 11, False)),
        (50, "II", "0.65", ("D", "F", 20, 0, 1, False)),
        (8, "II", "6.5", ("A", "A", 2, 0, 1, False)),
        (1200, "I", "1.5", ("G", "G", 32, 1, 2, False)),
        (100_000, "III", "6.5", ("P", "L", 200, 21, 22, False)),
        (2, "II", "0.65", ("A", "F", 2, 0, 1, True)),
        (1, "II", "2.5", ("A", "C", 1, 0, 1, True)),
    ],
)
def test_a_plan_is_that_of_the_standard(lot, level, aql, expected):
    found = plan(lot, level, aql)

    assert (found.letter, found.letter_used, found.sample, found.accept, found.reject, found.all_units) == expected


def test_level_one_is_not_the_letter_before_that_of_level_two():
    assert (plan(150, "I", "2.5").letter, plan(150, "II", "2.5").letter) == ("D", "F")


@given(LOTS, LEVELS, AQLS, st.booleans())
def test_a_sample_is_at_most_the_lot_and_one_more_defect_than_accepted_rejects(lot, level, aql, tightened):
    found = plan(lot, level, aql, tightened=tightened)

    assert 1 <= found.sample <= lot
    assert found.reject == found.accept + 1
    assert found.all_units == (found.sample == lot)


@given(LOTS, LOTS, LEVELS, AQLS, st.booleans())
def test_a_larger_lot_is_never_checked_with_fewer_units(one, other, level, aql, tightened):
    small, large = (plan(lot, level, aql, tightened=tightened) for lot in sorted((one, other)))

    assert small.sample <= large.sample
    assert small.accept <= large.accept


@given(LOTS, LEVELS, AQLS)
def test_the_tightened_plan_accepts_no_more_and_checks_more_where_it_accepts_as_many(lot, level, aql):
    normal, tightened = plan(lot, level, aql), plan(lot, level, aql, tightened=True)

    assert tightened.accept <= normal.accept
    assert tightened.accept < normal.accept or tightened.sample >= normal.sample


def test_the_largest_sample_is_checked_and_each_class_is_judged_by_its_own_plan():
    found = sampling_plan(150, "II", {"minor": "4.0", "critical": "0", "major": "1.0"})

    assert found.sample == 20
    assert {name: one.accept for name, one in found.classes.items()} == {"critical": 0, "major": 0, "minor": 2}
    assert list(found.classes) == ["critical", "major", "minor"]


def test_no_critical_defect_is_accepted_whatever_the_lot():
    found = sampling_plan(35_000, "II", {"critical": "0"})

    assert (found.sample, found.classes["critical"].accept) == (315, 0)


def test_a_tightened_plan_that_follows_an_arrow_is_less_sure():
    assert sampling_plan(8, "II", {"major": "2.5"}, tightened=True).confidence == "medium"
    assert sampling_plan(35_000, "II", {"major": "2.5"}, tightened=True).confidence == "high"


def test_gloves_have_holes_as_a_class_of_their_own_and_other_products_the_default():
    assert usual_for("exam_glove").classes["holes"] == "1.5"
    assert usual_for("bandage") == usual_for("default")


@pytest.mark.parametrize(
    ("lot", "level", "classes", "code"),
    [
        (0, "II", {"major": "2.5"}, "no-lot"),
        (9, "IV", {"major": "2.5"}, "unknown-level"),
        (9, "II", {"major": "2.4"}, "unknown-aql"),
        (9, "II", {}, "no-classes"),
        (9, "II", {"cosmetic": "4.0"}, "no-classes"),
    ],
)
def test_what_no_table_has_is_refused(lot, level, classes, code):
    with pytest.raises(TermsError) as refusal:
        sampling_plan(lot, level, classes)

    assert refusal.value.code == code


def test_a_file_that_contradicts_itself_is_refused():
    for key, change, code in (
        ("normal", lambda rows: rows["M"]["2.5"].__setitem__(3, 16), "plan-contradicts"),
        ("tightened", lambda rows: rows["M"]["2.5"].__setitem__(1, 200), "plan-contradicts"),
        ("lots", lambda rows: rows[3].__setitem__("from", 27), "lots-contradict"),
        ("normal", lambda rows: rows.pop("R"), "letters-differ"),
    ):
        data = deepcopy(read_data("aql.yaml"))
        change(data[key])

        with pytest.raises(TermsError) as refusal:
            tables_of(data)

        assert refusal.value.code == code
    assert set(tables().rules) == {"level", "largest", "all_units", "zero", "tightened"}
