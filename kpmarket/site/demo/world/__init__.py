"""The demonstration world: invented suppliers with specimen documents, judged, offered and asked for.

The same on every machine for the same day. Filling it twice changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

from audits.clearances import judging
from kpmarket.accounts.models import User
from kpmarket.site.demo.printing import PrintPool
from kpmarket.site.demo.world import (
    companies,
    desk_stories,
    documents,
    evidence,
    offers,
    orders,
    people,
    pictures,
    site_audits,
    trade,
)
from kpmarket.site.demo.world.log_order import log_in_order_of_time
from kpmarket.site.demo.world.moments import noon
from kpmarket.site.demo.world.people import LOGINS, Login
from suppliers.models import Product

__all__ = ["LOGINS", "Login", "fill"]


def fill(*, on: date, say: Callable[[str], None]) -> None:
    """Fill the tables around that day; does nothing where the world is there already."""
    started = time.monotonic()
    if User.objects.filter(email=LOGINS[0].email).exists():
        say("The demonstration world is already there.")
        return
    with log_in_order_of_time():
        _fill(on, say)
    say(f"Filled in {time.monotonic() - started:.0f} s.")


def _fill(on: date, say: Callable[[str], None]) -> None:
    desk = people.fill(on)
    firms = companies.fill(desk, on)
    groups = offers.fill(firms, on)
    certificates = evidence.fill(groups, on)
    with PrintPool() as pool:
        prints = documents.order_prints(pool, certificates)
        say(
            f"{len(firms)} suppliers, {sum(len(group.products) for group in groups)} products, "
            f"{len(certificates)} certificates."
        )
        documents.store(certificates, prints)
        evidence.judge(certificates, desk, on)
        desk_stories.fill(desk, on)
        changed = judging.refresh_products(Product.objects.only("pk").order_by("pk"), at=noon(on))
        audited = site_audits.fill(desk, on)
        trade.fill(desk, on)
        placed = orders.fill(desk, on)
        pictures.attach(product for group in groups for product in group.products)
    say(f"{changed} clearances, {placed} orders, {audited} site audits.")
