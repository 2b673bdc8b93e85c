"""What a supplier offers. Its regulatory facts freeze with the first certificate; its offer may change any day."""

from __future__ import annotations

import secrets
from decimal import Decimal
from functools import partial

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpmarket.foundation.text.languages import in_reader_language
from suppliers.identity.bare_numbers import bare_column
from suppliers.models.supplier import Supplier
from suppliers.models.supply import MEASURES_COUNT, PLACE_WITH_INCOTERM, SupplyFacts


class ProductGroup(models.TextChoices):
    """Where lists show a product type: in this order."""

    PROTECTION = "protection", _("Masks, eye protection and hygiene")
    GLOVES_AND_GOWNS = "gloves_and_gowns", _("Gloves and gowns")
    INJECTION = "injection", _("Injection, infusion and catheters")
    WOUND_CARE = "wound_care", _("Wound care")
    DIAGNOSTICS = "diagnostics", _("Rapid tests and diagnostics")
    MONITORING = "monitoring", _("Measuring and monitoring")
    RESPIRATORY = "respiratory", _("Respiratory care")
    MOBILITY = "mobility", _("Mobility and beds")
    OTHER = "other", _("Other products")


GROUPS: dict[str, ProductGroup] = {group.value: group for group in ProductGroup}
"""By their codes: a page asks for the group of every type, and ``ProductGroup.values`` is a new list each time."""


class ProductType(models.Model):
    """A kind of product as the rulebook names it, with its codes and the fields that describe such a product."""

    id = models.CharField(_("id"), max_length=40, primary_key=True)
    name_en = models.CharField(_("English name"), max_length=120)
    name_zh = models.CharField(_("Chinese name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=40)
    definition = models.TextField(_("definition"), blank=True)
    facts = models.JSONField(_("facts"), default=dict)
    """As in audits/rulebook/product_types.yaml: hs_2022, emdn, standards, attributes, specification…"""

    class Meta:
        verbose_name = _("product type")
        verbose_name_plural = _("product types")
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        return in_reader_language(en=self.name_en, zh=self.name_zh)

    @property
    def group(self) -> ProductGroup:
        """Editions before the groups name none: such a type stands under OTHER."""
        return GROUPS.get(self.facts.get("group", ""), ProductGroup.OTHER)

    @property
    def search_names(self) -> tuple[str, ...]:
        """What such a product is called, in both languages: its names and those that people look for."""
        return (self.name_en, self.name_zh, *self.facts.get("synonyms", ()))


class ProductQuerySet(models.QuerySet["Product"]):
    def on_offer(self) -> ProductQuerySet:
        """What buyers may see: listed, from a qualified company."""
        return self.filter(is_listed=True, supplier__status=Supplier.Status.QUALIFIED)


class Currency(models.TextChoices):
    USD = "USD", _("US dollar")
    EUR = "EUR", _("euro")
    CNY = "CNY", _("renminbi")


class Product(SupplyFacts):
    """One model of a supplier. ``attributes`` are the facts that rules ask about (sterile, claims, class…).

    Three parties: the ``supplier`` sells it; the legal manufacturer puts its name to it, and declarations, certificates and
    reports belong to that company; the factory makes it. Empty names mean that one company is both.
    """

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="products", verbose_name=_("supplier"))
    product_type = models.ForeignKey(
        ProductType, models.PROTECT, related_name="products", verbose_name=_("product type")
    )
    model = models.CharField(_("model"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=300)
    name_zh = models.CharField(_("Chinese name"), max_length=300, blank=True)
    description_en = models.TextField(_("description"), blank=True, max_length=4000)
    manufacturer_en = models.CharField(_("legal manufacturer, in English"), max_length=200, blank=True)
    manufacturer_zh = models.CharField(_("legal manufacturer, in Chinese"), max_length=200, blank=True)
    factory = models.CharField(_("factory"), max_length=300, blank=True)
    attributes = models.JSONField(_("regulatory facts"), default=dict, blank=True)
    specification = models.JSONField(_("specification"), default=dict, blank=True)
    standards = models.JSONField(_("standards and classes met"), default=list, blank=True)
    """Each as written: 'EN 149 FFP2'."""
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.USD)
    moq = models.PositiveIntegerField(_("minimum order"), default=1)
    monthly_capacity = models.PositiveIntegerField(_("monthly capacity"), null=True, blank=True)
    lead_time_days = models.PositiveSmallIntegerField(_("lead time in days"), null=True, blank=True)
    is_listed = models.BooleanField(_("shown to buyers"), default=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["name_en", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "product_type", "model"],
                name="product_model_once_per_supplier",
                violation_error_message=_("You already have a product of this type with this model."),
            ),
            models.CheckConstraint(condition=Q(moq__gte=1), name="product_moq_at_least_one"),
            MEASURES_COUNT,
            PLACE_WITH_INCOTERM,
        ]
        indexes = [models.Index(bare_column("model"), name="product_bare_model")]

    def __str__(self) -> str:
        return f"{self.display_name} · {self.model}"

    def get_absolute_url(self) -> str:
        return reverse("buyers:product", args=[self.pk])

    @property
    def display_name(self) -> str:
        return in_reader_language(en=self.name_en, zh=self.name_zh)

    @property
    def manufacturer_names(self) -> tuple[str, ...]:
        """Names of its legal manufacturer; empty where that is the company that sells it."""
        return tuple(filter(None, (self.manufacturer_en, self.manufacturer_zh)))

    @property
    def is_on_offer(self) -> bool:
        """Whether buyers may see it now."""
        return self.is_listed and self.supplier.status == Supplier.Status.QUALIFIED

    def has_frozen_facts(self) -> bool:
        """Whether a certificate that covers it went to the auditors: type, model and regulatory facts then stay."""
        return self.certificates.exclude(status__in=["draft", "retracted"]).exists()


