"""What is worth knowing about an Incoterm with its place, as sentences: refusals and warnings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from buyers.terms.incoterms import SEA, CostPart, check, rules

SENTENCES: dict[str, str | Promise] = {
    "unknown-rule": _("Choose one of the eleven rules of Incoterms 2020."),
    "unknown-mode": _("Choose a mode of transport."),
    "place-needed": _("Name the place: %(rule)s says nothing without one."),
    "sea-only": _("%(rule)s is for carriage by sea alone. For other carriage choose %(better)s."),
    "place-not-in-origin": _("The place of %(rule)s lies in China, and “%(place)s” does not."),
    "place-in-origin": _("The place of %(rule)s lies at the destination, and “%(place)s” is in China."),
    "importer-needed": _(
        "Under %(rule)s the supplier imports the goods, and no importer of the supplier's side is on file for that country. "
        "Under DAP the buyer imports them."
    ),
    "not-for-containers": _(
        "Containers are handed over before they are loaded on board, so %(rule)s leaves a gap in risk and control. "
        "%(better)s fits containers."
    ),
    "export-by-buyer": _(
        "Under %(rule)s the buyer clears the export in China, which a foreign buyer can hardly do. %(better)s fits better."
    ),
    "risk-before-costs": _("The risk passes to the buyer in China, although the supplier pays for the carriage."),
    "second-place": _("Name the place of delivery in China too: the risk passes there."),
    "import-by-buyer": _("The buyer imports: what a delayed import costs, and its risk, are the buyer's."),
    "least-insurance": _("The supplier owes the least cover alone: clauses %(clauses)s."),
}


@dataclass(frozen=True)
class DeliveryNote:
    """A refusal or a warning in words."""

    code: str
    text: str
    is_refusal: bool = False


def notes_on(rule: str, place: str, mode: str, *, has_importer: bool = False) -> list[DeliveryNote]:
    """What stands against an offer on these terms, refusals first, in the reader's language.

    ``has_importer``: an importer of the supplier's side is on file in the country of destination.
    """
    found = check(rule, place, mode, has_importer=has_importer)
    return [DeliveryNote(one.code, str(SENTENCES[one.code]) % one.facts, one.is_refusal) for one in found]


def notes_on_wish(rule: str, place: str) -> list[DeliveryNote]:
    """What a buyer should know who wants a rule and names no mode: judged as by sea, nothing is refused."""
    return notes_on(rule, place, SEA) if rule in rules() and place else []


def part_list(parts: Iterable[CostPart]) -> str:
    """Names of parts of a delivered price, with commas between them."""
    return ", ".join(part.label.read_in(get_language() or "en") for part in parts)
