"""Tables of disputes: the personal columns of each, as in ``holdings``."""

from __future__ import annotations

from kpmarket.site.privacy import kinds
from kpmarket.site.privacy.holding import Holding
from kpmarket.site.privacy.trade_holdings import STEP

DISPUTES = (
    Holding(
        "disputes.Claim",
        kinds.ORDERS,
        ("opened_by", "text"),
        ("opened_by",),
        copied=("order", "number", "side", "kind", "remedy", "amount", "text", "status", "opened_at"),
    ),
    Holding("disputes.HitAnswer", kinds.ORDERS, ("by", "reason"), ("by",), copied=("hit", "verdict", "reason", "at")),
    Holding("disputes.ClaimStatusChange", kinds.ORDERS, ("by",), ("by",), copied=STEP),
)
