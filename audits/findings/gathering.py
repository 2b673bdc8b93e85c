"""The only bridge from tables to the checks: a certificate as a case, and what other companies submitted as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Replace, Upper

from audits.compliance.rulebook import Rulebook
from audits.findings import similarity
from audits.findings.case import Case, Claim, Company, Document, Elsewhere, Item, Kind
from audits.findings.similar_pages import pages_elsewhere
from audits.models import RegisterCheck
from audits.models.register_check import CheckOutcome
from audits.registers.question import Outcome
from suppliers.identity.identifiers import normalise
from suppliers.models import Certificate, CertificateFile, CertificateReading, CertificateType, Product, Supplier

BETWEEN = " -/._"
"""Signs that people write into numbers and leave out as they please."""
LEAST_SIGNS = 4
"""A shorter number, or "none", is shared by chance."""
Where = dict[Any, set[int]]


@dataclass(frozen=True)
class Matches:
    """Certificates of other companies, by their keys: with the same number, by file, by page of a file: ``read`` pages
    carry the same figures, ``pages`` look the same."""

    number: frozenset[int] = frozenset()
    files: Where = field(default_factory=dict)
    read: Where = field(default_factory=dict)
    pages: Where = field(default_factory=dict)

    @property
    def bare(self) -> Elsewhere:
        """That there are some, and nothing of whose they are."""
        return Elsewhere(bool(self.number), frozenset(self.files), frozenset(self.read), frozenset(self.pages))


def files_of(certificate: Certificate) -> QuerySet[CertificateFile]:
    """Files that were not taken back, with what was read in them."""
    return certificate.files.filter(removed_at=None).select_related("reading")


def gather(
    certificate: Certificate, *, on: date, law: Rulebook, files: Sequence[CertificateFile] | None = None
) -> tuple[Case, Matches]:
    """The case of one certificate, in a fixed number of queries however much it holds. ``law`` is that of the day;
    ``files`` are those of ``files_of`` where they are at hand: a reading that was unpacked is not unpacked again."""
    files = list(files_of(certificate)) if files is None else files
    matches = _matches(certificate, files)
    products = list(certificate.products.select_related("product_type"))
    case = Case(
        on=on,
        claim=_claim(certificate),
        company=_company(certificate.supplier),
        kind=_kind(certificate.certificate_type, law),
        documents=tuple(_document(file) for file in files),
        items=tuple(_item(product) for product in products),
        elsewhere=matches.bare,
        registers=_registers(certificate),
        law=law,
    )
    return case, matches


def _claim(certificate: Certificate) -> Claim:
    return Claim(
        number=certificate.number,
        issuer=certificate.issuer,
        issuer_number=certificate.issuer_number,
        issued_on=certificate.issued_on,
        valid_from=certificate.valid_from,
        valid_until=certificate.valid_until,
        printed_until=certificate.printed_until,
        scope=certificate.scope,
        standards=_listed(certificate.stated.get("standard")),
        classes=_listed(certificate.stated.get("class")),
    )


def _listed(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),) if value else ()


def _company(supplier: Supplier) -> Company:
    return Company(
        name_en=supplier.name_en,
        name_zh=supplier.name_zh,
        address_en=supplier.address_en,
        address_zh=supplier.address_zh,
        credit_code=supplier.credit_code,
        province=supplier.province,
        website=supplier.website,
    )


def _kind(kind: CertificateType | None, law: Rulebook) -> Kind:
    if kind is None:
        return Kind("")
    return Kind(
        id=kind.pk,
        kind=kind.kind,
        market=kind.market,
        held_by=kind.held_by,
        months=kind.validity_months,
        pattern=kind.number_pattern,
        pattern_is_guess=kind.number_pattern_is_guess,
        example=kind.number_example,
        register_url=kind.register_url,
        law=law.evidence_types.get(kind.pk),
    )


def _document(file: CertificateFile) -> Document:
    row = _reading_of(file)
    return Document(file.pk, row.reading, row.proposals) if row else Document(file.pk)


def _reading_of(file: CertificateFile) -> CertificateReading | None:
    """The reading that is over and that this version understands."""
    row: CertificateReading | None = getattr(file, "reading", None)
    return row if row and row.state == CertificateReading.State.DONE and row.reading else None


def _item(product: Product) -> Item:
    kind = product.product_type
    china = kind.facts.get("china") or {}
    return Item(product.model, product.name_en, product.name_zh, kind.kind, str(china.get("class", "")))


def _registers(certificate: Certificate) -> dict[str, Outcome]:
    """Of each register its last word; that it could not be reached since takes nothing back."""
    spoken = RegisterCheck.objects.filter(certificate=certificate).exclude(outcome=CheckOutcome.UNREACHABLE)
    said = spoken.order_by("taken_at", "pk").values_list("register", "outcome")
    return {register: Outcome(outcome) for register, outcome in said}


def _matches(certificate: Certificate, files: Iterable[CertificateFile]) -> Matches:
    files = list(files)
    return Matches(_same_number(certificate), _same_files(certificate, files), *_same_pages(certificate, files))


def _of_others(certificate: Certificate, at: str = "") -> Q:
    """Certificates of other companies that were ever submitted."""
    return ~Q(**{f"{at}supplier": certificate.supplier_id}) & ~Q(**{f"{at}status": Certificate.Status.DRAFT})


def _same_number(certificate: Certificate) -> frozenset[int]:
    """Certificates of the same type with this number, whatever signs stand between its letters and digits."""
    number = _bare(certificate.number)
    if len(number) < LEAST_SIGNS:
        return frozenset()
    bare: Upper | Replace = Upper("number")
    for sign in BETWEEN:
        bare = Replace(bare, Value(sign), Value(""))
    of_type = Certificate.objects.filter(_of_others(certificate), certificate_type=certificate.certificate_type_id)
    return frozenset(
        of_type.alias(bare=bare).filter(bare__in={number.upper(), _in_ascii(number)}).values_list("pk", flat=True)[:50]
    )


def _bare(number: str) -> str:
    return "".join(sign for sign in normalise(number) if sign not in BETWEEN)


def _in_ascii(number: str) -> str:
    """In capitals as SQLite knows them."""
    return "".join(sign.upper() if sign.isascii() else sign for sign in number)


def _same_files(certificate: Certificate, files: list[CertificateFile]) -> Where:
    own = {file.sha256: file.pk for file in files}
    rows = CertificateFile.objects.filter(
        _of_others(certificate, "certificate__"), sha256__in=own, removed_at=None
    ).values_list("sha256", "certificate")
    found: Where = defaultdict(set)
    for digest, other in rows[:50]:
        found[own[digest]].add(other)
    return dict(found)


def _same_pages(certificate: Certificate, files: list[CertificateFile]) -> tuple[Where, Where]:
    """Pages of others that read like one of these, and that look like one of these."""
    readings = [(file.pk, row.reading) for file in files if (row := _reading_of(file)) and row.reading]
    found = pages_elsewhere(readings, _of_others(certificate, "file__certificate__"))
    looks: Where = defaultdict(set)
    for kind in (similarity.Kind.PAGE, similarity.Kind.CONTENT):
        for place, others in found[kind].items():
            looks[place] |= others
    return dict(found[similarity.Kind.FIGURES]), dict(looks)
