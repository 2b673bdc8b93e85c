"""Words for what the pure terms name by codes: events, kinds of evidence, plans, stages of a part, and amounts of money."""

from __future__ import annotations

from babel.numbers import format_decimal
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from buyers.terms.files import Label
from buyers.terms.parts import Stage
from buyers.terms.plans import milestones
from buyers.trade.mail.deadlines import minor_words

STAGES = {
    Stage.PLANNED: _("Not asked for yet"),
    Stage.DEMANDED: _("To be paid"),
    Stage.PARTLY_PAID: _("Partly paid"),
    Stage.HELD: _("Held"),
    Stage.RELEASED: _("Released to the supplier"),
    Stage.PAID_OUT: _("Paid out to the supplier"),
    Stage.PAID: _("Paid to the supplier"),
    Stage.RESOLVED: _("Divided between both sides"),
    Stage.CANCELLED: _("Not due any more"),
}


def event_words(event: str) -> str:
    """What happens, in the reader's language; the code itself where the plans do not know it."""
    known = milestones().events.get(event)
    return _read(known.label) if known else event


def kind_words(kind: str) -> str:
    """A kind of evidence; an event where a plan names one in its place."""
    known = milestones().evidence.get(kind)
    return _read(known.label) if known else event_words(kind)


def plan_words(plan: str) -> str:
    """A payment plan."""
    known = milestones().plans.get(plan)
    return _read(known.label) if known else plan


def stage_words(stage: Stage) -> str:
    """Where a part of the price stands."""
    return str(STAGES[stage])


def money_words(amount: int, currency: str) -> str:
    """An amount of minor units with the currency's code in front, as ``USD 42,000.00``."""
    return minor_words(amount, currency)


def share_words(share_bp: int) -> str:
    """Basis points as a percentage: ``30 %``."""
    locale = to_locale(get_language() or "en")
    return f"{format_decimal(share_bp / 100, '0.##', locale=locale)}\u00a0%"


def _read(label: Label) -> str:
    return label.read_in(get_language() or "en")
