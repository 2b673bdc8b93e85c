"""What a person of finance asks for and another approves: undoing a movement, paying in what the site owes, an exchange."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from buyers.trade.models.bank import StatementEntry
from buyers.trade.models.ledger import Movement
from buyers.trade.models.order import OrderMessage
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import StatusChange


class MoneyRequest(models.Model):
    """A request for an act of the ledger that needs two people: it moves nothing until the second agrees.

    A correction names the ``movement`` to undo, a cover the ``entry`` by which this site paid in. An exchange names the
    ``entry`` that came in another currency, the debit by which the bank took it (``taken``), the credit that it gave for it
    (``given``), and the buyer's ``agreement``. ``result`` is the movement that it became. The database refuses any change but
    of the answer.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        COVER = "cover", _("Paid in by the site")
        EXCHANGE = "exchange", _("Exchanged by the bank")

    class Status(models.TextChoices):
        ASKED = "asked", _("Waits for a second person")
        DONE = "done", _("Approved and booked")
        REFUSED = "refused", _("Refused")
        UNDONE = "undone", _("Undone by a correction")

    TRANSITIONS = {
        Status.ASKED: frozenset({Status.DONE, Status.REFUSED}),
        Status.DONE: frozenset({Status.UNDONE}),
        Status.REFUSED: frozenset[str](),
        Status.UNDONE: frozenset[str](),
    }

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    movement = models.ForeignKey(
        Movement, models.PROTECT, null=True, related_name="money_requests", verbose_name=_("movement")
    )
    entry = models.ForeignKey(
        StatementEntry, models.PROTECT, null=True, related_name="money_requests", verbose_name=_("entry")
    )
    taken = models.ForeignKey(
        StatementEntry, models.PROTECT, null=True, related_name="exchanges_out", verbose_name=_("taken by the bank")
    )
    given = models.ForeignKey(
        StatementEntry, models.PROTECT, null=True, related_name="exchanges_in", verbose_name=_("given by the bank")
    )
    agreement = models.ForeignKey(
        OrderMessage, models.PROTECT, null=True, related_name="+", verbose_name=_("message in which the buyer agrees")
    )
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    reason = models.CharField(_("reason"), max_length=500)
    status = models.CharField(_("status"), max_length=24, choices=Status, default=Status.ASKED)
    result = models.ForeignKey(Movement, models.PROTECT, null=True, related_name="+", verbose_name=_("booked as"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by"))
    decided_at = models.DateTimeField(_("decided"), null=True)

    class Meta:
        verbose_name = _("request to book")
        verbose_name_plural = _("requests to book")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="money_request_amount_is_positive"),
            models.CheckConstraint(condition=~Q(reason=""), name="money_request_has_a_reason"),
            models.CheckConstraint(
                condition=Q(
                    kind="correction", movement__isnull=False, entry=None, taken=None, given=None, agreement=None
                )
                | Q(kind="cover", movement=None, entry__isnull=False, taken=None, given=None, agreement=None)
                | Q(
                    kind="exchange",
                    movement=None,
                    entry__isnull=False,
                    taken__isnull=False,
                    given__isnull=False,
                    agreement__isnull=False,
                ),
                name="money_request_names_what_its_kind_needs",
            ),
            models.CheckConstraint(
                condition=Q(status="asked", decided_by=None, result=None)
                | Q(status="refused", decided_by__isnull=False, result=None)
                | (Q(status__in=("done", "undone"), decided_by__isnull=False, result__isnull=False))
                & ~Q(decided_by=F("asked_by")),
                name="money_request_decided_by_another",
            ),
            models.UniqueConstraint(
                fields=["movement"], condition=Q(status="asked"), name="money_request_one_open_per_movement"
            ),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(status__in=("asked", "done")), name="money_request_one_per_entry"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.pk}"


class MoneyRequestStatusChange(StatusChange):
    """A step in the life of a request to book."""

    subject = models.ForeignKey(MoneyRequest, models.CASCADE, related_name="history", verbose_name=_("request to book"))

    class Meta(StatusChange.Meta):
        verbose_name = _("status change of a request to book")
        verbose_name_plural = _("status changes of requests to book")
