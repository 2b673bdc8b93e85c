"""Why an act on an order is refused, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from buyers.trade.services import parties
from buyers.trade.services.amendments import (
    BelowShipped,
    NoLowerPrice,
    NothingChanges,
    ProposalOver,
    ShippedAlready,
)
from buyers.trade.services.cancelling import NotPossible
from buyers.trade.services.contracts import DigestDiffers, SignedAlready
from buyers.trade.services.ended_parts import SettledMeanwhile
from buyers.trade.services.orders import ClearanceStops, Lapsed, NotOpen, SamePerson
from buyers.trade.services.part_ends import PartNotPossible, WholeOrder
from kpmarket.foundation.acts import Refusals

REFUSALS: Refusals = {
    parties.OnBothSides: _("You belong to both sides of this order: somebody else has to act for one of them."),
    parties.MayOnlyRead: _("You may read this order. Somebody with another role acts for your side."),
    parties.WrongSide: _("This is for the other side to do."),
    parties.NotAParty: _("You no longer belong to either side of this order."),
    SamePerson: _("You placed this order: a second member has to approve it."),
    Lapsed: _("The days to confirm are over. The buyer may place the order again."),
    NotOpen: _("Somebody decided before: look at where the order stands now."),
    ClearanceStops: _("The clearance of a line does not stand any more, so the order cannot be confirmed."),
    DigestDiffers: _("The terms changed since you read them, and nothing was signed. Read the version that waits now."),
    SignedAlready: _("Your side signed this version before."),
    ProposalOver: _("The days to sign this change are over. The contract stays as it is; propose it again."),
    BelowShipped: lambda refusal: (
        _("Line %(line)s: %(shipped)s were shipped, and it cannot become less than that.")
        % {"line": refusal.line, "shipped": refusal.shipped}
    ),
    ShippedAlready: _("Goods are on their way: rule, place and transport of this order stay as they are."),
    SettledMeanwhile: _("Money moved since this was proposed, and its sums no longer fit. Propose it again."),
    PartNotPossible: _("This part of the order cannot be ended for this cause now."),
    WholeOrder: _("This would be all of the order: end the order instead."),
    NoLowerPrice: _("A lot that failed its inspection is accepted only at a lower price than before."),
    NothingChanges: _("This says what the contract says already."),
    NotPossible: _("The order cannot be ended for this cause now."),
}
