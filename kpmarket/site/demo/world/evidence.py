"""The certificates: what makers hold for the markets that they serve, in every state that a document can have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle
from random import Random
from typing import cast

from django.db import transaction

from audits.desk import reviews
from audits.findings.months import months_later
from audits.law.current import current_rulebook
from audits.models import Decision, Review
from kpmarket.site.demo import codes, issuers
from kpmarket.site.demo.chance import chance
from kpmarket.site.demo.holdings import Holding, holdings, markets_of
from kpmarket.site.demo.issuers import Issuer
from kpmarket.site.demo.label_texts import languages_of
from kpmarket.site.demo.world.moments import noon
from kpmarket.site.demo.world.offers import Group
from kpmarket.site.demo.world.people import Desk
from suppliers.models import Certificate, CertificateEvent

_C = Certificate.Status
MARKETS = ("EU", "US", "EU", "GB", "EU", "SA", "BR", "EU", "CH", "AU", "HK", "SG", "ZA", "TR", "CA", "AE", "MX")
"""The makers of each type serve these in turn, and one more by chance."""
COMPANY_DOCUMENTS = ("cn_production_licence", "iso13485")
"""Documents of the company that most suppliers bring, whatever is asked."""
COMPANY_SHARE = 0.8
"""Share of the suppliers that bring each of them."""
RUNGS = (180, 90, 60, 30, 14, 7, 1, 0, -7, -14, -30)
DAYS_AHEAD = 5
"""Days after the filling in which every rung of the reminder ladder falls due again."""
DAYS_LEFT = (
    *RUNGS,
    *(400, -1, 45, 700),
    *(rung + 1 + number % DAYS_AHEAD for number, rung in enumerate(RUNGS)),
    *(120, 250),
    *(rung + 1 + (number + 2) % DAYS_AHEAD for number, rung in enumerate(RUNGS)),
)
"""Every rung on the day of filling and twice on the days after it, lapsed documents, and ends between."""
NEAR_ONE_IN = 5
MIN_AGE_DAYS = 40
"""Days since the youngest document was issued."""
TIDY_SHARE = 0.8
"""Share of the groups whose documents are in good order."""
STATES = (
    *(_C.APPROVED,) * 17,
    _C.SUBMITTED,
    _C.IN_REVIEW,
    _C.REVISION_REQUESTED,
    _C.APPROVED,
    _C.REJECTED,
    _C.RETRACTED,
    _C.REVOKED,
    _C.DRAFT,
)
PATHS: dict[str, tuple[str, ...]] = {
    _C.DRAFT: (),
    _C.SUBMITTED: (_C.SUBMITTED,),
    _C.IN_REVIEW: (_C.SUBMITTED, _C.IN_REVIEW),
    _C.RETRACTED: (_C.SUBMITTED, _C.RETRACTED),
    _C.REVISION_REQUESTED: (_C.SUBMITTED, _C.IN_REVIEW, _C.REVISION_REQUESTED),
    _C.APPROVED: (_C.SUBMITTED, _C.IN_REVIEW, _C.APPROVED),
    _C.REJECTED: (_C.SUBMITTED, _C.IN_REVIEW, _C.REJECTED),
    _C.REVOKED: (_C.SUBMITTED, _C.IN_REVIEW, _C.APPROVED, _C.REVOKED),
}
REASONS = {
    _C.REVISION_REQUESTED: ["not_covered"],
    _C.REJECTED: ["altered"],
    _C.REVOKED: ["issuer_denies"],
}
NOTES = {
    _C.REVISION_REQUESTED: "The model is not named in the annex. Please upload the page with the list of models.",
    _C.REJECTED: "The number was written over.",
    _C.REVOKED: "The issuing body says that it did not issue this document.",
}


@dataclass(frozen=True)
class Document:
    """A certificate's row, and the products and issuer that its specimen names."""

    row: Certificate
    group: Group
    issuer: Issuer


def fill(groups: list[Group], on: date) -> list[Document]:
    """Every certificate, in the state that it will have been brought to."""
    kinds = current_rulebook().evidence_types
    states, ends = cycle(STATES), cycle(DAYS_LEFT)
    documents: list[Document] = []
    makers: Counter[str] = Counter()
    issued: set[tuple[int, str]] = set()
    for group in groups:
        rng = chance("evidence", group.firm.row.credit_code, group.product_type)
        is_tidy = rng.random() < TIDY_SHARE
        place = makers[group.product_type]
        makers[group.product_type] += 1
        for holding in _holdings(group, place, rng):
            kind = kinds[holding.type_id]
            key = (group.firm.row.pk, holding.type_id)
            if kind.covers == "company" and key in issued:
                continue
            issued.add(key)
            is_near = rng.randrange(NEAR_ONE_IN * (3 if is_tidy else 1)) == 0 and kind.validity_months is not None
            is_plain = is_tidy or is_near or holding.type_id == "cn_business_licence"
            status = _C.APPROVED if is_plain else next(states)
            left = next(ends) if is_near else rng.randint(200, 1500)
            issued_on = on - timedelta(days=rng.randint(MIN_AGE_DAYS, 700))
            days = term(issued_on, on + timedelta(days=left), kind.validity_months, on=on)
            documents.append(_document(holding, group, place, status, days, rng, on))
    _store(documents)
    return documents


