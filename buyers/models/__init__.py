"""Trade: buyers, their shortlists, their enquiries."""

from buyers.models.buyer import Buyer
from buyers.models.enquiry import Enquiry, Message, Thread
from buyers.models.shortlist import LossNotice, ShortlistEntry

__all__ = ["Buyer", "Enquiry", "LossNotice", "Message", "ShortlistEntry", "Thread"]
