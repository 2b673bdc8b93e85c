"""A person gets a copy of their data: all that is about them, nothing that is about others."""

import io
import json
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from buyers.models import Message
from kpmarket.foundation.monitoring.security_log import NAME
from kpmarket.foundation.storage import files
from kpmarket.site.privacy import data_copy
from tests.factories import (
    BuyerFactory,
    CertificateFileFactory,
    ContactFactory,
    MembershipFactory,
    SupplierFactory,
    ThreadFactory,
)
from tests.sessions import note_authentication

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PDF = b"%PDF-1.4 a licence of the company"


@pytest.fixture
def person():
    return BuyerFactory(
        user__email="p.lindqvist@praxis.example", user__name="Pia Lindqvist", organisation="Praxis Lindqvist"
    ).user


@pytest.fixture
def trusted(client, person):
    """A session that confirmed lately who the person is."""
    client.force_login(person)
    note_authentication(client, person, "password")
    return client


def opened(content):
    return zipfile.ZipFile(io.BytesIO(content))


def copy_of(person):
    archive = opened(b"".join(data_copy.zipped(person, at=NOW)))
    assert archive.testzip() is None
    return archive, json.loads(archive.read("your-data.json"))


def test_the_copy_has_what_the_person_said_wrote_and_did(person):
    thread = ThreadFactory(enquiry__buyer=person.buyer, enquiry__message="Need 5000 gowns by June")
    Message.objects.create(thread=thread, author=person, is_from_buyer=True, text="Any news?", sent_at=NOW)

    _archive, data = copy_of(person)

    assert data["account"]["accounts.User"][0]["name"] == "Pia Lindqvist"
    assert data["buyer"]["buyers.Buyer"][0]["organisation"] == "Praxis Lindqvist"
    assert data["conversations"]["buyers.Enquiry"][0]["message"] == "Need 5000 gowns by June"
    assert data["conversations"]["buyers.Message"][0]["text"] == "Any news?"


def test_nothing_of_others_and_no_secret_is_in_it(person):
    other = BuyerFactory(user__email="other@clinic.example", user__name="Somebody Else").user
    thread = ThreadFactory(enquiry__buyer=other.buyer, enquiry__message="A message of somebody else")
    Message.objects.create(thread=thread, author=other, is_from_buyer=True, text="Another of theirs", sent_at=NOW)
    ContactFactory(name="Zhou Min", email="zhou@factory.example")
    person.set_password("correct horse battery")
    person.save()

    archive, _data = copy_of(person)

    text = archive.read("your-data.json").decode()
    for words in ("Somebody Else", "other@clinic", "message of somebody", "Another of theirs", "Zhou Min", "md5$"):
        assert words not in text


def test_contacts_and_letters_are_found_by_the_address_of_the_person(person):
    ContactFactory(name="P. Lindqvist", email="P.Lindqvist@Praxis.example")

    _archive, data = copy_of(person)

    assert [row["name"] for row in data["contacts"]["suppliers.Contact"]] == ["P. Lindqvist"]


def test_it_says_in_words_what_each_kind_is_and_why_it_is_kept(person):
    archive, data = copy_of(person)

    explained = {entry["kind"]: entry for entry in json.loads(archive.read("what-is-kept-and-why.json"))}
    assert set(data) - {"made_at", "files_not_enclosed"} <= set(explained)
    assert "GDPR" in explained["account"]["legal_basis"]


def stored(name="scan.pdf", **facts):
    return CertificateFileFactory(
        original_name=name, stored_name=files.store(ContentFile(PDF, name="x.pdf")).name, size=len(PDF), **facts
    )


def test_files_that_the_person_uploaded_for_a_company_they_act_for_are_enclosed(person):
    company = MembershipFactory(user=person).supplier
    file = stored("Geschäftslizenz.pdf", certificate__supplier=company, uploaded_by=person)

    archive, _data = copy_of(person)

    name = f"files/certificate-{file.certificate_id}/{file.pk}-Geschäftslizenz.pdf"
    assert archive.read(name) == PDF


def test_files_of_companies_that_the_person_left_and_of_colleagues_are_not(person):
    company = MembershipFactory(user=person).supplier
    stored(certificate__supplier=company, uploaded_by=BuyerFactory().user)
    stored(certificate__supplier=SupplierFactory(), uploaded_by=person)

    archive, _data = copy_of(person)

    assert [name for name in archive.namelist() if name.startswith("files/")] == []


def test_files_beyond_the_size_of_a_copy_are_named_instead(person, monkeypatch):
    monkeypatch.setattr(data_copy, "MAX_FILE_BYTES", len(PDF))
    company = MembershipFactory(user=person).supplier
    older = stored(certificate__supplier=company, uploaded_by=person, uploaded_at=NOW - timezone.timedelta(days=2))
    stored(certificate__supplier=company, uploaded_by=person, uploaded_at=NOW)

    archive, data = copy_of(person)

    assert data["files_not_enclosed"] == [older.pk]
    assert len([name for name in archive.namelist() if name.startswith("files/")]) == 1


def test_it_is_downloaded_as_a_file_that_no_cache_keeps_and_logged(trusted, person, caplog):
    caplog.set_level("INFO", NAME)

    answer = trusted.post(reverse("rights:copy"))

    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="my-data-')
    assert answer["Cache-Control"] == "private, no-store"
    assert "your-data.json" in opened(answer.getvalue()).namelist()
    lines = [(record.event, record.account, record.subject) for record in caplog.records if record.name == NAME]
    assert lines == [("export", person.pk, "own-data")]


def test_whoever_finds_an_old_session_gets_no_copy(client, person):
    person.set_password("correct horse battery")
    person.save()
    client.force_login(person)

    answer = client.post(reverse("rights:copy"))

    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_copies_are_limited_per_day_with_a_sentence(trusted, settings):
    settings.DAILY_LIMITS = {"data_copies": 1}
    trusted.post(reverse("rights:copy"))

    answer = trusted.post(reverse("rights:copy"), follow=True)

    assert "as often as one person may in a day" in answer.text
