"""Loading an edition of the rulebook, and reading the one in force."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet

from audits.compliance import ages, buyer_facts, information, reference, terms
from audits.compliance import rulebook as rulebook_classes
from audits.compliance.ages import DeskCheck, RuleCheck
from audits.compliance.rulebook import AllOf, AnyOf, EvidenceType, Expression, Rulebook
from audits.compliance.rulebook import Requirement as Row
from audits.compliance.standards import vocabulary
from audits.law import files
from audits.models import Country, LawCheck, Market, Publication, Requirement, RulebookEdition
from kpmarket.accounts.models import User
from suppliers.models import CertificateType, ProductType, Standard

DAYS_BEFORE_FILING = (90, 30, 7, 0)
"""Days before the day on which a renewal must be filed, at which the supplier is reminded."""
CLASSES = (rulebook_classes, reference, ages, buyer_facts, information, terms, vocabulary)
CLASSES_DIGEST = hashlib.sha256(b"".join(Path(str(one.__file__)).read_bytes() for one in CLASSES)).hexdigest()[:8]
"""Changes with the classes that a rulebook is made of, so that what another release cached is not used by this one."""
CACHE_SECONDS = 7 * 24 * 3600
NO_RULES = Rulebook(
    edition="",
    markets={},
    countries={},
    product_types={},
    evidence_types={},
    requirements=(),
    standard_editions=(),
    sources={},
)


class NoRulebook(Exception):
    """No edition has been loaded yet: run ``manage.py load_rulebook``."""


def current_edition() -> RulebookEdition:
    """The edition in force. Raises NoRulebook when none was loaded."""
    edition = RulebookEdition.objects.filter(is_current=True).defer("files").first()
    if edition is None:
        raise NoRulebook
    return edition


def edition_at(moment: datetime) -> RulebookEdition | None:
    """The edition that was in force at that moment; None before the first one."""
    publications = Publication.objects.filter(at__lte=moment).select_related("edition").defer("edition__files")
    publication = publications.first()
    return publication.edition if publication else None


@lru_cache(maxsize=4)
def rulebook_of(edition: str) -> Rulebook:
    """The law of any stored edition, read from its own texts; cached in the process because it never changes.

    Reading takes about a second, so it is in the site's cache too, for processes that start later.
    """
    key = f"rulebook-{CLASSES_DIGEST}-{edition}"
    cached: Rulebook | None = cache.get(key)
    if cached is None:
        cached = files.read(RulebookEdition.objects.values_list("files", flat=True).get(edition=edition))
        cache.set(key, cached, timeout=CACHE_SECONDS)
    return cached


def read_all() -> None:
    """Fill the cache with every stored edition: the news page compares them, and no visitor should wait for that."""
    for edition in RulebookEdition.objects.values_list("edition", flat=True):
        rulebook_of(edition)


def rulebook_at(moment: datetime) -> Rulebook:
    """The law in force at that moment, with the checks that had been recorded by then.

    Before the first edition it has no rules: everything is *not assessed*.
    """
    edition = edition_at(moment)
    if edition is None:
        return NO_RULES
    checks = _entries(LawCheck.objects.filter(at__lte=moment))
    return _with_checks(edition.edition, checks) if checks else rulebook_of(edition.edition)


def current_rulebook() -> Rulebook:
    """The law in force now, with the checks that the desk recorded.

    Before the first edition is loaded it has no rules: everything is *not assessed*.
    """
    try:
        edition = current_edition()
    except NoRulebook:
        return NO_RULES
    return law_of(edition)


def law_of(edition: RulebookEdition) -> Rulebook:
    """The law of an edition with the checks that the desk recorded, as its row carries them; asks no query."""
    checks = tuple(tuple(entry) for entry in edition.checks or ())
    return _with_checks(edition.edition, checks) if checks else rulebook_of(edition.edition)


CheckEntry = tuple[str, str, str, str]
"""Market, product type or nothing, and the days on which it was checked and must be again, as the edition keeps them."""


@lru_cache(maxsize=4)
def _with_checks(edition: str, checks: tuple[CheckEntry, ...]) -> Rulebook:
    at_desk = tuple(
        DeskCheck(market, product_type, RuleCheck(date.fromisoformat(on), "", date.fromisoformat(review_by)))
        for market, product_type, on, review_by in checks
    )
    return replace(rulebook_of(edition), desk_checks=at_desk)


def copy_checks() -> None:
    """Bring the copy of the checks that the edition in force carries up to date: the latest of each market and type."""
    RulebookEdition.objects.filter(is_current=True).update(checks=_entries(LawCheck.objects.all()))


def _entries(checks: QuerySet[LawCheck]) -> tuple[CheckEntry, ...]:
    """The check of each market and product type that suffices longest."""
    latest: dict[tuple[str, str], CheckEntry] = {}
    for check in checks.order_by("review_by", "on", "pk"):
        key = (check.market_id, check.product_type_id or "")
        latest[key] = (*key, check.on.isoformat(), check.review_by.isoformat())
    return tuple(sorted(latest.values()))


def load_rulebook(
    directory: Path = files.RULEBOOK_DIR, *, by: User | None, at: datetime
) -> tuple[RulebookEdition, bool]:
    """Take the files of a directory as the edition in force, whole or not at all; also return whether it is a new one.

    Raises RulebookError, naming file, row and reason; the edition in force stays then.
    """
    return put_in_force(files.texts_of(directory), by=by, at=at)


@transaction.atomic
def put_in_force(texts: Mapping[str, str], *, by: User | None, at: datetime) -> tuple[RulebookEdition, bool]:
    """Take these files as the edition in force from that moment on; also return whether it is a new one.

    Reference data follows: markets, countries, product types, certificate types. Entries that are gone
    from the files stay in the tables. Clearances are not judged again here.
    """
    book = files.accept(texts)
    edition, is_new = RulebookEdition.objects.get_or_create(
        edition=book.edition, defaults={"files": dict(texts), "loaded_by": by, "loaded_at": at}
    )
    if not edition.is_current:
        RulebookEdition.objects.filter(is_current=True).update(is_current=False)
        RulebookEdition.objects.filter(pk=edition.pk).update(is_current=True)
        edition.is_current = True
        Publication.objects.create(edition=edition, at=at, by=by)
        copy_checks()
    _write_reference_data(book)
    if is_new:
        rows = [_requirement_row(edition, requirement) for requirement in book.requirements]
        Requirement.objects.bulk_create(rows, batch_size=500)
    return edition, is_new


def _write_reference_data(book: Rulebook) -> None:
    markets = book.markets.values()
    _upsert(
        Market, [Market(id=market.id, name=market.name, name_zh=market.name_zh, note=market.note) for market in markets]
    )
    _upsert(Country, [Country(code=code, market_id=market) for code, market in book.countries.items()])
    _upsert(ProductType, [_product_type(id_, facts) for id_, facts in book.product_types.items()])
    _upsert(Standard, [Standard(id=one.id, title=one.title) for one in book.vocabulary.standards.values()])
    _upsert(CertificateType, [_certificate_type(kind) for kind in book.evidence_types.values()], keep={"reminder_days"})


def _upsert(model: Any, rows: list[Any], *, keep: Collection[str] = ()) -> None:
    """Insert or update by key. The columns in ``keep`` are only set at insertion: later the desk changes them."""
    key = model._meta.pk.attname
    fields = [field.name for field in model._meta.concrete_fields if field.attname != key and field.name not in keep]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=fields, batch_size=500)


def _product_type(id_: str, facts: Mapping[str, Any]) -> ProductType:
    return ProductType(
        id=id_,
        name_en=facts["name"],
        name_zh=facts["name_zh"],
        kind=facts["kind"],
        definition=facts.get("definition", ""),
        facts=dict(facts),
    )


def _document_number_pattern(kind: EvidenceType) -> str:
    """The pattern of the document's own number; empty where the known pattern is of the issuing body's number."""
    return "" if kind.number_identifies == "issuing_body" else kind.number_pattern or ""


def _certificate_type(kind: EvidenceType) -> CertificateType:
    return CertificateType(
        id=kind.id,
        name_en=kind.name,
        name_zh=kind.name_zh,
        kind=kind.kind,
        market=kind.market,
        held_by=kind.held_by,
        validity_months=kind.validity_months,
        number_pattern=_document_number_pattern(kind),
        number_pattern_is_guess=kind.number_pattern_is_guess,
        number_example=kind.number_example or "",
        register_name=kind.register_name or "",
        register_url=kind.register_url or "",
        reminder_days=_reminder_days(kind.reminder_lead_days),
        facts={
            "issuer": kind.issuer,
            "issuer_kind": kind.issuer_kind,
            "validity_note": kind.validity_note,
            "confidence": kind.confidence,
            "covers": kind.covers,
        },
    )


def _reminder_days(lead_days: int | None) -> list[int]:
    """Days before the end at which the supplier is reminded: the site's own, and others before the renewal must be filed."""
    if lead_days is None:
        return []
    earlier = (lead_days + days for days in DAYS_BEFORE_FILING)
    return sorted({*earlier, *settings.REMINDER_LADDER}, reverse=True)


def _requirement_row(edition: RulebookEdition, row: Row) -> Requirement:
    return Requirement(
        rulebook=edition,
        requirement_id=row.id,
        product_type=row.product_type,
        market=row.market,
        route=row.route,
        route_zh=row.route_zh,
        legal_basis=row.legal_basis,
        effective_from=row.effective_from,
        effective_until=row.effective_until,
        outcome=row.outcome,
        combine=row.combine,
        confidence=row.confidence,
        buyer={key: list(fitting) for key, fitting in row.buyer},
        condition={key: value if isinstance(value, bool | str) else value.isoformat() for key, value in row.condition},
        asks=_asks(row.expression),
        notes=row.notes,
        sources=list(row.sources),
    )


def _asks(expression: Expression) -> Any:
    """The expression as JSON: an id, ``{id: narrowing}``, ``{"all_of": [...]}`` or ``{"any_of": [...]}``."""
    if isinstance(expression, AllOf | AnyOf):
        name = "all_of" if isinstance(expression, AllOf) else "any_of"
        return {name: [_asks(part) for part in expression.parts]}
    if not expression.narrowing:
        return expression.evidence
    return {expression.evidence: {key: list(v) if isinstance(v, tuple) else v for key, v in expression.narrowing}}
