from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from suppliers.models import Certificate, CertificateEvent
from tests.factories import (
    NOON,
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    ProductFactory,
)

Status = Certificate.Status


@pytest.fixture
def draft(supplier_member):
    certificate = CertificateFactory(
        supplier=supplier_member.suppliers.get(), submitted_at=None, certificate_type=None, number="", valid_from=None
    )
    CertificatePageFactory(file=CertificateFileFactory(certificate=certificate))
    return certificate


def certificate_url(certificate, name="certificate"):
    return reverse(f"suppliers:{name}", args=[certificate.pk])


def about_evidence(queries):
    """Queries of the page itself; the frame around it has its own."""
    return sum('FROM "suppliers_' in query["sql"] or 'FROM (SELECT "suppliers_' in query["sql"] for query in queries)


def test_a_browser_can_say_how_large_a_file_may_be_and_what_helps(client, supplier_member, settings):
    settings.UPLOAD_LIMIT = 3 * 1024 * 1024
    client.force_login(supplier_member)

    page = client.get(reverse("suppliers:certificates", args=[supplier_member.suppliers.get().pk])).text

    assert 'data-max-bytes="3145728"' in page
    assert "This file is larger than 3.0\xa0MB, the most that can be taken. Scan at 150 to 200 dots per inch" in page


def test_the_list_shows_what_the_company_holds_and_nothing_of_others(client, supplier_member, stranger):
    CertificateFactory(supplier=stranger.suppliers.get(), number="THEIRS-1")
    CertificateFactory(supplier=supplier_member.suppliers.get(), number="OURS-1")
    client.force_login(supplier_member)

    page = client.get(reverse("suppliers:certificates", args=[supplier_member.suppliers.get().pk])).content.decode()

    assert "OURS-1" in page
    assert "THEIRS-1" not in page


@pytest.mark.parametrize(
    ("show", "numbers"),
    [
        ("todo", ["draft", "revision_requested"]),
        ("review", ["in_review", "submitted"]),
        ("approved", ["approved"]),
        ("closed", ["rejected", "retracted", "revoked"]),
        ("nonsense", sorted(Status.values)),
    ],
)
def test_each_tab_shows_its_states(client, supplier_member, show, numbers):
    supplier = supplier_member.suppliers.get()
    for status in Status:
        CertificateFactory(supplier=supplier, status=status, number=status)
    client.force_login(supplier_member)

    response = client.get(reverse("suppliers:certificates", args=[supplier.pk]), {"show": show})

    assert sorted(row.number for row in response.context["rows"]) == numbers


def test_reasons_stand_next_to_what_was_sent_back(client, supplier_member, auditor):
    certificate = CertificateFactory(supplier=supplier_member.suppliers.get(), status=Status.REVISION_REQUESTED)
    CertificateEvent.objects.create(
        subject=certificate,
        before="in_review",
        after="revision_requested",
        by=auditor,
        at=NOON,
        reasons=["missing_page"],
        note="Page 2 of 3.",
    )
    client.force_login(supplier_member)

    page = client.get(certificate_url(certificate)).content.decode()

    assert page.count("A page is missing.") == 2
    assert "Page 2 of 3." in page
    assert auditor.name not in page


@pytest.mark.parametrize(
    ("until", "status", "word"),
    [
        (400, Status.APPROVED, "Approved"),
        (30, Status.APPROVED, "Ends soon"),
        (0, Status.APPROVED, "Ends soon"),
        (-1, Status.APPROVED, "Ended"),
        (-1, Status.SUBMITTED, "Submitted"),
    ],
)
def test_a_document_that_has_ended_is_never_shown_as_good(client, supplier_member, until, status, word):
    certificate = CertificateFactory(
        supplier=supplier_member.suppliers.get(),
        status=status,
        valid_from=date(2020, 1, 1),
        valid_until=timezone.localdate() + timedelta(days=until),
    )
    client.force_login(supplier_member)

    assert client.get(certificate_url(certificate)).context["status"].word == word


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_number_of_queries_for_any_number_of_rows(client, supplier_member, count):
    supplier = supplier_member.suppliers.get()
    for _ in range(count):
        certificate = CertificateFactory(supplier=supplier, status=Status.APPROVED)
        CertificateFileFactory(certificate=certificate)
        certificate.products.add(ProductFactory(supplier=supplier))
    client.force_login(supplier_member)
    url = reverse("suppliers:certificates", args=[supplier.pk])
    client.get(url)

    with CaptureQueriesContext(connection) as queries:
        client.get(url)

    assert about_evidence(queries) == 6


@pytest.mark.parametrize("count", [1, 3])
def test_the_certificate_page_takes_the_same_number_of_queries_for_any_number_of_files(
    client, supplier_member, draft, count
):
    for number in range(count - 1):
        CertificatePageFactory(file=CertificateFileFactory(certificate=draft), number=number + 1)
    client.force_login(supplier_member)
    client.get(certificate_url(draft))

    with CaptureQueriesContext(connection) as queries:
        client.get(certificate_url(draft))

    assert about_evidence(queries) == 14
