"""Notices of recalls and alerts as authorities publish them, whom they may concern, and what a person found."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from buyers.trade.models import Order
from kpmarket.accounts.models import User
from suppliers.models import Product, Supplier


class NoticeFormat(models.TextChoices):
    """The published formats that are read."""

    OPENFDA_ENFORCEMENT = "openfda-enforcement", _("openFDA device enforcement reports (JSON)")
    OPENFDA_RECALL = "openfda-recall", _("openFDA device recalls (JSON)")
    SAFETY_GATE = "safety-gate", _("EU Safety Gate weekly report (XML)")
    ROUND_UP = "mhra-round-up", _("MHRA field safety notices of a week (page of GOV.UK, HTML or JSON)")
    FEED = "feed", _("News feed of an authority (Atom or RSS)")


class RecallNotice(models.Model):
    """One version of a notice. The database refuses to change it: an authority's correction is the next version.

    ``source`` is the format, or the name of the feed; ``source_id`` the authority's own number. ``model_names``, ``lots`` and ``gtins``
    are what the notice names, as it writes them; empty where it names none. ``grade`` is the authority's class or level of risk.
    """

    source = models.CharField(_("source"), max_length=40)
    source_id = models.CharField(_("number at the source"), max_length=200)
    version = models.PositiveSmallIntegerField(_("version"))
    digest = models.CharField(_("SHA-256 of the content"), max_length=64)
    title = models.CharField(_("title"), max_length=500)
    text = models.TextField(_("text"), blank=True)
    maker = models.CharField(_("maker"), max_length=300, blank=True)
    brand = models.CharField(_("brand"), max_length=300, blank=True)
    model_names = models.JSONField(_("models"), default=list)
    lots = models.JSONField(_("lots"), default=list)
    gtins = models.JSONField(_("GTINs"), default=list)
    grade = models.CharField(_("class or level"), max_length=120, blank=True)
    origin = models.CharField(_("country of origin"), max_length=120, blank=True)
    published_on = models.DateField(_("published on"), null=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    loaded_at = models.DateTimeField(_("loaded"))

    class Meta:
        verbose_name = _("recall notice")
        verbose_name_plural = _("recall notices")
        ordering = ["-loaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id", "version"], name="recall_notice_once_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.source_id}"


class RecallQuestion(models.Model):
    """A notice may concern this supplier, or this one product: a question for a person, no finding about anybody.

    ``because`` are codes of what agrees: ``lot``, ``gtin``, ``model``, ``maker``; ``words`` what agrees, as the notice has it.
    """

    notice = models.ForeignKey(RecallNotice, models.PROTECT, related_name="questions", verbose_name=_("notice"))
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="+", verbose_name=_("supplier"))
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+", verbose_name=_("product"))
    because = models.JSONField(_("because"), default=list)
    words = models.JSONField(_("what agrees"), default=list)
    asked_at = models.DateTimeField(_("asked"))

    class Meta:
        verbose_name = _("question about a recall")
        verbose_name_plural = _("questions about recalls")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "supplier", "product"], name="recall_question_once_per_notice_and_product"
            ),
            models.UniqueConstraint(
                fields=["notice", "supplier"],
                condition=models.Q(product=None),
                name="recall_question_once_per_notice_and_supplier",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice} · {self.supplier}"


class RecallDecision(models.Model):
    """What a person of the desk found: it concerns them, and they are notified; or it does not, and why."""

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("It concerns them")
        DISMISSED = "dismissed", _("It does not concern them")

    question = models.OneToOneField(RecallQuestion, models.PROTECT, related_name="decision", verbose_name=_("question"))
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    reason = models.TextField(_("reason"), max_length=2000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("decision on a recall")
        verbose_name_plural = _("decisions on recalls")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.question} · {self.get_verdict_display()}"


class RecallAcknowledgement(models.Model):
    """What the buyer of an order says became of goods that a recall concerns. The database refuses to change it."""

    class Answer(models.TextChoices):
        STOPPED = "stopped", _("Found, and no longer used or passed on")
        USED = "used", _("Used up or passed on already")
        NONE = "none", _("We looked and have none of them")

    question = models.ForeignKey(
        RecallQuestion, models.PROTECT, related_name="acknowledgements", verbose_name=_("question")
    )
    order = models.ForeignKey(Order, models.PROTECT, related_name="recall_answers", verbose_name=_("order"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("answer to a recall")
        verbose_name_plural = _("answers to recalls")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["question", "order"], name="recall_answered_once_per_order")]

    def __str__(self) -> str:
        return f"{self.order} · {self.get_answer_display()}"


class RecallFetch(models.Model):
    """When a feed was last asked, and whether it answered: one row per feed, which each attempt replaces."""

    feed = models.CharField(_("feed"), max_length=40, unique=True)
    asked_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True)
    problem = models.CharField(_("problem"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("feed of recalls")
        verbose_name_plural = _("feeds of recalls")
        ordering = ["feed"]

    def __str__(self) -> str:
        return self.feed
