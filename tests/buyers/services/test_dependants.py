"""Who relies on products in markets."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audits.clearances.dependants import Dependants
from buyers.services.dependants import count_dependants
from tests.factories import EnquiryFactory, ShortlistEntryFactory, ThreadFactory

pytestmark = pytest.mark.usefixtures("countries")


def test_a_buyer_who_kept_it_for_a_country_of_the_market_and_asks_about_it_is_one_buyer():
    entry = ShortlistEntryFactory(destination="DE")
    enquiry = EnquiryFactory(buyer=entry.buyer, destination="DE", sent_at=timezone.now())
    ThreadFactory(enquiry=enquiry, product=entry.product)

    assert count_dependants({"EU": {entry.product_id}}, timezone.localdate()) == Dependants(1, 1, 1)


def test_other_markets_other_products_and_old_enquiries_do_not_count():
    entry = ShortlistEntryFactory(destination="DE")
    old = EnquiryFactory(destination="DE", sent_at=timezone.now() - timedelta(days=30))
    ThreadFactory(enquiry=old, product=entry.product)

    assert (
        count_dependants({"US": {entry.product_id}, "EU": {entry.product_id + 1}}, timezone.localdate()) == Dependants()
    )
    assert count_dependants({"EU": {entry.product_id}}, timezone.localdate()).enquiries == 0
