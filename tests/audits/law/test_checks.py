"""Which rows cannot both hold, and what else keeps an edition from coming into force."""

import re
from dataclasses import replace
from datetime import date

import pytest

from audits.compliance.reference import Confidence
from audits.compliance.rulebook import Combine, Leaf, Outcome, Requirement
from audits.law import files
from audits.law.checks import MAX_LENGTHS, contradiction, family
from audits.law.yaml_reading import RulebookError
from audits.models import Country, Market
from audits.models import Requirement as Row
from suppliers.models import CertificateType, ProductType
from tests.audits import small_law

ROW = Requirement(
    id="EU.mask.1",
    product_type="mask",
    market="EU",
    route="Declaration",
    regulatory_class="I",
    legal_basis="Article 1",
    expression=Leaf("doc"),
    effective_from=date(2021, 1, 1),
    effective_until=None,
    outcome=Outcome.ALLOWED_IF,
    combine=Combine.ALTERNATIVE,
    confidence=Confidence.HIGH,
)
SAME_RULE = replace(ROW, id="EU.mask.1a")
OTHER_NUMBER = replace(ROW, id="EU.mask.2")


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (replace(SAME_RULE, combine=Combine.ADDITIONAL), "one is alternative, the other additional"),
        (replace(SAME_RULE, outcome=Outcome.MANUAL_REVIEW), "one gives allowed_if, the other manual_review"),
        (SAME_RULE, "both ask for the same"),
        (OTHER_NUMBER, "both ask for the same"),
        (replace(SAME_RULE, confidence=Confidence.LOW), "confidence"),
        (replace(SAME_RULE, expression=Leaf("report")), "they ask for different documents"),
        (replace(SAME_RULE, expression=Leaf("report"), route="Other"), "they ask for different documents"),
        (replace(OTHER_NUMBER, expression=Leaf("report")), "they ask for different documents"),
        (
            replace(OTHER_NUMBER, expression=Leaf("report"), effective_until=date(2022, 1, 1)),
            "they ask for different documents",
        ),
    ],
)
def test_two_answers_about_one_thing_on_one_day_contradict(other, reason):
    assert contradiction(ROW, other) == f"contradicts EU.mask.1 on the days they share: {reason}"


@pytest.mark.parametrize(
    "other",
    [
        replace(SAME_RULE, condition=(("sterile", True),)),
        replace(OTHER_NUMBER, route="Certificate"),
        replace(SAME_RULE, effective_from=None, effective_until=date(2020, 12, 31)),
        replace(SAME_RULE, expression=Leaf("report"), effective_until=date(2021, 6, 30)),
    ],
)
def test_another_condition_route_or_time_and_a_transition_contradict_nothing(other):
    assert contradiction(ROW, other) == ""
    assert contradiction(other, ROW) == ""


def test_rows_that_share_a_single_day_are_compared():
    ended = replace(SAME_RULE, effective_until=date(2021, 1, 1))

    assert contradiction(ROW, ended).endswith("both ask for the same")


@pytest.mark.parametrize(
    ("id_", "of"),
    [
        ("EU.mask.8a", "EU.mask.8"),
        ("EU.mask.8", "EU.mask.8"),
        ("CN.export.4b.mask", "CN.export.4.mask"),
        ("EU.a", "EU.a"),
    ],
)
def test_rows_of_a_family_differ_by_their_letters_alone(id_, of):
    assert family(id_) == of


FAULTS = {
    "rows that contradict": (
        "markets/US.yaml",
        "      sources: [law]\n",
        "      sources: [law]\n    - id: US.medical_mask.2\n      route: Clearance\n      asks: report\n"
        "      confidence: low\n      legal_basis: x\n      sources: [law]\n",
        "US.medical_mask.2",
        "contradicts US.medical_mask.1 on the days they share: they ask for different documents",
    ),
    "a year beyond all calendars": (
        "markets/US.yaml",
        "until: 2027-01-31",
        "until: 9999-12-31",
        "US.medical_mask.1",
        "bad date '9999-12-31': the year is not between 1900 and 2200",
    ),
    "an edition before there were any": (
        "standards.yaml",
        "edition: '2019'",
        "edition: '2019', from: 1019-01-01",
        "EN 1:2019",
        "bad date '1019-01-01': the year is not between 1900 and 2200",
    ),
    "a route that no table holds": (
        "markets/US.yaml",
        "route: Clearance",
        f"route: {'x' * 301}",
        "x" * 300,
        "a route has at most 300 characters",
    ),
    "a pattern that is none": (
        "evidence_types.yaml",
        "  covers: product\n",
        "  covers: product\n  number: {pattern: '[a-', basis: guess}\n",
        "doc",
        "number.pattern: unterminated character set at position 0",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_new_edition_is_refused_by_file_row_and_reason(fault):
    file, old, new, row, reason = FAULTS[fault]
    assert old in small_law.FILES[file]
    texts = {**small_law.FILES, file: small_law.FILES[file].replace(old, new, 1)}

    with pytest.raises(RulebookError, match=re.escape(reason)) as refused:
        files.accept(texts)

    assert (refused.value.file, refused.value.row) == (file, row)


def test_an_edition_accepted_before_stays_readable_whatever_is_checked_since():
    file, old, new, _row, _reason = FAULTS["rows that contradict"]
    texts = {**small_law.FILES, file: small_law.FILES[file].replace(old, new, 1)}

    assert len(files.read(texts).requirements_for("medical_mask", "US")) == 2


def test_the_lengths_are_those_of_the_tables():
    held = {
        "row": Row._meta.get_field("requirement_id"),
        "route": Row._meta.get_field("route"),
        "product type": ProductType._meta.pk,
        "evidence type": CertificateType._meta.pk,
        "market": Market._meta.pk,
        "country": Country._meta.pk,
    }

    assert {kind: column.max_length for kind, column in held.items()} == MAX_LENGTHS