class FormerFacts(models.Model):
    """What rules asked about a product until a moment, when other facts took their place.

    A product without such a row has always had the facts that it has.
    """

    product = models.ForeignKey(Product, models.CASCADE, related_name="former_facts", verbose_name=_("product"))
    product_type = models.ForeignKey(ProductType, models.PROTECT, related_name="+", verbose_name=_("product type"))
    attributes = models.JSONField(_("regulatory facts"), default=dict)
    manufacturer_en = models.CharField(_("legal manufacturer, in English"), max_length=200, blank=True)
    manufacturer_zh = models.CharField(_("legal manufacturer, in Chinese"), max_length=200, blank=True)
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("former facts")
        verbose_name_plural = _("former facts")
        ordering = ["until", "pk"]

    def __str__(self) -> str:
        return f"{self.product_type_id} · {self.until:%Y-%m-%d %H:%M}"


class PriceTier(models.Model):
    """The price of one unit from a quantity on."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="price_tiers", verbose_name=_("product"))
    from_quantity = models.PositiveIntegerField(_("from quantity"))
    unit_price = models.DecimalField(_("price per unit"), max_digits=12, decimal_places=4)

    class Meta:
        verbose_name = _("price tier")
        verbose_name_plural = _("price tiers")
        ordering = ["from_quantity"]
        constraints = [
            models.UniqueConstraint(fields=["product", "from_quantity"], name="price_tier_once_per_quantity"),
            models.CheckConstraint(condition=Q(unit_price__gt=Decimal(0)), name="price_tier_above_nothing"),
        ]

    def __str__(self) -> str:
        return f"≥ {self.from_quantity}: {self.unit_price}"

    @property
    def amount(self) -> Decimal:
        """The price with two decimals, or with more where they say something."""
        cents = self.unit_price.quantize(Decimal("0.01"))
        return cents if cents == self.unit_price else self.unit_price.normalize()


class ProductPicture(models.Model):
    """A picture of the product, re-encoded by us: nothing of the uploaded file's own data is left in it.

    Stored among the pictures as ``<name>-<width>.webp`` for each of WIDTHS that it is wide enough for.
    """

    WIDTHS = (320, 640, 1280)

    product = models.ForeignKey(Product, models.CASCADE, related_name="pictures", verbose_name=_("product"))
    name = models.CharField(
        _("name"), max_length=60, unique=True, default=partial(secrets.token_urlsafe, 16), editable=False
    )
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
    """Of the widest file; empty for a picture that is older than this column."""
    alt = models.CharField(_("what it shows"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def widths(self) -> list[int]:
        """The widths that are kept of it, smallest first."""
        return [width for width in self.WIDTHS if width <= self.width]

    def url(self, width: int) -> str:
        return reverse("suppliers:picture", args=[self.name, width])

    @property
    def src(self) -> str:
        """The one for browsers that do not choose by themselves."""
        return self.url(self.widths[-1] if len(self.widths) < 2 else self.widths[1])

    @property
    def srcset(self) -> str:
        return ", ".join(f"{self.url(width)} {width}w" for width in self.widths)


class RemovedPicture(models.Model):
    """A picture that a company took away, kept for a while so that an auditor can put it back. Nobody is shown it.

    Its files are private ones: ``files`` has the stored name of each width.
    """

    product = models.ForeignKey(Product, models.CASCADE, related_name="removed_pictures", verbose_name=_("product"))
    name = models.CharField(_("name"), max_length=60, unique=True, editable=False)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    files = models.JSONField(_("files"), default=dict)
    removed_at = models.DateTimeField(_("removed at"), db_index=True)

    class Meta:
        verbose_name = _("removed picture")
        verbose_name_plural = _("removed pictures")
        ordering = ["-removed_at", "-pk"]

    def __str__(self) -> str:
        return self.name
