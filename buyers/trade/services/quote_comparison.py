"""The quotes of one request side by side: a piece, one currency, one basis of delivery, and each assumption in words.

Nothing is invented: what a rule lacks is added only where the quote itself names a figure for it, and named otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buyers.catalogue.comparison import CellWords, ComparedRow, Section
from buyers.catalogue.prices import money, number, rounded
from buyers.catalogue.rates import Rates
from buyers.models import Enquiry, EnquiryLine
from buyers.services.delivery_terms import notes_on, part_list
from buyers.services.line_states import LineState
from buyers.terms.money import as_decimal
from buyers.trade.models import Quote, QuoteLine, QuoteRevision
from buyers.trade.models.quote import CHINA
from buyers.trade.services.delivered_prices import Delivered, delivered
from buyers.trade.services.importers import is_settled_for
from buyers.trade.services.quote_histories import ShownQuote
from buyers.trade.services.quote_states import arrival_of_revision, states_of_revisions
from buyers.trade.services.quote_words import delivery_words, sample_words, sum_words, unit_words
from buyers.trade.services.words import plan_words
from suppliers.products.price_lists import price_per_piece


@dataclass(frozen=True)
class Measure:
    """What is compared by: one currency with the rates of a day, one rule of delivery, and the moment of asking."""

    currency: str
    rates: Rates
    basis: str
    at: datetime


@dataclass(frozen=True)
class Column:
    """One line of the request at one supplier: its offer, where there is one that can be decided on or was."""

    asked: EnquiryLine
    shown: ShownQuote | None
    offer: QuoteLine | None
    state: LineState | None
    delivered: Delivered | None

    @property
    def revision(self) -> QuoteRevision | None:
        return self.shown.current.revision if self.shown else None


@dataclass(frozen=True)
class Group:
    """The offers for one product type, with their rows."""

    title: str
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]


def compare_quotes(
    enquiry: Enquiry, lines: Iterable[EnquiryLine], quotes: dict[int, ShownQuote], measure: Measure
) -> list[Group]:
    """A group for each product type, in the order of the request."""
    revisions = [shown.current.revision for shown in quotes.values()]
    states = states_of_revisions(revisions, on=measure.at.astimezone(CHINA).date())
    groups: dict[str, list[Column]] = {}
    for line in lines:
        shown = quotes.get(line.thread_id)
        groups.setdefault(line.product.product_type_id, []).append(_column(line, shown, states, measure))
    return [
        Group(
            columns[0].asked.product.product_type.display_name,
            tuple(columns),
            tuple(_sections(enquiry, columns, measure)),
        )
        for columns in groups.values()
    ]


def _column(line: EnquiryLine, shown: ShownQuote | None, states: dict[int, LineState], measure: Measure) -> Column:
    if shown is None:
        return Column(line, None, None, None, None)
    revision = shown.current.revision
    offer = next((one for one in revision.lines.all() if one.line_id == line.pk), None)
    if offer is None or not offer.is_offered:
        return Column(line, shown, offer, None, None)
    return Column(line, shown, offer, states.get(offer.pk), delivered(offer, revision, measure.basis))


def _sections(enquiry: Enquiry, columns: Sequence[Column], measure: Measure) -> list[Section]:
    return [
        Section(_("Price"), tuple(_price_rows(columns, measure))),
        Section(_("Delivery"), tuple(_delivery_rows(enquiry, columns, measure))),
        Section(_("Clearance"), tuple(_clearance_rows(columns))),
        Section(_("Terms"), tuple(_terms_rows(enquiry, columns, measure))),
    ]


def _price_rows(columns: Sequence[Column], measure: Measure) -> Iterable[ComparedRow]:
    yield _row(_("Quote"), columns, lambda one: _status(one, measure.at))
    yield _row(_("Quantity"), columns, _of_offer(_quantity))
    yield _row(_("Price per unit"), columns, _of_offer(_unit_price))
    yield _row(_("Price per piece"), columns, _of_offer(_piece_price))
    words = _("About, per piece, in %(currency)s") % {"currency": measure.currency}
    yield _row(words, columns, _of_offer(lambda offer, revision: _estimate(_of_piece(offer), revision, measure)))
    basis = {"basis": measure.basis, "currency": measure.currency}
    yield _row(_("About, per piece, %(basis)s, in %(currency)s") % basis, columns, lambda one: _delivered(one, measure))
    yield _row(
        _("Sum of the line"),
        columns,
        _of_offer(lambda offer, revision: CellWords(sum_words(offer.amount, revision.currency))),
    )
    yield _row(
        _("Sample"),
        columns,
        _of_offer(lambda offer, revision: CellWords(sample_words(offer.sample_price, revision.currency))),
    )
    yield _row(
        _("Tooling of the quote"), columns, _of_revision(lambda one: CellWords(sum_words(one.tooling, one.currency)))
    )
    yield _row(
        _("Total of the quote"), columns, _of_revision(lambda one: CellWords(sum_words(one.total, one.currency)))
    )


def _delivery_rows(enquiry: Enquiry, columns: Sequence[Column], measure: Measure) -> Iterable[ComparedRow]:
    yield _row(_("Delivery"), columns, _of_revision(lambda one: CellWords(delivery_words(one))))
    yield _row(
        _("Freight besides the prices"),
        columns,
        _of_revision(lambda one: CellWords(sum_words(one.freight, one.currency))),
    )
    basis = {"basis": measure.basis}
    yield _row(_("Added to reach %(basis)s") % basis, columns, _added)
    yield _row(_("Lacking for %(basis)s, no figure known") % basis, columns, _lacking)
    yield _row(_("Contained beyond %(basis)s") % basis, columns, _beyond)
    yield _row(_("To note about the rule"), columns, _of_revision(lambda one: _rule_notes(one, enquiry)))
    yield _row(_("Lead time"), columns, _of_revision(_lead_time))


def _clearance_rows(columns: Sequence[Column]) -> Iterable[ComparedRow]:
    yield _row(
        _("Judged for arrival on"),
        columns,
        _of_offer(lambda _offer, one: CellWords(date_format(arrival_of_revision(one)))),
    )
    yield _row(
        _("State on that day"),
        columns,
        lambda one: CellWords(state=str(one.state.state)) if one.state else CellWords("–"),
    )
    yield _row(
        _("Until"),
        columns,
        lambda one: CellWords(date_format(one.state.until) if one.state and one.state.until else "–"),
    )
    yield _row(_("To note"), columns, _doubts)


def _terms_rows(enquiry: Enquiry, columns: Sequence[Column], measure: Measure) -> Iterable[ComparedRow]:
    yield _row(_("Valid until"), columns, _of_revision(lambda one: _validity(one, measure.at)))
    yield _row(_("Payment plan"), columns, _of_revision(lambda one: CellWords(plan_words(one.plan))))
    yield _row(_("Documents included"), columns, _of_revision(lambda one: _documents(enquiry, one)))
    yield _row(_("Note on the line"), columns, lambda one: CellWords((one.offer.note if one.offer else "") or "–"))
    yield _row(_("Note of the supplier"), columns, _of_revision(lambda one: CellWords(one.note or "–")))


def _row(label: str, columns: Sequence[Column], cell: Callable[[Column], CellWords]) -> ComparedRow:
    return ComparedRow(label, tuple(cell(column) for column in columns))


def _of_offer(cell: Callable[[QuoteLine, QuoteRevision], CellWords]) -> Callable[[Column], CellWords]:
    """For columns with a price; the others say a dash."""

    def cell_of(column: Column) -> CellWords:
        offer, revision = column.offer, column.revision
        return cell(offer, revision) if offer and revision and offer.is_offered else CellWords("–")

    return cell_of


def _of_revision(cell: Callable[[QuoteRevision], CellWords]) -> Callable[[Column], CellWords]:
    return lambda column: cell(column.revision) if column.revision else CellWords("–")


def _status(column: Column, at: datetime) -> CellWords:
    if column.shown is None:
        return CellWords(_("no quote yet"))
    revision, quote = column.shown.current.revision, column.shown.quote
    if column.offer is None or not column.offer.is_offered:
        return CellWords(_("not offered"), url=quote.get_absolute_url())
    words = _("%(status)s, revision %(number)s") % {"status": quote.get_status_display(), "number": revision.number}
    is_over = quote.status == Quote.Status.SENT and not revision.is_valid(at)
    return CellWords(
        words, note=_("its days are over") if is_over else "", url=quote.get_absolute_url(), is_warning=is_over
    )


def _quantity(offer: QuoteLine, _revision: QuoteRevision) -> CellWords:
    words = f"{number(offer.quantity)} × {unit_words(offer.unit, offer.pieces)}"
    is_other = (offer.quantity, offer.unit) != (offer.line.quantity, offer.line.unit_asked)
    return CellWords(words, note=_("not as you asked") if is_other else "", is_warning=is_other)


def _unit_price(offer: QuoteLine, revision: QuoteRevision) -> CellWords:
    return CellWords(money(offer.unit_price or Decimal(0), revision.currency))


def _piece_price(offer: QuoteLine, revision: QuoteRevision) -> CellWords:
    price = _of_piece(offer)
    if price is None:
        return CellWords(_("not stated"), note=_("the supplier does not say how many pieces a unit holds"))
    return CellWords(money(price.normalize(), revision.currency))


def _of_piece(offer: QuoteLine) -> Decimal | None:
    return price_per_piece(offer.unit_price, offer.pieces) if offer.unit_price is not None else None


def _estimate(amount: Decimal | None, revision: QuoteRevision, measure: Measure) -> CellWords:
    """The amount in the currency of the comparison, marked as an estimate where it was converted."""
    if amount is None:
        return CellWords(_("not stated"))
    if revision.currency == measure.currency:
        return CellWords(money(amount.normalize(), measure.currency))
    converted = measure.rates.convert(amount, of=revision.currency, into=measure.currency)
    if converted is None or measure.rates.day is None:
        return CellWords("–", note=_("no reference rate is held"))
    note = _("estimate, reference rate of %(day)s") % {"day": date_format(measure.rates.day)}
    return CellWords(f"≈ {money(rounded(converted), measure.currency)}", note=note)


def _delivered(column: Column, measure: Measure) -> CellWords:
    if column.delivered is None or column.revision is None:
        return CellWords("–")
    cell = _estimate(column.delivered.per_piece, column.revision, measure)
    if not column.delivered.lacking or cell.text in ("–", _("not stated")):
        return cell
    notes = [cell.note, _("without: %(parts)s") % {"parts": part_list(column.delivered.lacking)}]
    return CellWords(cell.text, note="; ".join(filter(None, notes)), is_warning=True)


def _added(column: Column) -> CellWords:
    if column.delivered is None or column.revision is None:
        return CellWords("–")
    if not column.delivered.freight_share:
        return CellWords(_("nothing"))
    share = as_decimal(column.delivered.freight_share, column.revision.currency)
    words = _("%(sum)s of the freight that the quote names, spread over its lines by their sums")
    return CellWords(words % {"sum": money(share, column.revision.currency)})


def _lacking(column: Column) -> CellWords:
    if column.delivered is None:
        return CellWords("–")
    return CellWords(part_list(column.delivered.lacking) or _("nothing"), is_warning=bool(column.delivered.lacking))


def _beyond(column: Column) -> CellWords:
    return CellWords((part_list(column.delivered.beyond) if column.delivered else "") or "–")


def _rule_notes(revision: QuoteRevision, enquiry: Enquiry) -> CellWords:
    has_importer = is_settled_for(revision, enquiry.destination)
    found = notes_on(revision.incoterm, revision.place, revision.mode, has_importer=has_importer)
    return CellWords(" ".join(one.text for one in found) or "–", is_warning=bool(found))


def _lead_time(revision: QuoteRevision) -> CellWords:
    days = revision.lead_time_days
    return CellWords(ngettext("%(count)s day", "%(count)s days", days) % {"count": days})


def _doubts(column: Column) -> CellWords:
    doubts = column.state.doubts if column.state else ()
    return CellWords(" ".join(one.text for one in doubts) or "–", is_warning=bool(doubts))


def _validity(revision: QuoteRevision, at: datetime) -> CellWords:
    is_over = not revision.is_valid(at)
    return CellWords(date_format(revision.valid_until), note=_("over") if is_over else "", is_warning=is_over)


def _documents(enquiry: Enquiry, revision: QuoteRevision) -> CellWords:
    missing = [
        name
        for kind, name in zip(enquiry.documents, enquiry.document_names, strict=True)
        if kind not in revision.documents
    ]
    note = _("asked for and not included: %(documents)s") % {"documents": ", ".join(missing)} if missing else ""
    return CellWords(", ".join(revision.document_names) or "–", note=note, is_warning=bool(missing))
