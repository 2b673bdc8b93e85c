"""Page pictures that look nearly the same."""

from hypothesis import given
from hypothesis import strategies as st

from audits.findings.alike import MOST_DIFFERENT, are_alike, bands_of, distance, is_telling

FULL = "f0" * 32


@given(st.sets(st.integers(0, 255), max_size=MOST_DIFFERENT))
def test_pictures_that_differ_in_few_bits_are_alike_and_share_a_band(places):
    other = f"{int(FULL, 16) ^ sum(1 << place for place in places):064x}"

    assert distance(FULL, other) == len(places)
    assert are_alike(FULL, other)
    assert any(one is not None and one == two for one, two in zip(bands_of(FULL), bands_of(other), strict=True))


def test_pictures_that_differ_in_more_are_not():
    assert not are_alike(FULL, f"{int(FULL, 16) ^ 0x7F:064x}")


def test_an_empty_page_is_like_no_other():
    assert not is_telling("0" * 64)
    assert not is_telling("")
    assert not are_alike("0" * 64, "0" * 64)
    assert bands_of("0" * 64) == [None] * 8
