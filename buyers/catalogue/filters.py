"""The catalogue's filters. Every state of them is a URL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ChoiceField

from audits.models import NO_LEAD_TIME, NO_PRICE, Clearance, OfferTraits
from audits.site_audits.reading import companies_with_level
from buyers.catalogue import reference
from buyers.catalogue.quantities import QuantityField
from buyers.catalogue.rates import rates
from buyers.catalogue.standings import STANDINGS, Rows, Standing, Where, standing_so
from buyers.catalogue.words import saying
from kpmarket.foundation.text import days
from suppliers.identity.provinces import Province

SORTS = {
    "price": ("price_usd", _("Lowest price")),
    "lead_time": ("lead_time_days", _("Shortest lead time")),
    "moq": ("moq", _("Smallest minimum order")),
    "until": ("-valid_until", _("Cleared longest")),
    "newest": ("-id", _("Newest")),
}
"""Name in the URL -> column, words."""


TRAITS = ("maker", "level", "shared", "spec")
"""Filters on what ``OfferTraits`` says."""
FACETS = frozenset({"province", "standard", *TRAITS})
"""Filters whose choices are shown with their counts."""
MAX_CHOICES = 40
"""Choices of one facet that count, of those that an address names."""
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
"""Days that can be asked about."""
MOST = 2_147_483_647
"""The largest number that a column holds."""
MAX_VALUE = 120
"""The longest value of a facet."""


class DayField(days.DayField):
    """A day that the rules can be asked about."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(first=FIRST_DAY, last=LAST_DAY, **kwargs)


class DayFilter(filters.DateFilter):
    field_class = DayField


class DestinationField(ChoiceField):
    """Looked up by its code, instead of walking along all countries."""

    def valid_value(self, value: str) -> bool:
        return reference.destination(value) is not None


class DestinationFilter(filters.ChoiceFilter):
    field_class = DestinationField


def currency_choices() -> list[tuple[str, str]]:
    """Currencies that prices can be shown in."""
    return [(code, code) for code in rates().currencies]


class ValuesField(forms.MultipleChoiceField):
    """Several values, whatever they are: what no offer has finds nothing, and says so."""

    default_error_messages = {"invalid_choice": _("Choose from the list of this filter.")}

    def valid_value(self, value: str) -> bool:
        return bool(value) and len(value) <= MAX_VALUE and value.isprintable()

    def clean(self, value: Any) -> list[str]:
        """Without empty ones and without repetition."""
        return super().clean([one for one in dict.fromkeys(value or []) if one][:MAX_CHOICES])


class ValuesFilter(filters.MultipleChoiceFilter):
    field_class = ValuesField


class QuantityFilter(filters.Filter):
    field_class = QuantityField


