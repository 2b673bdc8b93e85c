"""Documents that are issued from data: their list, the form before issuing, their files, and taking one back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from buyers.delivery.forms.issued import IssueForm, WithdrawForm
from buyers.delivery.models import IssuedDocument, Shipment
from buyers.delivery.services.issued import cross_checks, documents, overview
from buyers.delivery.services.issued.drafts import draft_of
from buyers.delivery.views.issued_refusals import REFUSALS
from buyers.terms.delivery.issued import OF_ORDER, issuers_of
from buyers.trade.models import Order, Quote, Side
from buyers.trade.services.contracts import contract_in_force
from buyers.trade.views.scope import acting_order, order_of, side_for
from kpmarket.accounts.models import User
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import perform, sentence_of
from kpmarket.foundation.storage import files
from kpmarket.foundation.storage.files import SAFE_HEADERS


@require_safe
def issued(request: PersonRequest, pk: int) -> HttpResponse:
    """Everything that was issued for an order, what may be issued, and what contradicts itself."""
    return _list(request, order_of(request, pk), WithdrawForm())


def _list(request: PersonRequest, order: Order, form: WithdrawForm, **more: Any) -> HttpResponse:
    contract = contract_in_force(order)
    context = {
        "order": order,
        "groups": overview.groups_of(order, side_for(order, request.user), contract),
        "findings": cross_checks.findings_of(order, contract=contract),
        "withdraw_form": form,
        **more,
    }
    return render(request, "delivery/issued.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def issue_of_order(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    """A document of the whole order."""
    if kind not in OF_ORDER:
        raise Http404
    return _issue(request, acting_order(request, pk, _issuer(kind)), kind, None)


@require_http_methods(["GET", "HEAD", "POST"])
def issue_of_shipment(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    """A document of one shipment."""
    if kind not in overview.OF_SHIPMENT:
        raise Http404
    shipment = get_object_or_404(Shipment.objects.filter(order__in=Order.objects.of_members(request.user)), pk=pk)
    order = acting_order(request, shipment.order_id, _issuer(kind))
    shipment.order = order
    return _issue(request, order, kind, shipment)


def _issuer(kind: str) -> Side | None:
    """The side that issues this kind; None where either may."""
    sides = issuers_of(kind)
    return Side(sides[0]) if len(sides) == 1 else None


def _issue(request: PersonRequest, order: Order, kind: str, shipment: Shipment | None) -> HttpResponse:
    """The form with computed values; ``step=check`` compares with the other documents, ``step=issue`` issues."""
    now = timezone.now()
    try:
        draft = draft_of(order, kind, shipment, at=now)
    except tuple(REFUSALS) as refusal:
        messages.error(request, str(sentence_of(refusal, REFUSALS)))
        return redirect("delivery:issued", order.pk)
    last = documents.last_version(draft.number)
    form = IssueForm(
        request.POST if request.method == "POST" else None, draft=draft, before=last.version if last else 0
    )
    if not (form.is_bound and form.is_valid()):
        return _show(request, order, form, last)
    document = form.document()
    if request.POST.get("step") != "issue":
        found = cross_checks.raw_findings(order, shipment, draft=document) if shipment else []
        return _show(request, order, form, last, findings=cross_checks.in_words(found), is_checked=True)
    done = perform(
        request,
        lambda: documents.issue(
            order.pk,
            document,
            shipment,
            before=form.cleaned_data["before"],
            changed=form.cleaned_data.get("changed", ""),
            by=request.user,
            at=now,
        ),
        _("Issued. Both sides can save the file; its pages lead to a check that everybody may ask."),
        REFUSALS,
    )
    return redirect("delivery:issued", order.pk) if done else _show(request, order, form, last)


def _show(
    request: PersonRequest, order: Order, form: IssueForm, last: IssuedDocument | None, **more: Any
) -> HttpResponse:
    kind = IssuedDocument.Kind(form.draft.kind)
    context = {"order": order, "form": form, "draft": form.draft, "last": last, "title": kind.label, **more}
    return render(request, "delivery/issue.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a document back."""
    row = _readable(request.user, pk)
    if row.order_id is None:
        raise Http404
    order = acting_order(request, row.order_id, Side(row.side))
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _list(request, order, form, withdrawn_pk=row.pk)
    perform(
        request,
        lambda: documents.withdraw(row, form.cleaned_data["reason"], by=request.user, at=timezone.now()),
        _("Withdrawn. Whoever checks the document reads that from now on."),
        REFUSALS,
    )
    return redirect("delivery:issued", order.pk)


@require_safe
def issued_pdf(request: PersonRequest, pk: int) -> HttpResponse:
    """The file of one version, byte for byte as it was made."""
    row = _readable(request.user, pk)
    headers = {
        **SAFE_HEADERS,
        "Content-Disposition": files.disposition("attachment", f"{row.number}-v{row.version}.pdf"),
    }
    return HttpResponse(files.read(row.stored_name), content_type="application/pdf", headers=headers)


def _readable(person: User, pk: int) -> IssuedDocument:
    """A document of an order or a quote of the person's sides. Raises Http404."""
    of_quotes = Quote.objects.filter(
        Q(pk__in=Quote.objects.asked_by(person).values("pk")) | Q(thread__supplier__memberships__user=person)
    )
    mine = Q(order__in=Order.objects.of_members(person)) | Q(revision__quote__in=of_quotes)
    return get_object_or_404(IssuedDocument.objects.filter(mine).select_related("issued_by", "order").distinct(), pk=pk)
