"""Shipments on the desk: read-only, what contradicts itself first."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audits.admin.case.access import person
from audits.admin.keys import key_in
from audits.desk.permissions import own_companies
from buyers.delivery.models import Shipment
from buyers.delivery.services.shipments.desk import desk_rows
from buyers.delivery.services.shipments.pages import page_of, shipments_to_show
from buyers.trade.admin.orders import OrderDesk, others_orders
from buyers.trade.services.desk import own_organisations
from buyers.trade.services.facts import order_facts


@admin.register(Shipment)
class ShipmentAdmin(OrderDesk):
    """All shipments of orders in force, and the page of one, without those of the person's own companies."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Shipment]:
        user = person(request)
        rows = super().get_queryset(request).select_related("order__buyer", "order__supplier", "order__holder")
        return rows.exclude(order__supplier__in=own_companies(user)).exclude(order__buyer__in=own_organisations(user))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request)
        rows = desk_rows(others_orders(request), at=timezone.now())
        return self.render(request, "admin/delivery/shipments.html", title=_("Shipments"), rows=rows)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        shipment = self.subject(request, key_in(self.opts, object_id))
        facts = order_facts(shipment.order, at=timezone.now())
        page = page_of(shipments_to_show(shipment.order).get(pk=shipment.pk), facts)
        return self.render(
            request, "admin/delivery/shipment.html", title=str(shipment), page=page, order=shipment.order
        )
