from datetime import UTC, date, datetime, timedelta

import pytest

from audits.models import Decision
from buyers.catalogue.levels import levels
from suppliers.models import Certificate, Supplier
from tests.audits.site_audits import worlds
from tests.factories import TODAY, AuditorFactory, CertificateFactory, SupplierFactory

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 3, 1, 20, tzinfo=UTC)  # 2 March in Shanghai
APPROVED = Certificate.Status.APPROVED


def judged(supplier, certificate=None, *, outcome=Decision.Outcome.APPROVED, at=EVENING):
    auditor = AuditorFactory().user
    Decision.objects.create(supplier=supplier, certificate=certificate, outcome=outcome, by=auditor, at=at)


def shown(supplier):
    return [(level.label, level.on) for level in levels(supplier, on=TODAY)]


def test_nothing_is_shown_that_was_not_checked():
    supplier = SupplierFactory()
    CertificateFactory(supplier=supplier, status=APPROVED)

    assert shown(supplier) == []


def test_each_level_says_on_which_day_it_was_checked():
    supplier = SupplierFactory()
    judged(supplier)
    judged(supplier, CertificateFactory(supplier=supplier, status=APPROVED), at=EVENING + timedelta(days=3))

    assert shown(supplier) == [("Identity checked", date(2026, 3, 2)), ("Documents confirmed", date(2026, 3, 5))]


def test_a_suspended_company_has_no_checked_identity():
    supplier = SupplierFactory(status=Supplier.Status.SUSPENDED)
    judged(supplier)

    assert shown(supplier) == []


@pytest.mark.parametrize(
    "facts",
    [{"valid_until": TODAY - timedelta(days=1)}, {"status": Certificate.Status.REVOKED}],
    ids=["lapsed", "revoked"],
)
def test_documents_that_no_longer_hold_confirm_nothing(facts):
    supplier = SupplierFactory()
    judged(supplier, CertificateFactory(supplier=supplier, **{"status": APPROVED, **facts}))

    assert shown(supplier) == []


def test_a_refusal_is_no_level():
    supplier = SupplierFactory()
    judged(supplier, outcome=Decision.Outcome.REJECTED)

    assert shown(supplier) == []


def test_a_site_audit_shows_until_when_it_holds_and_that_it_is_suspended():
    supplier = SupplierFactory()
    worlds.reported(supplier=supplier, at=EVENING)

    def shown_on(day):
        return [(one.label, one.on, one.until, one.tone) for one in levels(supplier, on=day)]

    held = ("Site audited (ISO 13485:2016)", date(2026, 3, 2), date(2028, 1, 31), "")
    assert [shown_on(day) for day in (date(2026, 3, 1), date(2026, 3, 2), date(2028, 1, 31))] == [[], [held], [held]]
    assert shown_on(date(2028, 2, 1)) == [("Site audit out of date (ISO 13485:2016)", *held[1:3], "warn")]
    worlds.found(worlds.planned(supplier, at=EVENING + timedelta(days=9)), "critical", at=EVENING + timedelta(days=9))
    suspended = "Site audit suspended: a critical finding is open (ISO 13485:2016)"
    assert shown_on(date(2026, 3, 11)) == [(suspended, None, None, "bad")]
