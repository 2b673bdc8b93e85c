"""Who is notified that a register contradicts a certificate, and how long it stays on the desk."""

from datetime import timedelta

import pytest
from django.utils import translation

from audits.lookups import alarms, checks
from audits.models import RegisterCheck
from kpmarket.accounts.models import Notice
from tests.audits.registers import answers
from tests.audits.registers.replay import Said, client_without_pause, replaying
from tests.factories import NOON, TODAY, AuditorFactory, CertificateFactory, MembershipFactory, SupplierFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ANOTHER = [{"point": "holder_differs", "claimed": "A", "found": "B"}]
LAPSED = [{"point": "expired", "claimed": "", "found": "2026-01-01"}]


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch):
    with client_without_pause(monkeypatch):
        yield


@pytest.fixture
def certificate():
    supplier = SupplierFactory(name_en="Shandong Other Rubber Ltd.", name_zh="")
    return CertificateFactory(
        supplier=supplier, certificate_type__id="us_510k", number="K209999", status="approved", valid_until=None
    )


@pytest.fixture
def office():
    return AuditorFactory(since=NOON - DAY).user


def check(certificate, *, at=NOON, outcome="contradicted", differences=ANOTHER, **facts):
    return RegisterCheck.objects.create(
        certificate=certificate,
        register="openfda_510k",
        number="K209999",
        outcome=outcome,
        differences=differences if outcome == "contradicted" else [],
        taken_at=at,
        **facts,
    )


def notified(certificate, **facts):
    return alarms.notify_of_contradiction(check(certificate, **facts))


def open_contradictions():
    return [check.pk for check in alarms.open_contradictions(on=TODAY)]


def test_a_contradiction_in_a_scheduled_check_notifies_the_auditor_with_a_link(certificate, office, settings):
    with replaying(Said(body=answers.CLEARANCE)) as (_, base):
        settings.REGISTER_URLS = {"openfda_510k": base}
        checks.ask(certificate, "openfda_510k", at=NOON, by=None)
        checks.ask(certificate, "openfda_510k", at=NOON + 30 * DAY, by=None)

    notice = Notice.objects.get()
    certificate.refresh_from_db()
    assert (notice.recipient, notice.kind, notice.params["number"]) == (office, "register_contradicts", "K209999")
    assert notice.url == f"/admin/audits/certificatecase/{certificate.pk}/change/#registers"
    assert certificate.status == "approved"


def test_the_auditor_who_approved_it_is_responsible_while_in_office(certificate, office):
    other = AuditorFactory(since=NOON - DAY).user
    certificate.decisions.create(supplier=certificate.supplier, outcome="approved", by=other, at=NOON - DAY)

    assert alarms.responsible_auditors(certificate, at=NOON) == [other]
    other.auditor.until = NOON
    other.auditor.save()
    assert alarms.responsible_auditors(certificate, at=NOON) == [office]


def test_the_auditor_who_has_the_case_comes_before_the_one_who_approved_it(certificate, office):
    other = AuditorFactory(since=NOON - DAY).user
    certificate.decisions.create(supplier=certificate.supplier, outcome="approved", by=other, at=NOON - DAY)
    certificate.reviews.create(supplier=certificate.supplier, auditor=office, opened_at=NOON)

    assert alarms.responsible_auditors(certificate, at=NOON) == [office]


def test_nobody_is_notified_about_their_own_company(certificate, office):
    MembershipFactory(supplier=certificate.supplier, user=office)

    assert notified(certificate) == 0


@pytest.mark.parametrize("outcome", ["confirmed", "not_found", "not_covered", "unreachable"])
def test_other_outcomes_notify_nobody(certificate, office, outcome):
    assert notified(certificate, outcome=outcome) == 0


def test_the_same_answer_notifies_once_even_when_the_register_was_unreachable_in_between(certificate, office):
    counts = [
        notified(certificate),
        notified(certificate, at=NOON + DAY, outcome="unreachable"),
        notified(certificate, at=NOON + 2 * DAY),
        notified(certificate, at=NOON + 3 * DAY, differences=LAPSED),
        notified(certificate, at=NOON + 4 * DAY, outcome="confirmed"),
        notified(certificate, at=NOON + 5 * DAY, differences=LAPSED),
    ]

    assert counts == [1, 0, 0, 1, 0, 1]


def test_a_contradiction_stays_open_until_the_register_answers_otherwise(certificate):
    first = check(certificate)
    check(certificate, at=NOON + DAY, outcome="unreachable")
    assert open_contradictions() == [first.pk]

    check(certificate, at=NOON + 2 * DAY, outcome="confirmed")
    assert open_contradictions() == []


def test_a_manual_check_closes_a_contradiction_until_the_register_answers_differently(certificate, office):
    check(certificate)
    check(certificate, at=NOON + DAY, outcome="confirmed", by=office, is_manual=True)
    assert open_contradictions() == []
    check(certificate, at=NOON + 2 * DAY)
    assert open_contradictions() == []

    other = check(certificate, at=NOON + 3 * DAY, differences=LAPSED)
    assert open_contradictions() == [other.pk]


@pytest.mark.parametrize("change", [{"status": "revoked"}, {"valid_until": TODAY - DAY}])
def test_certificates_not_in_force_have_no_open_contradictions(certificate, change):
    check(certificate)
    type(certificate).objects.filter(pk=certificate.pk).update(**change)

    assert open_contradictions() == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_desks_list_takes_two_queries_however_long(count, django_assert_num_queries):
    for _ in range(count):
        check(CertificateFactory(certificate_type__id="us_510k", status="approved", valid_until=None))

    with django_assert_num_queries(2):
        found = alarms.open_contradictions(on=TODAY)
        assert len({f"{one.certificate.supplier}{one.certificate.certificate_type}{one.pk}" for one in found}) == count


def test_a_notice_names_the_register_in_both_languages(certificate, office):
    with translation.override("zh-hans"):
        notified(certificate)

    assert Notice.objects.get().params["register_en"] == "FDA 510(k) database"
