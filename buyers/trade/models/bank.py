"""What banks report and are asked to do: statements, their entries, what each was taken for, and payments."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from buyers.trade.models.holder import BankAccount
from buyers.trade.models.order import Order
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import StatusChange
from suppliers.models import BeneficiaryAccount


class StatementFile(models.Model):
    """A statement as it was imported, whole or not at all. The database refuses to change it.

    ``opening`` and ``closing`` in minor units of the account's currency; ``sha256`` is that of the uploaded bytes.
    """

    class Kind(models.TextChoices):
        CAMT = "camt.053", "camt.053"
        MT940 = "mt940", "MT940"
        CSV = "csv", "CSV"
        PROVIDER = "provider", _("Payment institution")

    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="statements", verbose_name=_("bank account"))
    kind = models.CharField(_("format"), max_length=10, choices=Kind)
    name = models.CharField(_("name of the file"), max_length=200)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, unique=True)
    statement_id = models.CharField(_("number of the statement"), max_length=120, blank=True)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    opening = models.BigIntegerField(_("opening balance"))
    closing = models.BigIntegerField(_("closing balance"))
    imported_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("imported by"))
    """Empty where a payment institution was asked."""
    imported_at = models.DateTimeField(_("imported"))

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.account} · {self.from_on:%Y-%m-%d}–{self.until_on:%Y-%m-%d}"


class EntryQuerySet(models.QuerySet["StatementEntry"]):
    def open(self) -> EntryQuerySet:
        """Those that nobody has taken for anything yet or asked to, and that their payer's bank did not recall."""
        taken = Match.objects.filter(Q(entry=OuterRef("pk")) | Q(original=OuterRef("pk")), ended_at=None)
        free = self.filter(~Exists(taken)).exclude(money_requests__status__in=("asked", "done"))
        return free.exclude(exchanges_out__status__in=("asked", "done")).exclude(exchanges_in__status="asked")


class StatementEntry(models.Model):
    """One booking of a bank, or one payment of a batch. The database refuses to change it.

    ``amount`` in minor units, negative for what leaves the account. Banks use references twice or not at all, so an entry is
    known again by ``fingerprint``: the digest of all that the bank says about it, and of its place among equal ones of that day.
    """

    file = models.ForeignKey(StatementFile, models.PROTECT, related_name="entries", verbose_name=_("statement"))
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="entries", verbose_name=_("bank account"))
    position = models.PositiveIntegerField(_("place in the statement"))
    fingerprint = models.CharField(_("digest of the entry"), max_length=64)
    bank_ref = models.CharField(_("reference of the bank"), max_length=80, blank=True)
    booked_on = models.DateField(_("booked on"))
    valued_on = models.DateField(_("value date"))
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    payer_name = models.CharField(_("other party"), max_length=200, blank=True)
    payer_account = models.CharField(_("account of the other party"), max_length=60, blank=True)
    remittance = models.CharField(_("text"), max_length=1000, blank=True)
    reference = models.CharField(_("structured reference"), max_length=60, blank=True)
    end_to_end_id = models.CharField(_("end-to-end id"), max_length=60, blank=True)
    code = models.CharField(_("code of the bank"), max_length=40, blank=True)
    return_reason = models.CharField(_("reason of the return"), max_length=200, blank=True)
    is_reversal = models.BooleanField(_("reversal"), default=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a statement")
        verbose_name_plural = _("entries of statements")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["account", "fingerprint"], name="entry_once_per_account"),
            models.UniqueConstraint(fields=["file", "position"], name="entry_once_per_place"),
            models.CheckConstraint(condition=~Q(amount=0), name="entry_amount_is_not_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.booked_on:%Y-%m-%d} · {self.payer_name or self.bank_ref or self.pk}"


class PaymentFile(models.Model):
    """Payments that were exported together for the bank, as pain.001. The file itself is made from its rows when it is asked for."""

    account = models.ForeignKey(
        BankAccount, models.PROTECT, related_name="payment_files", verbose_name=_("bank account")
    )
    message_id = models.CharField(_("number of the message"), max_length=35, unique=True)
    count = models.PositiveIntegerField(_("payments"))
    total = models.BigIntegerField(_("sum"))
    pay_on = models.DateField(_("day of execution"))
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    exported_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("exported by"))
    exported_at = models.DateTimeField(_("exported"))

    class Meta:
        verbose_name = _("payment file")
        verbose_name_plural = _("payment files")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.message_id


