"""Who: people who sign in by e-mail, and the notices the site has for them. Knows no business."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **facts: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **facts)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **facts: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **facts)

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. The e-mail address is the login."""

    class Purpose(models.TextChoices):
        """What the person came for; it decides which desk opens after signing in."""

        BUY = "buy", _("Buy for my organisation")
        SUPPLY = "supply", _("Supply from China")
        AUDIT = "audit", _("Audit")

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose, default=Purpose.BUY)
    language = models.CharField(_("language"), max_length=10, default="en")
    is_staff = models.BooleanField(_("may open the audit desk"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)
    """Since when name and address are gone. The row stays: what the person decided, uploaded and wrote names it."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique_ignoring_case")]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return gettext("Former member") if self.erased_at else self.name or self.email

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] or self.email


class FormerAddress(models.Model):
    """An address that a person replaced: letters about their company's money go there too, for a while."""

    user = models.ForeignKey(User, models.CASCADE, related_name="former_addresses", verbose_name=_("person"))
    email = models.EmailField(_("e-mail address"))
    replaced_at = models.DateTimeField(_("replaced"))

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return self.email


class NoticeQuerySet(models.QuerySet["Notice"]):
    def for_user(self, user: User) -> NoticeQuerySet:
        return self.filter(recipient=user)

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at=None)


class Notice(models.Model):
    """News for one person on the site. ``kind`` names the template that says it in the reader's language."""

    recipient = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name=_("recipient"))
    kind = models.CharField(_("kind"), max_length=60)
    params = models.JSONField(_("particulars"), default=dict)
    url = models.CharField(_("leads to"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["recipient", "read_at"], name="notice_recipient_unread")]

    def __str__(self) -> str:
        return self.kind

    @property
    def template(self) -> str:
        """The template of this kind of news."""
        return f"notices/{self.kind}.html"


class ErasureRequestQuerySet(models.QuerySet["ErasureRequest"]):
    def open(self) -> ErasureRequestQuerySet:
        """Neither undone nor carried out."""
        return self.filter(undone_at=None, carried_out_at=None)

    def due(self, at: datetime) -> ErasureRequestQuerySet:
        return self.open().filter(due_at__lte=at)


class ErasureRequest(models.Model):
    """A person asked for their data to be erased: carried out at ``due_at``, unless they undo it before."""

    person = models.ForeignKey(User, models.CASCADE, related_name="erasure_requests", verbose_name=_("person"))
    asked_at = models.DateTimeField(_("asked"))
    due_at = models.DateTimeField(_("due"))
    undone_at = models.DateTimeField(_("undone"), null=True)
    carried_out_at = models.DateTimeField(_("carried out"), null=True)

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for erasure")
        verbose_name_plural = _("requests for erasure")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(undone_at=None, carried_out_at=None), name="erasure_one_open_request"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(carried_out_at=None), name="erasure_is_not_both_undone_and_carried_out"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.due_at:%Y-%m-%d}"
