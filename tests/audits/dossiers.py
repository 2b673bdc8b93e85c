"""A product with approved documents, in one call."""

from datetime import date

from suppliers.models import Certificate, CertificateType
from tests.factories import CertificateFactory, ProductFactory


def product_with(*documents, **facts):
    """A mask whose supplier holds these approved documents: ids of the small law, or (id, changed fields)."""
    product = ProductFactory(**facts)
    for one in documents:
        id_, changes = one if isinstance(one, tuple) else (one, {})
        add(product, id_, **changes)
    return product


def add(product, id_, *, covers=True, **changes):
    """One more approved document for the product."""
    fields = {"status": "approved", "valid_from": date(2025, 1, 1), "valid_until": date(2027, 12, 31)}
    if id_ == "report":
        fields["stated"] = {"standard": "EN 1"}
    certificate_type = CertificateType.objects.get(pk=id_)
    certificate = CertificateFactory(
        supplier=product.supplier, certificate_type=certificate_type, **{**fields, **changes}
    )
    if covers:
        certificate.products.add(product)
    return Certificate.objects.get(pk=certificate.pk)
