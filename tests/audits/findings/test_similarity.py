"""Pages that look or read almost the same."""

import gzip
import json
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audits.findings.similarity import (
    MAX_DIFFERENT_BITS,
    MIN_FIGURES,
    MIN_SHARED_FIGURES,
    Kind,
    PageKey,
    are_enough,
    distance,
    figures_of,
    is_comparable,
    share,
)
from tests.audits.findings.rows import REPORT
from tools.labelled.readings_store import FOLDER

FULL = "f0" * 32
FIGURES = st.sets(st.integers(10, 10**9), min_size=MIN_FIGURES, max_size=120)


def content(figures):
    return figures_of([" / ".join(map(str, sorted(figures)))])


def picture(bits, figures=""):
    return PageKey(Kind.CONTENT, bits, figures)


def figured(figures):
    return PageKey(Kind.FIGURES, "", figures)


def share_a_band(one, other):
    return any(first and first == second for first, second in zip(one.bands(), other.bands(), strict=True))


@given(st.sets(st.integers(0, 255), max_size=MAX_DIFFERENT_BITS))
def test_images_that_differ_in_few_bits_are_similar_and_share_a_band(places):
    other = f"{int(FULL, 16) ^ sum(1 << place for place in places):064x}"

    assert distance(FULL, other) == len(places)
    assert picture(FULL).is_similar(picture(other))
    assert share_a_band(picture(FULL), picture(other))


def test_images_that_differ_in_more_bits_are_not_similar():
    assert not picture(FULL).is_similar(picture(f"{int(FULL, 16) ^ 0x7F:064x}"))


def test_an_empty_page_is_similar_to_no_other():
    assert not is_comparable("0" * 64)
    assert not is_comparable("")
    assert not picture("0" * 64).is_similar(picture("0" * 64))
    for empty in (picture("0" * 64), picture(""), figured("")):
        assert empty.bands() == [None] * 8


@given(st.text(max_size=70))
def test_text_that_is_no_image_is_not_comparable(text):
    assert not is_comparable(text) or (len(text) == 64 and int(text, 16))
    assert not is_comparable("z" * 64)


def test_images_and_figures_never_share_a_band():
    page, content, figures = PageKey(Kind.PAGE, FULL), picture(FULL), figured(figures_of([REPORT]))

    assert not set(page.bands()) & set(content.bands())
    assert not set(page.bands()) & set(figures.bands())
    assert not page.is_similar(content)


def test_two_documents_on_one_form_differ_by_the_few_figures_on_their_images():
    first, again, other = (figures_of([text]) for text in ("12 March 2026", "12 March 2026", "30 April 2025"))

    assert not are_enough(first)
    assert picture(FULL, first).is_similar(picture(FULL, again))
    assert not picture(FULL, first).is_similar(picture(FULL, other))
    assert not picture(FULL, first).is_similar(picture(FULL))


@given(FIGURES)
def test_order_and_width_of_figures_make_no_difference(figures):
    one = content(figures)
    other = figures_of(
        [
            str(figure).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
            for figure in sorted(figures, reverse=True)
        ]
    )

    assert one == other
    assert share(one, other) == 1
    assert share_a_band(figured(one), figured(other))
    assert are_enough(one)
    assert len(one) <= 480


@given(FIGURES, FIGURES)
def test_the_share_of_two_pages_is_that_of_common_figures(one, other):
    assume(len(one | other) <= 80)

    assert share(content(one), content(other)) == pytest.approx(len(one & other) / len(one | other), abs=0.02)
    first, second = figured(content(one)), figured(content(other))
    assert first.is_similar(second) == second.is_similar(first)


def test_a_page_with_few_figures_is_not_recognised_by_them():
    assert not are_enough(figures_of(["ISO 13485:2016, 3 March 2024"]))
    assert share("", figures_of([REPORT])) == 0


def test_a_copy_with_a_misread_figure_is_similar_and_another_document_on_the_form_is_not():
    one = figures_of([REPORT])

    assert figured(one).is_similar(figured(figures_of([REPORT.replace("9502", "9582")])))
    other = "No. JC-2026-03177\nModel QH-1200, lot 250101\nReceived 12 March 2026, tested 19 March 2026\n91.17 %, 0.31 mm, 47 Pa"
    assert not figured(one).is_similar(figured(figures_of([other])))


def test_no_two_labelled_documents_on_one_form_are_similar():
    with gzip.open(FOLDER / "development.jsonl.gz", "rt", encoding="utf-8") as kept:
        own = [json.loads(line) for line in kept if '"layout":"a"' in line]
    pages = [one["reading"]["pages"][0]["lines"] for one in own]
    comparable = list(filter(are_enough, (figures_of(line["text"] for line in page) for page in pages)))

    assert len(comparable) > 0.9 * len(pages) > 70
    assert max(share(*pair) for pair in combinations(comparable, 2)) < MIN_SHARED_FIGURES
