"""What a supplier offers on a request, in revisions that are frozen once sent."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from buyers.models import BuyerMembership, DocumentKind, EnquiryLine, Thread
from kpmarket.accounts.models import User
from kpmarket.foundation.deadlines import Deadline
from kpmarket.foundation.transitions import StatusChange
from suppliers.models.product import Currency
from suppliers.models.supply import Incoterm, Unit

CHINA = ZoneInfo("Asia/Shanghai")
"""Where suppliers are: the last day on which a quote may be accepted ends there."""


class QuoteQuerySet(models.QuerySet["Quote"]):
    def asked_by(self, user: User) -> QuoteQuerySet:
        """Quotes on requests of the organisations that this person belongs to, each with the person's ``role_held``."""
        return self._asked_by(user, Q())

    def decided_by(self, user: User) -> QuoteQuerySet:
        """Those of them that this person accepts or declines."""
        return self._asked_by(user, Q(thread__enquiry__buyer__memberships__role__in=BuyerMembership.PURCHASING_ROLES))

    def _asked_by(self, user: User, role: Q) -> QuoteQuerySet:
        mine = Q(thread__enquiry__buyer__memberships__user=user)
        return self.filter(mine & role).annotate(role_held=F("thread__enquiry__buyer__memberships__role"))


class Quote(models.Model):
    """The offer of one supplier on one request; what it says is in its revisions, the last one counts."""

    class Status(models.TextChoices):
        SENT = "sent", _("Sent")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    TRANSITIONS: dict[str, frozenset[str]] = {
        Status.SENT: frozenset({Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN}),
        Status.DECLINED: frozenset({Status.SENT}),
        Status.WITHDRAWN: frozenset({Status.SENT}),
        Status.ACCEPTED: frozenset({Status.SENT}),
    }
    """A new revision after a refusal or a withdrawal sends the quote again; after an acceptance only where its order
    was declined or cancelled."""

    class Refusal(models.TextChoices):
        """Why a buyer declines a quote."""

        PRICE = "price", _("The price is too high")
        LEAD_TIME = "lead_time", _("It takes too long")
        TERMS = "terms", _("The terms of delivery or payment do not suit us")
        PRODUCT = "product", _("The product does not fit")
        CLEARANCE = "clearance", _("The clearance is not sufficient")
        OTHER_CHOSEN = "other_chosen", _("We chose another supplier")
        NOT_NEEDED = "not_needed", _("We no longer need it")
        OTHER = "other", _("Another reason")

    thread = models.OneToOneField(Thread, models.PROTECT, related_name="quote", verbose_name=_("conversation"))
    status = models.CharField(_("status"), max_length=24, choices=Status, default=Status.SENT)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Q-{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("trade:quote", args=[self.pk])


class QuoteStatusChange(StatusChange):
    """A step in the life of a quote."""

    subject = models.ForeignKey(Quote, models.CASCADE, related_name="history", verbose_name=_("quote"))

    class Meta(StatusChange.Meta):
        verbose_name = _("status change of a quote")
        verbose_name_plural = _("status changes of quotes")


class QuoteRevision(models.Model):
    """The quote as it was sent on one day. The database refuses to change it.

    Amounts in minor units of ``currency``. ``plan`` is the id of a payment plan, ``documents`` are ids of kinds.
    """

    class Mode(models.TextChoices):
        SEA = "sea", _("by sea")
        AIR = "air", _("by air")
        RAIL = "rail", _("by rail")
        ROAD = "road", _("by road")
        COURIER = "courier", _("by courier")

    quote = models.ForeignKey(Quote, models.PROTECT, related_name="revisions", verbose_name=_("quote"))
    number = models.PositiveSmallIntegerField(_("revision"))
    currency = models.CharField(_("currency"), max_length=3, choices=Currency)
    incoterm = models.CharField(_("Incoterm"), max_length=3, choices=Incoterm)
    place = models.CharField(_("named place"), max_length=120)
    mode = models.CharField(_("mode of transport"), max_length=8, choices=Mode)
    lead_time_days = models.PositiveSmallIntegerField(_("lead time in days"))
    valid_until = models.DateField(_("valid until"))
    plan = models.CharField(_("payment plan"), max_length=40)
    freight = models.PositiveBigIntegerField(_("freight"), null=True)
    """Only freight that is not in the unit prices; None: not offered."""
    tooling = models.PositiveBigIntegerField(_("tooling"), null=True)
    documents = models.JSONField(_("documents included"), default=list)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("revision of a quote")
        verbose_name_plural = _("revisions of quotes")
        ordering = ["quote", "-number"]
        constraints = [models.UniqueConstraint(fields=["quote", "number"], name="revision_once_per_number")]

    def __str__(self) -> str:
        return f"{self.quote}/{self.number}"

    @property
    def total(self) -> int:
        """All of it in minor units: lines, freight and tooling. Samples are ordered by themselves."""
        return sum(line.amount for line in self.lines.all()) + (self.freight or 0) + (self.tooling or 0)

    @property
    def deadline(self) -> Deadline:
        """The end of its last day where the supplier is."""
        return Deadline(self.valid_until, CHINA)

    @property
    def document_names(self) -> list[str]:
        """The documents included, in the reader's language."""
        return [str(DocumentKind(kind).label) for kind in self.documents]

    def is_valid(self, at: datetime) -> bool:
        """Whether it may still be accepted: until 23:59 of its last day in China."""
        return at.astimezone(CHINA).date() <= self.valid_until


class QuoteLine(models.Model):
    """The price of one line of the request; without a price the supplier does not offer it. Frozen with its revision."""

    revision = models.ForeignKey(QuoteRevision, models.PROTECT, related_name="lines", verbose_name=_("revision"))
    line = models.ForeignKey(EnquiryLine, models.PROTECT, related_name="offers", verbose_name=_("line of the request"))
    quantity = models.PositiveIntegerField(_("quantity"))
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    pieces = models.PositiveIntegerField(_("pieces per unit"), null=True)
    unit_price = models.DecimalField(_("price per unit"), max_digits=12, decimal_places=4, null=True)
    amount = models.PositiveBigIntegerField(_("amount"), default=0)
    sample_price = models.PositiveBigIntegerField(_("price of a sample"), null=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("line of a quote")
        verbose_name_plural = _("lines of quotes")
        ordering = ["revision", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "line"], name="offer_once_per_line"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="offer_quantity_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"{self.revision} · {self.line_id}"

    @property
    def is_offered(self) -> bool:
        return self.unit_price is not None


class QuoteDraft(models.Model):
    """What an editor has typed for a quote and not sent; the next of the company's editors goes on with it."""

    thread = models.OneToOneField(Thread, models.CASCADE, related_name="quote_draft", verbose_name=_("conversation"))
    typed = models.JSONField(_("as typed"), default=dict)
    """The form's values by the names of its fields; lists where a field has several."""
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("saved by"))
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("draft of a quote")
        verbose_name_plural = _("drafts of quotes")

    def __str__(self) -> str:
        return str(self.thread)


class QuoteEnding(models.Model):
    """The buyer was notified that this revision ends soon: once."""

    revision = models.OneToOneField(
        QuoteRevision, models.PROTECT, related_name="ending_notice", verbose_name=_("revision")
    )
    notified_at = models.DateTimeField(_("notified"))

    class Meta:
        verbose_name = _("reminder of a quote's end")
        verbose_name_plural = _("reminders of quotes' ends")

    def __str__(self) -> str:
        return str(self.revision)
