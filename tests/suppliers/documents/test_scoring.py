"""Proposals compared with labels: what counts as correct, given and missed."""

import json

import pytest

from suppliers.documents import scoring
from suppliers.documents.fields import FieldName, Fields, Proposal
from suppliers.documents.reading import Box, Line, Page, Reading, Source
from suppliers.documents.scoring import Tally, Target
from suppliers.documents.sniff import Kind

BOX = Box(0.1, 0.1, 0.5, 0.12)


def proposal_of(field, value, confidence=0.9):
    return Proposal(field, value, value, 1, BOX, confidence)


def reading_of(*texts):
    lines = tuple(
        Line(text, Box(0.1, 0.1 + 0.05 * step, 0.7, 0.13 + 0.05 * step), Source.TEXT_LAYER)
        for step, text in enumerate(texts)
    )
    return Reading(Kind.PDF, 100, (Page(1, 1000, 1400, Source.TEXT_LAYER, lines=lines),))


def line_of(**changes):
    entry = {
        "name": "one",
        "look": "clean",
        "truth": {"number": [["AB-123"]], "issued_on": [["2024-05-06"]]},
        "not_judged": ["issuer"],
        "reading": reading_of("Certificate No.: AB-123", "Date of issue: 6 May 2024").as_json(),
    }
    return json.dumps({**entry, **changes})


def scores_of(*lines, at_least=0.5):
    return scoring.scores(scoring.labelled_readings(lines), {}, at_least=at_least)


@pytest.mark.parametrize(
    ("field", "read", "truth"),
    [
        (FieldName.NUMBER, "ab–１２3", "AB-123"),
        (FieldName.NUMBER, "MDR 712345", "MDR712345"),
        (FieldName.HOLDER_EN, "Lanyu Medical Co Ltd", "LANYU MEDICAL CO., LTD."),
        (FieldName.HOLDER_ZH, "澜屿(集团)有限公司", "澜屿（集团）有限公司"),
        (FieldName.STANDARD, "EN 14683:2019 + AC:2019", "EN 14683:2019+AC:2019"),
    ],
)
def test_width_case_and_spaces_do_not_matter(field, read, truth):
    assert scoring.normalise_value(field, read) == scoring.normalise_value(field, truth)


@pytest.mark.parametrize(
    ("field", "read", "truth"),
    [
        (FieldName.NUMBER, "AB/123", "AB-123"),
        (FieldName.NUMBER, "AB-l23", "AB-123"),
        (FieldName.ISSUED_ON, "2024-05-07", "2024-05-06"),
        (FieldName.STANDARD, "EN 14683:2014", "EN 14683:2019"),
        (FieldName.KIND, "iso9001", "iso13485"),
    ],
)
def test_every_character_of_a_number_date_or_edition_matters(field, read, truth):
    assert scoring.normalise_value(field, read) != scoring.normalise_value(field, truth)


def test_only_the_best_proposal_is_the_answer():
    fields = Fields.of((proposal_of(FieldName.NUMBER, "RIGHT", 0.7), proposal_of(FieldName.NUMBER, "WRONG", 0.8)))

    assert [one.value for one in scoring.answers(fields, FieldName.NUMBER, at_least=0.5)] == ["WRONG"]


def test_a_proposal_below_the_threshold_is_not_given():
    fields = Fields.of((proposal_of(FieldName.NUMBER, "AB-123", 0.49),))

    assert scoring.answers(fields, FieldName.NUMBER, at_least=0.5) == ()


def test_of_models_and_standards_every_proposal_is_an_answer():
    fields = Fields.of((proposal_of(FieldName.MODEL, "M-1", 0.9), proposal_of(FieldName.MODEL, "M-2", 0.6)))

    assert [one.value for one in scoring.answers(fields, FieldName.MODEL, at_least=0.5)] == ["M-1", "M-2"]


def test_a_value_that_stands_once_is_right_once():
    given = (
        proposal_of(FieldName.MODEL, "M-1"),
        proposal_of(FieldName.MODEL, "m 1"),
        proposal_of(FieldName.MODEL, "M-3"),
    )

    assert scoring.tally_of(FieldName.MODEL, given, (("M-1",), ("M-2",))) == Tally(right=1, given=3, wanted=2)


def test_each_accepted_spelling_is_right():
    given = (proposal_of(FieldName.ISSUER, "广东省药品监督管理局"),)
    truth = (("Guangdong Medical Products Administration", "广东省药品监督管理局"),)

    assert scoring.tally_of(FieldName.ISSUER, given, truth) == Tally(right=1, given=1, wanted=1)


def test_what_is_not_on_the_document_is_given_wrongly():
    tally = scoring.tally_of(FieldName.VALID_UNTIL, (proposal_of(FieldName.VALID_UNTIL, "2030-01-01"),), ())

    assert tally == Tally(right=0, given=1, wanted=0)
    assert (tally.precision, tally.recall) == (0, None)


def test_readings_are_scored_by_field_and_look():
    tallies, mistakes = scores_of(line_of(), line_of(name="two", look="phone"))

    assert tallies[FieldName.NUMBER, "clean"] == tallies[FieldName.NUMBER, "phone"] == Tally(1, 1, 1)
    assert scoring.total_over_looks(tallies, FieldName.ISSUED_ON) == Tally(2, 2, 2)
    assert mistakes == []


def test_a_mistake_names_the_document_the_field_and_both_values():
    _, mistakes = scores_of(line_of(truth={"number": [["AB-124"]], "issued_on": [["2024-05-06"]]}))

    assert mistakes == [scoring.Mistake("one", FieldName.NUMBER, ("AB-124",), ("AB-123",))]


def test_in_a_file_that_could_not_be_read_everything_is_missed():
    tallies, mistakes = scores_of(line_of(reading=None))

    assert tallies[FieldName.NUMBER, "clean"] == Tally(right=0, given=0, wanted=1)
    assert {one.field for one in mistakes} == {FieldName.NUMBER, FieldName.ISSUED_ON}


def test_a_field_that_a_document_leaves_open_is_not_judged():
    tallies, _ = scores_of(line_of(not_judged=["number"]))

    assert (FieldName.NUMBER, "clean") not in tallies


@pytest.mark.parametrize(
    ("tally", "met"),
    [
        (Tally(97, 97, 100), True),
        (Tally(96, 96, 100), False),
        (Tally(97, 99, 100), False),
        (Tally(0, 0, 5), False),
        (Tally(0, 3, 0), None),
    ],
)
def test_a_target_is_met_by_precision_and_recall_together(tally, met):
    assert scoring.meets_target(tally, Target("clean", (FieldName.NUMBER,), 0.97, 0.99)) is met
