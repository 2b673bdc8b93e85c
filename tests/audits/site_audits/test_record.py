"""What somebody changes in the rows of a site audit differs from the log before its day is sealed."""

from datetime import date

import pytest
from django.db import transaction

from audits.desk.log_and_site_audits import differences
from audits.models import SiteAnswer, SiteAuditEnd, SiteFinding, SiteFindingStep
from audits.site_audits.planning import cancel_site_audit
from tests.audits.site_audits.worlds import answered, planned, reported
from tests.factories import NOON, MembershipFactory
from tests.tampering import lift_triggers

pytestmark = pytest.mark.django_db


@pytest.fixture
def audit():
    member = MembershipFactory(supplier__status="qualified")
    audit, (finding,) = reported("major", supplier=member.supplier)
    answered(finding, by=member.user)
    cancelled = planned()
    cancel_site_audit(cancelled, reason="The road is flooded.", by=cancelled.lead, at=NOON)
    assert list(differences()) == []
    lift_triggers()
    return audit


def soften(audit):
    SiteFinding.objects.filter(audit=audit).update(text="Pouch sealer 3 was moved within room 4.")


def lower(audit):
    SiteFinding.objects.filter(audit=audit).update(grade="minor")


def prolong(audit):
    SiteAuditEnd.objects.filter(audit=audit).update(valid_until=date(2031, 1, 1))


def answer_better(audit):
    SiteAnswer.objects.filter(audit=audit, question="processes").update(said="not_applicable")


def lose_step(audit):
    SiteFindingStep.objects.filter(finding__audit=audit).delete()


def close_alone(audit):
    finding = SiteFinding.objects.get(audit=audit)
    SiteFindingStep.objects.create(finding=finding, number=2, kind="effective", by=audit.lead, at=NOON)


CHANGES = [
    (soften, "site_audit", "finding of site audit {} 1"),
    (lower, "site_audit", "finding of site audit {} 1"),
    (prolong, "site_audit", "end of site audit {}"),
    (answer_better, "site_audit", "end of site audit {}"),
    (lose_step, "site_audit", "step of site audit {} 1 1"),
    (close_alone, "unlogged", "step of site audit {} 1 2"),
]


def test_each_change_is_found_and_named(audit):
    for change, kind, row in CHANGES:
        with transaction.atomic():
            change(audit)
            found = [(one.kind, one.what) for one in differences()]
            transaction.set_rollback(True)

        assert found == [(kind, row.format(audit.pk))], change.__name__
