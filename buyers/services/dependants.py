"""How many buyers rely on products in markets: on their shortlists, and in enquiries that are open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from audits.clearances.dependants import Dependants, Pairs
from audits.models import Country
from buyers.models import Enquiry, EnquiryLine, ShortlistEntry

CHUNK = 500


def count_dependants(pairs: Pairs, on: date) -> Dependants:
    """Buyers, shortlist entries and open enquiries that a change for these products would touch."""
    countries: dict[str, list[str]] = defaultdict(list)
    for code, market in Country.objects.filter(market__in=pairs).values_list("code", "market"):
        countries[market].append(code)
    opened = timezone.make_aware(datetime.combine(on - timedelta(days=Enquiry.DAYS_OPEN), time.min))
    buyers: set[int] = set()
    entries: set[int] = set()
    enquiries: set[int] = set()
    for market, products in _chunks(pairs):
        kept = ShortlistEntry.objects.filter(product__in=products, destination__in=countries[market])
        asked = EnquiryLine.objects.filter(
            product__in=products, enquiry__destination__in=countries[market], enquiry__sent_at__gte=opened
        )
        for key, buyer in kept.values_list("pk", "buyer"):
            entries.add(key)
            buyers.add(buyer)
        for key, buyer in asked.values_list("enquiry", "enquiry__buyer"):
            enquiries.add(key)
            buyers.add(buyer)
    return Dependants(len(buyers), len(entries), len(enquiries))


def _chunks(pairs: Pairs) -> Iterator[tuple[str, list[int]]]:
    for market, products in pairs.items():
        ordered = sorted(products)
        for start in range(0, len(ordered), CHUNK):
            yield market, ordered[start : start + CHUNK]
