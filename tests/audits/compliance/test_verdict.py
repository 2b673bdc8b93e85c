"""Codes are stored with answers and sent to those who ask: they stay what they are."""

import pytest

from audits.compliance.causes import CauseCode
from audits.compliance.reference import Confidence
from audits.compliance.rulebook import Combine, HomeStatus, MustBeEntitled, Outcome
from audits.compliance.verdict import FindingCode, LeafCode, State, SupplierPart


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        (State, "cleared conditional blocked prohibited not_assessed"),
        (SupplierPart, "complete incomplete"),
        (
            FindingCode,
            "no-market no-requirement no-route-fits manual-review prohibited depends-on-buyer no-route-met additional-not-met "
            "export-not-met low-confidence-only met-with-remarks-only",
        ),
        (
            LeafCode,
            "evidence-in-force evidence-absent evidence-does-not-fit evidence-not-yet-in-force evidence-lapsed "
            "standard-edition-not-accepted held-by-another of-another-manufacturer names-other-models "
            "not-in-the-languages-of-the-destination party-established-elsewhere issuer-not-entitled "
            "authority-not-accepted quantity-exceeded",
        ),
        (
            CauseCode,
            "evidence-ends evidence-begins requirement-ends requirement-begins standard-edition-ends "
            "standard-edition-begins issuer-entitlement-ends issuer-entitlement-begins",
        ),
        (Confidence, "high medium low"),
        (HomeStatus, "registered filed sold_at_home unstated export_only production"),
        (MustBeEntitled, "on_issue throughout"),
        (Outcome, "allowed_if prohibited procurement_eligible_if manual_review informational"),
        (Combine, "alternative additional informational"),
    ],
)
def test_the_codes_are_these(kind, codes):
    assert [one.value for one in kind] == codes.split()


def test_only_what_says_that_the_product_may_be_sold_in_china_is_an_approval():
    assert [one for one in HomeStatus if one.is_approval] == ["registered", "filed", "sold_at_home"]


def test_only_what_is_cleared_or_conditional_ships():
    assert [state for state in State if state.ships] == ["cleared", "conditional"]
