"""Lines of an order: what was bought at which price, how far it is, and how long its clearance lasts against the arrival."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from buyers.catalogue.prices import number
from buyers.terms.plans import milestones
from buyers.trade.models import Side
from buyers.trade.services.fact_rows import LineState, OrderFacts
from buyers.trade.services.order_rows import Mark, mark_of
from buyers.trade.services.watch_judging import LineWatch
from buyers.trade.services.watch_words import HoldWords, hold_words, line_words
from buyers.trade.services.words import event_words, money_words
from suppliers.models.supply import Unit

COUNTED = ("goods_ready", "inspection_passed", "transport_document", "delivered", "accepted")
FULL = 1000
UNITS = dict(Unit.choices)


@dataclass(frozen=True)
class Quantity:
    """How much of a line an event happened to; ``share`` in thousandths."""

    text: str
    share: int


@dataclass(frozen=True)
class Bar:
    """How long the clearance lasts, on the page's line of time: thousandths."""

    x: int
    width: int
    tone: str


@dataclass(frozen=True)
class BarScale:
    """The line of time that all bars of the page share."""

    start: date
    end: date
    today: int
    entry: int


@dataclass(frozen=True)
class LineView:
    """One line."""

    number: int
    name: str
    model: str
    url: str
    specification: str
    quantity: str
    price: str
    amount: str
    progress: tuple[Quantity, ...]
    state: str
    state_label: str
    clearance: str
    notes: tuple[str, ...]
    placed_on: str
    bar: Bar | None
    holds: tuple[HoldWords, ...]


def scale_of(facts: OrderFacts) -> BarScale | None:
    """From the day of placing to a month after the expected entry; None before there are terms."""
    if facts.terms is None:
        return None
    start = min(facts.on, facts.order.placed_at.astimezone(facts.order.buyer.zone).date())
    entry = max([facts.terms.expected_entry, *(one.entry for one in facts.watch if one.entry)])
    end = date.fromordinal(max(entry, facts.on).toordinal() + 30)
    return BarScale(start, end, _place(facts.on, start, end), _place(entry, start, end))


def lines_of(facts: OrderFacts, side: Side, scale: BarScale | None) -> list[LineView]:
    """Every line of the contract, as that side reads it."""
    watched = {one.line.number: one for one in facts.watch}
    events = [one for one in milestones().events if one in COUNTED]
    return [_line(one, watched.get(one.terms.number), facts, side, scale, events) for one in facts.lines]


def _line(
    line: LineState,
    watch: LineWatch | None,
    facts: OrderFacts,
    side: Side,
    scale: BarScale | None,
    events: Sequence[str],
) -> LineView:
    terms, language = line.terms, get_language() or "en"
    words = line_words(watch) if watch else None
    mark = mark_of([watch]) if watch else Mark("not_assessed", "")
    is_chinese = language.startswith("zh") and terms.name_zh
    currency = facts.order.currency
    return LineView(
        number=terms.number,
        name=terms.name_zh if is_chinese else terms.name,
        model=terms.model,
        url=line.row.product.get_absolute_url(),
        specification=terms.specification,
        quantity=number(terms.quantity),
        price=f"{currency}\u00a0{_price(terms.unit_price)} / {UNITS.get(terms.unit, terms.unit)}",
        amount=money_words(terms.amount, currency),
        progress=tuple(_progress(line, events, facts)),
        state=mark.state,
        state_label=mark.label,
        clearance=words.text if words else "",
        notes=words.notes if words else (),
        placed_on=_placed_on(line),
        bar=_bar(watch, scale) if watch and scale else None,
        holds=(hold_words(watch.hold, side),) if watch and watch.hold else (),
    )


def _price(price: Decimal) -> str:
    return format_decimal(price, "#,##0.00##", locale=to_locale(get_language() or "en"))


def _progress(line: LineState, events: Iterable[str], facts: OrderFacts) -> Iterable[Quantity]:
    """'12,000 of 50,000: delivered', for each event of this order that happens to a quantity."""
    asked = {one.event for one in facts.milestones}
    for event in events:
        done = line.quantity_of(event)
        if event in asked or done:
            text = _("%(event)s: %(done)s of %(all)s") % {
                "done": number(done),
                "all": number(line.terms.quantity),
                "event": event_words(event),
            }
            yield Quantity(text, min(FULL, done * FULL // (line.terms.quantity or 1)))


def _placed_on(line: LineState) -> str:
    """What was known when the order was placed, by its digest."""
    row = line.row
    if row.clearance is None:
        return _("Placed without an assessment.")
    until = date_format(line.terms.cleared_until) if line.terms.cleared_until else _("no known end")
    text = _("Placed on: %(state)s until %(until)s, as known on %(day)s. Explanation SHA-256 %(digest)s…")
    return text % {
        "state": row.clearance.get_state_display(),
        "until": until,
        "day": date_format(timezone.localdate(row.known_at)),
        "digest": row.explanation_digest[:12],
    }


def _bar(watch: LineWatch, scale: BarScale) -> Bar:
    """From today to the last day of the clearance; all of the line where it is on hold."""
    if watch.hold or watch.until is None:
        tone = "bad" if watch.hold else "ok" if watch.today.is_open else "warn"
        return Bar(scale.today, FULL - scale.today, tone)
    last = _place(watch.until, scale.start, scale.end)
    return Bar(0, max(last, 4), "warn" if watch.is_too_short else "ok")


def _place(day: date, start: date, end: date) -> int:
    """Where a day lies between two others, in thousandths from 0 to 1000."""
    return min(FULL, max(0, (day - start).days * FULL // max(1, (end - start).days)))
