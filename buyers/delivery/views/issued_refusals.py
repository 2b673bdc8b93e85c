"""Why a document is not issued or withdrawn, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from buyers.delivery.services.issued.documents import IssuedMeanwhile, NotCurrent, OrderEnded, TooManyVersions
from buyers.delivery.services.issued.drafts import NoContract, NoGoods
from buyers.trade.views.order_refusals import REFUSALS as OF_ORDERS
from kpmarket.foundation.acts import Refusals

REFUSALS: Refusals = {
    **OF_ORDERS,
    NoContract: _("Both sides have to sign the contract first: the document is computed from it."),
    NoGoods: _("The shipment names no goods yet: add its lots first."),
    IssuedMeanwhile: lambda refusal: (
        _("Version %(version)s was issued since you opened this page. Look at it, then decide whether to correct it.")
        % {"version": refusal.version}
    ),
    TooManyVersions: _("This document was corrected too often. Withdraw it and agree on what holds."),
    OrderEnded: _("The order does not run any more: nothing is issued for it."),
    NotCurrent: _("It was replaced or withdrawn before: look at where it stands now."),
}
