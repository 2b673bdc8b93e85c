"""A guide in words: rows, documents, changes and sources as a page shows them, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from audits.answers import messages, notices
from audits.answers.chinese_names import name_for_reader
from audits.answers.law_links import law_url
from audits.compliance.ages import RuleCheck
from audits.compliance.information_for import information_about
from audits.compliance.reference import Confidence, Market, Source
from audits.compliance.rulebook import AnyOf, EvidenceType, Expression, Leaf, Requirement, Rulebook, leaves
from audits.law.guide import Guide
from audits.law.rows import facts_of_type
from audits.law.upkeep import check_of_row
from buyers.guides.vocabulary import CLASS_BASIS, ISSUERS, KNOWN_LAW, ONE_SOURCE, QUALITY, SURE, TEXTS
from kpmarket.foundation.text.languages import in_reader_language

MONTHS = 12
BEFORE = "_before"


@dataclass(frozen=True, slots=True)
class Document:
    """One kind of document: who issues and holds it, how long it holds, where it is verified."""

    key: str
    name: str
    is_yours: bool
    issuer: str
    issuer_kind: str
    holds: str
    note: str
    register: str
    register_url: str
    is_of_company: bool

    @property
    def anchor(self) -> str:
        """The anchor on the page that describes this document."""
        return f"document-{slugify(self.key)}"


def market_name(market: Market) -> str:
    """The market in the reader's language."""
    return in_reader_language(en=market.name, zh=market.name_zh)


def authority_name(market: Market | None) -> str:
    """Whom to ask in that market; where the facts name nobody, in general words."""
    one = market.authority if market else None
    return in_reader_language(en=one.name, zh=one.name_zh) if one else _("the market's authority")


def whom_to_ask(rulebook: Rulebook, rows: Iterable[Requirement]) -> str:
    """The offices of that market that issue the rows' documents; where they name none, the market's authority."""
    named: dict[str, None] = {}
    for row in rows:
        kinds = (rulebook.evidence_types[leaf.evidence] for leaf in leaves(row.expression))
        issuers = [
            name_for_reader(one.issuer) for one in kinds if one.issuer_kind == "authority" and one.market == row.market
        ]
        named.update(dict.fromkeys(issuers or [authority_name(rulebook.markets.get(row.market))]))
    return pgettext("between names", ", ").join(named)


def document(one: EvidenceType) -> Document:
    """The facts of a kind of document."""
    issuer, kind = name_for_reader(one.issuer), str(ISSUERS.get(one.issuer_kind, ""))
    return Document(
        key=one.id,
        name=in_reader_language(en=one.name, zh=one.name_zh),
        is_yours=one.is_buyer_side,
        issuer=issuer,
        issuer_kind="" if issuer.casefold() == kind.casefold() else kind,
        holds=_lasts(one.validity_months),
        note=in_reader_language(en=one.validity_note, zh=one.validity_note_zh),
        register=name_for_reader(one.register_name or ""),
        register_url=one.register_url or "",
        is_of_company=one.covers == "company",
    )


def _lasts(months: int | None) -> str:
    if not months:
        return ""
    if months % MONTHS:
        return ngettext("%(number)s month", "%(number)s months", months) % {"number": months}
    years = months // MONTHS
    return ngettext("%(number)s year", "%(number)s years", years) % {"number": years}


def documents(rulebook: Rulebook, rows: Iterable[Requirement]) -> list[Document]:
    """Every kind of document that the rows ask for, each once: the supplier's first, then those that are yours."""
    keys = dict.fromkeys(leaf.evidence for row in rows for leaf in leaves(row.expression))
    return sorted((document(rulebook.evidence_types[key]) for key in keys), key=lambda one: one.is_yours)


@dataclass(frozen=True)
class DocumentNode:
    """One document that is asked for, with what it must state."""

    document: Document
    must_state: str


@dataclass(frozen=True)
class GroupNode:
    """Several parts of what is asked for: ``mode`` is all or any of them."""

    mode: str
    parts: list[DocumentNode | GroupNode]


def tree(rulebook: Rulebook, asked: Expression) -> DocumentNode | GroupNode:
    """What is asked for as nested lists: all of these, any of these, or one document with what it must state."""
    if isinstance(asked, Leaf):
        one = document(rulebook.evidence_types[asked.evidence])
        return DocumentNode(one, messages.narrowing(asked.narrowing))
    mode = "any" if isinstance(asked, AnyOf) else "all"
    return GroupNode(mode, [tree(rulebook, part) for part in asked.parts])


def wanted(rulebook: Rulebook, leaf: Leaf) -> str:
    """A document with what it must state, in one line."""
    return messages.document_text(document(rulebook.evidence_types[leaf.evidence]).name, leaf.narrowing)


def sentence(rulebook: Rulebook, asked: Expression) -> str:
    """What is asked for as one line of text, brackets around what belongs together."""
    if isinstance(asked, Leaf):
        return wanted(rulebook, asked)
    is_any = isinstance(asked, AnyOf)
    between = pgettext("between alternatives", " or ") if is_any else pgettext("between all that is asked for", " and ")
    parts = [sentence(rulebook, part) for part in asked.parts]
    bracketed = [
        text if isinstance(part, Leaf) else _("(%(documents)s)") % {"documents": text}
        for part, text in zip(asked.parts, parts, strict=True)
    ]
    return between.join(bracketed)


