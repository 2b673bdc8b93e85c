"""The page on which a colleague's case is moved."""

import pytest
from django.urls import reverse

from audits.desk import reviews
from audits.models import Auditor, Review
from suppliers.models import Certificate
from tests.audits.admin.test_queue import signed_in, words
from tests.factories import NOON, AuditorFactory, CertificateFactory

pytestmark = pytest.mark.django_db
NOTE = "Wen has the flu; the licence was compared with the register of NMPA on Monday."


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.EASE_SECOND_FACTOR = True


@pytest.fixture
def wen(db):
    return AuditorFactory(since=NOON, user__name="Wen Jing").user


@pytest.fixture
def certificate(wen):
    certificate = CertificateFactory(status="submitted")
    reviews.start_review(certificate, by=wen, at=NOON)
    return certificate


def address(certificate):
    return reverse("admin:audits_certificatecase_handover", args=[certificate.pk])


def test_a_senior_hands_a_case_to_a_colleague(certificate, senior_auditor, wen):
    colleague = AuditorFactory(since=NOON, user__name="Amara Osei")
    client = signed_in(senior_auditor)

    page = client.get(address(certificate)).content.decode()
    assert "Amara Osei: 0 cases in hand" in page
    assert "Wen Jing: " not in page
    done = client.post(address(certificate), {"to": colleague.pk, "note": NOTE}, follow=True)

    assert words(done) == ["Amara Osei has the case now."]
    assert NOTE in done.content.decode()
    assert Review.objects.open().get().auditor == colleague.user


def test_without_a_colleague_the_case_goes_back(certificate, superuser):
    done = signed_in(superuser).post(address(certificate), {"to": "", "note": NOTE}, follow=True)

    assert words(done) == ["The case is back in the queue."]
    assert Certificate.objects.get().status == "submitted"


def test_without_a_note_nothing_changes_and_the_choice_is_kept(certificate, senior_auditor):
    colleague = AuditorFactory(since=NOON)

    page = signed_in(senior_auditor).post(address(certificate), {"to": colleague.pk, "note": ""})

    assert (page.status_code, page.context["form"].errors.keys()) == (422, {"note"})
    assert f'value="{colleague.pk}" selected' in page.content.decode()


@pytest.mark.parametrize("who", ["holder", "former"])
def test_a_colleague_out_of_office_is_no_choice(certificate, senior_auditor, wen, who):
    other = wen.auditor if who == "holder" else AuditorFactory(since=NOON, until=NOON)

    page = signed_in(senior_auditor).post(address(certificate), {"to": other.pk, "note": NOTE})

    assert page.context["form"].errors.keys() == {"to"}


def test_other_auditors_have_no_such_page(certificate, auditor, wen):
    for person in (auditor, wen):
        assert signed_in(person).get(address(certificate)).status_code == 404


def test_ending_an_office_by_its_form_puts_its_cases_back(certificate, superuser, wen):
    form = {
        "level": "auditor",
        "since_0": "2026-01-01",
        "since_1": "00:00",
        "until_0": "2026-11-20",
        "until_1": "00:00",
    }
    Auditor.objects.filter(user=wen).update(since=NOON.replace(year=2026, month=1, day=1))

    signed_in(superuser).post(reverse("admin:audits_auditor_change", args=[wen.auditor.pk]), form)

    assert Certificate.objects.get().status == "submitted"
