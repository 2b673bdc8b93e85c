"""A certificate with a page, in the hands of an auditor."""

import pytest

from audits.services import reviews
from tests.factories import (
    NOON,
    AuditorFactory,
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    MembershipFactory,
    SupplierFactory,
)


@pytest.fixture
def wen(db):
    return AuditorFactory(since=NOON).user


@pytest.fixture
def colleague(db):
    return AuditorFactory(since=NOON).user


@pytest.fixture
def senior(db):
    return AuditorFactory(since=NOON, level="senior").user


@pytest.fixture
def owner(db):
    return MembershipFactory().user


@pytest.fixture
def supplier(owner):
    return owner.suppliers.get()


@pytest.fixture
def submitted(supplier):
    certificate = CertificateFactory(supplier=supplier, status="submitted")
    CertificatePageFactory(file=CertificateFileFactory(certificate=certificate))
    return certificate


@pytest.fixture
def taken(submitted, wen):
    reviews.start_review(submitted, by=wen, at=NOON)
    return submitted


@pytest.fixture
def company(db):
    """A company that asks to be qualified."""
    supplier = SupplierFactory(status="submitted", credit_code="91320594MA1XF3GY7L")
    MembershipFactory(supplier=supplier)
    return supplier


@pytest.fixture
def taken_company(company, wen):
    reviews.start_review(company, by=wen, at=NOON)
    return company
