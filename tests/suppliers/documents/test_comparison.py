"""Lines of the text layer checked on the image: which are chosen, and what counts as a difference."""

import pytest

from suppliers.documents import comparison, stages
from suppliers.documents.comparison import MAX_LINES_PER_PAGE, MAX_PAGES, compare_pages, difference, lines_to_check
from suppliers.documents.reading import Box, Difference, Line, Outcome, Page, Source, Stage, StageName
from suppliers.documents.results import EncodedImage, PageImage
from suppliers.documents.stages import PageSpots, Spot, SpotPages

NUMBER = "Certificate No. HZ 60147253"


def line(text, top=0.1, high=0.02, wide=0.5):
    return Line(text, Box(0.1, top, 0.1 + wide, top + high), Source.TEXT_LAYER)


def page(number, *lines):
    return Page(number, 1000, 1400, Source.TEXT_LAYER, lines=lines)


def images(count):
    encoded = EncodedImage(1, 1, b"RIFF")
    return [PageImage(number, encoded, encoded) for number in range(1, count + 1)]


@pytest.fixture
def picture(monkeypatch):
    """The answer of the child about the images; requested places are recorded."""

    class Picture:
        spots = SpotPages(())
        outcome = Outcome.DONE
        asked = []

        def answer(self, name, kind, pages, limits=None, *, boxes):
            self.asked.append(([one.number for one in pages], boxes))
            return self.spots, Stage(name, self.outcome, "" if self.spots else "took-too-long")

    picture = Picture()
    picture.asked = []
    monkeypatch.setattr(stages, "run_on_images", picture.answer)
    return picture


def test_lines_with_digits_are_checked_before_others():
    names, numbers = [line(f"Holder {letter}") for letter in "abcdef"], [line(f"Number {digit}") for digit in range(4)]

    chosen = lines_to_check(page(1, *names, *numbers))

    assert chosen == (*numbers, *names[: MAX_LINES_PER_PAGE - len(numbers)])


def test_long_lines_are_checked_last():
    sentence, name = line("This certificate is valid for 5 years from its first day on."), line("Suzhou Lanhe")

    assert lines_to_check(page(1, sentence, name)) == (name, sentence)


def test_lines_in_scripts_that_are_not_read_are_left_out():
    russian, mixed = line("Лицензия № 06517"), line("Model КП-17, Suzhou")

    assert lines_to_check(page(1, russian, mixed)) == (mixed,)


def test_short_lines_and_what_is_no_single_line_are_left_out():
    usual = [line(f"A usual line {place}") for place in range(3)]
    tall, upright, flat = line("Several rows", high=0.2), line("On its side", wide=0.01), line("No height", high=0.0)

    assert lines_to_check(page(1, line("No."), tall, upright, flat, *usual)) == tuple(usual)


@pytest.mark.parametrize(
    ("read", "confidence"),
    [
        ("Certificate No. HZ 60147253", 0.99),
        ("CertificateNo.HZ60147253", 0.99),
        ("Certificate No. HZ 60147253 QIN", 0.99),
        ("Certificate No. HZ 60147258", 0.94),
        ("Certificate No. HZ 601472S3", 0.97),
        ("Certificate No. HZ 601472", 0.97),
        ("Seal of the office", 0.89),
        ("", 0.0),
    ],
    ids=[
        "the same",
        "other spaces",
        "more next to it",
        "one digit, unsure",
        "a letter for a digit",
        "an end cut off",
        "other words, unsure",
        "not to be read",
    ],
)
def test_similar_or_unreadable_text_is_no_difference(read, confidence):
    assert difference(line(NUMBER), Spot(read, confidence, is_blank=False)) is None


@pytest.mark.parametrize(
    ("read", "confidence", "is_blank"),
    [("Certificate No. HZ 60147258", 0.96, False), ("Seal of the office", 0.91, False), ("", 0.0, True)],
    ids=["one digit", "other words", "a blank place"],
)
def test_another_digit_other_words_or_a_blank_place_is_a_difference(read, confidence, is_blank):
    printed = line(NUMBER)

    assert difference(printed, Spot(read, confidence, is_blank)) == Difference(NUMBER, read, printed.box)


def test_each_page_gets_its_own_comparison(picture):
    first, second = page(1, line(NUMBER), line("Issued 12 May 2025")), page(2, line("Annex 1 of 3"))
    picture.spots = SpotPages(
        (
            PageSpots((Spot(NUMBER, 1.0, is_blank=False), Spot("?", 0.2, is_blank=False))),
            PageSpots((Spot("", 0.0, is_blank=True),)),
        )
    )

    sides = [0.1, 0.1, 0.6, pytest.approx(0.12)]
    (one, other), stage = compare_pages([first, second], images(2))

    assert (one.compared, one.differences) == (1, ())
    assert (other.compared, [found.layer_text for found in other.differences]) == (1, ["Annex 1 of 3"])
    assert picture.asked == [([1, 2], [[sides, sides], [sides]])]
    assert stage.outcome is Outcome.DONE


def test_of_a_long_document_the_first_pages_are_compared(picture):
    pages = [page(number, line(f"Page number {number}")) for number in range(1, MAX_PAGES + 3)]
    picture.spots = SpotPages(tuple(PageSpots((Spot("", 0.0, is_blank=True),)) for _page in range(MAX_PAGES)))

    compared_pages, _stage = compare_pages(pages, images(MAX_PAGES + 2))

    assert [bool(one.differences) for one in compared_pages] == [True] * MAX_PAGES + [False] * 2


def test_where_there_is_no_line_nothing_is_started(picture):
    compared_pages, stage = compare_pages([page(1)], images(1))

    assert (compared_pages, picture.asked) == ((page(1),), [])
    assert stage == Stage(StageName.COMPARISON, Outcome.NOT_NEEDED, "no-lines-to-compare")


def test_a_comparison_that_failed_says_so_and_counts_nothing(picture):
    picture.spots, picture.outcome = None, Outcome.FAILED

    (compared_pages,), stage = compare_pages([page(1, line(NUMBER))], images(1))

    assert (compared_pages.compared, compared_pages.differences, stage.outcome) == (0, (), Outcome.FAILED)
    assert comparison.MIN_CONFIDENCE < comparison.MIN_DIGIT_CONFIDENCE
