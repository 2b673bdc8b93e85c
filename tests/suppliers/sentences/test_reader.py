import pytest
from django.utils import translation

from suppliers.documents.reading import REASONS, Outcome, StageName
from suppliers.documents.results import Code, Refused
from suppliers.sentences import reader

NUMBERS = {
    Code.TOO_LARGE: {"size": 25 * 1024 * 1024, "limit": 20 * 1024 * 1024},
    Code.TOO_MANY_PAGES: {"pages": 3000, "limit": 100},
    Code.TOO_MANY_PIXELS: {"width": 20_000, "height": 20_000, "limit": 50_000_000},
    Code.NOT_NOW: {"minutes": 4},
}


@pytest.mark.parametrize("code", list(Code))
def test_every_refusal_is_a_sentence_without_holes(code):
    sentence = reader.refusal(Refused(code, NUMBERS.get(code, {})), "document.pdf")

    assert len(sentence) > 40
    assert sentence.endswith(".")
    assert not any(sign in sentence for sign in ("%", "{", "None"))


@pytest.mark.parametrize(
    ("refused", "name", "words"),
    [
        (Refused(Code.WRONG_KIND), "Invoice.PDF", "This file is called .pdf but is not a PDF, JPEG"),
        (Refused(Code.WRONG_KIND), "drawing.svg", "This is not a PDF, JPEG"),
        (Refused(Code.WRONG_KIND), "", "This is not a PDF, JPEG"),
        (Refused(Code.TOO_LARGE, NUMBERS[Code.TOO_LARGE]), "a.pdf", "This file is 25.0\xa0MB; at most 20.0\xa0MB"),
        (Refused(Code.TOO_MANY_PAGES, NUMBERS[Code.TOO_MANY_PAGES]), "a.pdf", "This file has more than 100 pages"),
        (
            Refused(Code.TOO_MANY_PIXELS, NUMBERS[Code.TOO_MANY_PIXELS]),
            "a.png",
            "This picture is too large to process: more than 50 million",
        ),
        (Refused(Code.TOO_MANY_PIXELS), "a.pdf", "The pages of this file hold too much detail"),
    ],
)
def test_a_refusal_says_what_is_wrong_with_this_file(refused, name, words):
    with translation.override("en"):
        assert reader.refusal(refused, name).startswith(words)


@pytest.mark.parametrize("name", list(StageName))
def test_every_step_of_reading_has_a_name_for_people(name):
    assert len(reader.stage_title(name)) > 10


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("reason", ["", *REASONS, *Code])
def test_every_end_of_a_step_is_a_sentence(outcome, reason):
    assert reader.stage_outcome(outcome, reason).endswith(".")


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_of_the_reader_has_a_sentence_of_its_own(reason):
    sentences = {reader.stage_outcome(Outcome.PARTLY, one) for one in ("", *REASONS)}

    assert len(sentences) == len(REASONS) + 1
    assert reader.stage_outcome(Outcome.DONE, reason) != "Done."


def test_a_step_that_failed_says_by_what_limit():
    assert reader.stage_outcome("failed", "took-too-long").startswith("It took too long")
    assert reader.stage_outcome("failed", "unreadable").startswith("This step failed")


@pytest.mark.parametrize("reason", ["", *Code])
def test_a_file_that_could_not_be_read_says_what_to_do(reason):
    assert "by hand" in reader.not_read(reason) or "upload" in reader.not_read(reason)
