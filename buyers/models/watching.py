"""What buyers have watched for them: searches, changes of products that they keep an eye on, and each person's choices."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.models.buyer import Buyer
from kpmarket.accounts.models import User
from kpmarket.foundation.places import place_name
from suppliers.models import Product


class Watched(models.TextChoices):
    """What can change about a product that somebody keeps an eye on."""

    CLEARANCE = "clearance", gettext_lazy("Clearance")
    CERTIFICATE = "certificate", gettext_lazy("Documents")
    PRICE = "price", gettext_lazy("Price")
    SUPPLIER = "supplier", gettext_lazy("Supplier and offer")


class SavedSearch(models.Model):
    """A search of the catalogue that is run again for its organisation."""

    MOST: ClassVar[int] = 50
    """Searches of one organisation."""

    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="saved_searches", verbose_name=gettext_lazy("buyer"))
    made_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=gettext_lazy("saved by")
    )
    name = models.CharField(gettext_lazy("name"), max_length=120)
    query = models.CharField(gettext_lazy("search"), max_length=2000)
    """As the catalogue's address has it, with the destination and without a page or a day."""
    found = models.BinaryField(gettext_lazy("products found so far"), null=True)
    """Their keys, however many, as ``buyers.services.key_sets`` packs them; None before it first ran."""
    made_at = models.DateTimeField(gettext_lazy("saved"), default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("saved search")
        verbose_name_plural = gettext_lazy("saved searches")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["buyer", "query"], name="search_once_per_buyer")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('buyers:catalogue')}?{self.query}"


class AlertChoice(models.Model):
    """Of what one person wants letters and notices. Without a row: of everything."""

    user = models.OneToOneField(User, models.CASCADE, related_name="alert_choice", verbose_name=gettext_lazy("person"))
    clearance = models.BooleanField(gettext_lazy("A clearance begins, ends or changes its last day"), default=True)
    certificate = models.BooleanField(gettext_lazy("Other documents count than before"), default=True)
    price = models.BooleanField(gettext_lazy("A price changes"), default=True)
    supplier = models.BooleanField(gettext_lazy("A supplier or an offer comes or goes"), default=True)
    search = models.BooleanField(gettext_lazy("A saved search finds new products"), default=True)

    class Meta:
        verbose_name = gettext_lazy("choice of alerts")
        verbose_name_plural = gettext_lazy("choices of alerts")

    def __str__(self) -> str:
        return str(self.user)


class ProductNews(models.Model):
    """One change of a product on an organisation's shortlist: what it was when last compared, and what it is."""

    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="news", verbose_name=gettext_lazy("buyer"))
    product = models.ForeignKey(Product, models.CASCADE, related_name="+", verbose_name=gettext_lazy("product"))
    destination = models.CharField(gettext_lazy("destination"), max_length=6)
    what = models.CharField(gettext_lazy("what changed"), max_length=12, choices=Watched)
    before = models.JSONField(gettext_lazy("before"), default=dict)
    now = models.JSONField(gettext_lazy("now"), default=dict)
    on = models.DateField(gettext_lazy("day"))
    found_at = models.DateTimeField(gettext_lazy("found"), default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("change of a product")
        verbose_name_plural = gettext_lazy("changes of products")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.product_id} · {self.what}"

    @property
    def sentence(self) -> str:
        """The change in the reader's language."""
        if self.what == Watched.PRICE:
            words = {"before": self.before["text"] or "–", "now": self.now["text"] or "–"}
            return _("Price: %(before)s before, %(now)s now.") % words
        if self.what == Watched.CERTIFICATE:
            gone, come = (set(self.before["documents"]), set(self.now["documents"]))
            words = {"come": len(come - gone), "gone": len(gone - come)}
            return _("Documents that count: %(come)s new, %(gone)s gone.") % words
        if self.what == Watched.SUPPLIER:
            return _("Offered again.") if self.now["is_offered"] else _("No longer on offer.")
        day = parse_date(self.now["until"]) if self.now["until"] else None
        place = place_name(self.destination)
        if not self.now["is_open"]:
            return _("Neither cleared nor ready for %(place)s any more.") % {"place": place}
        if day is None:
            return _("Cleared or ready for %(place)s, without a known last day.") % {"place": place}
        return _("Holds for %(place)s until %(day)s now.") % {"place": place, "day": date_format(day)}
