"""Orders of an organisation and of a company, by what they wait for: needs me, waits for others, done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buyers.trade.models import Order, Side
from buyers.trade.models.order import OrderQuerySet
from buyers.trade.services.order_rows import ENDED, OPEN, OrderRow, rows_of
from buyers.views.people import buyer_of
from kpmarket.accounts.requests import PersonRequest
from suppliers.companies.scope import company

PAGE = 25
MOST_OPEN = 200
"""Open orders that one list computes; an organisation with more sees the latest."""


@dataclass(frozen=True)
class Tab:
    """One list of three. Open orders are counted as computed, ended ones in the database."""

    label: str
    url: str
    count: int
    current: bool


@dataclass(frozen=True)
class Empty:
    """What an empty list says, and the next step."""

    title: str
    text: str
    url: str = ""
    action: str = ""


@require_safe
def orders(request: PersonRequest) -> HttpResponse:
    """The orders of the organisation that the person acts for."""
    buyer = buyer_of(request)
    found = Order.objects.filter(buyer=buyer) if buyer else Order.objects.none()
    context = {**_lists(request, found, Side.BUYER), "buyer": buyer}
    return render(request, "trade/orders.html", context)


@require_safe
def supplier_orders(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    """The orders that a company got. What waits for approval in the buyer's organisation is not there yet."""
    supplier = company(request, supplier_pk)
    found = Order.objects.filter(supplier=supplier, status__in=Order.SHOWN_TO_SUPPLIER)
    context = {**_lists(request, found, Side.SUPPLIER), "supplier": supplier}
    return render(request, "trade/supplier_orders.html", context)


def _lists(request: PersonRequest, found: OrderQuerySet, side: Side) -> dict[str, Any]:
    now = timezone.now()
    related = found.select_related("buyer", "supplier", "holder").order_by("-placed_at", "-pk")
    is_open = rows_of(list(related.filter(status__in=OPEN).prefetch_related("history")[:MOST_OPEN]), side, at=now)
    lists: dict[str, list[OrderRow]] = {"mine": [], "waiting": []}
    for row in is_open:
        lists["mine" if row.step.is_mine else "waiting"].append(row)
    done = Paginator(related.filter(status__in=ENDED), PAGE)
    chosen = request.GET.get("show", "")
    if chosen not in (*lists, "done"):
        chosen = "mine" if lists["mine"] or not lists["waiting"] else "waiting"
    pages = {name: Paginator(rows, PAGE) for name, rows in lists.items()}
    number = request.GET.get("page")
    if chosen == "done":
        page: Page[Any] = done.get_page(number)
        rows = rows_of(list(page), side, at=now)
    else:
        page = pages[chosen].get_page(number)
        rows = list(page)
    counts = {"mine": len(lists["mine"]), "waiting": len(lists["waiting"]), "done": done.count}
    return {
        "tabs": _tabs(request.path, counts, chosen),
        "rows": rows,
        "page": page,
        "page_query": f"show={chosen}&",
        "empty": _empty(side, chosen),
    }


def _tabs(url: str, counts: dict[str, int], chosen: str) -> list[Tab]:
    labels = {"mine": _("Needs you"), "waiting": _("Waits for others"), "done": _("Done")}
    return [Tab(label, f"{url}?show={key}", counts[key], key == chosen) for key, label in labels.items()]


def _empty(side: Side, chosen: str) -> Empty:
    if chosen == "waiting":
        return Empty(
            _("No order waits for others"), _("Orders that the other side, or a bank, has to move on stand here.")
        )
    if chosen == "done":
        return Empty(_("No order is done yet"), _("Completed, declined and cancelled orders stand here."))
    if side == Side.SUPPLIER:
        text = _("Buyers order what you quote or list. Answer enquiries with a quote that states price, term and plan.")
        return Empty(_("No order needs you now"), text)
    text = _("Ask suppliers for quotes, compare them, and order from the one that fits.")
    return Empty(_("No order needs you now"), text, reverse("buyers:enquiries"), _("My enquiries"))
