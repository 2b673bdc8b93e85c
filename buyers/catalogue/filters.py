"""The catalogue's filters. Every state of them is a URL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ChoiceField

from audits.models import NO_LEAD_TIME, NO_PRICE, Clearance
from buyers.catalogue import reference
from buyers.catalogue.words import saying
from suppliers.identity.provinces import Province
from suppliers.products.type_groups import GroupedChoices, grouped_choices

SORTS = {
    "price": ("price_usd", _("Lowest price")),
    "lead_time": ("lead_time_days", _("Shortest lead time")),
    "moq": ("moq", _("Smallest minimum order")),
    "until": ("-valid_until", _("Cleared longest")),
    "newest": ("-id", _("Newest")),
}
"""Name in the URL -> column, words."""


FACETS = frozenset({"province", "standard"})
"""Filters whose choices are shown with their counts."""
READY = "ready"
STANDINGS = {
    "": (Clearance.State.CLEARED, Clearance.State.CONDITIONAL),
    READY: (Clearance.State.READY, Clearance.State.READY_CONDITIONAL),
}
"""What is shown, by its name in the URL: cleared, and cleared only once the authority confirms it."""
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
"""Days that can be asked about."""
MOST = 2_147_483_647
"""The largest number that a column holds."""


class DayField(forms.DateField):
    """A day that the rules can be asked about."""

    widget = forms.DateInput(
        attrs={"type": "date", "min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}, format="%Y-%m-%d"
    )
    default_error_messages = {"invalid": _("Enter the day as year, month and day: 2027-03-14 or 2027年3月14日.")}
    default_validators = [
        MinValueValidator(FIRST_DAY, message=_("Choose a day from the year 2000 on.")),
        MaxValueValidator(LAST_DAY, message=_("Choose a day up to the year 2100.")),
    ]


class DayFilter(filters.DateFilter):
    field_class = DayField


class DestinationField(ChoiceField):
    """Looked up by its code, instead of walking along all countries."""

    def valid_value(self, value: str) -> bool:
        return reference.destination(value) is not None


class DestinationFilter(filters.ChoiceFilter):
    field_class = DestinationField


def product_type_choices() -> GroupedChoices:
    return grouped_choices(reference.product_types().values())


def destination_choices() -> list[tuple[str, str]]:
    return [(code, one.name) for code, one in reference.destinations().items()]


class CatalogueFilter(filters.FilterSet):
    """What a buyer may narrow by, over clearances that hold on the day asked about."""

    q = filters.CharFilter(label=_("Words"), method="leave", max_length=100)
    type = filters.ChoiceFilter(
        label=_("Product type"), field_name="product_type", choices=product_type_choices, empty_label=_("Any")
    )
    to = DestinationFilter(label=_("Destination"), choices=destination_choices, method="ship_to", empty_label=None)
    on = DayFilter(label=_("Arrives on"), method="leave")
    conditional = filters.BooleanFilter(
        label=_("Also show what is conditional"), method="leave", widget=forms.CheckboxInput
    )
    show = filters.ChoiceFilter(
        label=_("Show"),
        choices=[(READY, _("Ready: you arrange the rest"))],
        empty_label=_("Cleared"),
        method="leave",
    )
    standard = filters.CharFilter(label=_("Standard and class"), method="meet_standard", max_length=120)
    price = filters.NumberFilter(
        label=_("Price per unit at most, US dollars"),
        field_name="price_usd",
        lookup_expr="lte",
        min_value=0,
        max_value=MOST // 100,
    )
    moq = filters.NumberFilter(
        label=_("Minimum order at most"), field_name="moq", lookup_expr="lte", min_value=1, max_value=MOST
    )
    lead_time = filters.NumberFilter(
        label=_("Lead time at most, days"), field_name="lead_time_days", lookup_expr="lte", min_value=0, max_value=MOST
    )
    capacity = filters.NumberFilter(
        label=_("Capacity at least, a month"),
        field_name="monthly_capacity",
        lookup_expr="gte",
        min_value=1,
        max_value=MOST,
    )
    until = DayFilter(label=_("Cleared until at least"), field_name="valid_until", lookup_expr="gte")
    province = filters.MultipleChoiceFilter(
        label=_("Province"),
        field_name="province",
        choices=Province.choices,
        widget=forms.CheckboxSelectMultiple,
        distinct=False,
    )
    sort = filters.ChoiceFilter(
        label=_("Order"),
        choices=[(key, words) for key, (_column, words) in SORTS.items()],
        method="leave",
        empty_label=None,
    )

    form_class: Any

    class Meta:
        model = Clearance
        fields: list[str] = []

    def __init__(self, data: Mapping[str, Any], *, today: date) -> None:
        """As the library does it, but without copying each filter to its depths: only what refers to us differs."""
        self.is_bound, self.data, self.request, self.form_prefix = True, data, None, None
        self.queryset, self.today = Clearance.objects.none(), today
        self.filters = {name: self._own(one) for name, one in self.base_filters.items()}

    def _own(self, one: filters.Filter) -> filters.Filter:
        own = copy(one)
        own.parent, own.model = self, Clearance
        if own.method:
            own.method = one.method  # binds it to the copy
        return own

    @property
    def day(self) -> date:
        """The day asked about; today where none was, or none that can be read."""
        return self.form.cleaned_data.get("on") or self.today

    def get_form_class(self) -> Any:
        """Made once: its fields do not depend on what was asked, and their choices are read when they are shown."""
        cls = type(self)
        if "form_class" not in vars(cls):
            cls.form_class = super().get_form_class()
        return cls.form_class

    def ship_to(self, rows: QuerySet[Clearance], name: str, value: str) -> QuerySet[Clearance]:
        market = reference.market_of(value)
        return rows.none() if market is None else rows.filter(Clearance.in_country(value), market=market)

    def meet_standard(self, rows: QuerySet[Clearance], name: str, value: str) -> QuerySet[Clearance]:
        return rows.filter(standards__contains=f"|{value}|")

    def leave(self, rows: QuerySet[Clearance], name: str, value: str) -> QuerySet[Clearance]:
        return rows

    @property
    def overdue_types(self) -> frozenset[str]:
        """Product types that are at most conditional, because their rules there were not checked for too long."""
        market = reference.market_of(self.form.cleaned_data.get("to") or "")
        return reference.overdue_types(market, on=self.day, today=self.today)

    @property
    def words(self) -> str:
        """What is searched for; empty where nothing is."""
        return self.form.cleaned_data.get("q") or ""

    def narrowed(self, *, but: frozenset[str] = frozenset()) -> QuerySet[Clearance]:
        """The clearances of that day that pass every filter, leaving out those named: a facet does not count
        against itself. A filter that cannot be understood narrows nothing, and the form says so; day and
        destination narrow always.
        """
        rows: QuerySet[Clearance] = Clearance.objects.holding(self.day).filter(is_on_offer=True)
        cleaned: dict[str, Any] = self.form.cleaned_data
        rows = self._passing(rows, [name for name in self.filters if name not in but])
        if cleaned.get("price") is not None:
            rows = rows.exclude(price_usd=NO_PRICE)
        if cleaned.get("lead_time") is not None:
            rows = rows.exclude(lead_time_days=NO_LEAD_TIME)
        firm, unsure = STANDINGS[cleaned.get("show") or ""]
        if cleaned.get("conditional"):
            rows = rows.filter(state__in=[firm, unsure])
        else:
            rows = rows.filter(state=firm).exclude(product_type__in=self.overdue_types)
        return saying(rows, self.words, product_type=cleaned.get("type") or "")

    def facetted(self, rows: QuerySet[Clearance]) -> QuerySet[Clearance]:
        """Of clearances that pass the other filters those that pass the facets too."""
        return self._passing(rows, sorted(FACETS))

    def _passing(self, rows: QuerySet[Clearance], names: Iterable[str]) -> QuerySet[Clearance]:
        cleaned = self.form.cleaned_data
        for name in names:
            if name not in self.form.errors:
                rows = self.filters[name].filter(rows, cleaned.get(name))
        return rows
