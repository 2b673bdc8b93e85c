"""What is known of a claim before anybody types: from a delivery check, a lost clearance, or a late shipment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from buyers.disputes.models import Claim
from buyers.terms.disputes.claim_rules import claim_rules
from buyers.terms.money import MOST, plain
from buyers.trade.models import Side
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.watch_words import hold_words

TEXT = 2000
"""Characters of a text that an address may carry."""


def prefilled(facts: OrderFacts, side: Side, given: Mapping[str, str]) -> dict[str, Any]:
    """Initial values of the form by what the address says: ``kind``, ``line``, ``quantity``, ``amount`` in minor units.

    What does not fit is left out: the address is anybody's text.
    """
    rule = claim_rules().kinds.get(given.get("kind", ""))
    if rule is None or rule.by != side:
        return {}
    line = _number(given.get("line", ""))
    found: dict[str, Any] = {"kind": rule.id, "remedy": rule.remedies[0], "lines": [line] if line else []}
    if quantity := _number(given.get("quantity", "")):
        found["quantity"] = quantity
        found["remedy"] = "part_refund" if "part_refund" in rule.remedies else found["remedy"]
    amount = _number(given.get("amount", ""))
    if amount and amount <= MOST:
        found["amount"] = plain(amount, facts.order.currency)
    found["text"] = _cause(facts, rule.id, line, side) or given.get("text", "")[:TEXT]
    if held := [number for number, much in facts.balances.held.items() if much]:
        found["parts"] = held[-1:]
    return found


def _cause(facts: OrderFacts, kind: str, line: int | None, side: Side) -> str:
    """What the site itself knows of the cause: why a clearance was lost, or by when goods were to be shipped."""
    if kind == Claim.Kind.CLEARANCE:
        holds = [hold for hold in facts.holds if line in (None, hold.line.number)]
        words = [hold_words(hold, side) for hold in holds]
        return "\n".join(" ".join((one.title, *one.sentences)) for one in words)
    if kind == Claim.Kind.LATE and facts.terms:
        day = {"day": date_format(facts.terms.latest_shipment)}
        return _("The contract says: shipped by %(day)s.") % day
    return ""


def _number(text: str) -> int | None:
    """A whole number above zero; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) <= 15 and int(text) else None
