from dataclasses import replace

import pytest

from suppliers.certificates.field_notes import Standing, note, products_note
from suppliers.documents.reading import Box
from suppliers.models import Product
from suppliers.readings.field_proposals import Proposed

BOX = Box(0.1, 0.2, 0.3, 0.25)


def read(value, confidence=0.95, field="number", page=1):
    return Proposed(field, value, f"No. {value}", 7, page, BOX, confidence)


@pytest.mark.parametrize(
    ("value", "is_filled", "standing", "use"),
    [
        ("A-1", True, Standing.PROPOSED, ""),
        ("a 1", False, Standing.SAME, ""),
        ("A-2", False, Standing.DIFFERS, "A-1"),
        ("", False, Standing.OFFERED, "A-1"),
        (None, False, Standing.OFFERED, "A-1"),
    ],
)
def test_what_was_read_is_a_proposal_an_agreement_or_a_question(value, is_filled, standing, use):
    said = note([read("A-1")], value, is_filled=is_filled)

    assert (said.standing, said.use) == (standing, use)


def test_the_sentence_names_page_words_and_confidence():
    said = note([read("A-1", 0.8, page=3)], "A-1", is_filled=True)

    assert said.sentence == "Page 3, probably right: “No. A-1”. Compare and correct."


def test_what_agrees_with_the_second_best_agrees():
    said = note([read("A-1", 0.9), read("B-2", 0.6, page=2)], "B-2", is_filled=False)

    assert (said.standing, said.sentence) == (Standing.SAME, "As read on page 2. Please compare.")


@pytest.mark.parametrize(
    ("models", "is_filled", "standing"),
    [
        (["LH-M17"], True, Standing.PROPOSED),
        (["lh m17"], False, Standing.COMPARED),
        (["LH-M17", "LH-M99"], False, Standing.DIFFERS),
        ([], False, Standing.OFFERED),
    ],
)
def test_models_are_compared_with_the_products_that_are_ticked(models, is_filled, standing):
    ticked = [Product(model=model) for model in models]

    said = products_note([read("LH-M17", field="products")], ticked, is_filled=is_filled)

    assert (said.standing, said.sentence) == (standing, "Page 1 names: No. LH-M17.")


def test_a_first_day_that_is_the_day_of_issue_says_so():
    derived = replace(read("2019-03-19", field="valid_from"), is_derived=True)

    said = note([derived], "2019-03-19", is_filled=True)

    assert said.sentence.startswith("No first day was read; page 1 gives the day of issue")


def test_what_a_person_compared_is_said_to_be_compared():
    said = note([read("A-1")], "A-1", is_filled=False, is_compared=True)

    assert (said.standing, said.sentence) == (Standing.COMPARED, "As read on page 1, and compared by you.")
