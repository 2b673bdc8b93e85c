"""Telling buyers, once, what changed about products on their shortlist, and what their saved searches newly find.

A sweep compares what each entry was when it was last looked at with what it is. What it was is stored in the entry, and
is replaced in the transaction that writes the change, the notices and the letters: run twice, late or ended in between,
it says everything once. The rows of ProductNews are the record; letters and webhooks read them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, Q

from audits.clearances.market_status import MarketStatus
from audits.models import Clearance
from buyers import mail
from buyers.catalogue import reference
from buyers.catalogue.prices import money
from buyers.models import AlertChoice, Buyer, ProductNews, SavedSearch, ShortlistEntry, Watched
from buyers.services import webhooks
from buyers.services.key_sets import packed, unpacked
from buyers.services.searches import products_found
from kpmarket.accounts.models import Notice, User
from kpmarket.foundation.outbox import writing as outbox
from suppliers.models import PriceTier, Product

Compared = dict[str, dict[str, Any]]
"""What an entry was when it was looked at: by what can change, the facts that are compared."""
Found = list[tuple[SavedSearch, int]]
"""Searches, and how many products they found for the first time."""


def notify_buyers_of_changes(*, on: date, at: datetime) -> int:
    """Write down and tell what changed; how many changes and searches."""
    watching = Buyer.objects.filter(Q(shortlist__isnull=False) | Q(saved_searches__isnull=False)).distinct()
    return sum(_look_for(buyer, on, at) for buyer in watching.order_by("pk"))


@transaction.atomic
def _look_for(buyer: Buyer, on: date, at: datetime) -> int:
    """For one organisation, while no other sweep looks for it."""
    Buyer.objects.select_for_update().get(pk=buyer.pk)
    news = _changes(buyer, on, at)
    found = _newly_found(buyer, on)
    webhooks.announce(buyer, news, at=at)
    _tell(buyer, news, found, at)
    return len(news) + len(found)


def _changes(buyer: Buyer, on: date, at: datetime) -> list[ProductNews]:
    """What changed since each entry was last looked at, written down; what is new on the list is looked at alone."""
    tiers = Prefetch("product__price_tiers", queryset=PriceTier.objects.order_by("from_quantity"))
    entries = list(buyer.shortlist.select_related("product__supplier").prefetch_related(tiers).order_by("pk"))
    present = _compared_now(entries, on)
    news, looked_at = [], []
    for entry in entries:
        before, now = entry.compared, present[entry.pk]
        if before == now:
            continue
        if before is not None:
            news += [
                ProductNews(
                    buyer=buyer,
                    product=entry.product,
                    destination=entry.destination,
                    what=what,
                    before=before[what],
                    now=now[what],
                    on=on,
                    found_at=at,
                )
                for what in Watched.values
                if before.get(what) is not None and before[what] != now[what]
            ]
        entry.compared = now
        looked_at.append(entry)
    ShortlistEntry.objects.bulk_update(looked_at, ["compared"])
    return ProductNews.objects.bulk_create(news)


def _compared_now(entries: Sequence[ShortlistEntry], on: date) -> dict[int, Compared]:
    """What each entry is that day, in one query."""
    holding: dict[tuple[int, str], list[Clearance]] = defaultdict(list)
    for one in Clearance.objects.holding(on).filter(product__in=[entry.product_id for entry in entries]):
        holding[one.product_id, one.market_id].append(one)
    compared = {}
    for entry in entries:
        there = holding.get((entry.product_id, reference.market_of(entry.destination) or ""), [])
        held = next((one for one in there if one.holds_in(entry.destination)), None)
        compared[entry.pk] = _compared(entry.product, held)
    return compared


def _compared(product: Product, held: Clearance | None) -> Compared:
    is_open = held is not None and MarketStatus(held.state).is_open
    tiers = [(tier.from_quantity, str(tier.unit_price)) for tier in product.price_tiers.all()]
    lowest = min(product.price_tiers.all(), key=lambda tier: tier.unit_price, default=None)
    return {
        Watched.CLEARANCE.value: {
            "state": held.state if held else "",
            "is_open": is_open,
            "until": held.last_day.isoformat() if held and held.last_day else "",
        },
        Watched.CERTIFICATE.value: {"documents": sorted(held.certificates) if held and is_open else []},
        Watched.PRICE.value: {
            "tiers": [list(tier) for tier in tiers],
            "currency": product.currency,
            "text": money(lowest.unit_price, product.currency) if lowest else "",
        },
        Watched.SUPPLIER.value: {"is_offered": product.is_on_offer},
    }


def _newly_found(buyer: Buyer, on: date) -> Found:
    """What searches find that they did not find before; a search that runs for the first time says nothing."""
    found: Found = []
    for search in SavedSearch.objects.filter(buyer=buyer).order_by("pk"):
        now = products_found(search.query, on=on)
        before = None if search.found is None else unpacked(search.found)
        if now == before:
            continue
        SavedSearch.objects.filter(pk=search.pk).update(found=None if now is None else packed(now))
        if now is not None and before is not None and (new := now - before):
            found.append((search, len(new)))
    return found


def _tell(buyer: Buyer, news: Sequence[ProductNews], found: Found, at: datetime) -> None:
    """Notices and one letter to each member, of what that person wants to know."""
    if not (news or found):
        return
    members = buyer.memberships.filter(user__is_active=True).select_related("user").order_by("pk")
    people = [member.user for member in members]
    choices = {one.user_id: one for one in AlertChoice.objects.filter(user__in=people)}
    letters = []
    for user in people:
        choice = choices.get(user.pk) or AlertChoice(user=user)
        wanted = [one for one in news if getattr(choice, one.what) and not _is_loss(one)]
        searches = found if choice.search else []
        if wanted or searches:
            Notice.objects.bulk_create(_notices(user, wanted, searches, at))
            letters.append(mail.changes_letter(buyer, user, wanted, searches, at=at))
    outbox.write(letters, at=at)


def _is_loss(news: ProductNews) -> bool:
    """Whether a letter of its own tells it: see buyers.services.losses. Documents go with the clearance."""
    if news.what == Watched.CLEARANCE:
        return bool(news.before["is_open"]) and not news.now["is_open"]
    return news.what == Watched.CERTIFICATE and not news.now["documents"]


def _notices(user: User, news: Iterable[ProductNews], found: Found, at: datetime) -> Iterable[Notice]:
    for one in news:
        url = f"{one.product.get_absolute_url()}?to={one.destination}"
        yield Notice(recipient=user, kind="product_changed", params=_params(one), url=url, created_at=at)
    for search, count in found:
        params = {"name": search.name, "count": count}
        yield Notice(
            recipient=user, kind="search_found", params=params, url=search.get_absolute_url()[:300], created_at=at
        )


def _params(news: ProductNews) -> Mapping[str, str]:
    product = news.product
    return {"name_en": product.name_en, "name_zh": product.name_zh, "model": product.model, "what": news.what}
