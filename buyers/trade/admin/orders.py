"""Orders on the desk: those that need somebody, those that the watch found something about, and one order to read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audits.admin.case.access import person
from audits.admin.keys import key_in
from audits.desk.permissions import own_companies
from buyers.trade.admin.access import DeskAdmin, Office
from buyers.trade.models import Order, Side, WatchNotice
from buyers.trade.services import attention
from buyers.trade.services.desk import own_organisations
from buyers.trade.services.diversion import diversions
from buyers.trade.services.facts import order_facts
from buyers.trade.services.known_then import known_then
from buyers.trade.services.order_sections import desk_sections_of
from buyers.trade.services.watch_judging import LineWatch
from buyers.trade.services.watching import watch_orders

READERS = (Office.HANDLER, Office.HEAD)


def others_orders(request: HttpRequest) -> list[Order]:
    """Orders in force of which this person is no side: nobody works on an organisation of their own."""
    user = person(request)
    return attention.open_orders(suppliers=own_companies(user), buyers=own_organisations(user))


class OrderDesk(DeskAdmin):
    """Pages that handlers and heads read; what they show is computed when they are asked for."""

    offices = READERS

    def render(self, request: HttpRequest, template: str, **facts: Any) -> TemplateResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "is_nav_sidebar_enabled": False, **facts}
        return TemplateResponse(request, template, context)


@admin.register(Order)
class OrderAdmin(OrderDesk):
    """Orders that need somebody, and the page of one order."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Order]:
        """Without the person's own, which are of no concern to them here."""
        user = person(request)
        orders = super().get_queryset(request).select_related("buyer", "supplier", "holder")
        return orders.exclude(supplier__in=own_companies(user)).exclude(buyer__in=own_organisations(user))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request)
        orders = others_orders(request)
        needs = attention.needs_of(orders, at=timezone.now())
        title = _("Orders that need somebody")
        return self.render(
            request,
            "admin/trade/orders.html",
            title=title,
            needs=needs,
            count=len(orders),
            is_cut=len(orders) == attention.MOST,
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        order = self.subject(request, key_in(self.opts, object_id))
        facts = order_facts(order, at=timezone.now())
        stopped = [hold.line for hold in facts.holds]
        return self.render(
            request,
            "admin/trade/order.html",
            title=order.number,
            order=order,
            facts=facts,
            side=Side.BUYER,
            reasons=[reason for need in attention.needs_of([order], at=facts.at) for reason in need.reasons],
            known_then=known_then(order),
            diversions=diversions(order, stopped, facts.on) if stopped else (),
            notices=order.watch_notices.select_related("recipient"),
            sections=desk_sections_of(facts),
            movements=order.movements.prefetch_related("transfers").order_by("pk"),
        )


@admin.register(WatchNotice)
class WatchAdmin(OrderDesk):
    """Lines of orders that are stopped, or whose clearance ends too early, by day."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request)
        orders = others_orders(request)
        watched = watch_orders(orders, timezone.localdate()) if orders else {}
        lines = [line for found in watched.values() for line in found if line.hold or line.is_too_short]
        title = _("Watches: orders that are stopped or end too early")
        return self.render(
            request, "admin/trade/watches.html", title=title, lines=sorted(lines, key=_day_of), count=len(orders)
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[WatchNotice]:
        """Notices about others' orders: a page of one says who was notified of what, and when."""
        user = person(request)
        notices = super().get_queryset(request).select_related("order", "recipient")
        others = notices.exclude(order__supplier__in=own_companies(user))
        return others.exclude(order__buyer__in=own_organisations(user))


def _day_of(line: LineWatch) -> tuple[date, int, int]:
    """Stopped lines by the day since when, others by the day on which they end."""
    day = line.hold.since if line.hold else (line.until or date.max)
    return day, line.order.pk, line.line.number
