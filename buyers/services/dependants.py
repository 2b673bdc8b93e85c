"""How many buyers rely on products in markets: on their shortlists, and in enquiries that are open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from audits.clearances.dependants import Dependants, Pairs
from buyers.catalogue import reference
from buyers.models import Enquiry, EnquiryLine, ShortlistEntry

CHUNK = 500


def count_dependants(pairs: Pairs, on: date) -> Dependants:
    """Buyers, shortlist entries and open enquiries that a change for these products would touch."""
    opened = timezone.make_aware(datetime.combine(on - timedelta(days=Enquiry.DAYS_OPEN), time.min))
    buyers: set[int] = set()
    entries: set[int] = set()
    enquiries: set[int] = set()
    for products in _chunks(pairs):
        kept = ShortlistEntry.objects.filter(product__in=products)
        asked = EnquiryLine.objects.filter(product__in=products, enquiry__sent_at__gte=opened)
        for found, rows in (
            (entries, kept.values_list("pk", "buyer", "destination", "product")),
            (enquiries, asked.values_list("enquiry", "enquiry__buyer", "enquiry__destination", "product")),
        ):
            for key, buyer, destination, product in rows:
                if product in pairs.get(reference.market_of(destination) or "", ()):
                    found.add(key)
                    buyers.add(buyer)
    return Dependants(len(buyers), len(entries), len(enquiries))


def _chunks(pairs: Pairs) -> Iterator[list[int]]:
    """Products of any market, some at a time."""
    products = sorted({product for named in pairs.values() for product in named})
    for start in range(0, len(products), CHUNK):
        yield products[start : start + CHUNK]
