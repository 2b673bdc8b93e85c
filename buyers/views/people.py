"""For whom a person buys: asked once, before the first enquiry or shortlist. Changes are on the organisation's page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from buyers.catalogue import destination
from buyers.forms import BuyerForm
from buyers.models import Buyer, BuyerMembership
from buyers.services.organisations import begin_organisation
from kpmarket.accounts.requests import PersonRequest


def buyer_of(request: HttpRequest) -> Buyer | None:
    """The organisation that the signed-in person acts for, with their role as ``my_role``; None for who has none."""
    found = Buyer.objects.acted_for_by(request.user.pk).first() if request.user.is_authenticated else None
    if found:
        found.my_role = found.role_held  # type: ignore[attr-defined]  # annotated by acted_for_by
    return found


def may_purchase(buyer: Buyer) -> bool:
    """Whether the person for whom this row was fetched asks and decides for it. Who may not, reads."""
    return buyer.my_role in BuyerMembership.PURCHASING_ROLES


def refuse_viewers(buyer: Buyer) -> None:
    """Pages that only purchasers and owners have a use for do not exist for viewers. Raises Http404."""
    if not may_purchase(buyer):
        raise Http404


def ask_who(onward: str) -> HttpResponse:
    """Ask for organisation and country first, then go on."""
    return redirect(f"{reverse('buyers:profile')}?{urlencode({'next': onward})}")


def onward_url(request: HttpRequest, otherwise: str) -> str:
    """Where the reader wanted to go, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if is_ours else otherwise


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: PersonRequest) -> HttpResponse:
    """Begin an organisation with its name and country; then on to where the person was going."""
    known = buyer_of(request)
    if known and request.GET.get("new") != "yes":
        return redirect("buyers:organisation", known.pk)
    here = destination.chosen(request)
    form = BuyerForm(
        request.POST if request.method == "POST" else None,
        initial={"country": here.code} if here else {},
    )
    if request.method == "POST" and form.is_valid():
        begun = begin_organisation(form.save(commit=False), by=request.user, at=timezone.now())
        messages.success(request, _("You now buy for %(organisation)s.") % {"organisation": begun})
        return redirect(onward_url(request, reverse("buyers:shortlist")))
    status = 422 if form.is_bound else 200
    context = {"form": form, "next": onward_url(request, "")}
    return render(request, "buyers/profile.html", context, status=status)
