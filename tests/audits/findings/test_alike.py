"""Pages that look or read nearly the same."""

import gzip
import json
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audits.findings.alike import (
    FIGURES_ENOUGH,
    MOST_DIFFERENT,
    SHARED_ENOUGH,
    Kind,
    are_alike,
    bands_of,
    distance,
    figures_of,
    is_telling,
    share,
)
from tests.audits.findings.rows import REPORT
from tests.labelled.kept import FOLDER

FULL = "f0" * 32
FIGURES = st.sets(st.integers(10, 10**9), min_size=FIGURES_ENOUGH, max_size=120)


def printed(figures):
    return figures_of([" / ".join(map(str, sorted(figures)))])


def share_a_band(one, other, kind):
    return any(
        first and first == second for first, second in zip(bands_of(one, kind), bands_of(other, kind), strict=True)
    )


@given(st.sets(st.integers(0, 255), max_size=MOST_DIFFERENT))
def test_pictures_that_differ_in_few_bits_are_alike_and_share_a_band(places):
    other = f"{int(FULL, 16) ^ sum(1 << place for place in places):064x}"

    assert distance(FULL, other) == len(places)
    assert are_alike(FULL, other)
    assert share_a_band(FULL, other, Kind.CONTENT)


def test_pictures_that_differ_in_more_are_not():
    assert not are_alike(FULL, f"{int(FULL, 16) ^ 0x7F:064x}")


def test_an_empty_page_is_like_no_other():
    assert not is_telling("0" * 64)
    assert not is_telling("")
    assert not are_alike("0" * 64, "0" * 64)
    assert bands_of("0" * 64) == [None] * 8
    assert bands_of("", Kind.FIGURES) == [None] * 8


@given(st.text(max_size=70))
def test_whatever_a_child_answers_instead_of_a_picture_is_none(text):
    assert not is_telling(text) or (len(text) == 64 and int(text, 16))
    assert not is_telling("z" * 64)


def test_pictures_and_figures_never_share_a_band():
    assert not set(bands_of(FULL, Kind.PAGE)) & set(bands_of(FULL, Kind.CONTENT))
    assert not set(bands_of(FULL, Kind.PAGE)) & set(bands_of(figures_of([REPORT]), Kind.FIGURES))


@given(FIGURES)
def test_a_page_reads_like_itself_in_whatever_order_and_width(figures):
    one = printed(figures)
    other = figures_of(
        [
            str(figure).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
            for figure in sorted(figures, reverse=True)
        ]
    )

    assert one == other
    assert share(one, other) == 1
    assert share_a_band(one, other, Kind.FIGURES)
    assert len(one) <= 480


@given(FIGURES, FIGURES)
def test_how_much_two_pages_share_is_what_they_have_in_common(one, other):
    assume(len(one | other) <= 80)

    assert share(printed(one), printed(other)) == pytest.approx(len(one & other) / len(one | other), abs=0.02)
    assert are_alike(printed(one), printed(other), Kind.FIGURES) == are_alike(
        printed(other), printed(one), Kind.FIGURES
    )


def test_of_a_page_with_few_figures_nothing_is_known():
    assert figures_of(["ISO 13485:2016, 3 March 2024"]) == ""
    assert share("", figures_of([REPORT])) == 0


def test_a_copy_with_a_figure_misread_is_alike_and_another_paper_on_the_form_is_not():
    one = figures_of([REPORT])

    assert are_alike(one, figures_of([REPORT.replace("9502", "9582")]), Kind.FIGURES)
    other = "No. JC-2026-03177\nModel QH-1200, lot 250101\nReceived 12 March 2026, tested 19 March 2026\n91.17 %, 0.31 mm, 47 Pa"
    assert not are_alike(one, figures_of([other]), Kind.FIGURES)


def test_no_two_of_the_labelled_papers_on_one_form_are_called_the_same():
    with gzip.open(FOLDER / "development.jsonl.gz", "rt", encoding="utf-8") as kept:
        own = [json.loads(line) for line in kept if '"layout":"a"' in line]
    pages = [one["reading"]["pages"][0]["lines"] for one in own]
    telling = list(filter(None, (figures_of(line["text"] for line in page) for page in pages)))

    assert len(telling) > 0.9 * len(pages) > 70
    assert max(share(*pair) for pair in combinations(telling, 2)) < SHARED_ENOUGH
