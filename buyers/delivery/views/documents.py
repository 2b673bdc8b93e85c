"""The documents of an order and its shipments: the list for both sides, putting one on file, looking at one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from buyers.delivery.forms.documents import DocumentForm, WithdrawalForm
from buyers.delivery.models import Shipment, ShipmentDocument, ShipmentDocumentPage
from buyers.delivery.services.issued.cross_checks import findings_of
from buyers.delivery.services.packs import uploads
from buyers.delivery.services.packs.evidence import NotComplete, open_lines, submission_of, submit_pack
from buyers.delivery.services.packs.page import DocumentsPage, page_of
from buyers.delivery.services.packs.reading import NoContract, read_pack
from buyers.delivery.services.packs.words import REFUSALS, kind_name
from buyers.delivery.services.shipments.refusals import NothingInside
from buyers.services.attachments import AttachmentRefused
from buyers.terms.delivery.document_kinds import all_kinds
from buyers.terms.delivery.documents import Why
from buyers.trade.models import Order, Side
from buyers.trade.services.evidence import Refused, today_of
from buyers.trade.services.evidence_words import refusal_words
from buyers.trade.services.parties import NotAParty, OnBothSides, side_of
from buyers.trade.views.scope import acting_order, order_of, side_for
from buyers.views.uploads import uploads_within_limits
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import Refusals, perform, sentence_of
from kpmarket.foundation.limits.daily import OverDailyLimit
from kpmarket.foundation.storage import files
from suppliers.sentences import reader as sentences


@require_safe
def order_documents(request: PersonRequest, pk: int) -> HttpResponse:
    """The list for the order as it is planned, and its shipments."""
    return _list(request, order_of(request, pk), None)


@require_safe
def shipment_documents(request: PersonRequest, pk: int) -> HttpResponse:
    """The list for one shipment."""
    shipment = _shipment(request, pk)
    return _list(request, shipment.order, shipment)


@require_http_methods(["GET", "HEAD", "POST"])
def add_to_order(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    """Put a document on file that serves every shipment of the order."""
    return _add(request, acting_order(request, pk), None, kind)


@require_http_methods(["GET", "HEAD", "POST"])
def add_to_shipment(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    """Put a document of one shipment on file."""
    shipment = _shipment(request, pk)
    return _add(request, acting_order(request, shipment.order_id), shipment, kind)


@require_safe
def document(request: PersonRequest, pk: int) -> HttpResponse:
    """One document with pictures of its pages, and what replaced it or took it back."""
    return _document_page(request, _document(request, pk), WithdrawalForm())


@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Who put it on file takes it back."""
    row = _document(request, pk)
    side = side_for(acting_order(request, row.order_id), request.user)
    form = WithdrawalForm(request.POST)
    if side is None or not form.is_valid():
        return _document_page(request, row, form, status=422)
    perform(
        request,
        lambda: uploads.withdraw_document(
            row, reason=form.cleaned_data["reason"], side=side, by=request.user, at=timezone.now()
        ),
        _("Withdrawn. It stays readable and does not count."),
        REFUSALS,
    )
    return redirect("delivery:document", row.pk)


@require_POST
def submit(request: PersonRequest, pk: int) -> HttpResponse:
    """Submit the whole list as evidence of the order."""
    shipment = _shipment(request, pk)
    side = side_for(acting_order(request, shipment.order_id, Side.SUPPLIER), request.user)
    if side is None:
        raise Http404
    refusals: Refusals = {
        NotComplete: _("Documents are still missing: look at the list. Nothing was submitted."),
        NoContract: _("The order has no contract yet. Nothing was submitted."),
        NothingInside: _("Say first which goods are in the shipment."),
        Refused: refusal_words,
    }
    perform(
        request,
        lambda: submit_pack(shipment, side=side, by=request.user, at=timezone.now()),
        _("Submitted as evidence. The buyer reads it now."),
        refusals,
    )
    return redirect("delivery:shipment-documents", shipment.pk)


@require_safe
def page(request: PersonRequest, token: str) -> HttpResponseBase:
    """The picture of one page, for both sides of the order."""
    readable = Order.objects.of_members(request.user).values("pk")
    shown = get_object_or_404(ShipmentDocumentPage.objects.filter(file__document__order__in=readable), token=token)
    return files.show_image(shown.stored_name)


def _list(request: PersonRequest, order: Order, shipment: Shipment | None) -> HttpResponse:
    try:
        read = read_pack(order, shipment, at=timezone.now())
    except NoContract:
        raise Http404 from None
    side = side_for(order, request.user)
    context: dict[str, Any] = {"order": order, "shipment": shipment, "acts_for": side or ""}
    shown: DocumentsPage = page_of(read, _reading_side(order, request))
    is_running = order.status == Order.Status.CONFIRMED
    submitted = submission_of(read)
    may_submit = shipment and side == Side.SUPPLIER and is_running and not submitted and not open_lines(read)
    context |= {"page": shown, "may_add": side and is_running, "may_submit": may_submit, "submitted": submitted}
    return render(request, "delivery/documents.html", {**context, "findings": findings_of(order, shipment)})


