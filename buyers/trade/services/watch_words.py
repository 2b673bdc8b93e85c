"""What the watch says, in sentences for pages and letters, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from audits.clearances.market_status import MarketStatus
from buyers.catalogue import reference
from buyers.terms.watch import CAP_BP, Cause, GoesOn, May, Money, Stop
from buyers.trade.models import Side
from buyers.trade.services.watch_judging import Hold, LineWatch
from kpmarket.foundation.places import place_name
from suppliers.models import Certificate

CAUSES = {
    Cause.SUPPLIER_DOCUMENT: gettext_lazy("A document of the supplier has ended."),
    Cause.BUYER_DOCUMENT: gettext_lazy("A document of the buyer's side has ended."),
    Cause.FALSE_DOCUMENT: gettext_lazy("A document of the supplier was revoked because it is not genuine."),
    Cause.APPROVAL_WITHDRAWN: gettext_lazy(
        "We approved a document that we should not have approved, and took that back."
    ),
    Cause.LAW: gettext_lazy("The law of the destination has changed since the order was placed."),
    Cause.LAW_KNOWN: gettext_lazy("The law of the destination has changed, as it was known when both sides signed."),
    Cause.SUPPLIER_STOPPED: gettext_lazy("The supplier is suspended."),
    Cause.ASSESSMENT: gettext_lazy("The product is judged otherwise than when the order was placed."),
}
WILL_END = {
    Cause.SUPPLIER_DOCUMENT: gettext_lazy("A document of the supplier ends then."),
    Cause.BUYER_DOCUMENT: gettext_lazy("A document of the buyer's side ends then."),
    Cause.FALSE_DOCUMENT: gettext_lazy("A document of the supplier that is not genuine was revoked."),
    Cause.APPROVAL_WITHDRAWN: gettext_lazy("A document counts no longer then: we took our approval back."),
    Cause.LAW: gettext_lazy("The law of the destination changes then."),
    Cause.LAW_KNOWN: gettext_lazy("The law of the destination changes then, as both sides signed."),
    Cause.SUPPLIER_STOPPED: gettext_lazy("The supplier is suspended."),
    Cause.ASSESSMENT: gettext_lazy("Why it ends then is not on record."),
}
BORNE = {
    Cause.SUPPLIER_DOCUMENT: gettext_lazy("The supplier bears what follows: what is not shipped is paid back in full."),
    Cause.BUYER_DOCUMENT: gettext_lazy("The buyer bears what follows, storage too; payments stay where they are."),
    Cause.FALSE_DOCUMENT: gettext_lazy(
        "The supplier bears what follows: what is not shipped is paid back in full, and the supplier is reviewed."
    ),
    Cause.APPROVAL_WITHDRAWN: gettext_lazy(
        "We bear it: what we charged for this order is paid back, and your case comes first."
    ),
    Cause.SUPPLIER_STOPPED: gettext_lazy("The supplier bears what follows: what is not shipped is paid back in full."),
}
STOPS = {
    Stop.CONFIRM: gettext_lazy("The supplier cannot confirm the order."),
    Stop.DEMAND: gettext_lazy("No payment is asked for."),
    Stop.HAND_OVER: gettext_lazy("The goods must not be handed over."),
    Stop.RELEASE: gettext_lazy("Nothing is paid out to the supplier."),
    Stop.RELEASE_LAST: gettext_lazy("The last part is not paid out."),
    Stop.ENTRY: gettext_lazy("The goods must not enter."),
}
GOES_ON = {
    GoesOn.MESSAGES: gettext_lazy("You can write to each other."),
    GoesOn.PRODUCTION: gettext_lazy("Production may go on at the supplier's own risk."),
    GoesOn.INSPECTION: gettext_lazy("Inspection may go on."),
    GoesOn.STORAGE: gettext_lazy("The goods stay in store; who bears the cause bears the cost."),
    GoesOn.CARRIAGE: gettext_lazy("Goods on the way cannot be stopped by us. Inform importer and forwarder now."),
}
CHOICES = {
    May.RENEW: gettext_lazy("Renew the document and hand it in: the hold ends once it is approved."),
    May.BRING_DOCUMENT: gettext_lazy("Bring the document of your side."),
    May.SHOW_FILING: gettext_lazy("Show proof that the renewal was filed: it moves the last day once."),
    May.SHOW_LETTER: gettext_lazy("Show a letter of the authority."),
    May.WAIT: gettext_lazy("Wait."),
    May.CANCEL: gettext_lazy("Cancel what has not been shipped, at no cost."),
    May.CANCEL_LATER: gettext_lazy("Cancel what has not been shipped once the days to put it right are over."),
    May.CHANGE_MARKET: gettext_lazy(
        "Agree with the supplier on another destination where the product is cleared today."
    ),
    May.STORE: gettext_lazy("Put the goods into a bonded store."),
    May.DIVERT: gettext_lazy("Divert the goods to a destination where the product is cleared today."),
    May.RETURN: gettext_lazy("Send the goods back."),
}


@dataclass(frozen=True)
class LineWords:
    """How a line stands: one sentence, and what more there is to know."""

    text: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class HoldWords:
    """Why a line is stopped, what that means, and what the reader's side may do."""

    title: str
    sentences: tuple[str, ...]
    choices: tuple[str, ...]


