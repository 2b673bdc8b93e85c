"""The links that a side gave to people without an account, and ending them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from buyers.delivery.models import GuestLink
from buyers.delivery.services import guests
from buyers.trade.models import Order, Side
from buyers.trade.views.scope import acting_order, side_for
from kpmarket.accounts.requests import PersonRequest


@require_safe
def links(request: PersonRequest, pk: int) -> HttpResponse:
    """Every link that the person's side gave for this order, the latest first. The other side's are not shown."""
    order, side = _of_side(request, pk)
    now = timezone.now()
    rows = GuestLink.objects.filter(order=order, side=side).select_related("given_by", "revoked_by")
    shown = [(link, guests.is_open(link, now)) for link in rows]
    context = {"order": order, "rows": shown, "any_open": any(is_open for _link, is_open in shown)}
    return render(request, "delivery/links.html", context)


@require_POST
def revoke(request: PersonRequest, pk: int) -> HttpResponse:
    """End one link."""
    link = get_object_or_404(GuestLink, pk=pk)
    order, side = _of_side(request, link.order_id)
    if link.side != side:
        raise Http404
    if guests.revoke_link(link, by=request.user, at=timezone.now()):
        messages.success(request, _("The link of %(name)s opens nothing any more.") % {"name": link.name})
    else:
        messages.info(request, _("This link was revoked before."))
    return redirect("delivery:links", order.pk)


@require_POST
def revoke_all(request: PersonRequest, pk: int) -> HttpResponse:
    """End all links that the side gave for this order."""
    order, side = _of_side(request, pk)
    count = guests.revoke_all(order, side=side, by=request.user, at=timezone.now())
    words = ngettext("%(count)s link was revoked.", "%(count)s links were revoked.", count)
    messages.success(request, words % {"count": count})
    return redirect("delivery:links", order.pk)


def _of_side(request: PersonRequest, pk: int) -> tuple[Order, Side]:
    """The order and the side that the person acts for. Raises Http404 for who may only read or is on both sides."""
    order = acting_order(request, pk)
    side = side_for(order, request.user)
    if side is None:
        raise Http404
    return order, side
