"""A legal case of one side: what it is about, who works on it, and how it ended. The other side never learns of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from buyers.disputes.models.claim import Claim
from buyers.disputes.models.counsel import Counsel
from buyers.models import Buyer, BuyerMembership
from buyers.trade.models import Order, Side
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import StatusChange
from suppliers.models import Membership, Supplier

CASE_TRANSITIONS: dict[str, frozenset[str]] = {
    "opened": frozenset({"assigned", "closed"}),
    "assigned": frozenset({"working", "closed"}),
    "working": frozenset({"waiting", "closed"}),
    "waiting": frozenset({"working", "closed"}),
    "closed": frozenset(),
}
"""Whoever moves a case is refused every other way."""


class LegalCaseQuerySet(models.QuerySet["LegalCase"]):
    def for_user(self, user: User) -> LegalCaseQuerySet:
        """Cases of the sides that this person acts for. Who belongs to both sides of the order sees neither's cases."""
        bought = BuyerMembership.objects.filter(user=user)
        supplied = Membership.objects.filter(user=user)
        acting_buyers = bought.filter(role__in=BuyerMembership.PURCHASING_ROLES).values("buyer")
        acting_suppliers = supplied.filter(role__in=Membership.EDITING_ROLES).values("supplier")
        of_buyer = Q(buyer__in=acting_buyers) & ~Q(order__supplier__in=supplied.values("supplier"))
        of_supplier = Q(supplier__in=acting_suppliers) & ~Q(order__buyer__in=bought.values("buyer"))
        return self.filter(of_buyer | of_supplier)

    def open(self) -> LegalCaseQuerySet:
        return self.exclude(status=LegalCase.Status.CLOSED)


class LegalCase(models.Model):
    """Opened by the people of one side, its client: ``buyer`` or ``supplier``. Nobody else but the legal desk reads it.

    The desk opens one itself for the side whose counterparty was confirmed to be on a list of sanctions.

    ``jurisdiction`` is an ISO code of a country; ``other_party`` names the opponent of a case without an order. ``person`` is
    who works on it at the desk, ``counsel`` the firm outside.
    """

    class Kind(models.TextChoices):
        CONTRACT_REVIEW = "contract_review", _("Review of a contract")
        COLLECTION = "collection", _("Collection of money")
        QUALITY = "quality", _("Quality of goods")
        CUSTOMS_SEIZURE = "customs_seizure", _("Seizure by customs")
        RECALL = "recall", _("Recall")
        ARBITRATION = "arbitration", _("Arbitration")
        SANCTIONS = "sanctions", _("Sanctions")

    class Status(models.TextChoices):
        OPENED = "opened", _("Opened")
        ASSIGNED = "assigned", _("Assigned")
        WORKING = "working", _("Being worked on")
        WAITING = "waiting", _("Waiting")
        CLOSED = "closed", _("Closed")

    class WaitsFor(models.TextChoices):
        CLIENT = "client", _("the client")
        OTHER = "other", _("the other side")
        COURT = "court", _("a court or tribunal")

    class Outcome(models.TextChoices):
        ADVISED = "advised", _("Advice given")
        SETTLED = "settled", _("Settled")
        WON = "won", _("Decided for the client")
        PARTLY = "partly", _("Decided in part for the client")
        LOST = "lost", _("Decided against the client")
        WITHDRAWN = "withdrawn", _("Withdrawn by the client")
        NOT_TAKEN = "not_taken", _("Not taken by the desk")

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        CHINESE = "zh", _("Chinese")

    TRANSITIONS = CASE_TRANSITIONS

    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="cases", verbose_name=_("order"))
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="cases", verbose_name=_("claim"))
    buyer = models.ForeignKey(Buyer, models.PROTECT, null=True, related_name="cases", verbose_name=_("client"))
    supplier = models.ForeignKey(Supplier, models.PROTECT, null=True, related_name="cases", verbose_name=_("client"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    jurisdiction = models.CharField(_("country whose law or courts matter most"), max_length=6)
    language = models.CharField(_("language of the case"), max_length=2, choices=Language)
    other_party = models.CharField(_("other party"), max_length=200, blank=True)
    text = models.TextField(_("what it is about"), max_length=6000)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPENED)
    waits_for = models.CharField(_("waits for"), max_length=6, choices=WaitsFor, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    counsel = models.ForeignKey(Counsel, models.PROTECT, null=True, related_name="cases", verbose_name=_("counsel"))
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("person of the desk"))
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("opened by"))
    opened_at = models.DateTimeField(_("opened"))
    answered_at = models.DateTimeField(_("answered by the desk"), null=True)
    closed_at = models.DateTimeField(_("closed"), null=True)

    objects = LegalCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal case")
        verbose_name_plural = _("legal cases")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(buyer=None, supplier__isnull=False) | Q(buyer__isnull=False, supplier=None),
                name="case_has_one_client",
            ),
            models.CheckConstraint(condition=Q(claim=None) | Q(order__isnull=False), name="case_of_claim_has_order"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("disputes:case", args=[self.pk])

    @property
    def number(self) -> str:
        """As the client and the desk name it."""
        return f"LC-{self.opened_at.year}-{self.pk:06d}"

    @property
    def side(self) -> Side:
        """The side of its client."""
        return Side.BUYER if self.buyer_id else Side.SUPPLIER

    @property
    def client(self) -> str:
        """The name of its client."""
        return self.buyer.organisation if self.buyer else str(self.supplier and self.supplier.display_name)

    @property
    def is_open(self) -> bool:
        return self.status != self.Status.CLOSED


class LegalCaseStatusChange(StatusChange):
    """A step in the life of a case."""

    subject = models.ForeignKey(LegalCase, models.CASCADE, related_name="history", verbose_name=_("legal case"))

    class Meta(StatusChange.Meta):
        verbose_name = _("status change of a legal case")
        verbose_name_plural = _("status changes of legal cases")


class CaseAssignment(models.Model):
    """Who worked on a case from a moment on: a person of the desk, and counsel or nobody. The database refuses to change it."""

    case = models.ForeignKey(LegalCase, models.PROTECT, related_name="assignments", verbose_name=_("legal case"))
    counsel = models.ForeignKey(Counsel, models.PROTECT, null=True, related_name="+", verbose_name=_("counsel"))
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person of the desk"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("assigned by"))
    at = models.DateTimeField(_("assigned"))

    class Meta:
        verbose_name = _("assignment of a legal case")
        verbose_name_plural = _("assignments of legal cases")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.case} · {self.person}"
