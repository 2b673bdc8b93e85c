"""Every product on offer of a type that we hold rules for is in one list, and none is in two."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import EmptyResultSet
from django.http import QueryDict
from django.utils import timezone

from audits.clearances import judging
from audits.models import Clearance
from buyers.catalogue import kept_statements, reference, tabs
from buyers.catalogue.filters import CatalogueFilter
from buyers.catalogue.pages import page
from buyers.catalogue.standings import Standing
from tests.audits.dossiers import product_with
from tests.factories import ProductTypeFactory

pytestmark = pytest.mark.usefixtures("law")
COMPLETE = ("doc", "report", "licence")


def listed(*documents, **facts):
    product = product_with(*documents, **facts)
    judging.refresh_products([product], at=timezone.now())
    return product


def asked(query="", *, to="DE"):
    data = QueryDict(query, mutable=True)
    data["to"] = to
    chosen = CatalogueFilter(data, today=timezone.localdate())
    chosen.form.is_valid()
    return chosen


def products(standing, query="", **how):
    rows = page(asked(query, **how).narrowed(standing), sort="price").rows
    return {row.product_id for row in rows}


def test_what_lacks_a_document_is_not_cleared_and_nothing_else():
    cleared, lacking = listed(*COMPLETE), listed("doc")

    assert {one: products(one) for one in Standing} == {
        Standing.CLEARED: {cleared.pk},
        Standing.READY: set(),
        Standing.CONDITIONAL: set(),
        Standing.NOT_CLEARED: {lacking.pk},
        Standing.PROHIBITED: set(),
    }
    assert tabs.counts(asked())[Standing.NOT_CLEARED] == tabs.Count(1)


def test_what_was_cleared_yesterday_is_not_cleared_today():
    product = listed(*COMPLETE)
    Clearance.objects.update(valid_until=timezone.localdate() - timedelta(days=1))

    assert products(Standing.NOT_CLEARED) == {product.pk}


def test_a_type_without_rules_is_not_called_not_cleared():
    listed("doc", product_type=ProductTypeFactory(id="gown", name_en="Gown"))

    assert products(Standing.NOT_CLEARED) == set()
    assert products(Standing.NOT_CLEARED, "type=gown") == set()


def test_a_destination_without_rules_has_no_lists():
    listed("doc")

    assert {standing: found.products for standing, found in tabs.counts(asked(to="TV")).items()} == dict.fromkeys(
        Standing, 0
    )


@pytest.mark.parametrize("facts", [{"is_listed": False}, {"supplier__status": "suspended"}])
def test_what_is_not_on_offer_is_in_no_list(facts):
    listed("doc", **facts)

    assert products(Standing.NOT_CLEARED) == set()


@pytest.mark.parametrize(
    ("query", "count"),
    [("moq=10", 0), ("moq=1000", 1), ("lead_time=14", 1), ("lead_time=13", 0), ("q=mask", 1), ("q=ventilator", 0),
     ("province=32", 1), ("province=44", 0), ("maker=manufacturer", 1), ("maker=trader", 0), ("until=2027-01-01", 0)],
)  # fmt: skip
def test_filters_narrow_what_has_no_clearance_as_they_narrow_the_rest(query, count):
    listed("doc")

    assert len(products(Standing.NOT_CLEARED, query)) == count
    assert tabs.counts(asked(query))[Standing.NOT_CLEARED].products == count


@pytest.mark.parametrize(
    "query", ["", "type=mask", "type=gown", "moq=1000&type=mask", "until=2026-01-01", "maker=trader&q=nitril"]
)
def test_a_count_asks_what_its_list_asks_although_its_statement_was_written_for_another_place(query):
    listed(*COMPLETE)
    kept_statements.forget()
    tabs.counts(asked(query, to="AT"))

    for chosen in (asked(f"{query}&on=2027-05-04"), asked(query, to="FR")):
        for standing in Standing:
            rows = chosen.narrowed(standing).order_by().values("product_id")[:9]
            written = kept_statements.statement(chosen, standing, partial(rows_where, chosen, standing))
            try:
                sql, parameters = rows.query.sql_with_params()
                assert written == (sql, tuple(parameters))
            except EmptyResultSet:
                assert written is None


def rows_where(chosen, standing, where):
    return chosen.narrowed(standing, where=where).order_by().values("product_id")[:9]


@pytest.mark.parametrize("sort", ["price", "lead_time", "moq", "until", "newest"])
def test_what_has_no_clearance_can_be_walked_in_every_order(sort, monkeypatch):
    monkeypatch.setattr("buyers.catalogue.pages.SIZE", 2)
    keys = {listed("doc", moq=number).pk for number in (1, 2, 3)}
    rows = asked().narrowed(Standing.NOT_CLEARED)

    first = page(rows, sort=sort)
    second = page(rows, sort=sort, mark=first.after)

    assert {row.product_id for row in (*first.rows, *second.rows)} == keys
    assert (len(first.rows), len(second.rows), second.number) == (2, 1, 2)
    assert [row.id for row in page(rows, sort=sort, mark=second.before).rows] == [row.id for row in first.rows]


def test_rules_that_are_overdue_for_a_check_make_cleared_and_ready_conditional(monkeypatch):
    product = listed(*COMPLETE)
    monkeypatch.setattr(reference, "overdue_types", lambda *_args, **_how: frozenset({product.product_type_id}))

    assert products(Standing.CLEARED) == set()
    assert products(Standing.CONDITIONAL) == {product.pk}


def test_counts_stop_and_say_that_there_are_more(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(tabs, "COUNTED", 2)
    for _number in range(3):
        listed(*COMPLETE)
    chosen = asked()
    chosen.narrowed(Standing.NOT_CLEARED)  # what a process reads once

    with django_assert_num_queries(1):
        found = tabs.counts(chosen)
    assert found[Standing.CLEARED] == tabs.Count(2, is_more=True)


@pytest.mark.parametrize(
    ("counts", "asked_for", "opened"),
    [
        ((1, 1, 1, 1, 1), "", Standing.CLEARED),
        ((0, 0, 3, 1, 1), "", Standing.CONDITIONAL),
        ((0, 0, 0, 0, 1), "", Standing.PROHIBITED),
        ((0, 0, 0, 0, 0), "", Standing.CLEARED),
        ((1, 0, 0, 0, 0), "ready", Standing.READY),
    ],
)
def test_the_first_list_that_is_not_empty_opens_unless_another_one_is_asked_for(counts, asked_for, opened):
    found = dict(zip(Standing, map(tabs.Count, counts), strict=True))

    assert tabs.opening(asked_for, found) == opened
