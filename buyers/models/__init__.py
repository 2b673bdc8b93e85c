"""Trade: organisations that buy, their people, their shortlists, their enquiries."""

from buyers.models.api_key import ApiKey
from buyers.models.attachment import Attachment, AttachmentPage
from buyers.models.buyer import Buyer, BuyerInvitation, BuyerMembership
from buyers.models.document_kind import DocumentKind
from buyers.models.enquiry import Enquiry, EnquiryLine, Message, Thread
from buyers.models.exchange_rate import ExchangeRate
from buyers.models.shortlist import LossNotice, ShortlistEntry
from buyers.models.watching import AlertChoice, ProductNews, SavedSearch, Watched
from buyers.models.webhook import Webhook, WebhookMessage

__all__ = [
    "AlertChoice",
    "ApiKey",
    "Attachment",
    "AttachmentPage",
    "Buyer",
    "BuyerInvitation",
    "BuyerMembership",
    "DocumentKind",
    "Enquiry",
    "EnquiryLine",
    "ExchangeRate",
    "LossNotice",
    "Message",
    "ProductNews",
    "SavedSearch",
    "ShortlistEntry",
    "Thread",
    "Watched",
    "Webhook",
    "WebhookMessage",
]
