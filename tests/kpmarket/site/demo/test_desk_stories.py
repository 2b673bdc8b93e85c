"""What the desk of the demonstration did: every act is one that the log proves, and none lies before another."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from audits.desk import log, reviews
from audits.desk.log_and_rows import differences
from audits.law.current import load_rulebook
from audits.models import Chaser, ChecklistAnswer, LogEntry, LookAgain, Recommendation, Review, SecondReview
from kpmarket.management.commands.demo import DAY_ENDS
from kpmarket.site.demo.world import desk_stories
from kpmarket.site.demo.world.log_order import log_in_order_of_time
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

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def document(**facts):
    certificate = CertificateFactory(issuer="Nordlys Zertifizierung", **facts)
    CertificatePageFactory(file=CertificateFileFactory(certificate=certificate))
    return certificate


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Six documents that an auditor took, one that nobody answers, and two companies with a document of one body."""
    load_rulebook(small_law.write(tmp_path / "law"), by=None, at=NOON - 900 * DAY)
    people = [AuditorFactory(since=NOON - 90 * DAY, level=level).user for level in ("auditor", "senior", "senior")]
    made = SimpleNamespace(**dict(zip(("auditor", "senior", "second"), people, strict=True)))
    companies = [MembershipFactory(supplier=SupplierFactory(status="qualified")).supplier for _ in range(2)]
    for company in companies:
        document(supplier=company, status="approved", certificate_type__kind="certificate")
    for number in range(6):
        reviews.start_review(
            document(supplier=companies[0], status="submitted", number=f"HD 6012{number}"), by=made.auditor, at=NOON
        )
    monkeypatch.setattr(desk_stories, "FIRST_FORGER", 0)
    with log_in_order_of_time():
        assert desk_stories.fill(made, (NOON + 3 * DAY).date()) == 6
    return made


def test_its_acts_are_there_and_the_log_proves_each(desk):
    assert Recommendation.objects.filter(ended="signed").exists()
    assert Recommendation.objects.open().exists()
    assert Review.objects.exclude(handed_over_by=None).get().auditor == desk.second
    assert {row.opinion.outcome for row in SecondReview.objects.exclude(opinion=None)} == {
        "approved",
        "revision_requested",
    }
    assert ChecklistAnswer.objects.exists()
    assert LookAgain.objects.exists()
    assert log.verify().faults == ()
    assert {one.kind for one in differences()} <= {"status"}, "only statuses that this test gave itself"

    last = LogEntry.objects.order_by("-sequence").first().at

    assert NOON - DAY < last < NOON + 3 * DAY - timedelta(hours=12) + DAY_ENDS
    assert not Chaser.objects.exists()
