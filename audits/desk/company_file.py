"""Everything on one company, as the desk needs it when it is asked about the company: read from the tables, nothing judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from audits.clearances.dependants import Dependants, count_dependants, pairs_of_supplier
from audits.models import Clearance, Decision, RegisterCheck
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import (
    Certificate,
    CertificateFile,
    CertificatePage,
    Contact,
    FormerMembership,
    Membership,
    Product,
    Supplier,
)

MAX_DOCUMENTS = 200
MAX_PRODUCTS = 100
MAX_DECISIONS = 50
MAX_CHECKS = 30
MAX_LETTERS = 50
MAX_SHARED = 50
MIN_NUMBER_CHARACTERS = 4
"""A shorter number, or "none", is shared by chance."""


@dataclass(frozen=True)
class Opening:
    """A market that a product is open in today, until when."""

    market: str
    state: str
    label: str
    until: date


@dataclass(frozen=True)
class ProductLine:
    """A product with the markets in which it holds a clearance today."""

    product: Product
    openings: tuple[Opening, ...]


@dataclass(frozen=True)
class Shared:
    """Something that another company has too: what kind of thing, which one, and the other side."""

    kind: str
    what: str
    supplier: Supplier
    certificate: Certificate | None = None


@dataclass(frozen=True)
class CompanyFile:
    """What the company's page shows. Lists are cut; ``counts`` and totals say how much there is."""

    members: list[Membership]
    former: list[FormerMembership]
    contacts: list[Contact]
    counts: list[tuple[str, str, int]]
    """Of documents: status, its name, how many."""
    documents: list[Certificate]
    products: list[ProductLine]
    product_count: int
    decisions: list[Decision]
    decision_count: int
    checks: list[RegisterCheck]
    check_count: int
    letters: list[Letter]
    shared: list[Shared]
    at_stake: Dependants


def company_file(
    supplier: Supplier, *, on: date, own_companies: Collection[int] = (), hidden: Collection[int] = ()
) -> CompanyFile:
    """The page of this company. Members of a company learn nothing here about what others share with it, and whoever judges
    a document blindly, nothing about that one: ``hidden`` are keys."""
    documents = Certificate.objects.filter(supplier=supplier).exclude(status=Certificate.Status.DRAFT)
    documents = documents.exclude(pk__in=hidden)
    by_status = Counter(documents.order_by().values_list("status", flat=True))
    decisions = Decision.objects.filter(supplier=supplier).exclude(certificate__in=hidden)
    checks = RegisterCheck.objects.light().filter(certificate__supplier=supplier)
    newest = list(
        decisions.select_related("by", "certificate__certificate_type").order_by("-at", "-pk")[:MAX_DECISIONS]
    )
    members = list(supplier.memberships.select_related("user"))
    former = list(FormerMembership.objects.filter(supplier=supplier).select_related("user"))
    return CompanyFile(
        members=members,
        former=former,
        contacts=list(supplier.contacts.all()),
        counts=[
            (value, str(label), by_status[value]) for value, label in Certificate.Status.choices if by_status[value]
        ],
        documents=_by_state(documents),
        products=_products(supplier, on),
        product_count=supplier.products.count(),
        decisions=newest,
        decision_count=decisions.count(),
        checks=list(checks.select_related("certificate", "by").order_by("-taken_at", "-pk")[:MAX_CHECKS]),
        check_count=checks.count(),
        letters=_letters(newest, [*(one.user_id for one in members), *(one.user_id for one in former)]),
        shared=[] if supplier.pk in own_companies else shared_with_others(supplier, own_companies=own_companies),
        at_stake=count_dependants(pairs_of_supplier(supplier), on=on),
    )


