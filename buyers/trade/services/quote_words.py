"""How quotes name plans, places of delivery and sums, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buyers.catalogue.prices import money, number
from buyers.terms.money import as_decimal
from buyers.terms.plans import milestones
from buyers.trade.models import QuoteRevision
from buyers.trade.services.words import plan_words
from suppliers.models.supply import FIXED_PIECES, Unit

EDITION = "Incoterms 2020"


def plan_choices() -> list[tuple[str, str]]:
    """The plans that a quote may name, the usual one first."""
    known = milestones()
    usual = known.default_plan
    return [(one.id, plan_words(one.id)) for one in (usual, *(one for one in known.plans.values() if one is not usual))]


def delivery_words(revision: QuoteRevision) -> str:
    """The rule with its place, its edition and the mode of transport."""
    return f"{revision.incoterm} {revision.place} ({EDITION}), {revision.get_mode_display()}"


def sum_words(amount: int | None, currency: str) -> str:
    """An amount of minor units in words, or that it is not offered."""
    return _("not offered") if amount is None else money(as_decimal(amount, currency), currency)


def sample_words(amount: int | None, currency: str) -> str:
    """The price of a sample: none is free."""
    return _("free") if amount == 0 else sum_words(amount, currency)


def unit_words(unit: str, pieces: int | None) -> str:
    """A unit with its size, as "box of 50 pieces"; the unit alone where its name says the size or none is stated."""
    name = str(Unit(unit).label)
    if not pieces or Unit(unit) in FIXED_PIECES:
        return name
    words = ngettext("%(unit)s of %(count)s piece", "%(unit)s of %(count)s pieces", pieces)
    return words % {"unit": name, "count": number(pieces)}
