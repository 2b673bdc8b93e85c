"""For whom a person buys: asked once, before the first enquiry or shortlist."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from buyers.catalogue import destination
from buyers.forms import BuyerForm
from buyers.models import Buyer
from kpmarket.accounts.requests import PersonRequest


def buyer_of(request: HttpRequest) -> Buyer | None:
    """The signed-in person as a buyer; None for who has not said yet for whom they buy."""
    return Buyer.objects.filter(user=request.user.pk).first() if request.user.is_authenticated else None


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
    """Organisation and country; then on to where the person was going."""
    known = buyer_of(request)
    here = destination.chosen(request)
    form = BuyerForm(
        request.POST if request.method == "POST" else None,
        instance=known or Buyer(user=request.user),
        initial={} if known or here is None else {"country": here.code},
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(onward_url(request, reverse("buyers:shortlist")))
    status = 422 if form.is_bound else 200
    context = {"form": form, "next": onward_url(request, ""), "is_new": known is None}
    return render(request, "buyers/profile.html", context, status=status)
