"""Why money does not move: errors of the ledger, each with a sentence for people."""

from __future__ import annotations

from django.utils.translation import gettext as _

from buyers.trade.models import Movement


class LedgerRefusal(Exception):
    """The money does not move; nothing was written."""

    def sentence(self) -> str:
        """Why, for whoever wanted it."""
        raise NotImplementedError


class AlreadyMoved(LedgerRefusal):
    """This cause moved money of this kind before, in ``movement``: pressed, imported or run twice."""

    def __init__(self, movement: Movement) -> None:
        super().__init__(f"{movement.kind} {movement.cause} moved money before: movement {movement.pk}")
        self.movement = movement

    def sentence(self) -> str:
        return _("This was done before, as movement %(number)s.") % {"number": self.movement.pk}


class Overdrawn(LedgerRefusal):
    """There is not so much in the account: ``missing`` minor units."""

    def __init__(self, account: str, missing: int) -> None:
        super().__init__(f"{account} lacks {missing}")
        self.account, self.missing = account, missing

    def sentence(self) -> str:
        return _("There is not so much money left there: the account %(account)s would be overdrawn.") % {
            "account": self.account
        }


class WrongCurrency(LedgerRefusal):
    """The two accounts of a transfer, or an account and its name, have different currencies."""

    def sentence(self) -> str:
        return _("The money is in another currency than the order. Send it back, or have the bank exchange it.")


class OtherHolder(LedgerRefusal):
    """The order's money is held by somebody else, or by nobody."""

    def sentence(self) -> str:
        return _("This account does not belong to the holder that the order names.")


class OtherAccount(LedgerRefusal):
    """The payment was handed to another account of the bank."""

    def sentence(self) -> str:
        return _("This payment was handed over from another bank account.")


class PartClosed(LedgerRefusal):
    """Money of that part was released or paid back already: nothing more is held for it."""

    def sentence(self) -> str:
        return _("This part of the price was released or paid back already.")


class NothingHeld(LedgerRefusal):
    """Nothing is held for that part."""

    def sentence(self) -> str:
        return _("Nothing is held for this part of the price.")


class PaymentEnded(LedgerRefusal):
    """The bank confirmed or returned that payment before, or it has not confirmed it yet."""

    def sentence(self) -> str:
        return _("The bank has already said what became of this payment, or its debit is not on a statement yet.")


class StillFollowed(LedgerRefusal):
    """Other movements stand on that one: they are undone first."""

    def sentence(self) -> str:
        return _("Other movements stand on this one: undo them first, the last one first.")


class TwoPeopleNeeded(LedgerRefusal):
    """One person alone undoes nothing."""

    def sentence(self) -> str:
        return _("A correction needs two people and a reason.")
