"""What changed from one revision of a quote to the next, as sentences."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buyers.catalogue.prices import money, number
from buyers.trade.models import QuoteLine, QuoteRevision
from buyers.trade.services.quote_words import delivery_words, sample_words, sum_words, unit_words
from buyers.trade.services.words import plan_words


def changes_between(before: QuoteRevision, after: QuoteRevision) -> list[str]:
    """Each difference as a sentence, lines first, in the reader's language."""
    pairs = [*_lines(before, after), *_head(before, after)]
    words = _("%(what)s: from %(before)s to %(after)s")
    found = [words % {"what": what, "before": was, "after": now} for what, was, now in pairs if was != now]
    if before.note != after.note:
        found.append(_("The note was changed."))
    return found


def _lines(before: QuoteRevision, after: QuoteRevision) -> Iterator[tuple[str, str, str]]:
    """What, before, after, for each fact of each line. Lines of a request are always the same ones."""
    former = {one.line_id: one for one in before.lines.all()}
    for place, one in enumerate(sorted(after.lines.all(), key=lambda line: line.line_id), start=1):
        was = former.get(one.line_id)
        if was is None:
            continue
        where = {"line": place, "product": _product(one)}
        yield (
            _("Price of line %(line)s (%(product)s)") % where,
            _price(was, before.currency),
            _price(one, after.currency),
        )
        yield _("Quantity of line %(line)s (%(product)s)") % where, _quantity(was), _quantity(one)
        yield (
            _("Sample of line %(line)s (%(product)s)") % where,
            sample_words(was.sample_price, before.currency),
            sample_words(one.sample_price, after.currency),
        )
        yield _("Note on line %(line)s (%(product)s)") % where, was.note or "–", one.note or "–"


def _head(before: QuoteRevision, after: QuoteRevision) -> Iterator[tuple[str, str, str]]:
    yield (
        _("Total"),
        sum_words(before.total, before.currency),
        sum_words(after.total, after.currency),
    )
    yield _("Freight"), sum_words(before.freight, before.currency), sum_words(after.freight, after.currency)
    yield _("Tooling"), sum_words(before.tooling, before.currency), sum_words(after.tooling, after.currency)
    yield _("Delivery"), delivery_words(before), delivery_words(after)
    yield _("Lead time"), _days(before), _days(after)
    yield _("Valid until"), date_format(before.valid_until), date_format(after.valid_until)
    yield _("Payment plan"), plan_words(before.plan), plan_words(after.plan)
    yield _("Documents included"), ", ".join(before.document_names) or "–", ", ".join(after.document_names) or "–"


def _price(line: QuoteLine, currency: str) -> str:
    if line.unit_price is None:
        return _("not offered")
    unit = unit_words(line.unit, line.pieces)
    return _("%(price)s / %(unit)s") % {"price": money(line.unit_price, currency), "unit": unit}


def _quantity(line: QuoteLine) -> str:
    return f"{number(line.quantity)} × {unit_words(line.unit, line.pieces)}"


def _product(line: QuoteLine) -> str:
    return f"{line.line.product.display_name} {line.line.product.model}".strip()


def _days(revision: QuoteRevision) -> str:
    days = revision.lead_time_days
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
