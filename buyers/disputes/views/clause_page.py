"""Choosing law and forum of a contract: what is refused, what has to be known, and a sentence to agree on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from buyers.disputes.forms.clause import ClauseForm
from buyers.disputes.services import clause_words
from buyers.models import Buyer
from buyers.terms import clause, legal
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.places import place_name
from suppliers.models import Supplier


@require_safe
def clause_page(request: PersonRequest) -> HttpResponse:
    """The form with a proposal; with a choice in the address, what follows from it. Nothing is stored."""
    on = timezone.localdate()
    form = ClauseForm(request.GET if "law" in request.GET else None, on=on, initial=_proposal(request, on))
    context: dict[str, Any] = {"form": form, "usual": clause_words.usual_in_words()}
    if form.is_bound and form.is_valid():
        choice, country = form.choice(), form.cleaned_data["country"]
        context |= {
            "sentence": clause_words.sentence_of(choice),
            "known": clause_words.known_of(choice, country, on),
            "institution": legal.forums()[choice.forums[0]].label.read_in(get_language() or "en"),
            "place": place_name(country),
        }
    return render(request, "disputes/clause.html", context, status=422 if form.is_bound and form.errors else 200)


def _proposal(request: PersonRequest, on: date) -> dict[str, Any]:
    """For a buyer's organisation its country; for people of suppliers a buyer in Germany and the Chinese proposal."""
    buyer = Buyer.objects.acted_for_by(request.user.pk).first()
    is_chinese = buyer is None and Supplier.objects.editable_by(request.user).exists()
    country = buyer.country if buyer else "DE"
    proposed = clause.proposed(_amount(request.GET.get("sum", "")), is_chinese=is_chinese, country=country, on=on)
    return {
        "country": country,
        "law": proposed.law,
        "forum": proposed.forums[0],
        "seat": legal.forums()[proposed.forums[0]].seat.read_in(get_language() or "en"),
        "arbitration_language": proposed.language,
        "arbitrators": str(proposed.arbitrators),
    }


def _amount(text: str) -> Decimal | None:
    """US dollars in an address; None for anything else."""
    try:
        amount = Decimal(text[:20])
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount >= 0 else None
