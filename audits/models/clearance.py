"""The recorded results of the rules for each product and market."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, OrderBy, Q
from django.utils.translation import gettext_lazy as _

from audits.models.rulebook import Market, RulebookEdition
from audits.models.traits import OfferTraits
from suppliers.models import Product, ProductType, Supplier

NO_END = date(9999, 12, 31)
NO_START = date(1, 1, 1)
NO_PRICE = Decimal("99999999.9999")
NO_LEAD_TIME = 32767
"""Offers without a price or a lead time come last when sorted by it, and pass no filter on it."""


CATALOGUE_SORTS = (("price_usd", "id"), ("lead_time_days", "id"), ("moq", "id"), ("-valid_until", "id"), ("id",))
"""The orders that the catalogue offers; each has an index, so that a page is a range scan."""


def _in_catalogue(*sort: str) -> models.Index:
    """Index of one product type in one market in one order, with the days."""
    return models.Index(
        *(OrderBy(F(name.lstrip("-")), descending=name.startswith("-")) for name in ("product_type", "market", *sort)),
        condition=Q(superseded_at=None, is_on_offer=True),
        name=f"clearance_by_{sort[0].lstrip('-')}",
    )


def _in_market(*sort: str) -> models.Index:
    """Index of all product types in one market in one order."""
    return models.Index(
        *(OrderBy(F(name.lstrip("-")), descending=name.startswith("-")) for name in ("market", *sort)),
        condition=Q(superseded_at=None, is_on_offer=True),
        name=f"clearances_by_{sort[0].lstrip('-')}",
    )


COUNTED_BY = (
    "countries",
    "valid_from",
    "valid_until",
    "province",
    "standards",
    "price_usd",
    "moq",
    "lead_time_days",
    "traits",
)
"""Columns that the catalogue counts by, besides market, state and product type."""


def countries_as_text(codes: Iterable[str]) -> str:
    """As ``Clearance.countries`` keeps them."""
    ordered = sorted(codes)
    return f"|{'|'.join(ordered)}|" if ordered else ""


class ClearanceQuerySet(models.QuerySet["Clearance"]):
    def current(self) -> ClearanceQuerySet:
        """As we know it now."""
        return self.filter(superseded_at=None)

    def holding(self, on: date) -> ClearanceQuerySet:
        """As we know it now, holding on that day."""
        return self.current().filter(valid_from__lte=on, valid_until__gte=on)

    def known_at(self, moment: datetime) -> ClearanceQuerySet:
        """As we knew it at that moment."""
        return self.filter(Q(superseded_at=None) | Q(superseded_at__gt=moment), recorded_at__lte=moment)

    def in_country(self, country: str) -> ClearanceQuerySet:
        """Those of the whole market, whatever it is, or of this country of it."""
        return self.filter(Clearance.in_country(country))

    def open(self) -> ClearanceQuerySet:
        """Without prohibitions: what ships, or could once the buyer has its documents."""
        return self.exclude(state=Clearance.State.PROHIBITED)

    def cleared(self) -> ClearanceQuerySet:
        """Without conditional clearances."""
        return self.filter(state=Clearance.State.CLEARED)

    def shipping(self) -> ClearanceQuerySet:
        """Clearances with all documents on file, firm or conditional; without those that need documents of the buyer."""
        return self.filter(state__in=Clearance.SHIPPING)


class Clearance(models.Model):
    """A period in which a product may be shipped to a market, or could be once the buyer has its documents, or in which the law
    forbids it there.

    Two time axes: ``valid_from``..``valid_until`` are the days of the period (NO_START and NO_END where open),
    ``recorded_at``..``superseded_at`` are the moments between which we held it true. Written by
    ``audits.clearances.judging`` alone. The last block of columns is carried along from product and supplier,
    because the catalogue filters and sorts by it; ``update_catalogue_of`` keeps it true.
    """

    class State(models.TextChoices):
        CLEARED = "cleared", _("Cleared")
        CONDITIONAL = "conditional", _("Conditional")
        READY = "ready", _("Ready: you arrange the rest")
        READY_CONDITIONAL = "ready_conditional", _("Ready, to be confirmed with the authority")
        PROHIBITED = "prohibited", _("Prohibited")

    SHIPPING: ClassVar[tuple[str, ...]] = (State.CLEARED, State.CONDITIONAL)

    product = models.ForeignKey(Product, models.CASCADE, related_name="clearances", verbose_name=_("product"))
    market = models.ForeignKey(
        Market, models.PROTECT, related_name="clearances", db_index=False, verbose_name=_("market")
    )
    state = models.CharField(_("state"), max_length=20, choices=State)
    countries = models.TextField(_("countries"), blank=True)
    """Codes of the market's countries in which it holds, between bars: '|ES|PT|'; empty: in all of them."""
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    ends_because = models.JSONField(_("ends because"), null=True)
    certificates = models.JSONField(_("certificates used"), default=list)
    requirements = models.JSONField(_("requirements used"), default=list)
    to_arrange = models.JSONField(_("to be arranged by the buyer's side"), default=list)
    """For state ready: the smallest set of missing documents, each with its type and what it must state."""
    rulebook = models.ForeignKey(
        RulebookEdition, models.PROTECT, related_name="+", db_index=False, verbose_name=_("rulebook edition")
    )
    recorded_at = models.DateTimeField(_("recorded"))
    superseded_at = models.DateTimeField(_("superseded"), null=True)

    product_type = models.ForeignKey(ProductType, models.PROTECT, related_name="+", db_index=False)
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="+")
    is_on_offer = models.BooleanField(default=False)
    price_usd = models.DecimalField(max_digits=12, decimal_places=4, default=NO_PRICE)
    moq = models.PositiveIntegerField()
    lead_time_days = models.PositiveSmallIntegerField(default=NO_LEAD_TIME)
    monthly_capacity = models.PositiveIntegerField(default=0)
    province = models.CharField(max_length=10, blank=True)
    standards = models.TextField(blank=True)
    """Standards and classes that are met, between bars: '|EN 149 FFP2|GB 2626 KN95|'."""
    traits = models.ForeignKey(
        OfferTraits, models.DO_NOTHING, related_name="+", null=True, db_constraint=False, db_index=False
    )
    """No constraint: traits are never deleted, and thirty rows of each product would have to be checked."""

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("clearance")
        verbose_name_plural = _("clearances")
        ordering = ["product", "market", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="clearance_until_not_before_from"
            ),
            models.UniqueConstraint(
                fields=["product", "market", "countries", "valid_from"],
                condition=Q(superseded_at=None),
                name="clearance_one_current_per_start",
            ),
        ]
        indexes = [
            *(_in_catalogue(*sort) for sort in CATALOGUE_SORTS),
            *(_in_market(*sort) for sort in CATALOGUE_SORTS),
            models.Index(  # answers counts and rare filters by itself, without the table
                fields=["market", "state", "product_type"],
                include=[*COUNTED_BY, "monthly_capacity", "supplier", "product", "id"],
                condition=Q(superseded_at=None, is_on_offer=True),
                name="clearance_counts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} → {self.market_id}"

    @staticmethod
    def in_country(country: str) -> Q:
        """Of the whole market, whatever it is, or of this country of it."""
        return Q(countries="") | Q(countries__contains=f"|{country}|")

    def holds_in(self, country: str) -> bool:
        """Whether it is of the whole market, or of this country of it."""
        return not self.countries or f"|{country}|" in self.countries

    def covers_countries_of(self, other: Clearance) -> bool:
        """Whether it holds in every country of the market in which the other one does."""
        return not self.countries or (bool(other.countries) and all(map(self.holds_in, other.country_codes)))

    @property
    def country_codes(self) -> list[str]:
        """The countries of the market in which it holds; empty: all of them."""
        return self.countries.strip("|").split("|") if self.countries else []

    @property
    def last_day(self) -> date | None:
        """The last day of the period; None where no end is known."""
        return None if self.valid_until == NO_END else self.valid_until
