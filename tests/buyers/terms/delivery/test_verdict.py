"""A lot passes by its figures: defects, sample and count."""

from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.delivery.sampling import sampling_plan
from buyers.terms.delivery.verdict import Figures, OverLimit, Result, judge

PLAN = sampling_plan(35_000, "II", {"critical": "0", "major": "2.5", "minor": "4.0"})


def verdict(*, sample=315, counted=35_000, tolerance_bp=0, **defects):
    return judge(PLAN, Figures(sample, defects, counted), tolerance_bp=tolerance_bp)


def test_as_many_defects_as_accepted_pass_and_one_more_fails():
    assert verdict(major=14, minor=21).result is Result.PASSED
    assert verdict(major=15).over == (OverLimit("major", 15, 14),)
    assert verdict(critical=1).result is Result.FAILED


def test_too_small_a_sample_voids_what_would_have_passed_and_hides_no_failure():
    assert (verdict(sample=314).result, verdict(sample=314).missing_units) == (Result.VOID, 1)
    assert verdict(sample=80, major=15).result is Result.FAILED


def test_a_lot_that_is_short_beyond_the_tolerance_fails():
    assert verdict(counted=34_300, tolerance_bp=200).result is Result.PASSED
    assert verdict(counted=34_299, tolerance_bp=200).missing_count == 1
    assert verdict(counted=34_999).result is Result.FAILED


@given(st.integers(0, 700), st.integers(0, 40), st.integers(0, 40), st.integers(30_000, 40_000))
def test_more_defects_never_make_a_better_verdict(sample, major, more, counted):
    order = [Result.FAILED, Result.VOID, Result.PASSED]
    before = verdict(sample=sample, counted=counted, major=major).result
    after = verdict(sample=sample, counted=counted, major=major + more).result

    assert order.index(after) <= order.index(before)
