"""The demonstration world: invented suppliers with specimen papers, judged, offered and asked for.

The same on every machine for the same day. Filling it twice changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

from audits.services import clearances
from kpmarket.accounts.models import User
from kpmarket.demo.world import companies, evidence, offers, papers, people, trade
from kpmarket.demo.world.moments import noon
from kpmarket.demo.world.people import LOGINS, Login
from suppliers.models import Product

__all__ = ["LOGINS", "Login", "fill"]


def fill(*, on: date, say: Callable[[str], None]) -> None:
    """Fill the tables around that day; does nothing where the world already stands."""
    if User.objects.filter(email=LOGINS[0].email).exists():
        say("The demonstration world is already there.")
        return
    started = time.monotonic()
    desk = people.fill(on)
    firms = companies.fill(desk, on)
    groups = offers.fill(firms, on)
    certificates = evidence.fill(groups, desk, on)
    say(
        f"{len(firms)} suppliers, {sum(len(group.products) for group in groups)} products, {len(certificates)} certificates."
    )
    papers.draw(certificates, groups)
    changed = clearances.refresh_products(Product.objects.only("pk").order_by("pk"), at=noon(on))
    trade.fill(desk, on)
    say(f"{changed} clearances; filled in {time.monotonic() - started:.0f} s.")
