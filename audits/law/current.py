"""Loading an edition of the rulebook, and reading the one in force."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from audits.compliance import rulebook as rulebook_classes
from audits.compliance.rulebook import AllOf, AnyOf, EvidenceType, Expression, Rulebook
from audits.compliance.rulebook import Requirement as Row
from audits.law import files
from audits.models import Country, Market, Publication, Requirement, RulebookEdition
from kpmarket.accounts.models import User
from suppliers.models import CertificateType, ProductType

DAYS_BEFORE_FILING = (90, 30, 7, 0)
"""Days before the day on which a renewal must be filed."""


CLASSES_DIGEST = hashlib.sha256(Path(rulebook_classes.__file__).read_bytes()).hexdigest()[:8]
"""Changes with the classes that a rulebook is made of: what another release cached is not taken for ours."""
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
    found = publications.first()
    return found.edition if found else None


@lru_cache(maxsize=4)
def rulebook_of(edition: str) -> Rulebook:
    """The law of any stored edition, read from its own texts; kept in the process because it never changes.

    Reading takes seconds: the site's cache keeps what was read, so that a process that starts need not read again.
    """
    key = f"rulebook-{CLASSES_DIGEST}-{edition}"
    cached: Rulebook | None = cache.get(key)
    if cached is None:
        cached = files.read(RulebookEdition.objects.values_list("files", flat=True).get(edition=edition))
        cache.set(key, cached, timeout=CACHE_SECONDS)
    return cached


def read_all() -> None:
    """Read every stored edition where it is not kept yet: the news compare them, and no visitor is to wait for that."""
    for edition in RulebookEdition.objects.values_list("edition", flat=True):
        rulebook_of(edition)


def rulebook_at(moment: datetime) -> Rulebook:
    """The law in force at that moment. Before the first edition it has no rules: everything is *not assessed*."""
    edition = edition_at(moment)
    return rulebook_of(edition.edition) if edition else NO_RULES


def current_rulebook() -> Rulebook:
    """The law in force now. Before the first edition is loaded it has no rules: everything is *not assessed*."""
    try:
        return rulebook_of(current_edition().edition)
    except NoRulebook:
        return NO_RULES


def load_rulebook(
    directory: Path = files.RULEBOOK_DIR, *, by: User | None, at: datetime
) -> tuple[RulebookEdition, bool]:
    """Take the files of a directory as the edition in force, whole or not at all; tell whether it is a new one.

    Raises RulebookError, naming file, row and reason; the edition in force stays then.
    """
    return put_in_force(files.texts_of(directory), by=by, at=at)


@transaction.atomic
def put_in_force(texts: Mapping[str, str], *, by: User | None, at: datetime) -> tuple[RulebookEdition, bool]:
    """Take these files as the edition in force from that moment on; tell whether it is a new one.

    Reference data follows: markets, countries, product types, certificate types. Nothing that was known before is
    deleted. Clearances are not judged again here.
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
    _write_reference_data(book)
    if is_new:
        rows = [_row(edition, requirement) for requirement in book.requirements]
        Requirement.objects.bulk_create(rows, batch_size=500)
    return edition, is_new


def _write_reference_data(book: Rulebook) -> None:
    markets = book.markets.values()
    _upsert(Market, [Market(id=one.id, name=one.name, name_zh=one.name_zh, note=one.note) for one in markets])
    _upsert(Country, [Country(code=code, market_id=market) for code, market in book.countries.items()])
    _upsert(ProductType, [_product_type(id_, facts) for id_, facts in book.product_types.items()])
    _upsert(CertificateType, [_certificate_type(one) for one in book.evidence_types.values()], keep={"reminder_days"})


def _upsert(model: Any, rows: list[Any], *, keep: Collection[str] = ()) -> None:
    """Insert or update by key; the columns in ``keep`` are set at first and are the desk's to change from then on."""
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


def _pattern_of_the_documents_own_number(one: EvidenceType) -> str:
    """Empty where the known pattern is of the issuing body's number: a notified body's four digits, say."""
    return "" if one.number_identifies == "issuing_body" else one.number_pattern or ""


def _certificate_type(one: EvidenceType) -> CertificateType:
    return CertificateType(
        id=one.id,
        name_en=one.name,
        name_zh=one.name_zh,
        kind=one.kind,
        market=one.market,
        held_by=one.held_by,
        validity_months=one.validity_months,
        number_pattern=_pattern_of_the_documents_own_number(one),
        number_pattern_is_guess=one.number_pattern_is_guess,
        number_example=one.number_example or "",
        register_name=one.register_name or "",
        register_url=one.register_url or "",
        reminder_days=_ladder(one.reminder_lead_days),
        facts={
            "issuer": one.issuer,
            "issuer_kind": one.issuer_kind,
            "validity_note": one.validity_note,
            "confidence": one.confidence,
            "covers": one.covers,
        },
    )


def _ladder(lead_days: int | None) -> list[int]:
    """The ladder of a type whose renewal takes time: the site's own, begun before the renewal must be filed."""
    if lead_days is None:
        return []
    earlier = (lead_days + days for days in DAYS_BEFORE_FILING)
    return sorted({*earlier, *settings.REMINDER_LADDER}, reverse=True)


def _row(edition: RulebookEdition, row: Row) -> Requirement:
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
