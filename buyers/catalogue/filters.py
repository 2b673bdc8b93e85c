"""The catalogue's filters. Every state of them is a URL."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from audits.models import NO_LEAD_TIME, NO_PRICE, Clearance
from buyers.catalogue import reference
from kpmarket.search import pieces
from suppliers.provinces import Province

SORTS = {
    "price": ("price_usd", _("Lowest price")),
    "lead_time": ("lead_time_days", _("Shortest lead time")),
    "moq": ("moq", _("Smallest minimum order")),
    "until": ("-valid_until", _("Cleared longest")),
    "newest": ("-id", _("Newest")),
}
"""Name in the URL -> column, words."""


def product_type_choices() -> list[tuple[str, str]]:
    return [(key, one.display_name) for key, one in reference.product_types().items()]


def destination_choices() -> list[tuple[str, str]]:
    return [(code, one.name) for code, one in reference.destinations().items()]


class CatalogueFilter(filters.FilterSet):
    """What a buyer may narrow by, over clearances that hold on the day asked about."""

    q = filters.CharFilter(label=_("Words"), method="search", max_length=100)
    type = filters.ChoiceFilter(
        label=_("Product type"), field_name="product_type", choices=product_type_choices, empty_label=_("Any")
    )
    to = filters.ChoiceFilter(label=_("Destination"), choices=destination_choices, method="ship_to", empty_label=None)
    on = filters.DateFilter(
        label=_("Shipped on"), method="hold_on", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    conditional = filters.BooleanFilter(
        label=_("Also show what is conditional"), method="leave", widget=forms.CheckboxInput
    )
    standard = filters.CharFilter(label=_("Standard and class"), method="meet_standard", max_length=120)
    price = filters.NumberFilter(
        label=_("Price per unit at most, US dollars"), field_name="price_usd", lookup_expr="lte", min_value=0
    )
    moq = filters.NumberFilter(label=_("Minimum order at most"), field_name="moq", lookup_expr="lte", min_value=1)
    lead_time = filters.NumberFilter(
        label=_("Lead time at most, days"), field_name="lead_time_days", lookup_expr="lte", min_value=0
    )
    capacity = filters.NumberFilter(
        label=_("Capacity at least, a month"), field_name="monthly_capacity", lookup_expr="gte", min_value=1
    )
    until = filters.DateFilter(
        label=_("Cleared until at least"),
        field_name="valid_until",
        lookup_expr="gte",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    province = filters.MultipleChoiceFilter(
        label=_("Province"), field_name="province", choices=Province.choices, widget=forms.CheckboxSelectMultiple
    )
    sort = filters.ChoiceFilter(
        label=_("Order"),
        choices=[(key, words) for key, (_column, words) in SORTS.items()],
        method="leave",
        empty_label=None,
    )

    class Meta:
        model = Clearance
        fields: list[str] = []

    def search(self, rows: QuerySet[Clearance], name: str, value: str) -> QuerySet[Clearance]:
        for piece in pieces(value):
            rows = rows.filter(words__contains=f" {piece}")
        return rows

    def ship_to(self, rows: QuerySet[Clearance], name: str, value: str) -> QuerySet[Clearance]:
        market = reference.market_of(value)
        return rows.none() if market is None else rows.filter(market=market)

    def hold_on(self, rows: QuerySet[Clearance], name: str, value: date) -> QuerySet[Clearance]:
        return rows.filter(valid_from__lte=value, valid_until__gte=value)

    def meet_standard(self, rows: QuerySet[Clearance], name: str, value: str) -> QuerySet[Clearance]:
        return rows.filter(standards__contains=f"|{value}|")

    def leave(self, rows: QuerySet[Clearance], name: str, value: str) -> QuerySet[Clearance]:
        return rows

    def narrowed(self, *, but: frozenset[str] = frozenset()) -> QuerySet[Clearance]:
        """The clearances that pass every filter, leaving out those named: a facet does not count against itself."""
        rows = Clearance.objects.current().filter(is_on_offer=True)
        cleaned: dict[str, Any] = self.form.cleaned_data
        for name, one in self.filters.items():
            if name in but or name in self.form.errors:
                continue
            rows = one.filter(rows, cleaned.get(name))
        if cleaned.get("price") is not None:
            rows = rows.exclude(price_usd=NO_PRICE)
        if cleaned.get("lead_time") is not None:
            rows = rows.exclude(lead_time_days=NO_LEAD_TIME)
        return rows if cleaned.get("conditional") else rows.filter(state=Clearance.State.CLEARED)
