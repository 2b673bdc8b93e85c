"""What an answer rests on, as a table: a requirement, the document that meets it, who issued and who checked it, the law."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import get_language

from audits.answers.chinese_names import name_and_original
from audits.answers.evidence_tree import Citation, Node, NodeState, SourceLink
from audits.compliance.body_numbers import number_of
from audits.lookups.summaries import NO_ANSWERS, Line, RegisterAnswers
from audits.models import Decision
from audits.registers.catalogue import registers_of
from suppliers.models import Certificate, CertificatePage

KEPT_TABLES = 500
"""Tables that a process keeps, of some 8 kB each."""


class RegisterNote(StrEnum):
    """What is said of registers where no answer of one is shown. ``withheld``: one was queried, and nothing is said yet."""

    ANSWERED = "answered"
    NOT_CHECKED = "not_checked"
    NO_REGISTER = "no_register"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class ShownDocument:
    """The document that meets a requirement. ``url`` leads to its pages; empty where the supplier does not share them.

    ``issuer_shown`` has the issuer's name in the reader's language too, where we know it. ``issuer_url`` leads to what we
    know of the issuing body; empty where our list does not have its number.
    """

    label: str
    number: str
    issuer: str
    issued_on: date | None
    until: date | None
    url: str
    approved_on: date | None
    registers: tuple[Line, ...]
    note: RegisterNote
    issuer_url: str = ""
    issuer_shown: str = ""


class StandardLink(NamedTuple):
    """The page about a standard that the document must state."""

    name: str
    url: str


@dataclass(frozen=True)
class EvidenceRow:
    """One document that is required, or the words before alternatives. ``instead``: what would do as well and is not needed."""

    title: str
    state: NodeState
    depth: int = 0
    mode: str = ""
    detail: str = ""
    document: ShownDocument | None = None
    instead: tuple[str, ...] = ()
    standards: tuple[StandardLink, ...] = ()


@dataclass(frozen=True)
class EvidenceGroup:
    """One requirement of the law with the documents that it asks for."""

    title: str
    state: NodeState
    mode: str
    detail: str
    citation: Citation | None
    sources: tuple[SourceLink, ...]
    confidence: str
    rows: tuple[EvidenceRow, ...]


class DocumentsOnShow:
    """Describes the documents behind an answer; one query, however many there are. ``bodies``: numbers that have a page;
    ``seller``: Chinese and English name of the company that sells it."""

    def __init__(
        self,
        product: int,
        certificates: Iterable[Certificate],
        registers: Mapping[int, RegisterAnswers],
        destination: str = "",
        bodies: Collection[str] = (),
        seller: tuple[str, str] = ("", ""),
    ) -> None:
        self.seller = seller
        self.bodies = bodies
        self.query = f"?to={destination}" if destination else ""
        self.product = product
        self.certificates = {one.pk: one for one in certificates}
        self.registers = registers
        self.with_pages = with_shared_pages(self.certificates.values())

    def describe(self, node: Node) -> ShownDocument | None:
        """The document of a node, as buyers may see it."""
        document = node.document
        if document is None:
            return None
        certificate = self.certificates.get(document.key or 0)
        if certificate is None:
            return ShownDocument(document.label, document.number, "", None, document.until, "", None, (), _note(None))
        answers = self.registers.get(certificate.pk, NO_ANSWERS)
        url = reverse("buyers:document", args=[self.product, certificate.pk]) + self.query
        return ShownDocument(
            document.label,
            document.number,
            certificate.issuer,
            certificate.issued_on,
            document.until,
            url if certificate.pk in self.with_pages else "",
            approved_on(certificate),
            tuple(answers.lines),
            register_note(certificate, answers),
            self._body_url(certificate),
            name_and_original(certificate.issuer, own=self.seller),
        )

    def _body_url(self, certificate: Certificate) -> str:
        number = number_of(certificate.issuer_number)
        return reverse("buyers:body", args=[number]) if number in self.bodies else ""


def with_shared_pages(certificates: Iterable[Certificate]) -> Collection[int]:
    """Keys of the approved certificates whose supplier shares their pages, where there are any; one query."""
    shared = [one.pk for one in certificates if one.is_shared and one.status == Certificate.Status.APPROVED]
    if not shared:
        return ()
    pages = CertificatePage.objects.filter(file__removed_at=None, file__certificate__in=shared)
    return set(pages.values_list("file__certificate", flat=True).order_by().distinct())


def approved_on(certificate: Certificate) -> date | None:
    """The day on which an auditor last approved it."""
    moments = [one.at for one in _judgements(certificate) if one.outcome == Decision.Outcome.APPROVED]
    return timezone.localdate(max(moments)) if moments else None


def last_approval(certificates: Iterable[Certificate], *, on: date) -> date | None:
    """The latest day on which an auditor approved one of those that are good on that day."""
    return max((day for one in certificates if one.holds(on) and (day := approved_on(one))), default=None)


def register_note(certificate: Certificate, answers: RegisterAnswers) -> RegisterNote:
    """What to say where no answer of a register may be shown."""
    if answers.lines:
        return RegisterNote.ANSWERED
    return RegisterNote.WITHHELD if answers.is_queried else _note(certificate)


def _note(certificate: Certificate | None) -> RegisterNote:
    kind = certificate.certificate_type if certificate else None
    has_register = kind is not None and bool(registers_of(kind.pk, has_register=bool(kind.register_name)))
    return RegisterNote.NOT_CHECKED if has_register else RegisterNote.NO_REGISTER


def _judgements(certificate: Certificate) -> list[Decision]:
    return certificate.judgements  # type: ignore[attr-defined]


def table_html(groups: tuple[EvidenceGroup, ...]) -> SafeString:
    """The table as HTML: equal groups in the same language are rendered once."""
    return _table_html(groups, get_language() or "en")


@lru_cache(maxsize=KEPT_TABLES)
def _table_html(groups: tuple[EvidenceGroup, ...], _language: str) -> SafeString:
    return render_to_string("components/evidence_table.html", {"groups": groups})


def evidence_groups(nodes: Iterable[Node], on_show: DocumentsOnShow) -> tuple[EvidenceGroup, ...]:
    """The requirements of an answer with their documents, in its order."""
    return tuple(
        EvidenceGroup(
            node.title,
            node.state,
            node.mode,
            node.detail,
            node.citation,
            node.sources,
            node.confidence,
            tuple(_rows_in(node, 0, on_show)),
        )
        for node in nodes
    )


def _rows_in(node: Node, depth: int, on_show: DocumentsOnShow) -> Iterator[EvidenceRow]:
    """The rows of a group. Of alternatives of which one is met, the others are named in its row."""
    is_settled = node.mode == "any" and node.state == NodeState.MET
    unneeded = (
        tuple(_words(child) for child in node.children if child.state == NodeState.UNNEEDED) if is_settled else ()
    )
    for child in node.children:
        if is_settled and child.state == NodeState.UNNEEDED:
            continue
        if child.children:
            yield from _branch_rows(child, depth, on_show)
        else:
            shown = on_show.describe(child)
            yield EvidenceRow(
                child.title,
                child.state,
                depth,
                detail=child.detail,
                document=shown,
                instead=unneeded,
                standards=_standard_links(child),
            )


def _standard_links(node: Node) -> tuple[StandardLink, ...]:
    return tuple(
        StandardLink(standard, reverse("buyers:standard", args=[slugify(standard)])) for standard in node.standards
    )


def _words(node: Node) -> str:
    return " + ".join(map(_words, node.children)) or node.title


def _branch_rows(branch: Node, depth: int, on_show: DocumentsOnShow) -> Iterator[EvidenceRow]:
    is_plain = branch.state == NodeState.MET
    if not is_plain:
        yield EvidenceRow(branch.title, branch.state, depth, mode=branch.mode)
    yield from _rows_in(branch, depth if is_plain else depth + 1, on_show)
