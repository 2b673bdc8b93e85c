"""The state of acceptance in words: what arrived, what was accepted and rejected, and until when the rest is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from buyers.catalogue.prices import number
from buyers.delivery.models import CheckedQuantity, CheckOutcome
from buyers.terms.contract import LineTerms, Terms
from buyers.terms.delivery.checks import (
    LineAcceptance,
    Outcome,
    claim_kind,
    is_named_place_arrival,
    price_of,
    worth_of,
)
from buyers.terms.errors import TermsError
from buyers.trade.models import Order
from buyers.trade.services.words import money_words

HELD = {
    "excursion": gettext_lazy("a temperature out of range is not settled"),
    "contradiction": gettext_lazy("what was reported of the shipment contradicts itself"),
}
"""Why silence accepts nothing, by the code of whoever holds it."""
CLAIM_PAGE = "disputes:claim-open"


@dataclass(frozen=True)
class LineWords:
    """A line as both sides read it. ``claim_url`` opens a claim about what was not accepted, filled in; empty where none is."""

    state: LineAcceptance
    name: str
    arrived: str
    accepted: str
    unaccepted: str
    reasons: tuple[str, ...]
    still_open: str
    price: str
    claim_url: str


def line_name(line: LineTerms) -> str:
    """The line's product in the reader's language, with its model."""
    is_chinese = (get_language() or "").startswith("zh") and line.name_zh
    return f"{line.name_zh if is_chinese else line.name} {line.model}".strip()


def line_in_words(
    order: Order, terms: Terms, state: LineAcceptance, rejected: Mapping[str, int], *, may_claim: bool
) -> LineWords:
    """``rejected``: units by outcome, as checks have them."""
    line = state.line
    of = {"all": number(line.quantity)}
    return LineWords(
        state=state,
        name=line_name(line),
        arrived=_("%(count)s of %(all)s arrived") % {"count": number(state.delivered), **of},
        accepted=_("%(count)s of %(all)s accepted") % {"count": number(state.accepted), **of},
        unaccepted=_unaccepted(state),
        reasons=tuple(_reasons(rejected)) if state.unaccepted else (),
        still_open=_still_open(state),
        price=_price(order, state, line),
        claim_url=claim_url(order, state, rejected) if may_claim else "",
    )


def basis_words(terms: Terms) -> str:
    """From when the days to check count, under the rule of this order."""
    facts = {"rule": terms.incoterm, "place": terms.place, "days": terms.acceptance_days}
    if is_named_place_arrival(terms.incoterm):
        return (
            _(
                "Under %(rule)s %(place)s the %(days)s days to check count from the delivery at that place, where the risk passes."
            )
            % facts
        )
    return (
        _(
            "Under %(rule)s %(place)s the risk passed earlier, on the way. The %(days)s days to check still count from the arrival at your place."
        )
        % facts
    )


def outcome_words(code: str) -> str:
    """The words for an outcome."""
    return str(CheckOutcome(code).label)


def quantity_words(row: CheckedQuantity, names: Mapping[int, str]) -> str:
    """'48,900 accepted: Surgical mask KP-3, lot B2611'."""
    words = _("%(count)s · %(outcome)s: %(name)s") % {
        "count": number(row.quantity),
        "outcome": outcome_words(row.outcome),
        "name": names.get(row.line, str(row.line)),
    }
    lot = _(", lot %(lot)s") % {"lot": row.lot.lot} if row.lot and row.lot.lot else ""
    return f"{words}{lot}" + (f". {row.note}" if row.note else "")


def claim_url(order: Order, state: LineAcceptance, rejected: Mapping[str, int]) -> str:
    """The page on which a claim about what was not accepted begins, filled in; empty where this site has none."""
    if not state.unaccepted:
        return ""
    reasons = [Outcome(code) for code, count in rejected.items() if count]
    query = {
        "kind": claim_kind(reasons),
        "line": state.line.number,
        "quantity": state.unaccepted,
        "amount": worth_of(state.line, state.unaccepted, order.currency),
    }
    try:
        return f"{reverse(CLAIM_PAGE, args=[order.pk])}?{urlencode(query)}"
    except NoReverseMatch:
        return ""


def refusal_sentence(refusal: TermsError, names: Mapping[int, str]) -> str:
    """Why a check is not taken."""
    facts = refusal.facts
    words = {"name": names.get(_whole(facts.get("line")), ""), "most": number(_whole(facts.get("most")))}
    match refusal.code:
        case "more-than-open":
            return _("%(name)s: at most %(most)s can still be accepted or rejected.") % words
        case "more-than-rejected":
            return _("%(name)s: only %(most)s were rejected or missing.") % words
    return _("Say how many you accept or reject of at least one line.")


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _unaccepted(state: LineAcceptance) -> str:
    if not state.unaccepted:
        return ""
    return ngettext("%(count)s rejected or missing", "%(count)s rejected or missing", state.unaccepted) % {
        "count": number(state.unaccepted)
    }


def _reasons(rejected: Mapping[str, int]) -> list[str]:
    return [
        _("%(outcome)s: %(count)s") % {"outcome": outcome_words(code), "count": number(count)}
        for code, count in rejected.items()
        if count
    ]


def _still_open(state: LineAcceptance) -> str:
    if not state.still_open:
        return ""
    facts: dict[str, object] = {"count": number(state.still_open)}
    if state.held:
        facts["why"] = "; ".join(str(HELD.get(code, code)) for code in sorted(state.held))
        return _("%(count)s open. Silence accepts nothing of them: %(why)s.") % facts
    if state.until is None:
        return _("%(count)s open. Silence does not accept goods that did not arrive sound.") % facts
    facts["day"] = date_format(state.until)
    return _("%(count)s open until the end of %(day)s. What nobody rejects by then counts as accepted.") % facts


def _price(order: Order, state: LineAcceptance, line: LineTerms) -> str:
    """What the accepted units cost at the agreed price, where it is less than the line."""
    if not state.unaccepted:
        return ""
    return _("Price of %(count)s units: %(price)s of %(all)s") % {
        "count": number(line.quantity - state.unaccepted),
        "price": money_words(price_of(line, max(0, line.quantity - state.unaccepted), order.currency), order.currency),
        "all": money_words(line.amount, order.currency),
    }


def rejected_by_line(rows: Sequence[CheckedQuantity]) -> dict[int, dict[str, int]]:
    """Rejected units by line and outcome; what was accepted after all is not among them."""
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        if row.outcome not in (CheckOutcome.ACCEPTED, CheckOutcome.AFTER_ALL):
            line = found.setdefault(row.line, {})
            line[row.outcome] = line.get(row.outcome, 0) + row.quantity
    return found