def line_words(line: LineWatch) -> LineWords:
    """'Cleared for Germany until 14 March 2027; expected there on 2 February 2027.'"""
    words = {"place": place_name(line.order.destination), "state": _state(line.today)}
    if line.is_over:
        return LineWords(_("The goods have entered. Nothing is watched any more."), ())
    if line.entry is None:
        return LineWords(_("%(state)s for %(place)s.") % words, ())
    words["entry"] = date_format(line.entry)
    if line.hold:
        return LineWords(_("%(state)s for %(place)s; expected there on %(entry)s.") % words, ())
    if line.until is None:
        text = _("%(state)s for %(place)s with no known end; expected there on %(entry)s.")
        return LineWords(text % words, ())
    words["until"] = date_format(line.until)
    text = _("%(state)s for %(place)s until %(until)s; expected there on %(entry)s.") % words
    return LineWords(text, tuple(_shortness(line)) if line.is_too_short else ())


@dataclass(frozen=True)
class FindingWords:
    """What a letter says: how the line stands, why and what follows, and what the reader's side may do."""

    title: str
    sentences: tuple[str, ...]
    choices: tuple[str, ...]


def finding_words(line: LineWatch, side: Side) -> FindingWords:
    """What the watch found about a line, for a letter to that side."""
    state = line_words(line)
    if line.hold:
        words = hold_words(line.hold, side)
        return FindingWords(words.title, (state.text, *words.sentences), words.choices)
    choices = (RENEW_IN_TIME if side == Side.SUPPLIER else ASK_IN_TIME,) if line.is_too_short else ()
    return FindingWords(state.text, state.notes, tuple(map(str, choices)))


RENEW_IN_TIME = gettext_lazy("Renew what ends and hand it in in time. If it ends first, the order stops where it is.")
ASK_IN_TIME = gettext_lazy(
    "Ask the supplier when it is renewed, or agree on an earlier shipment. If it ends first, the order stops where it is."
)


def _shortness(line: LineWatch) -> Iterable[str]:
    """By how many days it is too short, and what ends it."""
    yield ngettext("%(days)s day too short.", "%(days)s days too short.", line.days_short) % {"days": line.days_short}
    if line.shipment and line.until and line.until < line.shipment:
        text = _("It ends before the goods are expected to leave on %(day)s.")
        yield text % {"day": date_format(line.shipment)}
    if line.cause:
        yield str(WILL_END[line.cause])
    yield from _document_lines(line.documents)


