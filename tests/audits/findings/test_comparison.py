"""Claimed, read and register values side by side."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.findings.comparison import Agreement, RegisterAnswer, rows, values_in_registers
from audits.findings.same_values import is_same_value
from audits.registers.question import Outcome, Point
from suppliers.documents.fields import FieldName, Fields, Proposal
from suppliers.documents.reading import Box

PLACE = Box(0.1, 0.1, 0.4, 0.15)
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)


def read(name, *values, confidence=0.9, page=1):
    return tuple(Proposal(name, value, value, page, PLACE, confidence) for value in values)


def compared(name, claimed, *values, answers=(), confidence=0.9):
    found = rows({name: claimed}, [(1, Fields(read(name, *values, confidence=confidence)))], answers)
    return next(row for row in found if row.field == name)


def answered(outcome=Outcome.CONFIRMED, at=MONDAY, register="nando", **facts):
    return RegisterAnswer(register, outcome, at, **facts)


@pytest.mark.parametrize(
    ("name", "claimed", "on_document"),
    [
        (FieldName.NUMBER, "SZ-2026/001", "ＳＺ 2026 001"),
        (FieldName.VALID_UNTIL, "2028-05-26", "2028-05-26"),
        (FieldName.HOLDER_EN, "Lanhe Medical Co., Ltd.", "LANHE MEDICAL COMPANY LIMITED"),
        (FieldName.HOLDER_EN, "Suzhou Lanhe Medical Device Co., Ltd.", "Suzhou Lanhe Yiliao Qixie Youxian Gongsi"),
        (FieldName.HOLDER_ZH, "苏州蓝禾医疗有限公司", "苏州蓝禾医疗有限责任公司"),
        (FieldName.ISSUER, "Lindenhof MedRep GmbH, Hamburg", "Lindenhof MedRep GmbH"),
        (FieldName.ADDRESS, "12 Xinghu Street, Suzhou", "No. 12, Xinghu Street, Industrial Park, Suzhou, Jiangsu"),
        (FieldName.STANDARD, "EN 14683", "EN 14683:2019+AC:2019"),
        (FieldName.CLASS, "IIa", "Class IIa"),
        (FieldName.CLASS, "II", "第二类"),
    ],
)
def test_the_same_written_otherwise_agrees(name, claimed, on_document):
    row = compared(name, [claimed], on_document)

    assert (row.agreement, row.agrees) == (Agreement.AGREES, True)


@pytest.mark.parametrize(
    ("name", "claimed", "on_document"),
    [
        (FieldName.NUMBER, "SZ-2026/001", "SZ-2026/007"),
        (FieldName.VALID_UNTIL, "2028-05-26", "2026-05-26"),
        (FieldName.HOLDER_EN, "Lanhe Medical Co., Ltd.", "Beiyu Protective Co., Ltd."),
        (FieldName.ADDRESS, "12 Xinghu Street, Suzhou", "Keji Road 8, Shenzhen"),
        (FieldName.STANDARD, "EN 14683:2025", "EN 14683:2019"),
        (FieldName.CLASS, "IIa", "Class III"),
    ],
)
def test_something_else_differs(name, claimed, on_document):
    row = compared(name, [claimed], on_document)

    assert (row.agreement, row.agrees) == (Agreement.DIFFERS, False)


def test_a_value_that_agrees_after_a_more_confident_one_that_does_not_leaves_it_open():
    found = Fields(
        (*read(FieldName.NUMBER, "A-1", confidence=0.9), *read(FieldName.NUMBER, "B-2", confidence=0.7)),
    )

    (row,) = rows({FieldName.NUMBER: ["B-2"]}, [(1, found)], ())

    assert (row.agreement, row.agrees) == (Agreement.UNSURE, None)
    assert [(value.proposal.value, value.agrees) for value in row.read] == [("A-1", False), ("B-2", True)]


def test_a_guess_is_left_out_unless_it_is_what_is_claimed():
    found = Fields((*read(FieldName.NUMBER, "A-1"), *read(FieldName.NUMBER, "LH-01", "B-2", confidence=0.2)))

    (row,) = rows({FieldName.NUMBER: ["B-2"]}, [(1, found)], ())

    assert [value.proposal.value for value in row.read] == ["A-1", "B-2"]


@pytest.mark.parametrize(
    ("claimed", "agreement"),
    [
        (["Beiyu Certification"], Agreement.AGREES),
        (["北屿认证有限公司"], Agreement.AGREES),
        (["Nanwan Certification"], Agreement.DIFFERS),
        (["南湾认证有限公司"], Agreement.DIFFERS),
    ],
)
def test_names_are_compared_with_names_in_the_same_script(claimed, agreement):
    found = Fields((*read(FieldName.ISSUER, "北屿认证有限公司"), *read(FieldName.ISSUER, "Beiyu Certification")))

    (row,) = rows({FieldName.ISSUER: claimed}, [(1, found)], ())

    assert row.agreement == agreement


def test_a_name_in_the_other_script_alone_agrees_with_nothing():
    assert compared(FieldName.ISSUER, ["Beiyu Certification"], "北屿认证有限公司").agreement == Agreement.ALONE


def test_what_was_hardly_read_contradicts_nothing():
    assert compared(FieldName.NUMBER, ["A-1"], "B-2", confidence=0.4).agreement == Agreement.UNSURE


def test_a_document_may_cover_more_models_than_are_claimed():
    row = compared(FieldName.MODEL, ["LH-01"], "LH-02", "LH-01")

    assert row.agreement == Agreement.AGREES
    assert {value.proposal.value: value.agrees for value in row.read} == {"LH-02": None, "LH-01": True}


def test_a_model_that_was_not_found_on_the_document_is_a_warning_and_none_at_all_differs():
    assert compared(FieldName.MODEL, ["LH-01", "LH-09"], "LH-01").agreement == Agreement.UNSURE
    assert compared(FieldName.MODEL, ["LH-09"], "LH-01").agreement == Agreement.DIFFERS


def test_of_several_claimed_models_those_that_were_not_found_are_named():
    assert compared(FieldName.MODEL, ["LH-01", "LH-09"], "LH-01").not_read == ("LH-09",)
    assert compared(FieldName.MODEL, ["LH-01", "LH-09"]).not_read == ()
    assert compared(FieldName.NUMBER, ["A-1"], "B-2").not_read == ()


def test_however_many_models_are_claimed_each_one_on_the_document_counts():
    models = [f"LH-{number:02}" for number in range(1, 13)]
    row = compared(FieldName.MODEL, models, *models)

    assert (row.agreement, row.not_read) == (Agreement.AGREES, ())


def test_one_side_alone_agrees_with_nothing():
    assert compared(FieldName.NUMBER, ["A-1"]).agreement == Agreement.ALONE
    assert compared(FieldName.NUMBER, [""], "A-1").agreement == Agreement.ALONE


def test_of_several_documents_the_most_confident_value_comes_first_with_its_file():
    first, second = Fields(read(FieldName.NUMBER, "A-1", confidence=0.6)), Fields(read(FieldName.NUMBER, "B-2"))

    (row,) = rows({}, [(1, first), (2, second)], ())

    assert [(value.file, value.proposal.value) for value in row.read] == [(2, "B-2"), (1, "A-1")]


def test_fields_of_which_nobody_says_anything_have_no_row():
    assert rows({FieldName.NUMBER: [""]}, [(1, Fields(()))], ()) == []


def test_contradictions_stand_on_top():
    claimed = {FieldName.NUMBER: ["A-1"], FieldName.ISSUER: ["Beiyu"], FieldName.VALID_UNTIL: ["2028-01-01"]}
    found = Fields((*read(FieldName.NUMBER, "A-1"), *read(FieldName.VALID_UNTIL, "2026-01-01")))

    assert [row.field for row in rows(claimed, [(1, found)], ())] == [
        FieldName.VALID_UNTIL,
        FieldName.NUMBER,
        FieldName.ISSUER,
    ]


def test_a_register_that_confirms_agrees_with_each_value_it_holds():
    answer = answered(entry={"number": "A-1", "holder": "Lanhe", "city": "Suzhou"})

    found = values_in_registers([answer])

    assert {name: [(one.value, one.agrees) for one in held] for name, held in found.items()} == {
        FieldName.NUMBER: [("A-1", True)],
        FieldName.HOLDER_EN: [("Lanhe", True)],
    }


def test_a_register_that_says_otherwise_makes_the_row_differ_though_the_document_agrees():
    answer = answered(Outcome.CONTRADICTED, entry={"until": "2026-01-01"}, differences={Point.LAST_DAY: "2026-01-01"})

    row = compared(FieldName.VALID_UNTIL, ["2028-01-01"], "2028-01-01", answers=[answer])

    assert row.agreement == Agreement.DIFFERS
    assert [(one.value, one.agrees) for one in row.register] == [("2026-01-01", False)]


@pytest.mark.parametrize("outcome", [Outcome.NOT_FOUND, Outcome.NOT_COVERED, Outcome.UNREACHABLE])
def test_an_unanswered_look_up_contradicts_nothing_and_is_listed_with_the_number(outcome):
    row = compared(FieldName.NUMBER, ["A-1"], "A-1", answers=[answered(outcome)])

    assert row.agreement == Agreement.AGREES
    assert [(one.outcome, one.value, one.agrees) for one in row.register] == [(outcome, "", None)]


def test_a_later_failure_is_listed_with_the_latest_answer():
    later = answered(Outcome.UNREACHABLE, MONDAY + timedelta(days=1))
    before = [answered(Outcome.NOT_FOUND, MONDAY - timedelta(days=9)), answered(Outcome.UNREACHABLE, MONDAY)]

    held = values_in_registers([*before, answered(at=MONDAY - timedelta(days=1), entry={"number": "A-1"}), later])

    assert [(one.outcome, one.at) for one in held[FieldName.NUMBER]] == [
        (Outcome.UNREACHABLE, later.at),
        (Outcome.CONFIRMED, MONDAY - timedelta(days=1)),
    ]


@given(st.sampled_from(list(FieldName)), st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_comparing_values_is_symmetric(name, one, other):
    assert is_same_value(name, one, other) == is_same_value(name, other, one)


def test_the_column_of_the_document_agrees_where_it_prints_an_adoption(shipped_rulebook):
    found = Fields(read(FieldName.STANDARD, "DIN EN 14683:2019-10"))
    (row,) = rows({FieldName.STANDARD: ["EN 14683:2019"]}, [(1, found)], (), shipped_rulebook.vocabulary)

    assert (row.agreement, row.not_read) == (Agreement.AGREES, ())