def conditions(rulebook: Rulebook, row: Requirement) -> list[str]:
    """For which products of the type, and for which buyer's side, the row is, in words; empty: for all."""
    known = facts_of_type(rulebook.product_types[row.product_type])
    buyer = notices.buyer_condition(row.buyer, rulebook)
    return [*(_condition(known, name, value) for name, value in row.condition), *([buyer] if buyer else [])]


def _condition(known: Any, name: str, value: bool | str | date) -> str:
    is_before = name.endswith(BEFORE)
    facts = known[f"{name.removesuffix(BEFORE)}_on" if is_before else name]
    label = _label(facts)
    if is_before and isinstance(value, date):
        return _("%(what)s before %(day)s") % {"what": label, "day": date_format(value)}
    if isinstance(value, bool):
        said = _("yes") if value else _("no")
    else:
        choice = facts.get("values", {}).get(value)
        said = _label(choice) if choice else str(value)
    return _("%(what)s: %(said)s") % {"what": label, "said": said}


def _label(facts: Any) -> str:
    return in_reader_language(en=facts["label"], zh=facts["label_zh"])


def days(row: Requirement) -> str:
    """From when until when the row is law."""
    first, last = row.effective_from, row.effective_until
    if first and last:
        return _("From %(first)s until %(last)s") % {"first": date_format(first), "last": date_format(last)}
    if first:
        return _("From %(first)s on") % {"first": date_format(first)}
    if last:
        return _("Until %(last)s") % {"last": date_format(last)}
    return _("Long-standing; its start was not researched")


@dataclass(frozen=True)
class SourceLink:
    """A page that rows rest on; ``published`` is empty where its day is unknown."""

    title: str
    url: str
    quality: str
    published: str
    is_exact: bool
    """Whether the link leads to the very page or text."""


@dataclass(frozen=True)
class Route:
    """One row of the rulebook as a page shows it; ``ask`` names whom to ask where the row is uncertain."""

    id: str
    anchor: str
    title: str
    regulatory_class: str
    class_basis: str
    conditions: list[str]
    tree: DocumentNode | GroupNode
    confidence: str
    confidence_words: str
    ask: str
    legal_basis: str
    days: str
    until: date | None
    notes: messages.Note
    doubt: messages.Note | None
    doubt_due: date | None
    sources: list[SourceLink]
    texts: list[SourceLink]
    """Those of the sources that are the very text of the law; else the address that follows from the act's number."""
    check: RuleCheck | None


def route(rulebook: Rulebook, row: Requirement) -> Route:
    cited = [rulebook.sources[key] for key in row.sources]
    return Route(
        id=row.id,
        anchor=f"row-{slugify(row.id.replace('.', '-'))}",
        title=messages.route(row),
        regulatory_class=row.regulatory_class,
        class_basis=str(CLASS_BASIS.get(row.class_basis, "")),
        conditions=conditions(rulebook, row),
        tree=tree(rulebook, row.expression),
        confidence=row.confidence,
        confidence_words=_how_sure(rulebook, row),
        ask=whom_to_ask(rulebook, [row]) if row.confidence is Confidence.LOW else "",
        legal_basis=row.legal_basis,
        days=days(row),
        until=row.effective_until,
        notes=messages.note(en=row.notes, zh=row.notes_zh),
        doubt=messages.note(en=row.doubt.text, zh=row.doubt.text_zh) if row.doubt else None,
        doubt_due=row.doubt.due if row.doubt else None,
        sources=[source(one) for one in cited],
        texts=_texts(row, cited),
        check=check_of_row(rulebook, row),
    )


def _texts(row: Requirement, cited: list[Source]) -> list[SourceLink]:
    texts = [source(one) for one in cited if one.quality in TEXTS and one.is_exact and one.url]
    if not texts and (address := law_url(row.legal_basis)):
        return [SourceLink(row.legal_basis, address, str(QUALITY["official"]), "", is_exact=True)]
    return texts


def _how_sure(rulebook: Rulebook, row: Requirement) -> str:
    """What the confidence of one row rests on."""
    if row.confidence is not Confidence.MEDIUM:
        return str(SURE[row.confidence])
    is_knowledge = all(rulebook.sources[key].quality == "knowledge" for key in row.sources)
    return str(KNOWN_LAW if is_knowledge else ONE_SOURCE)


def source(one: Source) -> SourceLink:
    return SourceLink(
        name_for_reader(one.title),
        one.url,
        str(QUALITY.get(one.quality, one.quality)),
        str(one.published or ""),
        one.is_exact,
    )


def what_informs(rulebook: Rulebook, said: Guide) -> dict[str, Any]:
    """What forbids such products there, with the condition in words, and what a buyer should know of duties and the like."""
    forbidding = [(route(rulebook, row), conditions(rulebook, row)) for row in said.prohibitions]
    entries = information_about(said.product_type, said.market or None, rulebook, on=said.on)
    return {"prohibitions": forbidding, "information": notices.notices(entries, rulebook)}


def last_day(day: date) -> str:
    """The day before the first day of a change, in words."""
    return date_format(day - timedelta(days=1))
