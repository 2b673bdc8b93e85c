"""Digital signatures."""

from dataclasses import replace
from datetime import date

import pytest

from audits.findings import Severity, signatures
from suppliers.documents.reading import Change, Signature, Trust
from tests.audits.findings.cases import case, codes, reading

GOOD = Signature(
    "Sig1", "Nordlys Institut", signed_at="2024-01-02T08:00:00+00:00", is_checked=True, is_intact=True, is_valid=True,
    covers_whole_file=True, change=Change.NONE, trust=Trust.TRUSTED,
)  # fmt: skip


def test_a_signature_that_holds_is_no_finding():
    for check in signatures.CHECKS:
        assert codes(check, of=reading(signatures=(GOOD,)), issued_on=date(2024, 1, 1)) == []


def test_a_file_without_signatures_is_no_finding():
    assert codes(signatures.validity) == []


@pytest.mark.parametrize(
    ("facts", "code", "severity"),
    [
        ({"is_checked": False, "is_valid": False}, "signature_not_checked", Severity.NOTE),
        ({"is_intact": False}, "signature_broken", Severity.CONTRADICTION),
        ({"is_valid": False}, "signature_broken", Severity.CONTRADICTION),
        ({"change": Change.SUSPICIOUS}, "changed_after_signing", Severity.CONTRADICTION),
        ({"change": Change.UNCLEAR, "covers_whole_file": False}, "signature_not_whole", Severity.WARNING),
        ({"trust": Trust.EXPIRED}, "signer_expired", Severity.NOTE),
        ({"trust": Trust.UNKNOWN}, "signer_unknown", Severity.NOTE),
    ],
)
def test_an_invalid_signature_is_a_finding(facts, code, severity):
    (one,) = signatures.validity(case(of=reading(signatures=(replace(GOOD, **facts),))))

    assert (one.code, one.severity, one.params["signer"]) == (code, severity, "Nordlys Institut")


def test_a_change_that_signing_permits_is_no_finding():
    assert codes(signatures.validity, of=reading(signatures=(replace(GOOD, change=Change.PERMITTED),))) == []


def test_signed_before_the_day_of_issue_is_a_note():
    assert codes(signatures.signing_date, of=reading(signatures=(GOOD,)), issued_on=date(2024, 2, 1)) == [
        "signed_before_issue"
    ]
    assert (
        codes(
            signatures.signing_date,
            of=reading(signatures=(replace(GOOD, signed_at="soon"),)),
            issued_on=date(2024, 2, 1),
        )
        == []
    )
