"""Saved searches of an organisation, and each person's choice of alerts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from buyers.forms import AlertForm, SearchForm
from buyers.models import AlertChoice, Buyer, SavedSearch
from buyers.services.searches import kept_query
from buyers.views.people import ask_who, buyer_of, refuse_viewers
from kpmarket.accounts.requests import PersonRequest

MOST_CHARACTERS = 2000


@require_http_methods(["GET", "HEAD", "POST"])
def alerts(request: PersonRequest) -> HttpResponse:
    """The saved searches, and of what this person wants to know; a POST stores the choice."""
    buyer = buyer_of(request)
    if buyer is None:
        return ask_who(reverse("buyers:alerts"))
    choice = AlertChoice.objects.filter(user=request.user).first() or AlertChoice(user=request.user)
    form = AlertForm(request.POST if request.method == "POST" else None, instance=choice)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("buyers:alerts")
    searches = SavedSearch.objects.filter(buyer=buyer).select_related("made_by").order_by("name", "pk")
    return render(request, "buyers/alerts.html", {"form": form, "searches": searches, "buyer": buyer})


@require_http_methods(["GET", "HEAD", "POST"])
def search_save(request: PersonRequest) -> HttpResponse:
    """Keep a search of the catalogue under a name; the address holds the search."""
    buyer = buyer_of(request)
    if buyer is None:
        return ask_who(request.get_full_path())
    refuse_viewers(buyer)
    query = kept_query(request.GET.urlencode(), most=MOST_CHARACTERS)
    if not query:
        messages.error(request, _("This search cannot be kept: it names no destination, or is too long."))
        return redirect("buyers:catalogue")
    form = SearchForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _save(request, buyer, form, query):
        return redirect("buyers:alerts")
    context = {"form": form, "query": query, "buyer": buyer}
    return render(request, "buyers/search_save.html", context, status=422 if form.is_bound else 200)


def _save(request: PersonRequest, buyer: Buyer, form: SearchForm, query: str) -> bool:
    """Whether it is kept now; the same search twice is one."""
    if SavedSearch.objects.filter(buyer=buyer).exclude(query=query).count() >= SavedSearch.MOST:
        words = _("Your organisation keeps %(most)s searches already. Remove one first.")
        form.add_error(None, words % {"most": SavedSearch.MOST})
        return False
    facts = {"name": form.cleaned_data["name"], "made_by": request.user, "made_at": timezone.now()}
    SavedSearch.objects.update_or_create(buyer=buyer, query=query, defaults=facts)
    messages.success(request, _("The search is kept. We write to you when it finds new products."))
    return True


@require_POST
def search_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Keep it no longer."""
    mine = SavedSearch.objects.filter(buyer__in=Buyer.objects.purchased_for_by(request.user))
    get_object_or_404(mine, pk=pk).delete()
    messages.success(request, _("The search is no longer kept."))
    return redirect("buyers:alerts")