class CatalogueFilter(filters.FilterSet):
    """What a buyer may narrow by, over clearances that hold on the day asked about, or over products that have none."""

    q = filters.CharFilter(label=_("Search"), method="leave", max_length=100)
    type = filters.ChoiceFilter(
        label=_("Product type"), field_name="product_type", choices=reference.type_choices, empty_label=_("Any")
    )
    to = DestinationFilter(
        label=_("Destination"), choices=reference.destination_choices, method="leave", empty_label=None
    )
    on = DayFilter(label=_("Arrives on"), method="leave")
    shipped = DayFilter(label=_("Shipped on"), method="leave")
    quantity = QuantityFilter(label=_("Quantity"), method="leave")
    currency = filters.ChoiceFilter(label=_("Currency"), choices=currency_choices, method="leave", empty_label=None)
    show = filters.ChoiceFilter(label=_("Show"), choices=list(STANDINGS.items()), method="leave", empty_label=None)
    standard = ValuesFilter(label=_("Standard and class"), method="meet_standards")
    maker = ValuesFilter(label=_("Maker or trader"), method="leave")
    level = ValuesFilter(label=_("Checked"), method="leave")
    shared = ValuesFilter(label=_("Certificates"), method="leave")
    spec = ValuesFilter(label=_("Specification"), method="leave")
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
    site = filters.ChoiceFilter(
        label=_("Site audit"), choices=[("holds", _("Holds on that day"))], method="audited", empty_label=_("Any")
    )
    until = DayFilter(label=_("Holds until at least"), field_name="valid_until", lookup_expr="gte", method="hold_until")
    province = filters.MultipleChoiceFilter(
        label=_("Province"),
        field_name="province",
        choices=Province.choices,
        widget=forms.CheckboxSelectMultiple,
        distinct=False,
    )
    sort = filters.ChoiceFilter(
        label=_("Sort by"),
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

    @property
    def country(self) -> str:
        """Code of the destination; empty where none was settled."""
        here = reference.destination(self.form.cleaned_data.get("to") or "")
        return here.code if here else ""

    @property
    def market(self) -> str | None:
        """The destination's market; None where we hold no rules."""
        return reference.market_of(self.country)

    def get_form_class(self) -> Any:
        """Made once: its fields do not depend on what was asked, and their choices are read when they are shown."""
        cls = type(self)
        if "form_class" not in vars(cls):
            cls.form_class = super().get_form_class()
        return cls.form_class

    def meet_standards(self, rows: Rows, name: str, value: list[str]) -> Rows:
        """Any one of them is enough."""
        return rows.filter(reduce(or_, (Q(standards__contains=f"|{one}|") for one in value))) if value else rows

    def hold_until(self, rows: Rows, name: str, value: date) -> Rows:
        """What has no clearance holds on no day."""
        return rows.filter(valid_until__gte=value) if rows.model is Clearance else rows.none()

    def audited(self, rows: Rows, name: str, value: str) -> Rows:
        """Of companies of which one site was audited, and whose level holds on the day asked about."""
        return rows.filter(supplier__in=companies_with_level(on=self.day)) if value else rows

    def leave(self, rows: Rows, name: str, value: Any) -> Rows:
        return rows

    @property
    def overdue_types(self) -> frozenset[str]:
        """Product types that are at most conditional, because their rules there were not checked for too long."""
        return reference.overdue_types(self.market, on=self.day, today=self.today)

    @property
    def words(self) -> str:
        """What is searched for; empty where nothing is."""
        return self.form.cleaned_data.get("q") or ""

    @property
    def traits(self) -> dict[str, set[str]]:
        """What is asked of traits, by their key: any one of the tokens."""
        cleaned = self.form.cleaned_data
        tokens = [f"{name}={value}" for name in TRAITS[:3] for value in cleaned.get(name) or []]
        return by_key(tokens + [one for one in cleaned.get("spec") or [] if "=" in one])

    @property
    def where(self) -> Where:
        """Where and when products are to stand so, and of which type."""
        market, day, kind = self.market, self.day, self.form.cleaned_data.get("type") or ""
        assessed = reference.assessed_types(market, on=day)
        return Where(self.country, market, day, kind, self.overdue_types, assessed)

    def narrowed(
        self,
        shown: Standing = Standing.CLEARED,
        *,
        but: frozenset[str] = frozenset(),
        where: Where | None = None,
    ) -> Rows:
        """What stands so that day and passes every filter, leaving out those named: a facet does not count against itself.

        Clearances; of what is not cleared, listings. A filter that cannot be understood narrows nothing, and the form
        says so; day and destination narrow always. ``where`` stands in the place of what was asked.
        """
        cleaned: dict[str, Any] = self.form.cleaned_data
        where = where or self.where
        rows = standing_so(shown, where)
        rows = self._passing(rows, [name for name in self.filters if name not in but], kind=where.kind)
        if cleaned.get("price") is not None:
            rows = rows.exclude(price_usd=NO_PRICE)
        if cleaned.get("lead_time") is not None:
            rows = rows.exclude(lead_time_days=NO_LEAD_TIME)
        return saying(rows, self.words, product_type=where.kind)

    def facetted(self, rows: Rows) -> Rows:
        """Of what passes the other filters those that pass the facets too."""
        return self._passing(rows, sorted(FACETS))

    def _passing(self, rows: Rows, names: Iterable[str], kind: str = "") -> Rows:
        names, cleaned = set(names), {**self.form.cleaned_data, "type": kind or None}
        for name in self.filters:
            if name in names and name not in self.form.errors:
                rows = self.filters[name].filter(rows, cleaned.get(name))
        if names.issuperset(TRAITS) and (asked := self.traits):
            rows = rows.filter(traits__in=having(asked))
        return rows


def by_key(tokens: Iterable[str]) -> dict[str, set[str]]:
    """Tokens by what stands before their first “=”."""
    found: dict[str, set[str]] = {}
    for token in tokens:
        found.setdefault(token.partition("=")[0], set()).add(token)
    return found


def having(asked: Mapping[str, set[str]]) -> QuerySet[OfferTraits]:
    """The combinations that have one token of each set."""
    found = OfferTraits.objects.order_by()
    for tokens in asked.values():
        found = found.filter(reduce(or_, (Q(tokens__contains=f"|{token}|") for token in sorted(tokens))))
    return found
