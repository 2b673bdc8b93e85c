"""Seniors are notified of what waits for a second signature, and of doubtful documents."""

import pytest

from audits.desk import corrections
from audits.desk.certificates import approve_certificate
from audits.desk.doubt_reports import Doubt, report_doubt
from kpmarket.accounts.models import Notice
from tests.factories import NOON, AuditorFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def test_the_other_seniors_who_may_judge_the_company_are_notified_of_a_first_signature(taken, wen, senior):
    other, insider = (AuditorFactory(since=NOON, level="senior").user for _number in range(2))
    MembershipFactory(supplier=taken.supplier, user=insider)
    approve_certificate(taken, by=wen, at=NOON)

    corrections.propose_correction(taken, by=senior, at=NOON, internal_note="The issuer denies it, e-mail of 3 June.")

    notice = Notice.objects.get(kind="signature_waits")
    assert (notice.recipient, notice.params["name_en"]) == (other, taken.supplier.name_en)
    assert notice.url.endswith(f"/{taken.pk}/change/")


def test_a_flood_of_reports_is_one_unread_notice_for_each_senior(wen, senior):
    for _number in range(3):
        report_doubt(Doubt(reason="The stamp is that of another laboratory."), language="en", by=None, at=NOON)
    assert Notice.objects.get(kind="doubt_waits").recipient == senior

    Notice.objects.update(read_at=NOON)
    report_doubt(Doubt(reason="Rapport n° 4711 existe deux fois."), language="fr", by=None, at=NOON)

    assert Notice.objects.filter(kind="doubt_waits", recipient=senior).count() == 2
