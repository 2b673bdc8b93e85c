"""Why an act in a claim is refused, in words."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.disputes.services.claims import refusals
from buyers.trade.services import desk, parties
from buyers.trade.services.words import money_words
from kpmarket.foundation.acts import Refusals


def too_much(refusal: refusals.TooMuch) -> str:
    """The most that can be claimed, and why."""
    words = {"most": money_words(refusal.most, refusal.currency)}
    if refusal.is_of_order:
        return _("At most %(most)s: that is what this order has been paid.") % words
    return _("At most %(most)s: that is what these parts have been paid, or what is open of them.") % words


def too_late(refusal: refusals.TooLate) -> str:
    """Until when goodwill could be asked for, and what is left."""
    return _(
        "Nothing is left with the holder for these parts, and goodwill could be asked for until %(day)s. A legal case can "
        "still be opened."
    ) % {"day": date_format(refusal.last_day)}


def shares_wrong(refusal: refusals.SharesWrong) -> str:
    """Which part does not fit."""
    if refusal.code == "more-than-held":
        return _("Part %(part)s: both shares together are more than is there.") % {"part": refusal.part}
    return _("These shares do not fit the parts of this claim.")


REFUSALS: Refusals = {
    refusals.NotNow: gettext_lazy("This is not possible any more: look at where the claim stands now."),
    refusals.NotRunning: gettext_lazy("The order is not in force: there is nothing to claim."),
    refusals.NotYourKind: gettext_lazy(
        "A claim of this kind is not yours to open, or what you want does not go with it."
    ),
    refusals.UnknownPlace: gettext_lazy("Choose lines and parts that the contract has."),
    refusals.NothingPaid: gettext_lazy("Nothing was paid for these parts yet, and nothing of them is open."),
    refusals.TooMuch: too_much,
    refusals.ClaimedAlready: gettext_lazy(
        "An open claim is about one of these parts already: write what you have to say there."
    ),
    refusals.TooLate: too_late,
    refusals.ProposalChanged: gettext_lazy(
        "The proposal changed since you read it, and nothing was signed. Read the new one."
    ),
    refusals.SharesWrong: shares_wrong,
    refusals.NothingAgreed: gettext_lazy("Say what is agreed: an amount, or words."),
    refusals.NotHandler: gettext_lazy("Take the claim first: only who handles it does this."),
    refusals.HasInterest: gettext_lazy(
        "You belong to a side of this order, or have an interest in it: a colleague acts."
    ),
    refusals.OtherHandlerNeeded: gettext_lazy(
        "You signed the first decision: another case handler decides about the objection."
    ),
    refusals.SecondPersonNeeded: gettext_lazy("You wrote this decision: the second signature is a colleague's."),
    refusals.DecisionChanged: gettext_lazy(
        "The decision was edited since you read it, and nothing was signed. Read the new version."
    ),
    refusals.NothingCited: gettext_lazy("A decision rests on at least one thing that is on file here."),
    desk.NotInOffice: gettext_lazy("Only case handlers in office may do this. Nothing was changed."),
    parties.OnBothSides: gettext_lazy(
        "You belong to both sides of this order: somebody else has to act for one of them."
    ),
    parties.MayOnlyRead: gettext_lazy("You may read this order. Somebody with another role acts for your side."),
    parties.NotAParty: gettext_lazy("You no longer belong to either side of this order."),
}
