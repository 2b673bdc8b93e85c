import hashlib

import pytest
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from suppliers.documents.fields import FieldName
from suppliers.documents.reading import VERSION
from suppliers.documents.results import Code, Refused
from suppliers.models import Certificate, CertificateFile, CertificateReading, Membership
from suppliers.readings import rendering
from tests.factories import NOON, CertificateFactory, CertificateFileFactory, MembershipFactory
from tests.suppliers.documents import sample_files
from tests.suppliers.reading_examples import proposal, read

pytestmark = pytest.mark.usefixtures("prepared_sandbox")

HTMX = {"HX-Request": "true"}
Status = Certificate.Status


def upload(content, name="document.pdf"):
    return SimpleUploadedFile(name, content)


def flashed(response):
    return [(message.level_tag, str(message)) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def company(supplier_member):
    return supplier_member.suppliers.get()


@pytest.fixture
def signed_in(client, supplier_member):
    client.force_login(supplier_member)
    return client


@pytest.fixture
def draft(company):
    return CertificateFactory(supplier=company, submitted_at=None)


@pytest.fixture
def upload_url(company):
    return reverse("suppliers:certificate-upload", args=[company.pk])


def test_a_dropped_file_comes_back_as_a_row_that_leads_to_its_fields(signed_in, company, upload_url):
    response = signed_in.post(upload_url, {"file": upload(sample_files.pdf(), "口罩.pdf")}, headers=HTMX)

    row = response.content.decode()
    assert response.status_code == 200
    assert "口罩.pdf" in row
    assert company.certificates.get().get_absolute_url() in row


def test_a_refused_file_comes_back_with_the_reason_and_leaves_nothing(signed_in, company, upload_url):
    response = signed_in.post(upload_url, {"file": upload(sample_files.EXECUTABLE, "cert.pdf")}, headers=HTMX)

    assert response.status_code == 422
    assert "This file is called .pdf but is not a PDF" in response.content.decode()
    assert not company.certificates.exists()


def test_who_sent_files_that_took_long_is_shown_when_to_send_more(signed_in, company, upload_url, monkeypatch):
    refused = Refused(Code.NOT_NOW, {"minutes": 4})
    monkeypatch.setattr(rendering, "on_allowance", lambda draw, by, at: refused)

    response = signed_in.post(upload_url, {"file": upload(sample_files.pdf())}, headers=HTMX)

    assert response.status_code == 422
    assert "no more can be taken for 4 minutes" in response.content.decode()
    assert not company.certificates.exists()


def test_without_scripts_good_files_are_kept_and_each_bad_one_is_named_with_its_reason(signed_in, company, upload_url):
    files = [upload(sample_files.SVG, "bad.svg"), upload(sample_files.pdf(), "good.pdf"), upload(b"", "empty.pdf")]

    response = signed_in.post(upload_url, {"file": files})

    assert response.url == reverse("suppliers:certificates", args=[company.pk])
    assert [(level, words.split(":")[0]) for level, words in flashed(response)] == [
        ("error", "bad.svg"),
        ("success", "good.pdf"),
        ("error", "empty.pdf"),
    ]
    assert list(CertificateFile.objects.values_list("original_name", flat=True)) == ["good.pdf"]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_form_without_a_file_says_so(signed_in, company, upload_url, headers):
    response = signed_in.post(upload_url, {}, headers=headers)

    said = response.content.decode() if headers else str(flashed(response))
    assert "at least one file" in said or "No file arrived" in said
    assert not company.certificates.exists()


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.pdf", '"><script>alert(1)</script>.pdf', "a\r\nX: y.pdf", "‮fdp.exe.pdf", "证" * 300 + ".pdf"],
)
def test_hostile_names_do_no_harm(signed_in, upload_url, name):
    response = signed_in.post(upload_url, {"file": upload(sample_files.pdf(), name)}, headers=HTMX)

    stored = CertificateFile.objects.get().original_name
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()
    assert not set(stored) & set("/\\\r\n‮")


def test_the_same_file_elsewhere_in_the_company_is_a_warning_and_kept(signed_in, company, upload_url):
    signed_in.post(upload_url, {"file": upload(sample_files.pdf())}, headers=HTMX)
    first = company.certificates.get()

    response = signed_in.post(upload_url, {"file": upload(sample_files.pdf())}, headers=HTMX)

    assert response.status_code == 200
    assert "The same file is also here" in response.content.decode()
    assert first.get_absolute_url() in response.content.decode()
    assert company.certificates.count() == 2


def test_the_same_file_again_in_one_certificate_is_reported(signed_in, draft):
    url = reverse("suppliers:certificate-file-add", args=[draft.pk])
    signed_in.post(url, {"file": upload(sample_files.pdf())}, headers=HTMX)

    response = signed_in.post(url, {"file": upload(sample_files.pdf())}, headers=HTMX)

    assert response.status_code == 422
    assert "already in this certificate" in response.content.decode()
    assert draft.files.count() == 1


