"""Changes of the law in words, by day: what is coming, and what came lately."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from audits.answers import messages, notices
from audits.compliance.information import EVERYWHERE, Information
from audits.compliance.reference import Market, Source
from audits.compliance.rulebook import Rulebook, StandardEdition
from audits.law.guide import Change, ChangeKind
from buyers.guides import words
from kpmarket.foundation.text.languages import in_reader_language
from kpmarket.templatetags.kp import confidence_look


@dataclass(frozen=True, slots=True)
class Item:
    """One change as a page, a feed and a search engine show it."""

    day: date
    market: str
    market_name: str
    types_names: tuple[str, ...]
    kind: ChangeKind
    what: str
    detail: str
    legal_basis: str
    product_types: tuple[str, ...]
    anchor: str
    is_ahead: bool
    confidence: str = ""
    """How sure we are, in words, of what only informs; routes say it on their own pages."""
    sources: tuple[Source, ...] = ()

    @property
    def title(self) -> str:
        """What happens, in one line."""
        happens = _happens(self.kind, 1)
        return _("%(happens)s: %(what)s") % {"happens": happens, "what": self.what} if happens else self.what


def items(rulebook: Rulebook, changes: Iterable[Change], *, today: date) -> list[Item]:
    """The changes in words, in their order."""
    return [_item(rulebook, change, today) for change in changes]


def information_items(rulebook: Rulebook, entries: Iterable[Information], *, today: date) -> list[Item]:
    """Law that begins and that no document proves, once for each of its markets, in the order of the rulebook."""
    return [
        _information_item(rulebook, one, one.effective_from, market, today)
        for one in entries
        if one.effective_from
        for market in one.markets
    ]


@dataclass(frozen=True, slots=True)
class Bundle:
    """Changes of one day and market that mean the same for the documents."""

    day: date
    market_name: str
    kind: ChangeKind
    detail: str
    items: tuple[Item, ...]

    @property
    def happens(self) -> str:
        """What happens to all of them."""
        return _happens(self.kind, len(self.items))

    @property
    def anchor(self) -> str:
        """The anchor on the page that describes them."""
        return self.items[0].anchor

    @property
    def title(self) -> str:
        """What happens, in one line: the first of them names them all."""
        more = len(self.items) - 1
        if not more:
            return self.items[0].title
        line = ngettext("%(title)s, and %(more)s more", "%(title)s, and %(more)s more", more)
        return line % {"title": self.items[0].title, "more": more}


def bundles(found: Iterable[Item]) -> list[Bundle]:
    """The changes bundled; days keep the order in which they come."""
    together: dict[tuple[date, str, ChangeKind, str], list[Item]] = {}
    for one in found:
        together.setdefault((one.day, one.market_name, one.kind, one.detail), []).append(one)
    return [Bundle(*key, tuple(group)) for key, group in together.items()]


def _item(rulebook: Rulebook, change: Change, today: date) -> Item:
    market = rulebook.markets.get(change.market) or Market(change.market, change.market, ())
    row = change.row or change.before
    what, detail = _describe_change(rulebook, change)
    return Item(
        day=change.day,
        market=market.id,
        market_name=words.market_name(market),
        types_names=tuple(type_name(rulebook, key) for key in change.product_types),
        kind=change.kind,
        what=what,
        detail=detail,
        legal_basis=row.legal_basis if row else "",
        product_types=change.product_types,
        anchor=_anchor(change),
        is_ahead=change.day > today,
    )


def _information_item(rulebook: Rulebook, one: Information, day: date, market: str, today: date) -> Item:
    (said,) = notices.notices([one], rulebook)
    known = rulebook.markets.get(market) or Market(market, market, ())
    return Item(
        day=day,
        market=market,
        market_name=_("All markets") if market == EVERYWHERE else words.market_name(known),
        types_names=tuple(type_name(rulebook, key) for key in one.product_types) or (_("All products"),),
        kind=ChangeKind.INFORMS,
        what=f"{said.topic}: {said.rate}" if said.rate else said.topic,
        detail=said.text,
        legal_basis=said.law,
        product_types=one.product_types,
        anchor=slugify(f"{day.isoformat()} {market} {one.id.replace('.', '-')}"),
        is_ahead=day > today,
        confidence=str(confidence_look(said.confidence).word),
        sources=said.sources,
    )


def type_name(rulebook: Rulebook, key: str) -> str:
    """A product type in the reader's language."""
    facts: Any = rulebook.product_types[key]
    return in_reader_language(en=facts["name"], zh=facts["name_zh"])


def _anchor(change: Change) -> str:
    """The same for the same change, in every language and on every day."""
    row = change.row or change.before
    edition = change.accepted or change.no_longer
    what = row.id if row else f"{edition.standard} {edition.edition}" if edition else ""
    return slugify(f"{change.day.isoformat()} {change.market} {what.replace('.', '-').replace('/', '-')}")


def _happens(kind: ChangeKind, count: int) -> str:
    """What happens to one rule or several; empty for editions of standards, whose names say it."""
    match kind:
        case ChangeKind.BEGINS:
            return ngettext("A rule begins", "Rules begin", count)
        case ChangeKind.ENDS:
            return ngettext("A rule ends", "Rules end", count)
        case ChangeKind.FOLLOWS:
            return ngettext("A rule changes", "Rules change", count)
        case _:
            return ""


def _describe_change(rulebook: Rulebook, change: Change) -> tuple[str, str]:
    """What it happens to, and what it means for the documents."""
    match change.kind:
        case ChangeKind.BEGINS if change.row:
            asked = words.sentence(rulebook, change.row.expression)
            return messages.route(change.row), _("It asks for: %(documents)s.") % {"documents": asked}
        case ChangeKind.ENDS if change.before:
            return messages.route(change.before), _("The last day is %(day)s.") % {"day": words.last_day(change.day)}
        case ChangeKind.FOLLOWS if change.row:
            return messages.route(change.row), _differs(rulebook, change)
        case _:
            return _edition(change)


def _differs(rulebook: Rulebook, change: Change) -> str:
    between = pgettext("between documents", "; ")
    more = between.join(words.wanted(rulebook, leaf) for leaf in change.added)
    less = between.join(words.wanted(rulebook, leaf) for leaf in change.dropped)
    said = []
    if more:
        said.append(_("It asks for more: %(documents)s.") % {"documents": more})
    if less:
        said.append(_("It asks no longer for: %(documents)s.") % {"documents": less})
    return " ".join(said) or _("The documents stay the same; the terms change.")


def _edition(change: Change) -> tuple[str, str]:
    new, old = change.accepted, change.no_longer
    if new and old:
        title = _("%(new)s replaces %(old)s") % {"new": _edition_name(new), "old": _edition_name(old)}
        last = _("The last day of %(old)s is %(day)s.") % {"old": _edition_name(old), "day": words.last_day(change.day)}
        return title, last
    if new:
        said = _("Test reports to this edition count from %(day)s on.") % {"day": date_format(change.day)}
        return _("%(edition)s is accepted") % {"edition": _edition_name(new)}, said
    if old:
        said = _("The last day is %(day)s.") % {"day": words.last_day(change.day)}
        return _("%(edition)s is no longer accepted") % {"edition": _edition_name(old)}, said
    raise ValueError(change)


def _edition_name(one: StandardEdition) -> str:
    separator = "-" if one.standard.startswith(("YY", "GB")) else ":"
    return f"{one.standard}{separator}{one.edition}"
