"""Product types, standards, bodies, documents and news that a text names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.answers.chinese_names import name_for_reader
from audits.compliance.rulebook import Rulebook
from audits.law.guide import Change, assessed_markets, upcoming_changes
from buyers.answers.bodies import body_of, body_slug, worth_for
from buyers.answers.results import Rank, Result, ResultKind
from buyers.answers.subjects import markets_named, places_named, says_products_only, types_named
from buyers.answers.uses import uses
from buyers.guides.addresses import type_url
from buyers.guides.news import items
from buyers.search.atoms import singular, words_of
from buyers.search.meanings import Kind
from buyers.search.terms import Reading, Term
from kpmarket.foundation.text.languages import in_reader_language

MOST_NEWS = 3


def things(reading: Reading, book: Rulebook, *, on: date) -> list[Result]:
    """Everything that the rulebook has under these words."""
    found = [*_types(reading, book, on=on), *_standards(reading, book), *_bodies(reading, book)]
    return [*found, *_documents(reading, book), *_news(reading, book, on=on)]


def is_whole(term: Term, reading: Reading) -> bool:
    """Whether the text says nothing else."""
    return len(reading.terms) == 1 and reading.terms[0] == term


def _types(reading: Reading, book: Rulebook, *, on: date) -> Iterator[Result]:
    """Types that are named, by a name or a word of it; and those that a named standard is about."""
    exact = {one.id for term in reading.terms if is_whole(term, reading) for one in term.of(Kind.TYPE)}
    is_by_standard = any(term.of(Kind.STANDARD, Kind.GRADE) for term in reading.terms)
    named = {one.id for one in reading.meanings(Kind.TYPE)}
    for one in types_named(reading, book):
        is_named = one.pk in named or not is_by_standard
        rank = Rank.EXACT if one.pk in exact else Rank.NAMED if is_named else Rank.RELATED
        count = len(assessed_markets(book, one.pk, on=on))
        about = ngettext("Rules of %(count)s market.", "Rules of %(count)s markets.", count) % {"count": count}
        yield Result(ResultKind.TYPE, f"type:{one.pk}", one.display_name, type_url(one.pk), rank, about)


def _standards(reading: Reading, book: Rulebook) -> Iterator[Result]:
    """Standards that are named; of several with the same grade those that are about a type that is named."""
    types = {one.pk for one in types_named(reading, book)}
    for term in reading.terms:
        grades = {one.standard: one.grade for one in term.of(Kind.GRADE)}
        standards = list(dict.fromkeys(one.standard for one in term.of(Kind.STANDARD, Kind.GRADE)))
        about_types = [one for one in standards if types.intersection(uses(book).types_of_standard.get(one, ()))]
        for standard in (about_types or standards) if len(standards) > 1 else standards:
            known = book.vocabulary.standards.get(standard)
            if known is None:
                continue
            title = f"{standard} {grades.get(standard, '')}".strip()
            url = reverse("buyers:standard", args=[slugify(standard)])
            rank = Rank.EXACT if is_whole(term, reading) and len(standards) == 1 else Rank.NAMED
            yield Result(ResultKind.STANDARD, f"standard:{standard}", title, url, rank, name_for_reader(known.title))


def _bodies(reading: Reading, book: Rulebook) -> Iterator[Result]:
    """Bodies, with what their documents are worth for the product types that the text names."""
    types = types_named(reading, book)
    for term in reading.terms:
        for meaning in term.of(Kind.BODY):
            body = body_of(meaning.id, book)
            if body is None:
                continue
            rank = Rank.QUESTION if types else Rank.EXACT if is_whole(term, reading) else Rank.NAMED
            url = reverse("buyers:body", args=[body_slug(body)])
            about = " ".join([body.summary, *(worth_for(body, one, book) for one in types)])
            yield Result(ResultKind.BODY, f"body:{body.key}", body.title, url, rank, about)


def _documents(reading: Reading, book: Rulebook) -> Iterator[Result]:
    """Documents by one of their names; else those of which all words are in the name."""
    named = {m.id: term for term in reading.terms for m in term.of(Kind.DOCUMENT)}
    for one, term in named.items():
        yield _document(one, book, Rank.EXACT if is_whole(term, reading) else Rank.NAMED)
    typed = {singular(atom) for term in reading.terms for atom in term.atoms if not _is_only(term, Kind.PLACE)}
    rank = Rank.ELSEWHERE if says_products_only(reading) else Rank.WORDS
    for one, kind in book.evidence_types.items():
        if one not in named and typed and typed <= words_of(f"{kind.name} {kind.name_zh}"):
            yield _document(one, book, rank)


def _is_only(term: Term, kind: Kind) -> bool:
    return bool(term.meanings) and all(one.kind is kind for one in term.meanings)


def _document(one: str, book: Rulebook, rank: Rank) -> Result:
    kind = book.evidence_types[one]
    name = in_reader_language(en=kind.name, zh=kind.name_zh)
    url = reverse("buyers:document-type", args=[one.replace("_", "-")])
    about = _("Who issues and holds it, and where the law asks for it.")
    return Result(ResultKind.DOCUMENT, f"document:{one}", name, url, rank, about)


def _news(reading: Reading, book: Rulebook, *, on: date) -> Iterator[Result]:
    """Changes to come of a place, a type or a standard that the text names; of all of them where it names several."""
    types = {one.pk for one in types_named(reading, book)}
    markets = {place.market for place in places_named(reading)} | set(markets_named(reading, book))
    standards = {one.standard for one in reading.meanings(Kind.STANDARD, Kind.GRADE)}
    if not (types or markets or standards):
        return
    fitting = [one for one in upcoming_changes(book, on=on) if _concerns(one, types, markets, standards)]
    for item in items(book, fitting[:MOST_NEWS], today=on):
        url = f"{reverse('buyers:news')}#{item.anchor}"
        yield Result(ResultKind.NEWS, f"news:{item.anchor}", item.title, url, Rank.RELATED, item.detail)


def _concerns(change: Change, types: set[str], markets: set[str | None], standards: set[str]) -> bool:
    edition = change.accepted or change.no_longer
    if standards and edition and edition.standard in standards:
        return not markets or change.market in markets
    return (
        (not types or bool(types.intersection(change.product_types)))
        and (not markets or change.market in markets)
        and not (standards and edition)
    )
