import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from buyers.catalogue.selection import (
    COOKIE,
    MOST_LINES,
    Line,
    Selection,
    SelectionFull,
    product_keys,
    read_selection,
    summarise,
    write_selection,
)
from tests.factories import ProductFactory

pytestmark = pytest.mark.usefixtures("countries")


def returned(selection):
    """The selection as the next request of the same browser brings it."""
    response = HttpResponse()
    write_selection(response, selection)
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = response.cookies[COOKIE].value
    return read_selection(request)


def test_a_browser_brings_back_what_it_was_given():
    lines = (Line(7, "DE", 50_000), Line(7, "US"), Line(123_456_789, "FR", 1))

    assert returned(Selection(lines)).lines == lines
    assert returned(Selection()).lines == ()


def test_the_largest_selection_fits_a_cookie():
    response = HttpResponse()
    write_selection(response, Selection(tuple(Line(10**17 + n, "GB-NIR", 2_000_000_000) for n in range(MOST_LINES))))

    assert len(response.cookies[COOKIE].OutputString()) < 4096


@pytest.mark.parametrize("kept", ["", "7.DE.5", "7.DE.5:forged:signature", "\x00", "x" * 9000])
def test_a_cookie_that_is_not_ours_is_an_empty_selection(kept):
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = kept

    assert read_selection(request).lines == ()


def test_a_product_stands_once_for_each_destination():
    selection = Selection().with_line(Line(7, "DE")).with_line(Line(7, "US")).with_line(Line(7, "DE", 500))

    assert selection.lines == (Line(7, "DE", 500), Line(7, "US"))
    assert selection.products_for("DE") == {7}
    assert selection.without(7, "DE").lines == (Line(7, "US"),)


def test_a_full_selection_takes_no_more_but_lets_a_quantity_change():
    full = Selection(tuple(Line(n, "DE") for n in range(1, MOST_LINES + 1)))

    assert full.with_line(Line(3, "DE", 9)).lines[2].quantity == 9
    with pytest.raises(SelectionFull):
        full.with_line(Line(1, "US"))


def test_keys_are_read_once_each_and_nonsense_is_left_out():
    assert product_keys(["5", "abc", "5", "-1", "7", "1" * 30, "٣", ""]) == [5, 7]


@pytest.mark.django_db
def test_the_bar_counts_products_on_offer_and_their_suppliers(django_assert_num_queries):
    one = ProductFactory()
    two = ProductFactory(supplier=one.supplier)
    gone = ProductFactory(is_listed=False)
    selection = Selection((Line(one.pk, "DE"), Line(two.pk, "DE"), Line(gone.pk, "DE"), Line(two.pk, "US")))

    with django_assert_num_queries(1):
        summary = summarise(selection, "DE")

    assert (summary.products, summary.suppliers, summary.keys) == (2, 1, (one.pk, two.pk))
    with django_assert_num_queries(0):
        assert summarise(selection, "FR").products == 0
