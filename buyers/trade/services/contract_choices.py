"""Words for the choices of a contract: charges, law, forum, languages, and why one side could end part of an order."""

from __future__ import annotations

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from buyers.catalogue.prices import number
from buyers.terms import legal
from buyers.trade.mail.deadlines import minor_words
from buyers.trade.models import QuoteRevision

ARBITRATION_LANGUAGES = {
    "en": gettext_lazy("English"),
    "zh": gettext_lazy("Chinese"),
    "en-zh": gettext_lazy("English and Chinese"),
}
FORCE_MAJEURE = gettext_lazy(
    "Force majeure is what a side could neither foresee nor avoid nor overcome. The side that it hinders says so within "
    "%(notice)s days and brings proof; the days of shipment and entry then move by as long as it lasts. After %(days)s days "
    "either side may end what is not shipped: what was paid for it and is not released goes back, and each bears its own "
    "cost. A certificate that ends or a higher price is none."
)
FREIGHT_FOLLOWS = gettext_lazy(
    "Where part of the order ends, the freight falls in proportion to the price of the units that end, unless both sides agree "
    "on another sum. Tooling and samples stay owed."
)
RIGHTS = {
    "late": gettext_lazy("Shipped too late"),
    "clearance": gettext_lazy("The clearance does not stand"),
    "force_majeure": gettext_lazy("Force majeure that lasts too long"),
}
"""Causes for which one side alone may end what is not shipped."""


def charge_kind(kind: str) -> str:
    """What is paid besides the goods."""
    words = {
        "tooling": _("Tooling"),
        "freight": _("Freight"),
        "sample": _("Sample"),
        "cancellation": _("For the supplier's cost of what is cancelled"),
    }
    return words.get(kind, kind)


def charge_words(kind: str, amount: int, currency: str) -> str:
    """What is paid besides the goods, with its amount."""
    return f"{charge_kind(kind)}: {minor_words(amount, currency)}"


def cancelled_words(line: int, quantity: int) -> str:
    """How much of a line is no longer owed."""
    return _("Line %(number)s: %(quantity)s") % {"number": line, "quantity": number(quantity)}


def choice_words(field: str, value: str) -> str:
    """The answer to a choice of law, forum, transport or language; why one side could end part of the order."""
    language = get_language() or "en"
    match field:
        case "law":
            law = legal.laws().get(value)
            return law.label.read_in(language) if law else value
        case "forum":
            forum = legal.forums().get(value)
            return forum.label.read_in(language) if forum else value
        case "mode":
            return str(dict(QuoteRevision.Mode.choices).get(value, value))
        case "by_right":
            return str(RIGHTS.get(value, value))
        case _:
            return str(ARBITRATION_LANGUAGES.get(value, value))