def test_a_certificate_takes_several_further_files_without_scripts(signed_in, draft):
    url = reverse("suppliers:certificate-file-add", args=[draft.pk])

    response = signed_in.post(url, {"file": [upload(sample_files.pdf()), upload(sample_files.picture(), "photo.jpg")]})

    assert response.url == draft.get_absolute_url()
    assert draft.files.count() == 2


def test_a_submitted_certificate_takes_no_file(signed_in, company):
    certificate = CertificateFactory(supplier=company, status=Status.SUBMITTED)

    url = reverse("suppliers:certificate-file-add", args=[certificate.pk])
    response = signed_in.post(url, {"file": upload(sample_files.pdf())}, headers=HTMX)

    assert "its files stay as they are" in response.content.decode()
    assert not certificate.files.exists()


def test_a_file_is_taken_out_of_a_draft_and_not_out_of_a_submitted_certificate(signed_in, company, draft):
    ours = CertificateFileFactory(certificate=draft)
    frozen = CertificateFileFactory(certificate=CertificateFactory(supplier=company, status=Status.APPROVED))

    signed_in.post(reverse("suppliers:certificate-file-remove", args=[ours.pk]))
    response = signed_in.post(reverse("suppliers:certificate-file-remove", args=[frozen.pk]))

    assert list(CertificateFile.objects.all()) == [frozen]
    assert flashed(response)[-1][0] == "error"


def test_an_upload_after_the_session_has_ended_leads_to_the_sign_in_and_keeps_nothing(client, company, upload_url):
    response = client.post(upload_url, {"file": upload(sample_files.pdf())}, headers=HTMX)

    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next={upload_url}"
    assert not company.certificates.exists()


@pytest.mark.parametrize("person", ["stranger", "viewer", "buyer"])
def test_who_may_not_change_the_company_uploads_and_removes_nothing(
    client, request, company, draft, upload_url, person
):
    file = CertificateFileFactory(certificate=draft)
    if person == "viewer":
        user = MembershipFactory(supplier=company, role=Membership.Role.VIEWER).user
    else:
        user = request.getfixturevalue(person)
    client.force_login(user)

    urls = [
        upload_url,
        reverse("suppliers:certificate-file-add", args=[draft.pk]),
        reverse("suppliers:certificate-file-remove", args=[file.pk]),
    ]
    statuses = [client.post(url, {"file": upload(sample_files.pdf())}, headers=HTMX).status_code for url in urls]

    assert statuses == [404, 404, 404]
    assert list(CertificateFile.objects.filter(removed_at=None)) == [file]


def test_a_file_taken_out_once_cannot_be_taken_out_again(signed_in, draft):
    file = CertificateFileFactory(certificate=draft, removed_at=NOON)

    assert signed_in.post(reverse("suppliers:certificate-file-remove", args=[file.pk])).status_code == 404


def test_more_bytes_than_one_person_may_upload_in_a_day_are_refused_with_a_sentence(signed_in, upload_url, settings):
    cache.clear()
    settings.DAILY_LIMITS = {"uploaded_bytes": 100}

    response = signed_in.post(upload_url, {"file": upload(sample_files.pdf(), "mask.pdf")}, headers=HTMX)

    assert response.status_code == 422
    assert "as much as one person may upload" in response.text
    assert not CertificateFile.objects.exists()


def test_the_same_bytes_twice_are_read_once_and_the_second_may_be_discarded(signed_in, company, upload_url):
    signed_in.post(upload_url, {"file": upload(sample_files.pdf())}, headers=HTMX)
    first = company.certificates.get()
    read(first.files.get(), proposal(FieldName.NUMBER, "ISO-26-1"), version=VERSION)

    page = signed_in.post(upload_url, {"file": upload(sample_files.pdf())}, headers=HTMX).content.decode()

    second = company.certificates.exclude(pk=first.pk).get()
    reading = second.files.get().reading
    assert (reading.state, [one.value for one in reading.proposals.proposals]) == ("done", ["ISO-26-1"])
    assert f'action="{reverse("suppliers:certificate-delete", args=[second.pk])}"' in page


def test_the_reading_of_another_company_is_not_used(signed_in, upload_url):
    foreign = CertificateFileFactory(sha256=hashlib.sha256(sample_files.pdf()).hexdigest())
    read(foreign, proposal(FieldName.NUMBER, "ISO-26-1"), version=VERSION)

    signed_in.post(upload_url, {"file": upload(sample_files.pdf())}, headers=HTMX)

    assert CertificateReading.objects.exclude(file=foreign).get().state == "waiting"