def judge(documents: list[Document], desk: Desk, on: date) -> None:
    """The history of each certificate, its review and its place in the log."""
    with transaction.atomic():
        steps = [step for document in documents for step in _steps(document, desk, on)]
    CertificateEvent.objects.bulk_create([one for one in steps if isinstance(one, CertificateEvent)], batch_size=500)
    Review.objects.bulk_create([one for one in steps if isinstance(one, Review)], batch_size=500)


def _holdings(group: Group, place: int, rng: Random) -> Iterator[Holding]:
    """The company's own documents, and those for two of the markets that makers of such a line serve.

    ``place`` is its place among the makers of the type.
    """
    held: dict[Holding, None] = {Holding("cn_business_licence"): None}
    held.update({Holding(type_id): None for type_id in COMPANY_DOCUMENTS if rng.random() < COMPANY_SHARE})
    served = markets_of(group.product_type, group.standard)
    markets = [market for market in MARKETS if market in served]
    is_sterile = group.attributes.get("sterile") is True
    for market in dict.fromkeys((markets[place % len(markets)], rng.choice(markets)) if markets else ()):
        held.update(dict.fromkeys(holdings(group.product_type, group.standard, market, is_sterile=is_sterile, rng=rng)))
    yield from held


def term(issued_on: date, until: date, months: int | None, *, on: date) -> tuple[date, date | None]:
    """The day of issue and the last day, no further apart than such documents hold, issued at least forty days ago."""
    if months is None:
        return issued_on, None
    until = min(until, months_later(on - timedelta(days=MIN_AGE_DAYS), months))
    first = months_later(until, -months) + timedelta(days=1)
    while months_later(first, months) < until:
        first += timedelta(days=1)
    if until <= issued_on:
        issued_on = until - timedelta(days=365)
    return max(issued_on, first), until


def _document(
    holding: Holding, group: Group, place: int, status: str, days: tuple[date, date | None], rng: Random, on: date
) -> Document:
    firm, (issued_on, until) = group.firm, days
    holder = Issuer(firm.company.name_en, firm.company.name_zh)
    issuer = issuers.issuer_for(holding.type_id, rng, place=firm.company.place, holder=holder)
    number = (
        firm.company.credit_code
        if holding.type_id == "cn_business_licence"
        else codes.document_number(
            holding.type_id,
            rng,
            issued_on=issued_on,
            area=firm.company.place.abbreviation,
            product_type=group.product_type,
        )
    )
    row = Certificate(
        supplier=firm.row,
        certificate_type_id=holding.type_id,
        number=number,
        issuer=issuer.name_en[:200],
        issuer_number=issuer.number,
        issued_on=issued_on,
        valid_from=issued_on,
        valid_until=until,
        stated=_statements(holding, place),
        is_shared=rng.random() < 0.6,
        status=status,
        submitted_at=None if status == _C.DRAFT else noon(issued_on, days=5),
        created_at=noon(issued_on, days=4),
    )
    if status in (_C.SUBMITTED, _C.IN_REVIEW):
        row.submitted_at = noon(on, days=-rng.randint(0, 9))
    if status == _C.REVISION_REQUESTED:  # what was sent back longer ago would have closed as not answered
        row.submitted_at = noon(on, days=-8 - sum(row.number.encode()) % 27)
    return Document(row, group, issuer)


def _statements(holding: Holding, place: int) -> dict[str, str | list[str]]:
    """What the document states, with the languages of a label."""
    stated = {key: value if isinstance(value, str) else list(value) for key, value in holding.stated}
    if holding.type_id == "local_label":
        stated["languages"] = list(languages_of(place))
    return stated


def _store(documents: list[Document]) -> None:
    Certificate.objects.bulk_create([document.row for document in documents], batch_size=500)
    through = Certificate.products.through
    through.objects.bulk_create(
        [
            through(certificate=document.row, product=product)
            for document in documents
            for product in document.group.products
        ],
        batch_size=2000,
    )


def _steps(document: Document, desk: Desk, on: date) -> Iterator[CertificateEvent | Review]:
    """The steps that led to the status: decisions are written at once, the rest is handed back to be written together."""
    row, before = document.row, str(_C.DRAFT)
    for step, after in enumerate(PATHS[row.status]):
        at: datetime = min(noon(on), cast(datetime, row.submitted_at) + timedelta(days=2 * step))
        by = {_C.SUBMITTED: None, _C.RETRACTED: None, _C.REVOKED: desk.senior}.get(_C(after), desk.auditor)
        reasons, note = REASONS.get(_C(after), []), NOTES.get(_C(after), "")
        yield CertificateEvent(subject=row, before=before, after=after, by=by, at=at, reasons=reasons, note=note)
        before = after
        if after == _C.IN_REVIEW:
            closed = None if row.status == _C.IN_REVIEW else at
            yield Review(supplier=row.supplier, certificate=row, auditor=desk.auditor, opened_at=at, closed_at=closed)
        if by is not None and after in Decision.Outcome.values:
            effective = at.date() if after == _C.REVOKED else None
            reviews.record(row, after, by=by, at=at, reasons=reasons, note=note, effective_on=effective)
