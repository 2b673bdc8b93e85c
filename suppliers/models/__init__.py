"""Evidence: companies, products, certificates."""

from suppliers.models.account import BeneficiaryAccount
from suppliers.models.certificate import (
    Certificate,
    CertificateEvent,
    CertificateFile,
    CertificatePage,
    CertificateType,
)
from suppliers.models.price_list import PriceList
from suppliers.models.product import (
    Currency,
    FormerFacts,
    PriceTier,
    Product,
    ProductGroup,
    ProductPicture,
    ProductType,
    RemovedPicture,
)
from suppliers.models.reading import CertificateReading, FieldDecision
from suppliers.models.reading_consent import ReadingConsent
from suppliers.models.reminder import Reminder
from suppliers.models.standard import Standard
from suppliers.models.supplier import Contact, FormerMembership, Invitation, Membership, Supplier, SupplierEvent
from suppliers.models.type_request import TypeRequest

__all__ = [
    "BeneficiaryAccount",
    "Certificate",
    "CertificateEvent",
    "CertificateFile",
    "CertificatePage",
    "CertificateReading",
    "CertificateType",
    "Contact",
    "Currency",
    "FieldDecision",
    "FormerFacts",
    "FormerMembership",
    "Invitation",
    "Membership",
    "PriceList",
    "PriceTier",
    "Product",
    "ProductGroup",
    "ProductPicture",
    "ProductType",
    "ReadingConsent",
    "Reminder",
    "RemovedPicture",
    "Standard",
    "Supplier",
    "SupplierEvent",
    "TypeRequest",
]
