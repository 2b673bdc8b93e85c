"""The company that brings evidence, and the people who act for it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.invitations import IS_ACCEPTED_BY_SOMEONE, IS_PENDING, BaseInvitation
from kpmarket.accounts.models import User
from kpmarket.foundation.text.languages import in_reader_language
from kpmarket.foundation.transitions import StatusChange
from suppliers.identity.provinces import Province


class SupplierStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "in_review", _("In review")
    INFORMATION_REQUESTED = "information_requested", _("Information requested")
    QUALIFIED = "qualified", _("Qualified")
    SUSPENDED = "suspended", _("Suspended")
    REJECTED = "rejected", _("Rejected")


_S = SupplierStatus
SUPPLIER_TRANSITIONS: dict[str, frozenset[str]] = {
    _S.DRAFT: frozenset({_S.SUBMITTED}),
    _S.SUBMITTED: frozenset({_S.IN_REVIEW, _S.DRAFT}),
    _S.IN_REVIEW: frozenset({_S.QUALIFIED, _S.INFORMATION_REQUESTED, _S.REJECTED, _S.SUBMITTED}),
    _S.INFORMATION_REQUESTED: frozenset({_S.SUBMITTED, _S.DRAFT}),
    _S.QUALIFIED: frozenset({_S.SUSPENDED, _S.SUBMITTED}),
    _S.SUSPENDED: frozenset({_S.QUALIFIED, _S.REJECTED}),
    _S.REJECTED: frozenset({_S.DRAFT, _S.INFORMATION_REQUESTED, _S.SUBMITTED}),
}


NOT_BEFORE_THE_DESK = (_S.DRAFT, _S.REJECTED)


class SupplierQuerySet(models.QuerySet["Supplier"]):
    def for_user(self, user: User) -> SupplierQuerySet:
        """Companies that this person belongs to."""
        return self.filter(memberships__user=user)

    def editable_by(self, user: User) -> SupplierQuerySet:
        """Companies whose evidence this person may change."""
        return self.filter(memberships__user=user, memberships__role__in=Membership.EDITING_ROLES)

    def owned_by(self, user: User) -> SupplierQuerySet:
        """Companies whose people this person may change."""
        return self.filter(memberships__user=user, memberships__role=Membership.Role.OWNER)

    def qualified(self) -> SupplierQuerySet:
        """Companies that buyers may see."""
        return self.filter(status=SupplierStatus.QUALIFIED)

    def awaiting_review(self) -> SupplierQuerySet:
        return self.filter(status__in=[SupplierStatus.SUBMITTED, SupplierStatus.IN_REVIEW])


class Supplier(models.Model):
    """A Chinese company. Buyers see it once it is qualified."""

    class Role(models.TextChoices):
        MANUFACTURER = "manufacturer", _("Manufacturer")
        TRADER = "trader", _("Trading company")

    Status = SupplierStatus
    TRANSITIONS = SUPPLIER_TRANSITIONS

    name_zh = models.CharField(_("Chinese name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    province = models.CharField(_("province"), max_length=10, choices=Province, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    address_zh = models.CharField(_("address in Chinese"), max_length=300, blank=True)
    address_en = models.CharField(_("address in English"), max_length=300, blank=True)
    website = models.URLField(_("website"), blank=True)
    about_en = models.TextField(_("about the company"), blank=True, max_length=2000)
    status = models.CharField(_("status"), max_length=24, choices=SupplierStatus, default=_S.DRAFT, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    my_role: str
    """What the person who asks may do; only on rows that a view fetched for one person."""
    members = models.ManyToManyField(User, through="Membership", related_name="suppliers", verbose_name=_("members"))

    objects = SupplierQuerySet.as_manager()

    class Meta:
        verbose_name = _("supplier")
        verbose_name_plural = _("suppliers")
        ordering = ["name_en", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=~Q(credit_code="") & Q(status__in=["qualified", "suspended"]),
                name="supplier_one_qualified_company_per_credit_code",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "rejected"]) | Q(submitted_at__isnull=False),
                name="supplier_submitted_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_absolute_url(self) -> str:
        return reverse("buyers:supplier", args=[self.pk])

    @property
    def display_name(self) -> str:
        return in_reader_language(en=self.name_en, zh=self.name_zh)

    @property
    def is_frozen(self) -> bool:
        """Whether the company's particulars are with the auditors or judged: they change through a review only."""
        return self.status not in {_S.DRAFT, _S.INFORMATION_REQUESTED}

    @property
    def is_before_the_desk(self) -> bool:
        """Whether the company was handed in and not rejected: only then are its certificates reviewed."""
        return self.status not in NOT_BEFORE_THE_DESK

    @property
    def is_with_auditors(self) -> bool:
        """Whether an auditor judges it now, so that nothing that the judgement rests on may move."""
        return self.status in {_S.SUBMITTED, _S.IN_REVIEW}


class SupplierEvent(StatusChange):
    """One step of a supplier's life."""

    subject = models.ForeignKey(Supplier, models.PROTECT, related_name="history", verbose_name=_("supplier"))

    class Meta(StatusChange.Meta):
        verbose_name = _("supplier event")
        verbose_name_plural = _("supplier events")


class Contact(models.Model):
    """A person at the company whom buyers or auditors may reach."""

    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="contacts", verbose_name=_("supplier"))
    name = models.CharField(_("name"), max_length=120)
    position = models.CharField(_("position"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """What one person may do for one company."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        EDITOR = "editor", _("Editor")
        VIEWER = "viewer", _("Viewer")

    EDITING_ROLES: ClassVar[tuple[str, ...]] = ("owner", "editor")

    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="memberships", verbose_name=_("supplier"))
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.VIEWER)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["since", "pk"]
        constraints = [models.UniqueConstraint(fields=["supplier", "user"], name="membership_once_per_supplier")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class FormerMembership(models.Model):
    """A membership that ended. Whoever once acted for a company has an interest in it, and never judges it."""

    supplier = models.ForeignKey(
        Supplier, models.CASCADE, related_name="former_memberships", verbose_name=_("supplier")
    )
    user = models.ForeignKey(User, models.CASCADE, related_name="former_memberships", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=10, choices=Membership.Role)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("former member")
        verbose_name_plural = _("former members")
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class Invitation(BaseInvitation):
    """A letter that lets one address join a company."""

    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="invitations", verbose_name=_("supplier"))
    role = models.CharField(_("role"), max_length=10, choices=Membership.Role, default=Membership.Role.VIEWER)

    class Meta(BaseInvitation.Meta):
        constraints = [
            models.CheckConstraint(condition=IS_ACCEPTED_BY_SOMEONE, name="invitation_accepted_by_someone_at_a_moment"),
            models.UniqueConstraint(
                fields=["supplier", "email"], condition=IS_PENDING, name="invitation_one_open_per_address"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("suppliers:invitation", args=[self.token])
