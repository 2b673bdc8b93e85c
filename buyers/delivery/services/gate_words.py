"""Sentences of gates: what is missing, and the limit that is passed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from buyers.terms.contract import Terms
from buyers.terms.delivery.dangerous import Finding
from buyers.terms.delivery.shelf_life import LotState, ShelfLife
from buyers.terms.delivery.temperature import Range
from buyers.trade.services.contract_words import shelf_life_words as agreed_words

ML_PER_LITRE, GRAMS_PER_KG, MILLI, HUNDRED = 1000, 1000, 1000, 100
SENTENCES: dict[str, Promise] = {
    "not-stated": gettext_lazy("The supplier has not stated whether these goods are dangerous goods in transport."),
    "usually-not": gettext_lazy(
        "Goods of this kind are usually not dangerous goods in transport. The supplier has stated nothing about these."
    ),
    "stated-not": gettext_lazy("The supplier states that these goods are not dangerous goods in transport."),
    "document-missing": gettext_lazy("Missing: %(document)s."),
    "packing-unknown": gettext_lazy(
        "State packing group, content of an inner packing, inner packings in a package and its gross weight."
    ),
    "limited-quantity": gettext_lazy("Limited quantity: %(stated)s, and %(limit)s are allowed %(of)s (%(rule)s)."),
    "inner-too-large": gettext_lazy(
        "No limited quantity: %(stated)s, and at most %(limit)s are allowed %(of)s (%(rule)s)."
    ),
    "package-too-large": gettext_lazy(
        "Not allowed so: %(stated)s, and at most %(limit)s are allowed %(of)s (%(rule)s)."
    ),
    "package-too-heavy": gettext_lazy(
        "No limited quantity: a package weighs %(stated)s, and at most %(limit)s are allowed (%(rule)s)."
    ),
    "as-dangerous": gettext_lazy("It travels as dangerous goods, with the documents for that."),
    "unknown-number": gettext_lazy(
        "We hold no limits for %(un)s: the carrier decides. State that it travels as dangerous goods."
    ),
    "battery-unknown": gettext_lazy("State the energy of a battery in watt hours, or its lithium in grams."),
    "battery-small": gettext_lazy("Small battery: %(stated)s, and at most %(limit)s are allowed (%(rule)s)."),
    "battery-too-large": gettext_lazy(
        "Battery too large for the exception: %(stated)s, and at most %(limit)s are allowed (%(rule)s)."
    ),
    "charge-unknown": gettext_lazy("State the state of charge: at most %(limit)s %% by air (%(rule)s)."),
    "charge-too-high": gettext_lazy(
        "Charged to %(stated)s %%, and at most %(limit)s %% are allowed by air (%(rule)s)."
    ),
    "cargo-aircraft-only": gettext_lazy("Batteries alone fly on cargo aircraft only (%(rule)s)."),
}
OF: dict[str, Promise] = {
    "inner": gettext_lazy("in an inner packing"),
    "package": gettext_lazy("in a package"),
}


def dangerous_words(finding: Finding) -> str:
    """What was found, with figures as people write them. A row that nobody confirmed says that it only warns."""
    words = str(SENTENCES[finding.code]) % _readable(finding.code, finding.facts)
    if finding.facts.get("unsure"):
        return f"{words} {_('Not confirmed by an officer: it warns and stops nothing.')}"
    return words


def range_words(usual: Range) -> str:
    """The question for a range of temperatures."""
    words = _("Goods of this kind are usually kept between %(low)s and %(high)s. State how these must be kept.")
    return words % {"low": degrees(usual.low), "high": degrees(usual.high)}


def shelf_life_words(lot: str, found: ShelfLife, terms: Terms, arrival: date) -> str:
    """A lot against what was agreed, on the day on which it is expected."""
    facts = {"lot": lot or "–", "agreed": agreed_words(terms), "day": date_format(arrival)}
    if found.state is LotState.UNKNOWN:
        return _("Lot %(lot)s: state when it was made and when it expires. Agreed on arrival: %(agreed)s.") % facts
    months = found.months_left or 0
    left = ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
    if found.state is LotState.SHORT:
        needed = date_format(found.needed_until) if found.needed_until else ""
        words = _(
            "Lot %(lot)s has %(left)s left on %(day)s, too little. Agreed on arrival: %(agreed)s; it would have to last until %(needed)s."
        )
        return words % {**facts, "left": left, "needed": needed}
    return _("Lot %(lot)s has %(left)s left on %(day)s. Agreed on arrival: %(agreed)s.") % {**facts, "left": left}


def degrees(hundredths: int) -> str:
    """A temperature as it is written: 8 °C, 25.5 °C."""
    return f"{number_format(hundredths / HUNDRED, 1 if hundredths % HUNDRED else 0)} °C"


def _readable(code: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(facts)
    if "document" in found:
        found["document"] = found["document"].read_in(get_language() or "en")
    if "of" in found:
        found["of"] = OF[found["of"]]
        unit: Callable[[int], str] = _volume
    elif code == "package-too-heavy":
        unit = _weight
    elif code.startswith("battery-"):
        unit = _watt_hours if found.get("is_ion") else _lithium
    else:
        return found
    return {**found, **{key: unit(found[key]) for key in ("stated", "limit") if key in found}}


def _volume(millilitres: int) -> str:
    if millilitres % ML_PER_LITRE == 0:
        return f"{number_format(millilitres // ML_PER_LITRE)} L"
    return f"{number_format(millilitres)} mL"


def _weight(grams: int) -> str:
    return f"{number_format(grams / GRAMS_PER_KG, 1)} kg"


def _watt_hours(mwh: int) -> str:
    return f"{number_format(mwh / MILLI, 2)} Wh"


def _lithium(milligrams: int) -> str:
    return f"{number_format(milligrams / MILLI, 2)} g"
