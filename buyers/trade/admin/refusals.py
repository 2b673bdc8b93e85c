"""Why an act of finance is refused, in the words of the page."""

from __future__ import annotations

from django.db import IntegrityError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from buyers.trade.services import desk, exchanges, money_desk, money_requests, payees, payouts
from buyers.trade.services.payment_ends import LessThanSent
from buyers.trade.services.refusals import LedgerRefusal
from buyers.trade.services.statements import AlreadyImported
from buyers.trade.statements.statement import Refused
from kpmarket.foundation.acts import Refusals
from kpmarket.foundation.transitions import IllegalTransition


def _cooling_off(refusal: payees.CoolingOff) -> str:
    moment = date_format(localtime(refusal.until), "DATETIME_FORMAT")
    return gettext("The supplier's account is being changed: nothing is paid before %(moment)s.") % {"moment": moment}


def _already_exported(refusal: payouts.NothingToExport) -> str:
    if refusal.last is None:
        return gettext("No approved payment waits.")
    facts = {
        "file": refusal.last.message_id,
        "person": refusal.last.exported_by,
        "moment": date_format(localtime(refusal.last.exported_at), "DATETIME_FORMAT"),
    }
    return (
        gettext("No approved payment waits. The last file, %(file)s, was exported by %(person)s on %(moment)s.") % facts
    )


def already_imported(refusal: AlreadyImported) -> str:
    """Who imported the statement, and when: nothing is wrong."""
    facts = {
        "person": refusal.file.imported_by or refusal.file.get_kind_display(),
        "moment": date_format(localtime(refusal.file.imported_at), "DATETIME_FORMAT"),
    }
    return gettext("This statement was imported by %(person)s on %(moment)s. Nothing was moved.") % facts


REFUSALS: Refusals = {
    desk.NotInOffice: _("Only people of finance in office may do this. Nothing was changed."),
    desk.OwnOrder: _("You belong to a side of this order: a colleague does this. Nothing was changed."),
    Refused: lambda refusal: refusal.sentence,
    AlreadyImported: already_imported,
    LedgerRefusal: lambda refusal: refusal.sentence(),
    LessThanSent: _("The debit is smaller than the payment. Nothing was changed."),
    IllegalTransition: _("A colleague was quicker: look at it again. Nothing was changed."),
    IntegrityError: _("A colleague was quicker: look at it again. Nothing was changed."),
    payouts.TakenAlready: _("This entry was taken for something else already. Nothing was changed."),
    payouts.SamePerson: _("You prepared this payment: a colleague approves it. Nothing was changed."),
    money_requests.OwnRequest: _("You asked for this yourself: a colleague approves it. Nothing was changed."),
    money_requests.NotCorrectable: _(
        "This booking is not undone here: it was undone before, or the page of its entry, payment or claim does that. "
        "Nothing was changed."
    ),
    money_requests.PaymentPrepared: _(
        "A payment of this money is prepared: cancel it first, then ask again. Nothing was changed."
    ),
    exchanges.NotAgreed: _("The buyer did not write on that order since the money came. Nothing was changed."),
    payouts.NothingLeft: _("Nothing is left to be prepared: it is under way already. Nothing was changed."),
    payouts.NothingToExport: _already_exported,
    payees.NoAccount: _("The supplier has no approved bank account in force. Nothing was changed."),
    payees.CoolingOff: _cooling_off,
    payees.HolderDiffers: _("The holder of the account is not the registered company. Nothing was changed."),
    payees.NotQualified: _("The supplier is not qualified any more: nothing is paid. Nothing was changed."),
    payees.AccountChanged: _(
        "The supplier's account changed since this was prepared: cancel it, and prepare it again."
    ),
    payees.QuestionOpen: _(
        "A question about a party of this order is open: payments wait for its answer. Nothing was changed."
    ),
    payees.NoWayBack: _("The bank did not say from which account the money came. Ask the bank. Nothing was changed."),
    money_desk.ReasonNeeded: _("The payer is not the buyer: say why this payer is accepted. Nothing was changed."),
    money_desk.NotThisEntry: _("The entry cannot be that: it goes the other way, or has another sum."),
}