def hold_words(hold: Hold, side: Side) -> HoldWords:
    """What a hold means, for a reader of that side."""
    title = _("%(state)s for %(place)s since %(day)s.") % {
        "state": _state(MarketStatus.READY) if hold.kind == "buyer_part" else _("Not cleared"),
        "place": place_name(hold.order.destination),
        "day": date_format(hold.since),
    }
    if hold.cause is Cause.SUPPLIER_STOPPED:
        title = _("The supplier has been suspended since %(day)s.") % {"day": date_format(hold.since)}
    sentences = [
        *([] if hold.cause is Cause.SUPPLIER_STOPPED else [str(CAUSES[hold.cause])]),
        *_document_lines(hold.documents),
        *(str(STOPS[one]) for one in _stops_shown(hold)),
        *(str(GOES_ON[one]) for one in hold.consequence.goes_on),
        *borne_by(hold),
    ]
    if side == Side.SUPPLIER and hold.free_to_cancel_from:
        text = _("From %(day)s on the buyer may cancel what has not been shipped, at no cost.")
        sentences.append(text % {"day": date_format(hold.free_to_cancel_from)})
    may = hold.consequence.buyer_may if side == Side.BUYER else hold.consequence.supplier_may
    return HoldWords(title, tuple(sentences), tuple(_choice(one, hold) for one in may))


def _stops_shown(hold: Hold) -> Iterable[Stop]:
    """What is stopped, without what another sentence says already; nobody pays out where nobody keeps money."""
    for one in Stop:
        is_paying_out = one in (Stop.RELEASE, Stop.RELEASE_LAST)
        is_said = one is Stop.RELEASE_LAST and hold.stops(Stop.RELEASE)
        if hold.stops(one) and not is_said and not (is_paying_out and hold.order.holder_id is None):
            yield one


def borne_by(hold: Hold) -> Iterable[str]:
    """Who bears it, what happens to the price, and that the supplier has to pay back itself where nobody keeps money."""
    if hold.money is Money.LESS_DOCUMENTED_COST:
        text = _(
            "Nobody is at fault: what is not shipped is paid back, less documented cost of up to %(percent)s %% of it."
        )
        yield text % {"percent": CAP_BP // 100}
    else:
        yield str(BORNE[hold.cause])
    if hold.order.holder_id is None and hold.money is not Money.STAYS_HELD:
        yield _("Nobody keeps money for this order: what was paid is with the supplier, who has to pay it back.")


def _choice(may: May, hold: Hold) -> str:
    if may is May.CANCEL_LATER and hold.free_to_cancel_from:
        return _("Cancel what has not been shipped, at no cost, from %(day)s on.") % {
            "day": date_format(hold.free_to_cancel_from)
        }
    return str(CHOICES[may])


def _document_lines(documents: Sequence[Certificate]) -> Iterable[str]:
    """The documents by type and number, with the day on which each ends."""
    for one in documents:
        known = reference.certificate_types().get(str(one.certificate_type_id))
        name = f"{known.display_name if known else ''} {one.number}".strip()
        yield f"{name}{pgettext('between a document and its last day', ': ')}{last_day_words(one.valid_until)}"


def last_day_words(day: date | None) -> str:
    return _("valid until %(day)s.") % {"day": date_format(day)} if day else _("no last day is stated.")


def _state(status: MarketStatus) -> str:
    return str(STATES[status])


STATES = {
    MarketStatus.CLEARED: gettext_lazy("Cleared"),
    MarketStatus.CONDITIONAL: gettext_lazy("Conditional"),
    MarketStatus.READY: gettext_lazy("Ready: you arrange the rest"),
    MarketStatus.READY_CONDITIONAL: gettext_lazy("Ready, to be confirmed with the authority"),
    MarketStatus.BLOCKED: gettext_lazy("Not cleared"),
    MarketStatus.PROHIBITED: gettext_lazy("Prohibited"),
    MarketStatus.NOT_ASSESSED: gettext_lazy("Not assessed"),
}
