"""Union law and the markets that copy it: which difference is found, and which reason explains it."""

from __future__ import annotations

from datetime import date

import pytest

from audits.law import files, twins
from audits.law.twins import Reason
from audits.law.yaml_reading import RulebookError, read_text
from tests.audits.compliance.law import all_of, book, row

SINCE, BEFORE_LAST, LAST = date(2021, 5, 26), date(2026, 5, 27), date(2035, 12, 31)
MODEL = row("EU.medical_mask.1", all_of("eu_doc_mdr", "eu_ar"), SINCE)


def found(*rows):
    return [str(one) for one in twins.differences(book(*rows), ["XI"])]


def test_a_market_without_the_row_lacks_it_on_all_its_days():
    assert found(MODEL) == ["XI: missing row of medical_mask MDR, 2021-05-26 to 2035-12-31"]


def test_a_row_that_asks_the_same_on_the_same_days_is_a_twin():
    assert found(MODEL, row("XI.medical_mask.7", all_of("eu_doc_mdr", "eu_ar"), SINCE, market="XI")) == []


def test_a_document_that_the_union_asks_for_later_is_missing_from_that_day():
    later = row("EU.medical_mask.2", all_of("eu_doc_mdr", "eu_ar", "eu_srn_mf"), date(2026, 5, 28))
    earlier = row("EU.medical_mask.1", all_of("eu_doc_mdr", "eu_ar"), SINCE, BEFORE_LAST)
    twin = row("XI.medical_mask.1", all_of("eu_doc_mdr", "eu_ar"), SINCE, market="XI")

    assert found(earlier, later, twin) == ["XI: missing eu_srn_mf of medical_mask MDR, 2026-05-28 to 2035-12-31"]


def test_one_end_later_than_the_other_is_an_extra_row_for_the_days_between():
    ended = row("EU.medical_mask.1", all_of("eu_doc_mdd"), date(2020, 1, 1), date(2021, 5, 25))
    twin = row("XI.medical_mask.1", all_of("eu_doc_mdd"), date(2020, 1, 1), date(2023, 6, 30), market="XI")

    assert found(ended, twin) == ["XI: extra row of medical_mask MDD, 2021-05-26 to 2023-06-30"]


def test_rows_under_different_conditions_are_no_twins_and_grace_stands_apart():
    sterile = row("EU.medical_mask.1", all_of("eu_doc_mdr"), SINCE, condition={"sterile": True})
    grace = row(
        "XI.medical_mask.1", all_of("eu_doc_mdr"), SINCE, market="XI", condition={"model_first_placed_before": SINCE}
    )

    assert found(sterile, grace) == [
        "XI: extra row of medical_mask MDR grace, 2021-05-26 to 2035-12-31",
        "XI: missing row of medical_mask MDR (sterile=True), 2021-05-26 to 2035-12-31",
    ]


@pytest.mark.parametrize(
    ("reason", "left"),
    [
        (Reason("own register", ("XI",)), 0),
        (Reason("own register", ("XI",), what=("row",), first=SINCE), 0),
        (Reason("too short", ("XI",), last=date(2030, 1, 1)), 1),
        (Reason("another document", ("XI",), what=("eu_ar",)), 1),
        (Reason("another market", ("GB",)), 1),
        (Reason("the other way round", ("XI",), side="extra"), 1),
    ],
)
def test_a_reason_explains_what_lies_inside_it(reason, left):
    assert len(twins.unexplained(book(MODEL), ["XI"], [reason])) == left
    assert twins.unused(book(MODEL), ["XI"], [reason]) == ([reason] if left else [])


def test_a_reason_with_a_day_that_does_not_exist_is_refused():
    text = "markets: [XI]\nreasons:\n  - {markets: [XI], from: 2021-02-30, reason: no such day}\n"

    with pytest.raises(RulebookError, match="bad date"):
        twins.read_reasons(text)


def test_every_difference_of_the_shipped_markets_has_a_reason_and_every_reason_a_difference(shipped_rulebook):
    markets, reasons = twins.read_reasons(read_text(files.RULEBOOK_DIR / twins.FILE, twins.FILE))

    assert [str(one) for one in twins.unexplained(shipped_rulebook, markets, reasons)] == []
    assert [one.text for one in twins.unused(shipped_rulebook, markets, reasons)] == []
