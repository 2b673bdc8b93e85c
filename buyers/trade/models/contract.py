"""What both sides signed: versions of an order's terms. The first is the contract, later ones are amendments."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from buyers.terms.contract import Terms, from_data
from buyers.trade.models.order import Order, Side
from kpmarket.accounts.models import User


class Contract(models.Model):
    """One version of the terms; in force when both sides signed its digest. The database refuses to change it.

    A version by which one side ends part of the order, for a cause that gives it the right to, holds by its signature.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="contracts", verbose_name=_("order"))
    version = models.PositiveSmallIntegerField(_("version"))
    data = models.JSONField(_("terms"))
    digest = models.CharField(_("SHA-256 of the terms"), max_length=64)
    side = models.CharField(_("proposed by the side"), max_length=8, choices=Side)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed"))
    reason = models.CharField(_("why the terms change"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        ordering = ["order", "version"]
        constraints = [models.UniqueConstraint(fields=["order", "version"], name="contract_once_per_version")]

    def __str__(self) -> str:
        return f"{self.order} · {self.version}"

    @property
    def terms(self) -> Terms:
        return from_data(self.data)

    @property
    def is_signed(self) -> bool:
        """Whether it holds, or held: both sides signed it, or one that could end part of the order alone."""
        sides = {signature.side for signature in self.signatures.all()}
        return sides == set(Side.values) or (bool(sides) and bool(self.data.get("by_right")))


class Signature(models.Model):
    """One side agreed to one version by its digest. The database refuses to change it."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="signatures", verbose_name=_("contract"))
    side = models.CharField(_("side"), max_length=8, choices=Side)
    digest = models.CharField(_("SHA-256 that was signed"), max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("signed by"))
    at = models.DateTimeField(_("signed"))

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["contract", "at"]
        constraints = [models.UniqueConstraint(fields=["contract", "side"], name="signature_once_per_side")]

    def __str__(self) -> str:
        return f"{self.contract} · {self.get_side_display()}"


class ContractFile(models.Model):
    """The PDF of a version that both sides signed, as it was made first. The database refuses to change it."""

    contract = models.OneToOneField(Contract, models.PROTECT, related_name="file", verbose_name=_("contract"))
    stored_name = models.CharField(_("stored as"), max_length=60)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("bytes"))
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("file of a contract")
        verbose_name_plural = _("files of contracts")

    def __str__(self) -> str:
        return str(self.contract)
