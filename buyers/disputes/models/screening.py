"""Parties of orders compared with lists of sanctions: which lists were loaded, what was compared, and what a person said."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, Count, Q, Value, When
from django.utils.translation import gettext_lazy as _

from buyers.terms.disputes.lists import Kind
from buyers.trade.models import Order
from kpmarket.accounts.models import User


class SanctionsList(models.Model):
    """One published version of a list. Of each list the newest day counts; older ones say what was known when."""

    list_id = models.CharField(_("list"), max_length=20)
    """An id of ``sanctions_lists.yaml``."""
    published_on = models.DateField(_("day of the list"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    count = models.PositiveIntegerField(_("entries"))
    loaded_at = models.DateTimeField(_("loaded"))

    class Meta:
        verbose_name = _("list of sanctions")
        verbose_name_plural = _("lists of sanctions")
        ordering = ["list_id", "-published_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.list_id} · {self.published_on}"


class ListedName(models.Model):
    """A name of an entry of the newest version of a list: those of older versions are dropped when it is replaced."""

    source = models.ForeignKey(SanctionsList, models.CASCADE, related_name="names", verbose_name=_("list"))
    number = models.CharField(_("number of the entry"), max_length=60)
    kind = models.CharField(_("kind"), max_length=12, choices=[(one.value, one.value) for one in Kind])
    name = models.CharField(_("name"), max_length=400)
    program = models.CharField(_("program"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("listed name")
        verbose_name_plural = _("listed names")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Screening(models.Model):
    """A party of an order was compared with one version of a list. The database refuses to change it."""

    class Role(models.TextChoices):
        BUYER = "buyer", _("Buyer")
        SUPPLIER = "supplier", _("Supplier")
        PAYEE = "payee", _("Beneficiary of payments")
        CONSIGNEE = "consignee", _("Consignee")
        VESSEL = "vessel", _("Ship")

    order = models.ForeignKey(Order, models.PROTECT, related_name="screenings", verbose_name=_("order"))
    role = models.CharField(_("role"), max_length=10, choices=Role)
    name = models.CharField(_("name"), max_length=400)
    source = models.ForeignKey(SanctionsList, models.PROTECT, related_name="screenings", verbose_name=_("list"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("screening of a party")
        verbose_name_plural = _("screenings of parties")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "role", "name", "source"], name="screened_once_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.get_role_display()}"


class ScreeningHitQuerySet(models.QuerySet["ScreeningHit"]):
    def with_state(self) -> models.QuerySet[Any]:
        """Each with ``state``: ``open``; ``cleared`` by one person; ``listed`` where ``CONFIRMED_BY`` people said so."""
        same = Count("answers", filter=Q(answers__verdict="same"))
        other = Count("answers", filter=Q(answers__verdict="other"))
        state = Case(
            When(said_same__gte=ScreeningHit.CONFIRMED_BY, then=Value("listed")),
            When(said_other__gte=1, then=Value("cleared")),
            default=Value("open"),
        )
        return self.annotate(said_same=same, said_other=other).annotate(state=state)


class ScreeningHit(models.Model):
    """A question: a listed name is like the party's. ``why`` and ``score`` say how; the entry is copied as it was."""

    CONFIRMED_BY: ClassVar[int] = 2
    """People who say that a party is the listed one before it counts."""

    screening = models.ForeignKey(Screening, models.PROTECT, related_name="hits", verbose_name=_("screening"))
    number = models.CharField(_("number of the entry"), max_length=60)
    kind = models.CharField(_("kind"), max_length=12)
    name = models.CharField(_("listed name"), max_length=400)
    program = models.CharField(_("program"), max_length=300, blank=True)
    score = models.PositiveSmallIntegerField(_("likeness"))
    why = models.CharField(_("why"), max_length=10)

    objects = ScreeningHitQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of a screening")
        verbose_name_plural = _("questions of screenings")
        ordering = ["-score", "pk"]

    def __str__(self) -> str:
        return f"{self.screening} · {self.name}"


class HitAnswer(models.Model):
    """What a person said to a question. A party that is the listed one needs the word of a second person."""

    class Verdict(models.TextChoices):
        OTHER = "other", _("Somebody else")
        SAME = "same", _("The listed party")

    hit = models.ForeignKey(ScreeningHit, models.PROTECT, related_name="answers", verbose_name=_("question"))
    verdict = models.CharField(_("answer"), max_length=6, choices=Verdict)
    reason = models.TextField(_("reason"), max_length=2000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("answer to a question of a screening")
        verbose_name_plural = _("answers to questions of screenings")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["hit", "by"], name="hit_answered_once_per_person")]

    def __str__(self) -> str:
        return f"{self.hit} · {self.get_verdict_display()}"
