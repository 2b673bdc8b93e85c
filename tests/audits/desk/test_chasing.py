"""A supplier who must act is reminded on set working days; what is not answered then closes, with a letter."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.desk import reviews
from audits.desk.certificates import request_revision
from audits.desk.chasing import chase_suppliers, due_rung
from audits.desk.log_and_rows import differences
from audits.desk.suppliers import request_information
from audits.models import Chaser, LogEntry
from kpmarket.accounts.models import Notice
from suppliers.certificates.services import reopen_certificate, submit_certificate
from suppliers.models import Certificate, Membership, Supplier
from tests.factories import NOON, MembershipFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 30, 4, tzinfo=UTC)
NOTE = "第 3 页缺失，请补全报告。"


def working_day(number):
    """Noon in China so many working days after the last day of November 2026; 1 January is a holiday."""
    days, day = number, MONDAY
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5 and (day.month, day.day) != (1, 1)
    return day


@pytest.fixture(autouse=True)
def _ladder(settings):
    settings.CHASER_DAYS, settings.SUPPLIER_DAYS = [10, 15], 20


@pytest.fixture
def asked(taken, wen):
    request_revision(taken, by=wen, at=MONDAY, reasons=["missing_page"], note=NOTE)
    return taken


def test_a_silent_supplier_is_reminded_twice_and_then_the_case_closes(asked, owner, mailoutbox):
    mailoutbox.clear()

    swept = {day: chase_suppliers(at=working_day(day)) for day in range(23)}

    assert {day for day, done in swept.items() if done.written} == {10, 15}
    assert [day for day, done in swept.items() if done.closed] == [21]
    assert [chaser.until.isoformat() for chaser in Chaser.objects.order_by("rung")] == ["2026-12-28", "2026-12-28"]
    first, second, last = mailoutbox
    assert "December 28, 2026" in first.subject or "28 December 2026" in first.subject
    assert all(NOTE in letter.body and "A page is missing." in letter.body for letter in (first, second, last))
    assert last.subject.startswith("Closed as not answered")
    certificate = Certificate.objects.get()
    assert (certificate.status, certificate.history.last().by) == ("retracted", None)
    assert LogEntry.objects.get(act="certificate_not_answered").subject == f"certificate:{certificate.pk}"
    assert not [one for one in differences() if one.what.startswith("certificate")]
    kinds = Notice.objects.filter(recipient=owner, kind__startswith="case_").values_list("kind", flat=True)
    assert sorted(kinds) == ["case_not_answered", "case_still_waits", "case_still_waits"]


def test_the_supplier_takes_up_again_what_was_closed(asked, owner):
    for day in (15, 21):
        chase_suppliers(at=working_day(day))
    certificate = Certificate.objects.get()

    reopen_certificate(certificate, by=owner, at=working_day(30))

    assert certificate.status == "draft"


def test_who_answers_hears_no_more_and_each_request_has_its_own_letters(asked, owner, wen):
    chase_suppliers(at=working_day(10))
    submit_certificate(asked, by=owner, at=working_day(11))
    assert chase_suppliers(at=working_day(15)).written == 0

    reviews.start_review(asked, by=wen, at=working_day(15))
    request_revision(asked, by=wen, at=working_day(15), reasons=["missing_page"], note=NOTE)

    assert [chase_suppliers(at=working_day(day)).written for day in (20, 25, 26)] == [0, 1, 0]


def test_after_an_outage_one_letter_comes_and_leaves_five_working_days(asked, mailoutbox):
    mailoutbox.clear()

    done = [chase_suppliers(at=working_day(day)) for day in (40, 40, 45, 46)]

    assert [(one.written, one.closed) for one in done] == [(1, 0), (0, 0), (0, 0), (0, 1)]
    assert len(mailoutbox) == 2


def test_a_company_that_does_not_answer_is_a_draft_again(taken_company, wen, mailoutbox):
    request_information(taken_company, by=wen, at=MONDAY, reasons=["address_mismatch"], note="营业执照地址与申请不符。")
    MembershipFactory(supplier=taken_company, role=Membership.Role.VIEWER)
    mailoutbox.clear()

    for day in (15, 21):
        chase_suppliers(at=working_day(day))

    assert Supplier.objects.get(pk=taken_company.pk).status == "draft"
    assert [letter.subject.partition(":")[0] for letter in mailoutbox][1] == "Closed as not answered"
    assert len(mailoutbox) == 2  # who only reads gets none
    assert list(differences()) == []


def test_without_a_ladder_nothing_is_written_or_closed(asked, settings):
    settings.CHASER_DAYS = []

    assert chase_suppliers(at=NOON + timedelta(days=400)).closed == 0


@given(
    ladder=st.sets(st.integers(1, 60), max_size=5),
    sweeps=st.lists(st.integers(0, 80), max_size=30).map(sorted),
)
def test_however_often_it_is_swept_each_rung_comes_once_and_never_early(ladder, sweeps):
    written = []
    for waited in sweeps:
        rung = due_rung(waited, written, ladder)
        if rung:
            assert rung <= waited
            written.append(rung)

    assert written == sorted(set(written))
    assert set(written) <= ladder