class PaymentInstruction(models.Model):
    """Money that leaves: to a supplier's account in force, or back to the account that it came from, nowhere else.

    One person prepares it and another approves it; the database insists. Without an ``order`` it returns money that belongs
    to none.
    """

    class Status(models.TextChoices):
        PREPARED = "prepared", _("Prepared")
        APPROVED = "approved", _("Approved")
        HANDED_OVER = "handed_over", _("Handed to the bank")
        CONFIRMED = "confirmed", _("Confirmed by the bank")
        RETURNED = "returned", _("Returned by the bank")
        CANCELLED = "cancelled", _("Cancelled")

    TRANSITIONS = {
        Status.PREPARED: frozenset({Status.APPROVED, Status.CANCELLED}),
        Status.APPROVED: frozenset({Status.HANDED_OVER, Status.CANCELLED}),
        Status.HANDED_OVER: frozenset({Status.CONFIRMED, Status.RETURNED}),
        Status.CONFIRMED: frozenset({Status.RETURNED}),
        Status.RETURNED: frozenset[str](),
        Status.CANCELLED: frozenset[str](),
    }
    OPEN: ClassVar[tuple[str, ...]] = ("prepared", "approved")
    """Money of these has not left its account in the ledger yet."""

    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="instructions", verbose_name=_("order"))
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="instructions", verbose_name=_("paid from"))
    beneficiary = models.ForeignKey(
        BeneficiaryAccount,
        models.PROTECT,
        null=True,
        related_name="instructions",
        verbose_name=_("account of the supplier"),
    )
    back_to = models.ForeignKey(
        StatementEntry, models.PROTECT, null=True, related_name="returns", verbose_name=_("back to the payer of")
    )
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    end_to_end_id = models.CharField(_("end-to-end id"), max_length=35, unique=True)
    status = models.CharField(_("status"), max_length=24, choices=Status, default=Status.PREPARED)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    file = models.ForeignKey(
        PaymentFile, models.PROTECT, null=True, related_name="instructions", verbose_name=_("payment file")
    )
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("prepared by"))
    prepared_at = models.DateTimeField(_("prepared"))
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("approved by"))
    approved_at = models.DateTimeField(_("approved"), null=True)

    class Meta:
        verbose_name = _("payment instruction")
        verbose_name_plural = _("payment instructions")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="instruction_amount_is_positive"),
            models.CheckConstraint(
                condition=Q(beneficiary__isnull=False, back_to=None, order__isnull=False)
                | Q(beneficiary=None, back_to__isnull=False),
                name="instruction_has_one_payee",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("prepared", "cancelled"))
                | (Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=models.F("prepared_by"))),
                name="instruction_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("prepared", "approved", "cancelled")) | Q(file__isnull=False),
                name="instruction_handed_over_in_a_file",
            ),
        ]

    def __str__(self) -> str:
        return self.end_to_end_id


class PaymentInstructionStatusChange(StatusChange):
    """A step in the life of a payment instruction."""

    subject = models.ForeignKey(
        PaymentInstruction, models.CASCADE, related_name="history", verbose_name=_("payment instruction")
    )

    class Meta(StatusChange.Meta):
        verbose_name = _("status change of a payment instruction")
        verbose_name_plural = _("status changes of payment instructions")


class Match(models.Model):
    """What an entry was taken for, by a person or by rule (``by`` empty). It may end, then another may follow.

    The database refuses any other change.
    """

    class Kind(models.TextChoices):
        ORDER = "order", _("Payment for an order")
        RETURN = "return", _("Goes back to its payer")
        CONFIRMED = "confirmed", _("Our payment, carried out")
        BOUNCED = "bounced", _("Our payment, returned")
        REVERSAL = "reversal", _("Recall of a payment that came in")
        CHARGE = "charge", _("Charge of the bank")

    entry = models.ForeignKey(StatementEntry, models.PROTECT, related_name="matches", verbose_name=_("entry"))
    kind = models.CharField(_("taken for"), max_length=10, choices=Kind)
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="matches", verbose_name=_("order"))
    instruction = models.ForeignKey(
        PaymentInstruction, models.PROTECT, null=True, related_name="matches", verbose_name=_("payment instruction")
    )
    original = models.ForeignKey(
        StatementEntry, models.PROTECT, null=True, related_name="recalls", verbose_name=_("payment that is recalled")
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("ended by"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("match of an entry")
        verbose_name_plural = _("matches of entries")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(ended_at=None), name="match_one_per_entry"),
            models.UniqueConstraint(
                fields=["original"], condition=Q(ended_at=None, original__isnull=False), name="match_recalls_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="order", order__isnull=False, instruction=None, original=None)
                | Q(kind__in=("return", "confirmed", "bounced"), order=None, instruction__isnull=False, original=None)
                | Q(kind="reversal", order=None, instruction=None, original__isnull=False)
                | Q(kind="charge", order=None, instruction=None, original=None),
                name="match_names_what_its_kind_needs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} · {self.get_kind_display()}"
