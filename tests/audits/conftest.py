"""A small law in force, auditors, and a certificate with a page that one of them reviews."""

from datetime import UTC, datetime

import pytest

from audits.desk import reviews
from audits.law.current import load_rulebook, rulebook_of
from tests.audits import small_law
from tests.factories import (
    NOON,
    AuditorFactory,
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    MembershipFactory,
    SupplierFactory,
)

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def law(db, tmp_path):
    """The small law, loaded as the edition in force."""
    rulebook_of.cache_clear()
    edition, _is_new = load_rulebook(small_law.write(tmp_path / "law"), by=None, at=LONG_AGO)
    return edition


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
