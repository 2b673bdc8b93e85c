from datetime import timedelta

import pytest

from buyers.models import ShortlistEntry
from buyers.services import shortlist
from tests.factories import NOON, BuyerFactory, ProductFactory, ShortlistEntryFactory

pytestmark = pytest.mark.django_db


def test_kept_twice_it_stands_there_once_since_the_first_time():
    buyer, product = BuyerFactory(), ProductFactory()

    shortlist.keep(buyer, product, "DE", by=buyer.user, at=NOON)
    shortlist.keep(buyer, product, "DE", by=buyer.user, at=NOON + timedelta(days=1))

    assert ShortlistEntry.objects.get().added_at == NOON


def test_each_destination_is_kept_by_itself():
    entry = ShortlistEntryFactory()

    shortlist.keep(entry.buyer, entry.product, "FR", by=entry.buyer.user, at=NOON)
    shortlist.drop(entry.buyer, entry.product, "DE")

    assert [one.destination for one in ShortlistEntry.objects.all()] == ["FR"]


def test_what_others_keep_stays():
    entry = ShortlistEntryFactory()

    shortlist.drop(BuyerFactory(), entry.product, "DE")

    assert list(ShortlistEntry.objects.all()) == [entry]
