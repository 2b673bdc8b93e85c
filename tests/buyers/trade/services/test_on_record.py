"""What is on record of an order, read with the order itself, is what its tables hold."""

import pytest
from django.utils import timezone

from buyers.trade.models import Order
from buyers.trade.services import on_record
from buyers.trade.services.facts import order_facts
from tests.buyers.trade.filled_order import filled_order

pytestmark = pytest.mark.django_db


def read_whole(order):
    rows = on_record.annotate_rows(on_record.annotate_subjects(Order.objects.filter(pk=order.pk)))
    return on_record.take_rows(rows.select_related("buyer", "supplier", "holder").get())


def children_of(parent, rows):
    """Each name with the models that were read under it, and those below them."""
    for name, one in rows.items():
        found = getattr(parent, name)
        found = found.all() if hasattr(found, "all") else found
        yield name, list(found)
        for child in found:
            yield from children_of(child, one.nested)
            yield from (
                (path, [child._state.fields_cache[path]]) for path in one.joined if child._state.fields_cache[path]
            )


def columns(row):
    return {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "password"
    }


def test_rows_that_were_read_with_an_order_are_those_of_the_tables():
    read = list(children_of(read_whole(filled_order(2)), on_record._rows))

    names = {name for name, rows in read if rows}
    assert names >= set(on_record._rows), "an order without rows of one kind shows nothing about them"
    for name, rows in read:
        stored = type(rows[0])._default_manager.in_bulk([one.pk for one in rows]) if rows else {}
        assert [columns(one) for one in rows] == [columns(stored[one.pk]) for one in rows], name
    assert {"shipments": 2, "events": 4, "lots": 2, "open_excursions": 2}.items() <= {
        name: sum(len(rows) for other, rows in read if other == name) for name in names
    }.items()


def test_facts_are_the_same_whether_rows_were_read_with_the_order_or_asked_for():
    order, now = filled_order(2), timezone.now()

    whole, asked = (order_facts(one, at=now) for one in (read_whole(order), Order.objects.get(pk=order.pk)))

    assert (whole.claims, whole.withheld, whole.events) == (asked.claims, asked.withheld, asked.events)
    assert whole.stops == asked.stops
    assert [one.pages for one in whole.evidence] == [one.pages for one in asked.evidence]