def _reading_side(order: Order, request: PersonRequest) -> Side:
    """The side whose words a reader gets; who belongs to both reads the buyer's."""
    try:
        return side_of(order, request.user)
    except (OnBothSides, NotAParty):
        return Side.BUYER


def _add(request: PersonRequest, order: Order, shipment: Shipment | None, kind: str) -> HttpResponse:
    side = side_for(order, request.user)
    if side is None:
        raise Http404
    name = kind_name(kind) if kind in all_kinds() else _name_by_law(order, shipment, kind, side)
    replaces = _replaced(request, order, kind, side)
    is_sent = request.method == "POST"
    form = DocumentForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        kind=kind,
        currency=order.currency,
        today=today_of(order, side, timezone.now()),
    )
    back = _list_address(order, shipment)
    if is_sent and form.is_valid() and _is_kept(request, order, shipment, side, form, replaces):
        messages.success(request, _("On file. Both sides read it now."))
        return redirect(back)
    context: dict[str, Any] = {
        "order": order,
        "shipment": shipment,
        "form": form,
        "kind": name,
        "replaces": replaces,
        "back": back,
    }
    return render(request, "delivery/document_add.html", context, status=422 if is_sent else 200)


def _name_by_law(order: Order, shipment: Shipment | None, kind: str, side: Side) -> str:
    """The name of a document that the rulebook asks of the buyer for these goods. Raises Http404 for any other."""
    try:
        lines = read_pack(order, shipment, at=timezone.now()).lines if side == Side.BUYER else ()
    except NoContract:
        raise Http404 from None
    line = next((one for one in lines if one.kind == kind and one.why is Why.RULEBOOK and one.side == side), None)
    if line is None:
        raise Http404
    return line.label.read_in(get_language() or "en")


def _is_kept(
    request: PersonRequest,
    order: Order,
    shipment: Shipment | None,
    side: Side,
    form: DocumentForm,
    replaces: ShipmentDocument | None,
) -> bool:
    """Whether it is on file now; the reason stands in the form where it is not."""
    data = form.cleaned_data
    typed = {name: data[name] for name in ("number", "issuer", "issued_on", "valid_until")}
    facts = uploads.Facts(kind=form.kind, stated=form.stated_facts, **typed)
    try:
        with uploads_within_limits(request, data["files"]) as stored:
            uploads.add_document(
                order,
                facts,
                shipment=shipment,
                side=side,
                by=request.user,
                at=timezone.now(),
                files=stored,
                replaces=replaces,
            )
    except uploads.Refused as refusal:
        form.add_error(None, sentence_of(refusal, REFUSALS))
    except AttachmentRefused as refusal:
        form.add_error("files", f"{refusal.name}: {sentences.refusal(refusal.refused, refusal.name)}")
    except OverDailyLimit as over:
        form.add_error("files", str(over.sentence))
    else:
        return True
    return False


def _replaced(request: PersonRequest, order: Order, kind: str, side: Side) -> ShipmentDocument | None:
    """The document that the new one takes the place of, where the address names one. Raises Http404 for any other."""
    key = request.GET.get("replaces", "")
    if not key:
        return None
    if not key.isdecimal() or len(key) > len("9223372036854775807") - 1:
        raise Http404
    return get_object_or_404(ShipmentDocument, pk=int(key), order=order, kind=kind, side=side)


def _shipment(request: PersonRequest, pk: int) -> Shipment:
    """A shipment of an order of the person's sides, with that order. Raises Http404."""
    shipment = get_object_or_404(Shipment, pk=pk)
    shipment.order = order_of(request, shipment.order_id)
    return shipment


def _document(request: PersonRequest, pk: int) -> ShipmentDocument:
    """A document of an order of the person's sides. Raises Http404."""
    rows = ShipmentDocument.objects.select_related(
        "shipment", "added_by", "withdrawal__by", "replaces", "replaced_by"
    ).prefetch_related("files__pages")
    row = get_object_or_404(rows, pk=pk)
    row.order = order_of(request, row.order_id)
    return row


def _document_page(
    request: PersonRequest, row: ShipmentDocument, form: WithdrawalForm, *, status: int = 200
) -> HttpResponse:
    is_current = not hasattr(row, "withdrawal") and not hasattr(row, "replaced_by")
    acts = side_for(row.order, request.user) == row.side
    add = "delivery:shipment-document-add" if row.shipment_id else "delivery:order-document-add"
    context = {
        "order": row.order,
        "row": row,
        "kind": kind_name(row.kind),
        "form": form,
        "is_current": is_current,
        "may_change": is_current and acts and row.order.status == Order.Status.CONFIRMED,
        "back": _list_address(row.order, row.shipment),
        "replace": f"{reverse(add, args=[row.shipment_id or row.order_id, row.kind])}?replaces={row.pk}",
    }
    return render(request, "delivery/document.html", context, status=status)


def _list_address(order: Order, shipment: Shipment | None) -> str:
    if shipment is None:
        return reverse("delivery:order-documents", args=[order.pk])
    return reverse("delivery:shipment-documents", args=[shipment.pk])
