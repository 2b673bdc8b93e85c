"""Changes between two editions as sentences, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from audits.answers import messages
from audits.answers.entry_names import entry_name
from audits.compliance.rulebook import AllOf, Combine, Expression, Leaf, Outcome, Rulebook
from audits.law.change import Change, ChangeCode
from kpmarket.foundation.text.languages import in_reader_language

FIELDS = {
    "route": gettext_lazy("route"),
    "regulatory_class": gettext_lazy("class"),
    "class_basis": gettext_lazy("basis of the class"),
    "condition": gettext_lazy("condition"),
    "buyer": gettext_lazy("condition on the buyer's side"),
    "effective_from": gettext_lazy("first day"),
    "effective_until": gettext_lazy("last day"),
    "outcome": gettext_lazy("outcome"),
    "combine": gettext_lazy("how it combines"),
    "confidence": gettext_lazy("confidence"),
    "legal_basis": gettext_lazy("legal basis"),
    "notes": gettext_lazy("notes"),
    "doubt": gettext_lazy("open doubt"),
    "sources": gettext_lazy("sources"),
}
SHORT_FIELDS = ("regulatory_class", "effective_from", "outcome", "combine", "confidence")
"""Fields whose value before and after the sentence states."""
WITH_A_DASH = ("GB", "YY", "ASTM", "T/")
"""Publishers that write the year of an edition after a dash."""
KINDS = {
    "markets": gettext_lazy("market"),
    "countries": gettext_lazy("country"),
    "product_types": gettext_lazy("product type"),
    "evidence_types": gettext_lazy("document"),
    "sources": gettext_lazy("source"),
    "issuing_bodies": gettext_lazy("issuing body"),
    "buyer_facts": gettext_lazy("question to the buyer"),
    "information": gettext_lazy("information"),
}
LISTED = {
    ChangeCode.LISTED: gettext_lazy("New in the list: %(kind)s “%(name)s”."),
    ChangeCode.RELISTED: gettext_lazy("Described again: %(kind)s “%(name)s”."),
    ChangeCode.UNLISTED: gettext_lazy("No longer in the list: %(kind)s “%(name)s”."),
}
EDITIONS = {
    ChangeCode.EDITION_BEGINS: gettext_lazy("From %(day)s %(standard)s is accepted%(products)s."),
    ChangeCode.EDITION_ENDS: gettext_lazy("From %(day)s %(standard)s is no longer accepted%(products)s."),
    ChangeCode.EDITION_REPLACED: gettext_lazy("From %(day)s %(standard)s replaces %(before)s%(products)s."),
    ChangeCode.EDITION_REMOVED: gettext_lazy("No longer in the list of standards: %(standard)s%(products)s."),
}


def sentences(changes: Iterable[Change], old: Rulebook, new: Rulebook) -> list[str]:
    """Each change as one sentence, in their order."""
    words = Words(old, new)
    return [words.sentence(change) for change in changes]


@dataclass(frozen=True)
class Words:
    """Names as the newer edition has them, or as the older one where the newer no longer has them."""

    old: Rulebook
    new: Rulebook

    def sentence(self, change: Change) -> str:
        """The change, in the language in force."""
        match change.code:
            case ChangeCode.BEGINS:
                return self._begins(change)
            case ChangeCode.ENDS:
                return _(
                    "From %(day)s this no longer holds in %(market)s for %(products)s: %(route)s."
                ) % self._params_of(change)
            case ChangeCode.REPLACED:
                return self._replaced(change)
            case ChangeCode.END_MOVED:
                return self._end_moved(change)
            case ChangeCode.CORRECTED:
                return self._corrected(change)
            case ChangeCode.REMOVED:
                return _("Taken out: %(market)s, %(products)s: %(route)s.") % self._params_of(change)
            case ChangeCode.DETAILS:
                return _("Details that no answer rests on were changed.")
            case _:
                return self._list_change(change)

    def market(self, id_: str) -> str:
        """The name of a market; its id where no edition knows it."""
        known = self.new.markets.get(id_) or self.old.markets.get(id_)
        return in_reader_language(en=known.name, zh=known.name_zh) if known else id_

    def route(self, name: str) -> str:
        """The name of a route that a row of either edition writes."""
        return in_reader_language(en=name, zh=self._routes.get(name, ""))

    @cached_property
    def _routes(self) -> dict[str, str]:
        return {row.route: row.route_zh for book in (self.old, self.new) for row in book.requirements}

    def products(self, ids: Iterable[str]) -> str:
        """Product types by name, in a row."""
        named = (self._product(id_) for id_ in ids)
        return pgettext("between product types", ", ").join(named)

    def documents(self, asked: Iterable[Leaf]) -> str:
        """Documents by name with what they must state, in a row."""
        return pgettext("between documents", "; ").join(self._document(leaf) for leaf in asked)

    def documents_of(self, expression: Expression) -> str:
        """The documents that a row asks for; alternatives inside it in brackets."""
        if isinstance(expression, Leaf):
            return self._document(expression)
        joint = (
            pgettext("between documents", "; ")
            if isinstance(expression, AllOf)
            else pgettext("between alternatives", " or ")
        )
        parts = (
            self.documents_of(part)
            if isinstance(part, Leaf) or len(expression.parts) == 1
            else f"({self.documents_of(part)})"
            for part in expression.parts
        )
        return joint.join(parts)

    def _params_of(self, change: Change, **more: str) -> dict[str, str]:
        return {
            "day": _day(change.day),
            "market": self.market(change.market),
            "products": self.products(change.product_types),
            "route": self.route(change.params.get("route", "")),
            **more,
        }

    def _begins(self, change: Change) -> str:
        names = self._params_of(
            change, documents=self.documents_of(change.params["asks"]), until=_day(change.params["until"])
        )
        text = _begins_in_words(change)
        if change.params["until"]:
            ends = _("It ends on %(until)s.")
            text = f"{text} {ends}"
        return text % names

    def _replaced(self, change: Change) -> str:
        added, dropped = self.documents(change.params["added"]), self.documents(change.params["dropped"])
        names = self._params_of(change, added=added, dropped=dropped, before=self.route(change.params["route_before"]))
        if added and dropped:
            return (
                _("From %(day)s %(market)s asks for %(added)s instead of %(dropped)s for %(products)s: %(route)s.")
                % names
            )
        if added:
            return _("From %(day)s %(market)s asks for %(added)s as well for %(products)s: %(route)s.") % names
        if dropped:
            return _("From %(day)s %(market)s no longer asks for %(dropped)s for %(products)s: %(route)s.") % names
        if change.params["route"] != change.params["route_before"]:
            return _("From %(day)s “%(route)s” replaces “%(before)s” in %(market)s for %(products)s.") % names
        return _("From %(day)s other terms hold in %(market)s for %(products)s: %(route)s.") % names

    def _end_moved(self, change: Change) -> str:
        until, before = change.params["until"], change.params["until_before"]
        names = self._params_of(change, until=_day(until), before=_day(before))
        if until is None:
            return (
                _("In %(market)s this does not end on %(before)s for %(products)s: %(route)s. No end is known.") % names
            )
        return _("In %(market)s this holds until %(until)s, not %(before)s, for %(products)s: %(route)s.") % names

    def _corrected(self, change: Change) -> str:
        corrections = [_field(name, pair) for name, pair in change.params["fields"].items()]
        if "asks" in change.params:
            corrections.insert(0, self._documents_corrected(change.params))
        what = pgettext("between corrections", "; ").join(corrections) or _("the reason is given")
        return _("Corrected: %(market)s, %(products)s, %(route)s: %(what)s.") % self._params_of(change, what=what)

    def _documents_corrected(self, params: Mapping[str, Any]) -> str:
        added, dropped = self.documents(params["added"]), self.documents(params["dropped"])
        if added and dropped:
            return _("it asks for %(added)s instead of %(dropped)s") % {"added": added, "dropped": dropped}
        if added:
            return _("it asks for %(added)s as well") % {"added": added}
        if dropped:
            return _("it no longer asks for %(dropped)s") % {"dropped": dropped}
        return _("it asks for %(documents)s") % {"documents": self.documents_of(params["asks"])}

    def _list_change(self, change: Change) -> str:
        if change.code in LISTED:
            return self._list_entry(change)
        params = change.params
        names = {
            "day": _day(change.day),
            "standard": edition_name(params["standard"], params["edition"]),
            "before": edition_name(params["standard"], params.get("edition_before", "")),
            "products": self._for_products(change.product_types),
            "since": _day(params.get("since")),
            "until": _day(params.get("until")),
        }
        if change.code == ChangeCode.EDITION_CORRECTED:
            return _edition_corrected(change) % names
        return EDITIONS[change.code] % names

    def _list_entry(self, change: Change) -> str:
        kind, id_ = change.params["kind"], change.params["id"]
        before, now = change.params.get("market_before"), change.params.get("market")
        if kind == "countries" and before and now:
            names = {"country": id_, "now": self.market(now), "before": self.market(before)}
            return _("Country %(country)s belongs to %(now)s, not to %(before)s.") % names
        return LISTED[change.code] % {"kind": KINDS[kind], "name": self._name(kind, id_)}

    def _name(self, kind: str, id_: str) -> str:
        match kind:
            case "markets":
                return self.market(id_)
            case "product_types":
                return self._product(id_)
            case "evidence_types":
                return self._document(Leaf(id_))
            case _:
                return entry_name(kind, id_, self.new) or entry_name(kind, id_, self.old) or id_

    def _for_products(self, ids: tuple[str, ...]) -> str:
        return _(" for %(products)s") % {"products": self.products(ids)} if ids else ""

    def _product(self, id_: str) -> str:
        facts: Mapping[str, Any] = self.new.product_types.get(id_) or self.old.product_types.get(id_) or {}
        return in_reader_language(en=facts.get("name", id_), zh=facts.get("name_zh", ""))

    def _document(self, leaf: Leaf) -> str:
        known = self.new.evidence_types.get(leaf.evidence) or self.old.evidence_types.get(leaf.evidence)
        name = in_reader_language(en=known.name, zh=known.name_zh) if known else leaf.evidence
        return messages.document_text(name, leaf.narrowing)


def edition_name(standard: str, edition: str) -> str:
    """An edition as its publisher writes it: YY 0469-2023, but EN 149:2001."""
    return f"{standard}{'-' if standard.startswith(WITH_A_DASH) else ':'}{edition}"


def _begins_in_words(change: Change) -> str:
    """The sentence for a new row: a route that is open, an additional document, or a remark."""
    combine, outcome = change.params["combine"], change.params["outcome"]
    if combine == Combine.INFORMATIONAL or outcome in (Outcome.INFORMATIONAL, Outcome.MANUAL_REVIEW):
        dated, undated = (
            _("From %(day)s, to note: %(market)s, %(products)s: %(route)s."),
            _("To note: %(market)s, %(products)s: %(route)s."),
        )
    elif combine == Combine.ADDITIONAL:
        dated = _("From %(day)s %(market)s asks for %(documents)s as well for %(products)s: %(route)s.")
        undated = _("%(market)s asks for %(documents)s as well for %(products)s: %(route)s.")
    else:
        dated = _("From %(day)s %(market)s accepts %(documents)s for %(products)s: %(route)s.")
        undated = _("%(market)s accepts %(documents)s for %(products)s: %(route)s.")
    return dated if change.day else undated


def _edition_corrected(change: Change) -> str:
    since, until = change.params.get("since"), change.params.get("until")
    if since and until:
        return _("Corrected: %(standard)s is accepted from %(since)s to %(until)s%(products)s.")
    if since:
        return _("Corrected: %(standard)s is accepted from %(since)s on%(products)s.")
    if until:
        return _("Corrected: %(standard)s is accepted until %(until)s%(products)s.")
    return _("Corrected: %(standard)s is accepted on every day%(products)s.")


def _field(name: str, pair: tuple[Any, Any]) -> str:
    before, now = pair
    if name not in SHORT_FIELDS or not before or not now:
        return str(FIELDS[name])
    names = {"field": FIELDS[name], "now": _value(now), "before": _value(before)}
    return _("%(field)s %(now)s instead of %(before)s") % names


def _value(value: Any) -> str:
    return _day(value) if isinstance(value, date) else str(value)


def _day(day: date | None) -> str:
    return date_format(day) if day else ""
