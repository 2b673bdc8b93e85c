"""Documents on file: added, replaced, withdrawn, and never changed."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from buyers.delivery.models import DocumentWithdrawal, ShipmentDocument
from buyers.delivery.services.packs import uploads
from buyers.trade.models import Order, Side
from tests.buyers.delivery.packs import filed, shipped
from tests.factories.trade import OrderFactory
from tests.threads import together

NOW = datetime(2026, 12, 1, 4, tzinfo=UTC)


def add(order, kind="vgm", **facts):
    shipment, replaces = facts.pop("shipment", None), facts.pop("replaces", None)
    side = facts.pop("side", Side.SUPPLIER)
    by = order.seller if side == Side.SUPPLIER else order.buyer.user
    typed = uploads.Facts(kind=kind, **facts)
    return uploads.add_document(order, typed, shipment=shipment, side=side, by=by, at=NOW, files=[], replaces=replaces)


@pytest.mark.django_db
def test_a_newer_document_takes_the_place_of_the_old_one_which_stays_readable():
    order = OrderFactory()
    old = add(order, number="V-1")
    new = add(order, number="V-2", replaces=old)
    assert list(ShipmentDocument.objects.filter(replaced_by=None)) == [new]
    with pytest.raises(uploads.ReplacedAlready):
        add(order, number="V-3", replaces=old)
    with pytest.raises(uploads.NotYours):
        add(order, side=Side.BUYER, replaces=new)


@pytest.mark.django_db
def test_only_who_put_it_on_file_takes_it_back_and_once():
    row = filed(OrderFactory(), "vgm")
    withdraw = {"reason": "Wrong container", "by": row.added_by, "at": NOW}
    with pytest.raises(uploads.NotYours):
        uploads.withdraw_document(row, side=Side.BUYER, **withdraw)
    uploads.withdraw_document(row, side=Side.SUPPLIER, **withdraw)
    with pytest.raises(uploads.ReplacedAlready):
        uploads.withdraw_document(row, side=Side.SUPPLIER, **withdraw)


@pytest.mark.django_db
def test_nothing_is_put_on_file_for_an_order_that_is_not_confirmed():
    order = OrderFactory(status=Order.Status.PLACED)
    with pytest.raises(uploads.NotRunning):
        add(order)


@pytest.mark.django_db
def test_the_database_refuses_to_change_a_document():
    row = filed(OrderFactory(), "vgm")
    with pytest.raises(IntegrityError), transaction.atomic():
        ShipmentDocument.objects.filter(pk=row.pk).update(number="V-9")
    with pytest.raises(IntegrityError), transaction.atomic():
        filed(row.order, "vgm", issued_on=date(2026, 2, 2), valid_until=date(2026, 2, 1))


def test_of_two_tabs_that_replace_one_document_one_reads_that_the_other_did(committing):
    order = OrderFactory()
    old = filed(order, "vgm", shipment=shipped(order))

    outcomes = together(*(lambda number=number: add(order, number=number, replaces=old) for number in ("V-2", "V-3")))

    assert sorted(type(one).__name__ for one in outcomes) == ["ReplacedAlready", "ShipmentDocument"]
    assert not DocumentWithdrawal.objects.exists()
