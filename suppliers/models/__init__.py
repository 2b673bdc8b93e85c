"""Evidence: companies, products, certificates."""

from suppliers.models.certificate import (
    Certificate,
    CertificateEvent,
    CertificateFile,
    CertificatePage,
    CertificateType,
)
from suppliers.models.product import FormerFacts, PriceTier, Product, ProductPicture, ProductType
from suppliers.models.reading import CertificateReading, FieldDecision
from suppliers.models.reminder import Reminder
from suppliers.models.supplier import Contact, FormerMembership, Invitation, Membership, Supplier, SupplierEvent

__all__ = [
    "Certificate",
    "CertificateEvent",
    "CertificateFile",
    "CertificatePage",
    "CertificateReading",
    "CertificateType",
    "Contact",
    "FieldDecision",
    "FormerFacts",
    "FormerMembership",
    "Invitation",
    "Membership",
    "PriceTier",
    "Product",
    "ProductPicture",
    "ProductType",
    "Reminder",
    "Supplier",
    "SupplierEvent",
]
