"""What the file of claims says is read strictly, and a big decision needs a second person."""

import pytest

from buyers.terms.disputes.claim_rules import Share, check_shares, claim_rules, rules_of, second_signature_reasons
from buyers.terms.errors import TermsError
from buyers.terms.files import read_data

USUAL = {"currency": "USD", "to_buyer": 1, "held": 5_000_000, "is_against_report": False, "is_after_arbitration": False}


def reasons(amount, **changes):
    return second_signature_reasons(amount=amount, **{**USUAL, **changes})


def test_one_cent_above_ten_thousand_dollars_needs_a_second_person():
    assert reasons(1_000_000) == ()
    assert reasons(1_000_001) == ("large",)
    assert reasons(1, currency="THB") == ("large",)


def test_so_does_a_full_refund_and_what_contradicts_a_report_or_follows_a_tribunal():
    assert reasons(100, to_buyer=5_000_000) == ("full_refund",)
    assert reasons(100, is_against_report=True, is_after_arbitration=True) == ("against_report", "arbitration")
    assert reasons(100, to_buyer=0, held=0) == ()


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        ([Share(2, 60, 41)], "more-than-held"),
        ([Share(1, 1, 0)], "not-of-claim"),
        ([Share(2, 1, 0), Share(2, 1, 0)], "part-twice"),
        ([Share(2, -1, 5)], "negative"),
    ],
)
def test_shares_are_of_the_parts_concerned_and_never_more_than_is_held(shares, code):
    with pytest.raises(TermsError) as refused:
        check_shares(tuple(shares), {2: 100})

    assert refused.value.code == code
    check_shares((Share(2, 60, 40),), {2: 100})


@pytest.mark.parametrize(
    ("table", "row", "changes", "code"),
    [
        ("clocks", 0, {"binds": "neighbour"}, "unknown-party"),
        ("clocks", 0, {"days": 0}, "negative"),
        ("clocks", 0, {"zh": ""}, "no-label"),
        ("clocks", 1, {"id": "open_claim"}, "id-twice"),
        ("kinds", 0, {"by": "desk"}, "unknown-party"),
        ("carriers", 0, {"confidence": "sure"}, "unknown-confidence"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(table, row, changes, code):
    data = read_data("claim_clock.yaml")
    data[table][row] = {**data[table][row], **changes}

    with pytest.raises(TermsError) as refused:
        rules_of(data)

    assert refused.value.code == code
    assert claim_rules().days("evidence_window") == 7
