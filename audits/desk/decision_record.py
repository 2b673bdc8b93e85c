"""What is on record of one decision, as sections of plain rows: read on a page, and printed in two languages.

All of it was kept when it was decided, in the decision, its entry of the log and the rows written with it. Nothing is
computed from what stands in the tables today, but for names of kinds, which are translations. An entry that an earlier
version wrote says less, and the record says so. The internal note is no part of it: suppliers may get a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.desk.checklist_words import in_words
from audits.findings.finding import Severity
from audits.findings.sentences import SEVERITIES
from audits.models import Auditor, Clearance, Decision, FindingAnswer, LogEntry, LogHead, NameAtDecision
from audits.models.register_check import CheckOutcome, Register
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import CertificateType, Product
from suppliers.models.reading import ReadingState
from suppliers.sentences.reasons import sentences

NOTHING = "—"


@dataclass(frozen=True)
class Row:
    """One fact; ``sub`` says more, such as a digest."""

    label: str
    value: str
    sub: str = ""


@dataclass(frozen=True)
class Section:
    """Facts of one kind; ``note`` says what is missing, or how to read them."""

    title: str
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True)
class Kept:
    """The rows that a record is made from, read once for both languages.

    ``head``: the first signed head that covers the entry. ``began`` and ``ended`` count clearances.
    """

    decision: Decision
    entry: LogEntry | None
    head: LogHead | None
    name: str
    office: Auditor | None
    kinds: Mapping[str, CertificateType]
    products: tuple[Product, ...]
    letters: tuple[Letter, ...]
    began: int
    ended: int


def kept_of(decision: Decision) -> Kept:
    """Everything that is on record of this decision."""
    entry = entry_of(decision)
    content = entry.content if entry else {}
    judged = content.get("judged", {})
    clearances = Clearance.objects.filter(product__supplier=decision.supplier_id)
    in_office = Q(until=None) | Q(until__gt=decision.at)
    kept_name = NameAtDecision.objects.filter(digest=content.get("name", "")).first()
    return Kept(
        decision=decision,
        entry=entry,
        head=LogHead.objects.filter(entries__gte=entry.sequence).order_by("entries").first() if entry else None,
        name=kept_name.name if kept_name else str(decision.by),
        office=Auditor.objects.filter(in_office, user=decision.by, since__lte=decision.at).first(),
        kinds=CertificateType.objects.in_bulk([judged["type"]] if judged.get("type") else []),
        products=tuple(Product.objects.filter(pk__in=judged.get("products", ())).order_by("model", "pk")),
        letters=tuple(Letter.objects.filter(key__startswith=f"decision-{decision.pk}-").order_by("pk")),
        began=clearances.filter(recorded_at=decision.at).count(),
        ended=clearances.filter(superseded_at=decision.at).count(),
    )


def entry_of(decision: Decision) -> LogEntry | None:
    """The entry of the log that this decision made."""
    subject = (
        f"certificate:{decision.certificate_id}" if decision.certificate_id else f"supplier:{decision.supplier_id}"
    )
    kind = subject.partition(":")[0]
    own = {
        "act": f"{kind}_{decision.outcome}",
        "subject": subject,
        "at": decision.at,
    }  # a second signature names it too
    return LogEntry.objects.filter(**own, content__decision=decision.pk).first()


def title_of(decision: Decision) -> str:
    """What was decided about what."""
    return _("Record of decision %(number)s") % {"number": decision.pk}


def sections_of(kept: Kept) -> list[Section]:
    """The record in the language in force."""
    content = kept.entry.content if kept.entry else {}
    found = [
        _decided(kept),
        _what_was_judged(kept, content),
        _pages(content),
        *_surroundings(content.get("surroundings") or {}),
        _checklist(content),
        _followed(kept),
        _corrections(kept.decision, content),
        _proof(kept),
    ]
    return [section for section in found if section.rows or section.note]


def _decided(kept: Kept) -> Section:
    decision = kept.decision
    office = kept.office.get_level_display() if kept.office else ""
    rows = [
        Row(_("Outcome"), decision.get_outcome_display()),
        Row(_("Decided"), _moment(decision.at)),
        Row(_("By"), kept.name, str(office)),
        Row(_("Reasons"), " ".join(sentences(decision.reasons)) or NOTHING),
        Row(_("What was written to the supplier"), decision.note or NOTHING),
    ]
    if decision.effective_on:
        rows.append(Row(_("Effective on"), date_format(decision.effective_on)))
    if decision.review:
        rows.append(Row(_("Taken"), _moment(decision.review.opened_at)))
    return Section(_("Decision"), tuple(rows))


def _what_was_judged(kept: Kept, content: Mapping[str, Any]) -> Section:
    judged, around = content.get("judged", {}), content.get("surroundings") or {}
    company = around.get("company") or {}
    if kept.decision.certificate_id:
        kind = kept.kinds.get(judged.get("type", ""))
        rows = [
            Row(_("Kind"), str(kind) if kind else judged.get("type") or NOTHING),
            Row(_("Number"), judged.get("number") or NOTHING),
            Row(
                _("Issuing body"),
                " ".join(filter(None, (judged.get("issuer"), judged.get("issuer_number")))) or NOTHING,
            ),
            Row(_("Issued on"), judged.get("issued_on") or NOTHING),
            Row(_("Valid"), f"{judged.get('valid_from') or NOTHING} – {judged.get('valid_until') or NOTHING}"),
            Row(_("Scope"), judged.get("scope") or NOTHING),
            Row(_("Products"), ", ".join(product.model for product in kept.products) or NOTHING),
        ]
        names = _names(company) if company else _names(vars(kept.decision.supplier))
        rows.append(Row(_("Company"), names, company.get("credit_code") or kept.decision.supplier.credit_code))
        if around.get("manufacturer"):
            rows.append(Row(_("Manufacturer named"), around["manufacturer"]))
    else:
        rows = [
            Row(_("Company"), _names(judged), judged.get("credit_code", "")),
            Row(_("Address"), ", ".join(filter(None, (judged.get("address_zh"), judged.get("address_en")))) or NOTHING),
        ]
    return Section(_("What was judged"), tuple(rows))


def _pages(content: Mapping[str, Any]) -> Section:
    files = content.get("judged", {}).get("files", ())
    rows = [
        Row(
            _("File %(number)s") % {"number": number},
            ngettext("%(count)s page", "%(count)s pages", len(file["pages"])) % {"count": len(file["pages"])},
            "\n".join([file["sha256"], *(f"{place}: {page}" for place, page in enumerate(file["pages"], 1))]),
        )
        for number, file in enumerate(files, 1)
    ]
    note = _("SHA-256 of each original, and of the image of each page that was shown.") if rows else ""
    return Section(_("Files and pages"), tuple(rows), note)


def _surroundings(around: Mapping[str, Any]) -> Iterable[Section]:
    if not around:
        yield Section(_("What stood next to it"), (), _("This decision was logged without it."))
        return
    edition = around.get("edition") or NOTHING
    rows = [Row(_("Edition of the rulebook"), edition)]
    statuses = around.get("documents")
    if statuses is not None:
        rows.append(Row(_("Documents of the company"), str(len(statuses))))
    yield Section(_("What stood next to it"), tuple(rows))
    if "findings" in around:
        found = tuple(_finding(one) for one in around["findings"])
        nothing = _("The checks found nothing.") if around.get("edition") else _("The checks did not run: no rulebook.")
        yield Section(_("Findings"), found, "" if found else nothing)
        asked = tuple(_register(one) for one in around.get("registers", ()))
        yield Section(_("Registers"), asked, "" if asked else _("No register was asked."))
        yield Section(_("Reading"), tuple(_reading(one) for one in around.get("readings", ())))


def _checklist(content: Mapping[str, Any]) -> Section:
    """Notes are not in it, as they are for colleagues; their digests are in the entry of the log."""
    rows = tuple(Row(one.question, one.said, one.machine) for one in in_words(content.get("checklist", ())))
    return Section(_("Checklist"), rows)


def _finding(one: Mapping[str, Any]) -> Row:
    answers = dict(FindingAnswer.Answer.choices)
    said = str(answers.get(one["answer"], one["answer"])) if one["answer"] else _("not answered")
    place = _("page %(number)s") % {"number": one["page"]} if one["page"] else ""
    return Row(str(SEVERITIES[Severity(one["severity"])]), " · ".join(filter(None, (one["code"], place, said))))


def _register(one: Mapping[str, Any]) -> Row:
    name = dict(Register.choices).get(one["register"], one["register"])
    outcome = dict(CheckOutcome.choices).get(one["outcome"], one["outcome"])
    return Row(str(name), f"{outcome} · {one['taken_at'][:16]}", one["digest"])


def _reading(one: Mapping[str, Any]) -> Row:
    state = dict(ReadingState.choices).get(one["state"], _("never read")) if one["state"] else _("never read")
    version = _("version %(number)s of the reader") % {"number": one["version"]} if one["version"] else ""
    return Row(one["file"][:12], " · ".join(filter(None, (str(state), version))))


def _followed(kept: Kept) -> Section:
    rows = [
        Row(_("Clearances that began with it"), str(kept.began)),
        Row(_("Clearances that ended with it"), str(kept.ended)),
    ]
    sent = sum(1 for letter in kept.letters if letter.sent_at)
    words = _("%(written)s written, %(sent)s handed over") % {"written": len(kept.letters), "sent": sent}
    rows.append(Row(_("Letters"), words if kept.letters else NOTHING))
    return Section(_("What followed"), tuple(rows))


def _corrections(decision: Decision, content: Mapping[str, Any]) -> Section:
    rows = []
    if corrects := content.get("corrects"):
        rows.append(
            Row(_("Takes the place of decision"), str(corrects["decision"]), _("signed by two, proposed by another"))
        )
    for one in decision.corrections.select_related("result"):
        if one.result:
            rows.append(Row(_("Corrected by decision"), str(one.result_id), _moment(one.result.at)))
    return Section(_("Corrections"), tuple(rows))


def _proof(kept: Kept) -> Section:
    title = _("Proof")
    if kept.entry is None:
        return Section(title, (), _("No entry of the decision log speaks of it: verify the log."))
    rows = [
        Row(_("Entry of the decision log"), str(kept.entry.sequence), kept.entry.digest),
        Row(_("As it is digested"), _("SHA-256 of canonical JSON"), f"previous {kept.entry.previous}"),
    ]
    if kept.head is None:
        return Section(
            title, tuple(rows), _("No signed head of the log covers it yet, so nobody outside can check it.")
        )
    rows += [
        Row(_("Signed head"), _moment(kept.head.made_at), kept.head.statement),
        Row(_("Signature (Ed25519)"), "", kept.head.signature),
        Row(_("Public key"), "", kept.head.key),
    ]
    note = _("The file proof.json and the script check_decision.py check it offline, with Python alone.")
    return Section(title, tuple(rows), note)


def _names(of: Mapping[str, Any]) -> str:
    return " · ".join(filter(None, (of.get("name_zh"), of.get("name_en")))) or NOTHING


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
