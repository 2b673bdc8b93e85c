"""Contracts as PDF, for members of both sides."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from buyers.trade.services.contract_pdf import kept_pdf
from buyers.trade.views.scope import contract_of, order_of
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.storage.files import SAFE_HEADERS


@require_safe
def contract_pdf(request: PersonRequest, pk: int, version: int) -> HttpResponse:
    """The file of one version, to be saved."""
    contract = contract_of(order_of(request, pk), version)
    name = f"{contract.order.number}-{contract.version}.pdf"
    headers = {**SAFE_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(kept_pdf(contract, at=timezone.now()), content_type="application/pdf", headers=headers)
