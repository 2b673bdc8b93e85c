"""Trade: organisations that buy, their people, their shortlists, their enquiries."""

from buyers.models.buyer import Buyer, BuyerInvitation, BuyerMembership
from buyers.models.enquiry import Enquiry, Message, Thread
from buyers.models.shortlist import LossNotice, ShortlistEntry

__all__ = [
    "Buyer",
    "BuyerInvitation",
    "BuyerMembership",
    "Enquiry",
    "LossNotice",
    "Message",
    "ShortlistEntry",
    "Thread",
]
