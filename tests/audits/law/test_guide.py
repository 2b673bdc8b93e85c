"""What a guide says of a pair, and what counts as a change of the law."""

import json
from datetime import date

import pytest

from audits.compliance.reference import Confidence
from audits.compliance.rulebook import Leaf
from audits.law.files import load
from audits.law.guide import ChangeKind, assessed_markets, changes_between, guide, upcoming_changes
from tests.audits import small_law

TODAY = date(2026, 11, 23)
ROW = {
    "route": "Declaration of conformity",
    "asks": {"all_of": ["doc", {"report": {"standard": "EN 1"}}]},
    "confidence": "high",
    "legal_basis": "Article 1",
    "sources": ["law"],
}
EMERGENCY = {"route": "Emergency route", "until": "2027-05-31", "asks": "doc"}
MASKS = [
    {"until": "2025-05-25"},
    {"from": "2025-05-26", "until": "2027-01-31"},
    {"from": "2027-02-01", "asks": {"all_of": ["doc", "licence"]}},
    {**EMERGENCY, "confidence": "low"},
    {"route": "Label", "combine": "additional", "asks": "doc"},
    {"route": "Good to know", "combine": "informational", "outcome": "informational", "asks": "doc"},
]
RESPIRATORS = [EMERGENCY, {"route": "Tender", "outcome": "procurement_eligible_if"}]


def rows(product_type, facts):
    return [{**ROW, "id": f"EU.{product_type}.{number}", **one} for number, one in enumerate(facts, 1)]


EU = json.dumps(
    {
        "market": "EU",
        "name": "European Union",
        "name_zh": "欧盟",
        "requirements": {"medical_mask": rows("medical_mask", MASKS), "respirator": rows("respirator", RESPIRATORS)},
    }
)
RESPIRATOR = small_law.FILES["product_types.yaml"].replace("medical_mask:", "respirator:").replace("Mask", "Respirator")
STANDARDS = """
standards:
  - id: EN 1
    publisher: CEN
    title: Masks
    editions:
      - {edition: '2019', until: 2026-11-30, confidence: high, sources: [law]}
      - {edition: '2026', from: 2026-12-01, confidence: high, sources: [law]}
  - id: EN 9
    publisher: CEN
    title: Gloves
    editions:
      - {edition: '2026', from: 2026-12-01, confidence: high, sources: [law]}
"""


@pytest.fixture
def book(tmp_path):
    changes = {
        "EU": EU,
        "product_types": small_law.FILES["product_types.yaml"] + RESPIRATOR,
        "standards": STANDARDS,
    }
    return load(small_law.write(tmp_path / "law", **changes))


def ids(rows):
    return [row.id for row in rows]


def test_rows_are_grouped_for_the_reader(book):
    shown = guide(book, "medical_mask", "EU", on=TODAY)

    assert ids(shown.routes) == ["EU.medical_mask.2", "EU.medical_mask.4"]
    assert ids(shown.additional) == ["EU.medical_mask.5"]
    assert ids(shown.export) == ["CN.medical_mask.1"]
    assert ids(shown.remarks) == ["EU.medical_mask.6"]
    assert ids(shown.earlier) == ["EU.medical_mask.1"]
    assert [source.id for source in shown.sources] == ["law"]


def test_the_guide_has_the_confidence_of_its_surest_route_and_names_low_rows(book):
    shown = guide(book, "medical_mask", "EU", on=TODAY)

    assert (shown.confidence, ids(shown.low_confidence_rows)) == (Confidence.HIGH, ["EU.medical_mask.4"])


def test_another_day_has_another_guide(book):
    shown = guide(book, "medical_mask", "EU", on=date(2027, 6, 1))

    assert ids(shown.routes) == ["EU.medical_mask.3"]
    assert ids(shown.earlier) == ["EU.medical_mask.4", "EU.medical_mask.2", "EU.medical_mask.1"]
    assert (shown.low_confidence_rows, shown.ahead) == ((), ())


@pytest.mark.parametrize(("product_type", "market"), [("medical_mask", "BR"), ("respirator", "US"), ("unknown", "EU")])
def test_a_pair_without_rows_is_not_assessed_and_claims_nothing(book, product_type, market):
    shown = guide(book, product_type, market, on=TODAY)

    assert not shown.is_assessed
    assert (shown.export, shown.remarks, shown.ahead, shown.confidence) == ((), (), (), None)


def test_a_day_between_rules_is_not_assessed_and_keeps_what_was(book):
    shown = guide(book, "respirator", "EU", on=date(2027, 6, 1))

    assert not shown.is_assessed
    assert ids(shown.earlier) == ["EU.respirator.1"]


def test_changes_are_ordered_by_day_and_name_what_happens(book):
    found = [(one.day, one.kind, one.market, one.product_types) for one in upcoming_changes(book, on=TODAY)]

    assert found == [
        (date(2026, 12, 1), ChangeKind.EDITION, "EU", ("medical_mask", "respirator")),
        (date(2027, 2, 1), ChangeKind.FOLLOWS, "EU", ("medical_mask",)),
        (date(2027, 2, 1), ChangeKind.ENDS, "US", ("medical_mask",)),
        (date(2027, 6, 1), ChangeKind.ENDS, "EU", ("medical_mask", "respirator")),
    ]


def test_a_row_that_follows_another_says_what_it_requires_more_and_less(book):
    (change,) = [one for one in upcoming_changes(book, on=TODAY) if one.kind is ChangeKind.FOLLOWS]

    assert (change.before.id, change.row.id) == ("EU.medical_mask.2", "EU.medical_mask.3")
    assert change.added == (Leaf("licence"),)
    assert change.dropped == (Leaf("report", (("standard", "EN 1"),)),)


def test_an_edition_that_replaces_another_is_one_change(book):
    (change,) = [one for one in upcoming_changes(book, on=TODAY) if one.kind is ChangeKind.EDITION]

    assert (change.accepted.edition, change.no_longer.edition) == ("2026", "2019")
    assert (change.row, change.added, change.dropped) == (None, (), ())


def test_a_standard_that_only_the_product_type_names_counts_too(tmp_path):
    types = small_law.FILES["product_types.yaml"].replace(
        "  attributes:", "  standards: {CN: EN 9 since long}\n  attributes:"
    )
    book = load(small_law.write(tmp_path / "law", standards=STANDARDS, product_types=types))

    found = [
        (one.market, one.product_types, one.accepted.standard)
        for one in upcoming_changes(book, on=TODAY)
        if one.accepted
    ]

    assert found == [("CN", ("medical_mask",), "EN 9"), ("EU", ("medical_mask",), "EN 1")]


def test_both_ends_of_the_days_asked_about_count(book):
    assert [one.day for one in changes_between(book, first=date(2027, 2, 1), last=date(2027, 6, 1))] == [
        date(2027, 2, 1),
        date(2027, 2, 1),
        date(2027, 6, 1),
    ]
    assert changes_between(book, first=date(2027, 2, 2), last=date(2027, 5, 31)) == ()


def test_markets_with_an_open_route_are_listed_with_confidence(book):
    assert assessed_markets(book, "medical_mask", on=TODAY) == {"EU": Confidence.HIGH, "US": Confidence.LOW}
    assert assessed_markets(book, "medical_mask", on=date(2028, 1, 1)) == {"EU": Confidence.HIGH}
    assert assessed_markets(book, "respirator", on=TODAY) == {"EU": Confidence.HIGH}