def _by_state(documents: Iterable[Certificate]) -> list[Certificate]:
    """The newest of each status, in the order of the statuses."""
    place = {value: number for number, (value, _label) in enumerate(Certificate.Status.choices)}
    rows = documents.select_related("certificate_type").order_by("-submitted_at", "-pk")[:MAX_DOCUMENTS]  # type: ignore[attr-defined]
    return sorted(rows, key=lambda one: place[one.status])


def _products(supplier: Supplier, on: date) -> list[ProductLine]:
    products = list(supplier.products.select_related("product_type").order_by("product_type", "model")[:MAX_PRODUCTS])
    rows = Clearance.objects.holding(on).filter(product__in=products).order_by("market", "-valid_until")
    openings: dict[int, dict[str, Opening]] = defaultdict(dict)
    for product, market, state, until in rows.values_list("product", "market", "state", "valid_until"):
        label = str(Clearance.State(state).label)
        openings[product].setdefault(market, Opening(market, state, label, until))
    return [ProductLine(one, tuple(openings[one.pk].values())) for one in products]


def _letters(decisions: Sequence[Decision], people: Sequence[int]) -> list[Letter]:
    """The letters about these decisions to these people, the newest first: each has its key."""
    keys = [f"decision-{decision.pk}-{person}" for decision in decisions for person in people]
    return list(Letter.objects.filter(key__in=keys).defer("text", "html").order_by("-created_at", "-pk")[:MAX_LETTERS])


def shared_with_others(supplier: Supplier, *, own_companies: Collection[int] = ()) -> list[Shared]:
    """Credit code, mail addresses and telephones of contacts, numbers of documents, files and pages that another company has."""
    others = ~Q(pk=supplier.pk) & ~Q(pk__in=own_companies) & ~Q(status=Supplier.Status.DRAFT)
    companies = Supplier.objects.filter(others)
    found = [
        Shared("credit_code", supplier.credit_code, one)
        for one in companies.filter(credit_code=supplier.credit_code).exclude(credit_code="")[:MAX_SHARED]
    ]
    contacts = list(supplier.contacts.all())
    for name in ("email", "phone"):
        values = {getattr(contact, name) for contact in contacts} - {""}
        rows = Contact.objects.filter(**{f"{name}__in": values}, supplier__in=companies).select_related("supplier")
        found += [Shared(name, getattr(row, name), row.supplier) for row in rows[:MAX_SHARED]]
    return found + _shared_documents(supplier, own_companies)


def _shared_documents(supplier: Supplier, own_companies: Collection[int]) -> list[Shared]:
    own = Certificate.objects.filter(supplier=supplier).exclude(status=Certificate.Status.DRAFT)
    of_others = Certificate.objects.exclude(supplier=supplier).exclude(supplier__in=own_companies)
    of_others = of_others.exclude(status=Certificate.Status.DRAFT).select_related("supplier", "certificate_type")
    numbers = {one for one in own.values_list("number", flat=True) if len(one) >= MIN_NUMBER_CHARACTERS}
    found = [
        Shared("number", one.number, one.supplier, one) for one in of_others.filter(number__in=numbers)[:MAX_SHARED]
    ]
    kept = CertificateFile.objects.kept()
    hashes = kept.filter(certificate__in=own).values("sha256")
    files = kept.filter(sha256__in=hashes, certificate__in=of_others)
    found += [
        Shared("file", file.sha256, file.certificate.supplier, file.certificate)
        for file in files.select_related("certificate__supplier", "certificate__certificate_type")[:MAX_SHARED]
    ]
    own_pages = CertificatePage.objects.filter(file__certificate__in=own, file__removed_at=None).values("sha256")
    pages = CertificatePage.objects.filter(
        sha256__in=own_pages, file__certificate__in=of_others, file__removed_at=None
    ).exclude(file__in=files)
    related = ("file__certificate__supplier", "file__certificate__certificate_type")
    return found + [
        Shared("page", page.sha256, page.file.certificate.supplier, page.file.certificate)
        for page in pages.select_related(*related)[:MAX_SHARED]
    ]
