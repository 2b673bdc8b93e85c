"""Keeping the law up to date: checks of rules against their sources, and pages of sources as they were fetched."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audits.models.rulebook import Market
from kpmarket.accounts.models import User
from suppliers.models import ProductType


class LawCheck(models.Model):
    """A person compared the rules of a market with their sources. The database refuses change and deletion.

    Without a product type the check covers all of them. ``review_by`` is the last day on which it suffices.
    """

    market = models.ForeignKey(Market, models.PROTECT, related_name="checks", verbose_name=_("market"))
    product_type = models.ForeignKey(
        ProductType, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product type")
    )
    on = models.DateField(_("checked on"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("checked by"))
    review_by = models.DateField(_("check again by"))
    note = models.TextField(_("what was compared"))
    at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("check of the law")
        verbose_name_plural = _("checks of the law")
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(review_by__gte=F("on")), name="law_check_review_after_check")]

    def __str__(self) -> str:
        return f"{self.market_id} {self.on:%Y-%m-%d}"


class FetchOutcome(models.TextChoices):
    """What fetching a watched page gave."""

    FIRST = "first", _("Fetched for the first time")
    SAME = "same", _("Unchanged")
    CHANGED = "changed", _("Changed")
    GONE = "gone", _("Not found at its address")
    UNREACHABLE = "unreachable", _("Unreachable")


class SourceFetchQuerySet(models.QuerySet["SourceFetch"]):
    def reached(self) -> SourceFetchQuerySet:
        """Fetches that brought the page."""
        return self.exclude(digest="")

    def open_cases(self) -> SourceFetchQuerySet:
        """Changed or vanished pages that nobody has closed yet."""
        return self.filter(outcome__in=SourceFetch.CASES, closed_at=None)


class SourceFetch(models.Model):
    """One attempt to fetch the page of a watched source. A page that changed or vanished is a case until it is closed.

    ``source`` is the source's id in the rulebook. ``digest`` is the SHA-256 of ``text``, the words of the page without its
    markup; both are empty where nothing came. ``difference`` compares with the last page that came (unified diff).
    """

    CASES: ClassVar[tuple[str, ...]] = (FetchOutcome.CHANGED, FetchOutcome.GONE)

    source = models.CharField(_("source"), max_length=80)
    url = models.URLField(_("address"), max_length=500)
    at = models.DateTimeField(_("fetched"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=FetchOutcome)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    text = models.TextField(_("words of the page"), blank=True)
    difference = models.TextField(_("difference"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("closed by"))
    conclusion = models.TextField(_("conclusion"), blank=True)

    objects = SourceFetchQuerySet.as_manager()

    class Meta:
        verbose_name = _("fetch of a source")
        verbose_name_plural = _("watched sources")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["source", "-at"], name="source_fetch_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="source_fetch_closed_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.at:%Y-%m-%d}"

    @property
    def is_open_case(self) -> bool:
        """Whether somebody must still say what the change means."""
        return self.outcome in self.CASES and self.closed_at is None
