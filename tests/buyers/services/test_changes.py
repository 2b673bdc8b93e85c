from copy import copy
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from audits.models import Clearance
from buyers.models import AlertChoice, ProductNews, SavedSearch, ShortlistEntry
from buyers.services import changes
from buyers.services.key_sets import packed, unpacked
from kpmarket.accounts.models import Notice
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Product
from tests.factories import (
    NOON,
    BuyerMembershipFactory,
    ClearanceFactory,
    PriceTierFactory,
    ProductFactory,
    ShortlistEntryFactory,
)

pytestmark = pytest.mark.usefixtures("countries")
TODAY = NOON.date()
STATE = "clearance"


@pytest.fixture
def entry(db):
    product = ProductFactory()
    PriceTierFactory(product=product, from_quantity=1000, unit_price=Decimal("0.05"))
    return ShortlistEntryFactory(product=product, added_at=NOON)


def sweep(days=0):
    return changes.notify_buyers_of_changes(on=TODAY + timedelta(days=days), at=NOON + timedelta(days=days))


def cleared(entry, **facts):
    facts = {"valid_from": TODAY, "valid_until": TODAY + timedelta(days=300), "certificates": [1, 2], **facts}
    return ClearanceFactory(product=entry.product, state="cleared", **facts)


def copy_of(row, **facts):
    """Another row with the same facts but these."""
    other = copy(row)
    other.pk, other._state.adding = None, True
    for name, value in facts.items():
        setattr(other, name, value)
    return other


def said():
    return [(one.what, one.sentence) for one in ProductNews.objects.order_by("pk")]


def test_what_is_new_on_the_list_is_looked_at_and_nothing_is_said(entry):
    assert (sweep(), said(), Letter.objects.count()) == (0, [], 0)
    assert ShortlistEntry.objects.get().compared is not None


def test_a_price_that_changes_is_reported_once(entry):
    sweep()
    entry.product.price_tiers.update(unit_price=Decimal("0.06"))

    assert [sweep(1), sweep(1), sweep(2)] == [1, 0, 0]

    assert said() == [("price", "Price: US$0.05 before, US$0.06 now.")]
    assert (Letter.objects.count(), Notice.objects.count()) == (1, 1)


def test_a_clearance_that_begins_and_its_documents_are_reported(entry):
    sweep()
    cleared(entry)

    sweep(1)

    assert [what for what, _words in said()] == ["clearance", "certificate"]
    assert said()[1][1] == "Documents that count: 2 new, 0 gone."


def test_a_night_that_was_missed_is_caught_up_with(entry):
    sweep()
    Product.objects.update(is_listed=False)

    sweep(9)

    assert said() == [("supplier", "No longer on offer.")]


def test_a_loss_is_written_down_and_left_to_its_own_letter(entry):
    row = cleared(entry)
    sweep()
    row.superseded_at = NOON
    row.save()

    sweep(1)

    assert said()[0] == ("clearance", "Neither cleared nor ready for Germany any more.")
    assert (Letter.objects.count(), Notice.objects.count()) == (0, 0)


def test_each_member_hears_what_they_chose(entry):
    colleague = BuyerMembershipFactory(buyer=entry.buyer, role="viewer").user
    AlertChoice.objects.create(user=colleague, price=False)
    sweep()
    entry.product.price_tiers.update(unit_price=Decimal("0.06"))

    sweep(1)

    assert [letter.address for letter in Letter.objects.all()] == [entry.buyer.user.email]
    assert not Notice.objects.for_user(colleague).exists()


def test_what_is_rolled_back_is_reported_by_the_next_sweep(entry):
    sweep()
    entry.product.price_tiers.update(unit_price=Decimal("0.06"))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        sweep(1)
        raise ZeroDivisionError

    assert (sweep(1), Letter.objects.count()) == (1, 1)


def test_a_saved_search_says_what_it_finds_for_the_first_time(entry):
    search = SavedSearch.objects.create(buyer=entry.buyer, name="Masks", query="to=DE&type=medical_mask")
    sweep()
    assert unpacked(SavedSearch.objects.get().found) == frozenset()
    cleared(ShortlistEntryFactory(buyer=entry.buyer), certificates=[])

    sweep(1)

    search.refresh_from_db()
    assert len(unpacked(search.found)) == 1
    assert Notice.objects.get(kind="search_found").params == {"name": "Masks", "count": 1}


def test_a_search_that_finds_thousands_says_the_one_that_is_new(entry):
    row = cleared(entry)
    products = [copy_of(entry.product, model=f"S-{number}") for number in range(1200)]
    Product.objects.bulk_create(products)
    Clearance.objects.bulk_create(copy_of(row, product=product) for product in products[1:])
    SavedSearch.objects.create(buyer=entry.buyer, name="Masks", query="to=DE")
    sweep()
    assert len(unpacked(SavedSearch.objects.get().found)) == 1200
    copy_of(row, product=products[0]).save()

    sweep(1)

    assert Notice.objects.get(kind="search_found").params == {"name": "Masks", "count": 1}


@pytest.mark.parametrize("keys", [{}, {1}, {7, 8, 9}, {3, 2**40}])
def test_keys_are_unpacked_as_they_were_packed(keys):
    assert unpacked(packed(keys)) == set(keys)


def test_a_hundred_thousand_keys_take_little_room():
    assert len(packed(range(7, 300_007, 3))) < 10_000


@pytest.mark.parametrize("count", [1, 3])
def test_one_organisation_is_looked_for_in_as_many_queries_for_one_entry_as_for_three(
    entry, count, django_assert_num_queries
):
    for _number in range(count - 1):
        ShortlistEntryFactory(buyer=entry.buyer)
    sweep()
    sweep()

    with django_assert_num_queries(9):
        sweep()
