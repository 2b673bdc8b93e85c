"""Proxies of suppliers, certificates, products and reviews, one for each page of the desk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audits.models.review import Review
from suppliers.models import Certificate, Product, Supplier


class Queue(Review):
    """What awaits review."""

    class Meta:
        proxy = True
        verbose_name = _("case in the queue")
        verbose_name_plural = _("queue: what awaits review")


class CertificateCase(Certificate):
    """A certificate on the desk."""

    class Meta:
        proxy = True
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")


class SupplierCase(Supplier):
    """A supplier on the desk."""

    class Meta:
        proxy = True
        verbose_name = _("supplier")
        verbose_name_plural = _("suppliers")


class ProductCase(Product):
    """A product on the desk: its claims, and what changed after its first clearance."""

    class Meta:
        proxy = True
        verbose_name = _("product")
        verbose_name_plural = _("products and their claims")
