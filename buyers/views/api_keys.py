"""Keys of the API: an owner makes and revokes them; nobody else of the organisation sees that there are any."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from buyers.models import Buyer, BuyerMembership
from buyers.program_forms import ApiKeyForm
from buyers.services.api_keys import TooManyKeys, make_key, revoke
from buyers.views.people import ask_who, buyer_of
from kpmarket.accounts.requests import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def api_keys(request: PersonRequest) -> HttpResponse:
    """The keys of the organisation, and one more; the answer to its form is the only place that shows the key itself."""
    buyer = buyer_of(request)
    if buyer is None:
        return ask_who(request.get_full_path())
    _refuse_all_but_owners(buyer)
    form = ApiKeyForm(request.POST if request.method == "POST" else None)
    made = ""
    if form.is_valid():
        try:
            _key, made = make_key(buyer, form.cleaned_data["name"], by=request.user, at=timezone.now())
            form = ApiKeyForm()
        except TooManyKeys:
            form.add_error(None, _("Your organisation has as many keys as it may have. Revoke one first."))
    context = {"buyer": buyer, "keys": buyer.api_keys.select_related("made_by"), "form": form, "made": made}
    response = render(request, "buyers/api_keys.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def api_key_revoke(request: PersonRequest, pk: int) -> HttpResponse:
    """End a key of one's organisation."""
    buyer = buyer_of(request)
    if buyer is None:
        raise Http404
    _refuse_all_but_owners(buyer)
    key = get_object_or_404(buyer.api_keys, pk=pk)
    revoke(key, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s opens nothing any more.") % {"name": key.name})
    return redirect("buyers:api-keys")


def _refuse_all_but_owners(buyer: Buyer) -> None:
    if buyer.my_role != BuyerMembership.Role.OWNER:
        raise Http404
