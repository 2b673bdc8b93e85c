"""A buyer asks, one or several suppliers answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from buyers.models.buyer import Buyer, BuyerMembership
from buyers.models.document_kind import DocumentKind
from kpmarket.accounts.models import User
from kpmarket.foundation.deadlines import Deadline
from suppliers.identity.language_names import language_name
from suppliers.models import Product, Supplier
from suppliers.models.supply import Incoterm, Unit


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def for_user(self, user: User) -> EnquiryQuerySet:
        """Enquiries of the organisations that this person belongs to, each with the person's ``role_held``."""
        return self._of(Q(buyer__memberships__user=user))

    def answerable_by(self, user: User) -> EnquiryQuerySet:
        """Those of them in which this person may write."""
        may = Q(buyer__memberships__role__in=BuyerMembership.PURCHASING_ROLES)
        return self._of(Q(buyer__memberships__user=user) & may)

    def _of(self, membership: Q) -> EnquiryQuerySet:
        return self.filter(membership).annotate(role_held=F("buyer__memberships__role"))

    def with_answers(self) -> EnquiryQuerySet:
        """With ``asked``, ``answered`` and ``fresh``: how many suppliers, how many wrote, how many wrote unread."""
        answer = Q(threads__messages__is_from_buyer=False)
        unread = Q(threads__buyer_read_at=None) | Q(threads__messages__sent_at__gt=F("threads__buyer_read_at"))
        return self.annotate(
            asked=Count("threads", distinct=True),
            answered=Count("threads", filter=answer, distinct=True),
            fresh=Count("threads", filter=answer & unread, distinct=True),
        )


class Enquiry(models.Model):
    """What a buyer needs, where and by when; sent to at most ten suppliers, open for fifteen days."""

    DAYS_OPEN: ClassVar[int] = 15
    MOST_SUPPLIERS: ClassVar[int] = 10

    buyer = models.ForeignKey(Buyer, models.PROTECT, related_name="enquiries", verbose_name=_("buyer"))
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("sent by"))
    """The member who sent it; it is the organisation's."""
    destination = models.CharField(_("destination"), max_length=6)
    needed_by = models.DateField(_("needed by"))
    message = models.TextField(_("message"), max_length=4000)
    incoterm = models.CharField(_("Incoterm wanted"), max_length=3, choices=Incoterm, blank=True)
    place = models.CharField(_("named place"), max_length=120, blank=True)
    label_language = models.CharField(_("language of the label"), max_length=60, blank=True)
    """Codes of ISO 639-1 with commas between them, as "de,fr"; empty: not said."""
    wants_sample = models.BooleanField(_("a sample first"), default=False)
    documents = models.JSONField(_("documents wanted"), default=list)
    """Ids of ``DocumentKind``."""
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(incoterm="", place="") | (~Q(incoterm="") & ~Q(place="")),
                name="enquiry_incoterm_names_a_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} → {self.destination}"

    def get_absolute_url(self) -> str:
        return reverse("buyers:enquiry", args=[self.pk])

    @property
    def subject(self) -> str:
        """What it is about: the first of its products, and how many more there are."""
        return subject_of(self.lines.all())

    @property
    def last_day_to_answer(self) -> date:
        """The last day on which a supplier may answer for the first time."""
        return timezone.localdate(self.sent_at) + timedelta(days=self.DAYS_OPEN)

    @property
    def deadline(self) -> Deadline:
        """The end of that day where suppliers are: it binds them."""
        return Deadline(self.last_day_to_answer, timezone.get_default_timezone())

    @property
    def label_language_name(self) -> str:
        """In the reader's language; empty where it was not said."""
        return ", ".join(language_name(code) for code in self.label_language.split(",") if code)

    @property
    def document_names(self) -> list[str]:
        """The documents wanted, in the reader's language."""
        return [str(DocumentKind(kind).label) for kind in self.documents]

    @property
    def has_terms(self) -> bool:
        """Whether it says more than what, how many, where and when."""
        return bool(self.incoterm or self.label_language or self.wants_sample or self.documents)

    def is_open(self, on: date) -> bool:
        """Whether suppliers may still answer for the first time."""
        return on <= self.last_day_to_answer


class ThreadQuerySet(models.QuerySet["Thread"]):
    def with_latest(self) -> ThreadQuerySet:
        """With ``latest_at`` and ``latest_is_from_buyer`` of the last letter; the enquiry itself is the first one."""
        letters = Message.objects.filter(thread=OuterRef("pk")).order_by("-sent_at", "-pk")
        return self.annotate(
            latest_at=Coalesce(Subquery(letters.values("sent_at")[:1]), F("enquiry__sent_at")),
            latest_is_from_buyer=Coalesce(Subquery(letters.values("is_from_buyer")[:1]), Value(True)),
        )


class Thread(models.Model):
    """The conversation of one enquiry with one supplier, about those of its lines that are the supplier's products.

    Of enquiries before 30 November 2026 a supplier may have several, one for each product.
    """

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="threads", verbose_name=_("enquiry"))
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="threads", verbose_name=_("supplier"))
    buyer_read_at = models.DateTimeField(_("read by the buyer"), null=True)
    supplier_read_at = models.DateTimeField(_("read by the supplier"), null=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        ordering = ["-enquiry__sent_at", "pk"]

    def __str__(self) -> str:
        return f"{self.enquiry} · {self.supplier}"

    @property
    def subject(self) -> str:
        """What it is about: the first of its products, and how many more there are."""
        return subject_of(self.lines.all())


class EnquiryLine(models.Model):
    """A product of an enquiry and how many of it are needed; its supplier reads it in that conversation."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="lines", verbose_name=_("enquiry"))
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="lines", verbose_name=_("conversation"))
    product = models.ForeignKey(Product, models.PROTECT, related_name="enquiry_lines", verbose_name=_("product"))
    quantity = models.PositiveIntegerField(_("quantity"))
    unit = models.CharField(_("unit"), max_length=10, choices=Unit, blank=True)
    """Empty: the unit in which the product is listed."""
    specification = models.TextField(_("specification"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("line of an enquiry")
        verbose_name_plural = _("lines of enquiries")
        ordering = ["enquiry", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enquiry", "product"], name="line_once_per_product"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="line_quantity_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"{self.product} × {self.quantity}"

    @property
    def unit_asked(self) -> str:
        """The unit of the quantity."""
        return self.unit or self.product.unit

    @property
    def unit_words(self) -> str:
        """The same in the reader's language."""
        return str(Unit(self.unit_asked).label)


class Message(models.Model):
    """One letter in a conversation."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="messages", verbose_name=_("conversation"))
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("author"))
    is_from_buyer = models.BooleanField(_("from the buyer"))
    text = models.TextField(_("text"), max_length=4000)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


def subject_of(lines: Iterable[EnquiryLine]) -> str:
    """The first product of these lines, and how many more there are."""
    products = [line.product for line in lines]
    first = f"{products[0].display_name} {products[0].model}" if products else ""
    more = len(products) - 1
    if more < 1:
        return first
    words = ngettext("%(product)s and %(more)s more product", "%(product)s and %(more)s more products", more)
    return words % {"product": first, "more": more}
