"""What a bundle holds of an order: what both of its sides read on its pages, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import PurePath
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from audits.desk.heads import proof_of_many
from audits.models import LogEntry
from buyers.disputes.models import ClaimStep, Decision
from buyers.disputes.services.bundles.entries import (
    Entry,
    bytes_entry,
    json_entry,
    picture_entry,
    rows_as_data,
)
from buyers.disputes.services.claims.carrying_out import has_all_signatures
from buyers.terms.contract import canonical
from buyers.trade.models import Contract, Evidence, EvidencePage, Movement, Order
from buyers.trade.services.contract_pdf import contract_pdf
from buyers.trade.services.known_then import known_then
from kpmarket.accounts.models import User
from kpmarket.foundation.storage import files

ROWS = (
    ("delivery.Shipment", "order", "shipments/shipments.json"),
    ("delivery.ShipmentLot", "shipment__order", "shipments/lots.json"),
    ("delivery.Leg", "shipment__order", "shipments/legs.json"),
    ("delivery.ShipmentEvent", "shipment__order", "shipments/events.json"),
    ("delivery.ShipmentChange", "shipment__order", "shipments/changes.json"),
    ("delivery.EventProof", "event__shipment__order", "shipments/proofs.json"),
    ("delivery.ShipmentDocument", "order", "documents/documents.json"),
    ("delivery.DocumentWithdrawal", "document__order", "documents/withdrawals.json"),
    ("delivery.IssuedDocument", "order", "documents/issued.json"),
    ("delivery.IssuedWithdrawal", "document__order", "documents/issued-withdrawals.json"),
    ("delivery.Inspection", "order", "inspections/inspections.json"),
    ("delivery.InspectionLine", "inspection__order", "inspections/lines.json"),
    ("delivery.InspectionStep", "inspection__order", "inspections/steps.json"),
    ("delivery.InspectionReport", "inspection__order", "inspections/reports.json"),
    ("delivery.ReportLine", "report__inspection__order", "inspections/report-lines.json"),
    ("delivery.InspectionPhoto", "inspection__order", "inspections/photos.json"),
    ("delivery.DeliveryCheck", "order", "acceptance/checks.json"),
    ("delivery.CheckedQuantity", "check_made__order", "acceptance/quantities.json"),
    ("disputes.Claim", "order", "claims/claims.json"),
    ("disputes.Settlement", "claim__order", "claims/settlements.json"),
    ("disputes.SettlementSignature", "settlement__claim__order", "claims/settlement-signatures.json"),
    ("disputes.ClaimStatusChange", "subject__order", "claims/history.json"),
)
"""Tables that both sides read: model, way to the order, file. Whoever adds such a table adds it here."""
PICTURES = (
    ("delivery.ShipmentDocumentPage", "file__document", "order", "documents"),
    ("delivery.InspectionPhotoPage", "photo__inspection", "order", "inspections"),
    ("delivery.CheckPage", "file__check_made", "order", "acceptance"),
    ("disputes.ClaimPage", "file__step__claim", "order", "claims"),
)
"""Pictures of pages: model, way to the row that they belong to, from there to the order, folder."""


def entries_of_order(order: Order) -> Iterator[Entry]:
    """Everything, one file after the other; pictures and rows are read when they are written."""
    yield from _contracts(order)
    yield json_entry("messages.json", _("Messages"), rows_as_data(order.messages.all()))
    yield from _evidence(order)
    yield json_entry("clearance.json", _("Clearance, as known then and now"), _clearance(order))
    yield json_entry("movements.json", _("Movements of money"), _movements(order))
    yield from _tables(order)
    yield from _claims(order)
    yield json_entry("people.json", _("Who the numbers of accounts are"), _people(order))


def log_entries(subjects: list[str], head: str) -> Iterator[Entry]:
    """Entries of the decision log about these subjects, each with what its digest is of, and the proofs that they are in it.

    ``head`` is the log's last digest.
    """
    rows = list(LogEntry.objects.filter(subject__in=subjects).order_by("sequence"))
    content = {"head": head, "entries": [_logged(row) for row in rows]}
    yield json_entry("log.json", _("Decision log"), content)
    proof = proof_of_many([row.sequence for row in rows])
    yield json_entry("log-proof.json", _("Proof that these entries are part of the signed decision log"), proof)


def _contracts(order: Order) -> Iterator[Entry]:
    rows = order.contracts.select_related("order", "file").prefetch_related("signatures__by").order_by("version")
    for one in rows:
        title = _("Contract, version %(version)s") % {"version": one.version}
        yield bytes_entry(f"contract/terms-{one.version}.json", title, canonical(one.data))
        signatures = [
            {"side": row.side, "digest": row.digest, "account": row.by_id, "at": row.at} for row in one.signatures.all()
        ]
        content = {"version": one.version, "digest": one.digest, "reason": one.reason, "signatures": signatures}
        yield json_entry(f"contract/signatures-{one.version}.json", title, content)
        yield bytes_entry(f"contract/contract-{one.version}.pdf", title, _pdf(one))


def _pdf(contract: Contract) -> bytes:
    """As it was kept when both had signed, or as it is made now."""
    kept = getattr(contract, "file", None)
    return files.read(kept.stored_name) if kept else contract_pdf(contract)


def _evidence(order: Order) -> Iterator[Entry]:
    rows = Evidence.objects.filter(order=order).select_related("answer").order_by("pk")
    for one in rows.prefetch_related("files"):
        folder = f"evidence/{one.pk}-{one.kind}"
        (facts,) = rows_as_data(Evidence.objects.filter(pk=one.pk))
        answer = getattr(one, "answer", None)
        said = rows_as_data(type(answer).objects.filter(pk=answer.pk)) if answer else []
        originals = [
            {"name": file.original_name, "sha256": file.sha256, "bytes": file.size} for file in one.files.all()
        ]
        title = _("Evidence %(number)s") % {"number": one.pk}
        yield json_entry(f"{folder}/evidence.json", title, {**facts, "answers": said, "originals": originals})
        pages = EvidencePage.objects.filter(file__evidence=one).order_by("file", "number")
        yield from _pictures(folder, title, pages)


def _pictures(folder: str, title: str, pages: Any, file: str = "file") -> Iterator[Entry]:
    for page in pages.iterator():
        name = f"{folder}/file-{getattr(page, f'{file}_id')}-page-{page.number}{PurePath(page.stored_name).suffix}"
        yield picture_entry(name, title, page.stored_name)


def _clearance(order: Order) -> list[dict[str, Any]]:
    return [
        {
            "line": one.line.number,
            "product": one.line.product_id,
            "known_at": one.line.known_at,
            "day": one.day,
            "state_then": str(one.known),
            "until_then": one.known_until,
            "state_of_that_day_as_known_now": str(one.now),
            "explanation_sha256": one.line.explanation_digest,
            "explanation_is_proven": one.is_proven,
        }
        for one in known_then(order)
    ]


def _movements(order: Order) -> list[dict[str, Any]]:
    rows = Movement.objects.filter(order=order).prefetch_related("transfers__debit", "transfers__credit").order_by("pk")
    return [
        {
            "number": one.pk,
            "kind": one.kind,
            "at": one.at,
            "follows": one.follows_id,
            "transfers": [
                {"debit": row.debit.name, "credit": row.credit.name, "amount": row.amount, "currency": row.currency}
                for row in one.transfers.all()
            ],
        }
        for one in rows
    ]


def _tables(order: Order) -> Iterator[Entry]:
    for label, lookup, path in ROWS:
        rows = apps.get_model(label).objects.filter(**{lookup: order.pk})
        if found := rows_as_data(rows):
            yield json_entry(path, str(rows.model._meta.verbose_name_plural), found)
    for label, owner, lookup, folder in PICTURES:
        pages = apps.get_model(label).objects.filter(**{f"{owner}__{lookup}": order.pk})
        file = owner.partition("__")[0]
        yield from _pictures(folder, str(pages.model._meta.verbose_name_plural), pages.order_by("pk"), file)


def _claims(order: Order) -> Iterator[Entry]:
    """Steps and decisions as both sides read them: people of the desk are not named, and drafts are nobody's decision."""
    steps = ClaimStep.objects.filter(claim__order=order).order_by("at", "pk")
    log = [row if row["side"] else {**row, "by_id": None} for row in rows_as_data(steps)]
    if log:
        yield json_entry("claims/steps.json", str(ClaimStep._meta.verbose_name_plural), log)
    rows = Decision.objects.filter(claim__order=order).prefetch_related("signatures").order_by("claim", "version")
    decided = [_decided(one) for one in rows if has_all_signatures(one)]
    if decided:
        yield json_entry("claims/decisions.json", str(Decision._meta.verbose_name_plural), decided)


def _decided(one: Decision) -> dict[str, Any]:
    names = ("claim_id", "round", "version", "shares", "reasons", "citations", "costs_borne_by", "digest", "written_at")
    signed = [{"digest": row.digest, "at": row.at} for row in one.signatures.all()]
    return {name: getattr(one, name) for name in names} | {"signatures": signed}


def _people(order: Order) -> dict[int, str]:
    """Names of people of both sides who signed, wrote or submitted, by the numbers of their accounts."""
    keys = {
        *order.contracts.values_list("signatures__by", flat=True),
        *order.messages.values_list("author", flat=True),
        *order.evidence.values_list("submitted_by", flat=True),
    }
    return {user.pk: str(user) for user in User.objects.filter(pk__in=keys - {None}).order_by("pk")}


def _logged(row: LogEntry) -> dict[str, Any]:
    """An entry as its digest was taken of it; see ``audits.desk.log.digest_of``."""
    return {
        "sequence": row.sequence,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": row.by_id,
        "act": row.act,
        "subject": row.subject,
        "content": row.content,
        "previous": row.previous,
        "digest": row.digest,
    }
