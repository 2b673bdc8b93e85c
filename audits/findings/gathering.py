"""Gather the input of the checks from the tables: a certificate as a case, and what other companies submitted too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from audits.clearances import evidence
from audits.clearances.product_claims import texts_of
from audits.compliance.dossier import Evidence
from audits.compliance.rulebook import Rulebook
from audits.findings import similarity
from audits.findings.case import Case, Claim, Company, Document, Item, Kind, Reuse
from audits.findings.company_names import is_chinese
from audits.findings.similar_pages import find_similar_pages
from audits.models import RegisterCheck
from audits.models.register_check import CheckOutcome
from audits.registers.question import Outcome
from suppliers.identity.bare_numbers import bare, bare_column, spellings
from suppliers.models import Certificate, CertificateFile, CertificateReading, CertificateType, Product, Supplier

MIN_NUMBER_CHARACTERS = 4
"""A shorter number, or "none", is shared by chance."""
MAX_MATCHES = 50
ByPlace = dict[Any, set[int]]
"""Keys of certificates by own file, or by own file and page."""


@dataclass(frozen=True)
class Matches:
    """Keys of certificates of other companies: with the same number, the same file, or a page with the same figures or
    the same image."""

    number: frozenset[int] = frozenset()
    files: ByPlace = field(default_factory=dict)
    same_figures: ByPlace = field(default_factory=dict)
    same_image: ByPlace = field(default_factory=dict)

    @property
    def anonymous(self) -> Reuse:
        """That there are matches, without the certificates."""
        return Reuse(bool(self.number), frozenset(self.files), frozenset(self.same_figures), frozenset(self.same_image))


def files_of(certificate: Certificate) -> QuerySet[CertificateFile]:
    """Files that were not withdrawn, with what was read in them."""
    return certificate.files.filter(removed_at=None).select_related("reading")


def gather(
    certificate: Certificate, *, on: date, law: Rulebook, files: Sequence[CertificateFile] | None = None
) -> tuple[Case, Matches]:
    """The case of one certificate, in a fixed number of queries. ``law`` is that of the day; ``files`` are those of
    ``files_of`` where the caller has them, so that no reading is unpacked twice."""
    files = list(files_of(certificate)) if files is None else files
    matches = _matches(certificate, files)
    products = list(certificate.products.select_related("product_type"))
    approved = evidence.gather(products, law=law) if products else {}
    case = Case(
        on=on,
        claim=_claim(certificate),
        company=_manufacturer(certificate, products) or _company(certificate.supplier),
        seller=_company(certificate.supplier),
        manufacturer=certificate.manufacturer,
        kind=_kind(certificate.certificate_type, law),
        documents=tuple(_document(file) for file in files),
        items=tuple(_item(product, approved[product.pk]) for product in products),
        reuse=matches.anonymous,
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
        holder_reason=certificate.holder_reason,
        standards=_as_texts(certificate.stated.get("standard")),
        classes=_as_texts(certificate.stated.get("class")),
    )


def _as_texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),) if value else ()


def _manufacturer(certificate: Certificate, products: list[Product]) -> Company | None:
    """The legal manufacturer that the document is claimed to belong to, where that is another company than the supplier."""
    named = certificate.manufacturer
    if not named:
        return None
    same = next((one for one in products if named in one.manufacturer_names), None)
    names = same.manufacturer_names if same else (named,)
    in_chinese = [name for name in names if is_chinese(name)]
    return Company(
        name_en=next((name for name in names if name not in in_chinese), ""), name_zh=next(iter(in_chinese), "")
    )


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
    """The reading of the file that is done and that this version can unpack."""
    row: CertificateReading | None = getattr(file, "reading", None)
    return row if row and row.state == CertificateReading.State.DONE and row.reading else None


def _item(product: Product, approved: tuple[Evidence, ...]) -> Item:
    kind = product.product_type
    china = kind.facts.get("china") or {}
    return Item(
        model=product.model,
        name_en=product.name_en,
        name_zh=product.name_zh,
        kind=kind.kind,
        china_class=str(china.get("class", "")),
        facts=product.attributes,
        standards=tuple(product.standards),
        manufacturer=product.manufacturer_names,
        texts=texts_of(product),
        approved=approved,
    )


def _registers(certificate: Certificate) -> dict[str, Outcome]:
    """The latest answer of each register; a later failure to reach it changes nothing."""
    answers = RegisterCheck.objects.filter(certificate=certificate).exclude(outcome=CheckOutcome.UNREACHABLE)
    in_order = answers.order_by("taken_at", "pk").values_list("register", "outcome")
    return {register: Outcome(outcome) for register, outcome in in_order}


def _matches(certificate: Certificate, files: Iterable[CertificateFile]) -> Matches:
    files = list(files)
    return Matches(_same_number(certificate), _same_files(certificate, files), *_same_pages(certificate, files))


def _of_others(certificate: Certificate, at: str = "") -> Q:
    """Certificates of other companies that were ever submitted; ``at`` is the path of the certificate."""
    return ~Q(**{f"{at}supplier": certificate.supplier_id}) & ~Q(**{f"{at}status": Certificate.Status.DRAFT})


def _same_number(certificate: Certificate) -> frozenset[int]:
    """Certificates of the same type with this number, whatever separators it is written with."""
    number = bare(certificate.number)
    if len(number) < MIN_NUMBER_CHARACTERS:
        return frozenset()
    of_type = Certificate.objects.filter(_of_others(certificate), certificate_type=certificate.certificate_type_id)
    same = of_type.alias(bare=bare_column("number")).filter(bare__in=spellings(number))
    return frozenset(same.values_list("pk", flat=True)[:MAX_MATCHES])


def _same_files(certificate: Certificate, files: list[CertificateFile]) -> ByPlace:
    own = {file.sha256: file.pk for file in files}
    rows = CertificateFile.objects.filter(
        _of_others(certificate, "certificate__"), sha256__in=own, removed_at=None
    ).values_list("sha256", "certificate")
    by_file: ByPlace = defaultdict(set)
    for digest, other in rows[:MAX_MATCHES]:
        by_file[own[digest]].add(other)
    return dict(by_file)


def _same_pages(certificate: Certificate, files: list[CertificateFile]) -> tuple[ByPlace, ByPlace]:
    """Pages with the same figures as one of others, and pages with the same image."""
    readings = [(file.pk, row.reading) for file in files if (row := _reading_of(file)) and row.reading]
    similar = find_similar_pages(readings, _of_others(certificate, "file__certificate__"))
    same_image: ByPlace = defaultdict(set)
    for kind in (similarity.Kind.PAGE, similarity.Kind.CONTENT):
        for place, others in similar[kind].items():
            same_image[place] |= others
    return dict(similar[similarity.Kind.FIGURES]), dict(same_image)
