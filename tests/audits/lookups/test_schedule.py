"""When registers are checked again."""

from datetime import timedelta

import pytest

from audits.lookups import schedule
from audits.models import LogEntry, RegisterCheck, RegisterRecheck
from tests.audits.registers import answers
from tests.audits.registers.replay import Said, client_without_pause, replaying
from tests.factories import NOON, TODAY, CertificateFactory, SupplierFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    supplier = SupplierFactory(name_en="Jiangsu Lanhe Medical Co., Ltd.")
    return CertificateFactory(
        supplier=supplier, certificate_type__id="us_510k", number="K209999", status="approved", valid_until=None
    )


@pytest.fixture
def fda(settings):
    """The FDA on loopback, which knows one clearance."""
    with replaying(Said(body=answers.CLEARANCE)) as (register, base):
        settings.REGISTER_URLS = {"openfda_510k": base}
        yield register


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch):
    with client_without_pause(monkeypatch):
        yield


def run(at):
    return schedule.run_due_checks(clock=lambda: at)


def test_a_certificate_in_force_is_checked_once_per_interval(certificate, fda):
    assert [run(NOON), run(NOON + timedelta(days=29))] == [1, 0]

    recheck = RegisterRecheck.objects.get()
    assert NOON + timedelta(days=30) <= recheck.next_at <= NOON + timedelta(days=36)
    assert [run(recheck.next_at - timedelta(seconds=1)), run(recheck.next_at)] == [0, 1]
    assert {made.by for made in RegisterCheck.objects.all()} == {None}
    assert LogEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("said", "reason", "days"),
    [
        (Said(body=b"{"), "unreadable", 1),
        (Said(403), "refused", 7),
        (Said(412), "guarded", 7),
        (Said(body={}), "unexpected", 7),
    ],
)
def test_an_unreachable_register_is_asked_again_the_next_day_and_one_that_refuses_in_a_week(
    certificate, settings, said, reason, days
):
    with replaying(said) as (_, base):
        settings.REGISTER_URLS = {"openfda_510k": base}
        run(NOON)

    assert RegisterCheck.objects.get().reason == reason
    assert RegisterRecheck.objects.get().next_at == NOON + timedelta(days=days)


def test_a_run_stops_asking_a_register_that_is_unreachable_three_times(settings):
    CertificateFactory.create_batch(5, certificate_type__id="us_510k", number="K209999", status="approved")
    other = CertificateFactory(certificate_type__id="eu_srn_mf", number="CN-MF-000099999", status="approved")
    with replaying(Said(403)) as (closed, base), replaying(Said(body=answers.ACTOR)) as (_, actors):
        settings.REGISTER_URLS = {"openfda_510k": base, "eudamed_actors": actors}

        assert run(NOON) == 4

    assert len(closed.asked) == 3
    assert RegisterCheck.objects.filter(certificate=other).count() == 1
    assert RegisterRecheck.objects.filter(next_at=NOON).count() == 2


def test_a_run_ends_after_the_maximum_time(certificate, fda):
    CertificateFactory(certificate_type__id="us_510k", number="K209999", status="approved")
    moments = iter(NOON + schedule.MAX_RUN_TIME * step / 4 for step in range(100))

    assert schedule.run_due_checks(clock=lambda: next(moments)) == 1


def test_an_offline_site_makes_no_checks(certificate, fda, settings):
    settings.REGISTERS_OFFLINE = True

    assert (run(NOON), fda.asked, RegisterRecheck.objects.count()) == (0, [], 0)


@pytest.mark.parametrize(
    "change",
    [{"status": "revoked"}, {"valid_until": TODAY - timedelta(days=1)}, {"valid_from": TODAY + timedelta(days=1)}],
)
def test_only_certificates_in_force_are_checked(certificate, fda, change):
    schedule.schedule_missing(on=TODAY, at=NOON)
    type(certificate).objects.filter(pk=certificate.pk).update(**change)

    assert (run(NOON), fda.asked) == (0, [])


def test_a_register_without_an_interface_is_not_scheduled():
    CertificateFactory(certificate_type__id="iso13485", status="approved")

    assert run(NOON) == 0


def test_a_claimed_check_can_be_claimed_again_when_the_lease_ends(certificate):
    schedule.schedule_missing(on=TODAY, at=NOON)

    first = schedule.claim_due(at=NOON)
    assert first.certificate == certificate
    assert schedule.claim_due(at=NOON + schedule.LEASE - timedelta(seconds=1)) is None
    assert schedule.claim_due(at=NOON + schedule.LEASE) == first


def test_a_run_makes_at_most_limit_checks(certificate, fda):
    CertificateFactory(certificate_type__id="us_510k", number="K209999", status="approved")

    assert schedule.run_due_checks(clock=lambda: NOON, limit=1) == 1
    assert RegisterCheck.objects.count() == 1
