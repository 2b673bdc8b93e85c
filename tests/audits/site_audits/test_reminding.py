"""Letters about findings whose day has passed."""

from datetime import timedelta

import pytest

from audits.site_audits.following import answer_finding, decide_on_finding
from audits.site_audits.reminding import remind_of_late_findings
from suppliers.models import Supplier
from tests.audits.site_audits import worlds
from tests.factories import NOON, MembershipFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DUE = NOON + 30 * DAY


@pytest.fixture
def member():
    return MembershipFactory(supplier__status="qualified", role="owner")


@pytest.fixture
def late(member, mailoutbox):
    """A major finding whose answer is due in thirty days, and nobody answers."""
    audit, (finding,) = worlds.reported("major", supplier=member.supplier)
    mailoutbox.clear()
    return audit, finding


def test_the_company_is_reminded_after_the_day_and_again_two_weeks_later_each_once(late, member, mailoutbox):
    counts = [remind_of_late_findings(at=DUE + days * DAY) for days in (0, 3, 3, 4, 20, 21, 60)]

    assert counts == [0, 1, 0, 0, 1, 0, 0]
    assert [letter.to for letter in mailoutbox] == [[member.user.email]] * 2
    assert "The day for the answer to a finding has passed" in mailoutbox[0].body


def test_of_letters_that_were_missed_only_the_latest_is_written(late, mailoutbox):
    assert (remind_of_late_findings(at=DUE + 40 * DAY), len(mailoutbox)) == (1, 1)


def test_whoever_has_answered_is_not_reminded_and_the_auditors_are_of_their_check(late, member, mailoutbox):
    audit, finding = late
    answer_finding(finding, worlds.PLAN, (), by=member.user, at=worlds.LATER)
    assert remind_of_late_findings(at=DUE + 3 * DAY) == 0

    until = DUE.date() + 30 * DAY
    decide_on_finding(finding, "accepted", by=audit.lead, at=worlds.LATER, day=until, note="Checked in spring.")
    mailoutbox.clear()

    assert remind_of_late_findings(at=DUE + 33 * DAY) == 1
    assert [letter.to for letter in mailoutbox] == [[audit.lead.email]]
    assert "whether what the company did about a finding works" in mailoutbox[0].body


@pytest.mark.parametrize("status", ["draft", "rejected"])
def test_a_company_that_is_not_before_the_desk_is_not_written_to(late, member, status):
    Supplier.objects.filter(pk=member.supplier_id).update(status=status)

    assert remind_of_late_findings(at=DUE + 3 * DAY) == 0
