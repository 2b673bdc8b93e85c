"""Tables of disputes. Statuses exist only where a person decides; what a day brings is computed."""

from buyers.disputes.models.claim import Claim, ClaimStatusChange

__all__ = ["Claim", "ClaimStatusChange"]
