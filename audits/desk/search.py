"""One box that finds everything at the desk: numbers however they are written, hashes, models, kinds, mail addresses, names.

Each kind of thing is one query with a limit. Whole numbers, hashes and addresses are found by an index; a part of a number
or of a name is looked for in the rows, and only from three characters on.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from audits.models import Decision, LogEntry
from suppliers.identity.bare_numbers import bare, bare_column, spellings
from suppliers.identity.identifiers import normalise
from suppliers.models import (
    Certificate,
    CertificateFile,
    CertificatePage,
    CertificateType,
    Contact,
    FormerMembership,
    Membership,
    Product,
    Supplier,
)

MOST_FOUND = 20
MIN_CHARACTERS = 3
"""A shorter text is looked for as a whole only."""
HASH = re.compile(r"[0-9a-f]{8,64}")
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
FILE_NAME = re.compile(r"\.[A-Za-z]{3,4}$")
MAX_KEY = 2**31
DRAFT = Certificate.Status.DRAFT
T = TypeVar("T", bound=Model)


@dataclass(frozen=True)
class Found:
    """What was found, of each kind at most MOST_FOUND; ``more`` names kinds of which there is more."""

    companies: list[Supplier] = field(default_factory=list)
    documents: list[Certificate] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    kinds: list[CertificateType] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    entries: list[LogEntry] = field(default_factory=list)
    more: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not (self.companies or self.documents or self.products or self.kinds or self.decisions or self.entries)


def search(text: str, *, hidden: Collection[int] = ()) -> Found:
    """Everything that is on file under this text. Drafts are not before the desk and are not found; nor are ``hidden``
    documents, which the person judges without knowing how they were decided."""
    plain = normalise(text)
    if not bare(plain):
        return Found()
    if MAIL.fullmatch(plain):
        return _cut({"companies": _by_mail(plain.lower())})
    bare_text = bare(plain)
    rows: dict[str, QuerySet[Any] | list[Any]] = {
        "companies": _companies(plain, bare_text),
        "documents": [one for one in _documents(plain, bare_text) if one.pk not in hidden],
        "products": _products(plain, bare_text),
        "kinds": _kinds(plain, bare_text),
    }
    if bare_text.isdecimal() and bare_text.isascii() and int(bare_text) < MAX_KEY:
        rows["decisions"] = _decisions(int(bare_text)).exclude(certificate__in=hidden)
        rows["entries"] = _entries(hidden).filter(sequence=int(bare_text))
    elif HASH.fullmatch(bare_text.lower()):
        rows["entries"] = _entries(hidden).filter(digest__startswith=bare_text.lower()).order_by("-sequence")
    return _cut(rows)


def _cut(rows: dict[str, QuerySet[Any] | list[Any]]) -> Found:
    found = {name: list(some[: MOST_FOUND + 1]) for name, some in rows.items()}
    more = frozenset(name for name, some in found.items() if len(some) > MOST_FOUND)
    return Found(**{name: some[:MOST_FOUND] for name, some in found.items()}, more=more)


def _companies(plain: str, bare_text: str) -> QuerySet[Supplier]:
    wanted = Q(credit_code=bare_text.upper())
    if len(plain) >= MIN_CHARACTERS or not plain.isascii():
        wanted |= Q(name_en__icontains=plain) | Q(name_zh__icontains=plain)
    if len(plain) >= MIN_CHARACTERS and "." in plain:
        wanted |= Q(website__icontains=plain)
    return Supplier.objects.filter(wanted).exclude(status=Supplier.Status.DRAFT).order_by("name_en", "pk")


def _by_mail(address: str) -> QuerySet[Supplier]:
    """Companies of whoever has this address: a member, somebody who was one, or a contact."""
    wanted = (
        Q(pk__in=Membership.objects.filter(user__email=address).values("supplier"))
        | Q(pk__in=FormerMembership.objects.filter(user__email=address).values("supplier"))
        | Q(pk__in=Contact.objects.filter(email__iexact=address).values("supplier"))
    )
    return Supplier.objects.filter(wanted).exclude(status=Supplier.Status.DRAFT).order_by("name_en", "pk")


def _documents(plain: str, bare_text: str) -> list[Certificate]:
    rows = Certificate.objects.exclude(status=DRAFT).select_related("supplier", "certificate_type").order_by("-pk")
    if HASH.fullmatch(plain.lower()) and not bare_text.isdecimal():
        files = CertificateFile.objects.filter(sha256__startswith=plain.lower()).values("certificate")
        pages = CertificatePage.objects.filter(sha256__startswith=plain.lower()).values("file__certificate")
        return _whole_or_part(rows, "number", plain, bare_text, Q(pk__in=files) | Q(pk__in=pages))
    if FILE_NAME.search(plain):
        files = CertificateFile.objects.filter(original_name__iexact=plain).values("certificate")
        return _whole_or_part(rows, "number", plain, bare_text, Q(pk__in=files))
    return _whole_or_part(rows, "number", plain, bare_text)


def _products(plain: str, bare_text: str) -> list[Product]:
    rows = Product.objects.exclude(supplier__status=Supplier.Status.DRAFT).order_by("-pk")
    named = Q()
    if len(plain) >= MIN_CHARACTERS or not plain.isascii():
        named = Q(name_en__icontains=plain) | Q(name_zh__icontains=plain)
    return _whole_or_part(rows.select_related("supplier", "product_type"), "model", plain, bare_text, named)


def _whole_or_part(rows: QuerySet[T], column: str, plain: str, bare_text: str, other: Q | None = None) -> list[T]:
    """Rows with this number, by its index; only where there is none, those with a part like it, or that are named so."""
    if not bare_text:
        return []
    numbered = rows.alias(bare=bare_column(column))
    if whole := list(numbered.filter(bare__in=spellings(plain))[: MOST_FOUND + 1]):
        return whole
    wanted = other or Q()
    if len(bare_text) >= MIN_CHARACTERS:
        wanted |= Q(bare__contains=bare_text.upper())
    return list(numbered.filter(wanted)[: MOST_FOUND + 1]) if wanted else []


def _kinds(plain: str, bare_text: str) -> QuerySet[CertificateType]:
    """Kinds of documents by their names and by their key, however "ISO 13485" is written."""
    wanted = Q(pk__iexact=bare_text) | Q(pk__iexact=plain)
    if len(plain) >= MIN_CHARACTERS or not plain.isascii():
        wanted |= Q(name_en__icontains=plain) | Q(name_zh__icontains=plain)
    return CertificateType.objects.filter(wanted).order_by("name_en", "pk")


def _entries(hidden: Collection[int]) -> QuerySet[LogEntry]:
    """Entries of the log, without those about hidden documents: their act says how they were decided."""
    return LogEntry.objects.exclude(subject__in=[f"certificate:{pk}" for pk in hidden])


def _decisions(number: int) -> QuerySet[Decision]:
    return Decision.objects.filter(pk=number).select_related("supplier", "certificate__certificate_type", "by")
