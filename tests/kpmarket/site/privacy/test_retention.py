"""What has been kept as long as promised goes; what is younger, or still needed, stays."""

from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE
from django.contrib.admin.models import LogEntry as AdminLogEntry
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.utils import timezone

from audits.models import DoubtReport
from buyers.models import Buyer, Enquiry, Message, Thread
from kpmarket.accounts.models import Notice, User
from kpmarket.foundation.configuration.retention import DEFAULT_DAYS, Kept, retention_days
from kpmarket.foundation.mail import make_letter
from kpmarket.foundation.monitoring.task_runs import TaskRun
from kpmarket.foundation.outbox import writing
from kpmarket.foundation.outbox.models import Letter
from kpmarket.site.privacy import retention
from kpmarket.tasks import enforce_retention
from suppliers.models import Certificate, CertificateFile, Invitation, Supplier
from tests.factories import (
    BuyerFactory,
    CertificateFactory,
    CertificateFileFactory,
    DoubtReportFactory,
    MembershipFactory,
    SupplierFactory,
    ThreadFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def after(kept, extra=HOUR):
    """A moment that is the whole period, and a little more, before now."""
    return NOW - timedelta(days=DEFAULT_DAYS[kept]) - extra


def before(kept):
    return NOW - timedelta(days=DEFAULT_DAYS[kept]) + HOUR


def removed(name):
    return retention.enforce(at=NOW)[name]


def session(key, *, expires):
    return Session.objects.create(session_key=key, session_data="", expire_date=expires)


def listed(key, *, used):
    return UserSession.objects.create(user=UserFactory(), ip="192.0.2.1", session_key=key, last_seen_at=used)


def test_a_session_that_has_expired_goes_with_its_address_and_browser():
    session("ended", expires=NOW - HOUR)
    session("open", expires=NOW + HOUR)
    for key in ("ended", "open", "deleted"):
        listed(key, used=NOW - 25 * HOUR)
    listed("being written now", used=NOW - 23 * HOUR)

    counts = retention.enforce(at=NOW)

    assert (counts["expired sessions"], counts["addresses and browsers of ended sessions"]) == (1, 2)
    assert set(UserSession.objects.values_list("session_key", flat=True)) == {"open", "being written now"}


def test_letters_go_when_they_were_sent_or_put_aside_long_ago_and_those_that_wait_stay():
    for key, facts in {
        "sent": {"sent_at": after(Kept.SENT_LETTERS)},
        "sent later": {"sent_at": before(Kept.SENT_LETTERS)},
        "aside": {"failed_at": after(Kept.PUT_ASIDE_LETTERS)},
        "waits": {},
    }.items():
        letter = writing.write([make_letter("a@example.org", "S", "T", "", key=key)], at=NOW - 400 * DAY)[0]
        Letter.objects.filter(pk=letter.pk).update(**facts)

    counts = retention.enforce(at=NOW)

    assert (counts["sent letters"], counts["letters that were put aside"]) == (1, 1)
    assert set(Letter.objects.values_list("key", flat=True)) == {"sent later", "waits"}


def test_notices_go_a_year_after_they_were_read_and_not_before_they_were():
    person = UserFactory()
    for read_at in (after(Kept.READ_NOTICES), before(Kept.READ_NOTICES), None):
        Notice.objects.create(recipient=person, kind="supplier_qualified", created_at=NOW - 900 * DAY, read_at=read_at)

    assert removed("notices that were read") == 1


def test_the_address_of_an_answered_report_goes_and_the_report_stays():
    answered = {"outcome": "unfounded", "decided_by": UserFactory()}
    DoubtReportFactory(email="old@example.org", decided_at=after(Kept.CONVERSATIONS), **answered)
    DoubtReportFactory(email="young@example.org", decided_at=before(Kept.CONVERSATIONS), **answered)
    DoubtReportFactory(email="open@example.org", at=after(Kept.CONVERSATIONS))

    assert removed("addresses of answered reports") == 1
    assert set(DoubtReport.objects.values_list("email", flat=True)) == {"", "young@example.org", "open@example.org"}


def test_invitations_that_led_nowhere_go_and_accepted_ones_lose_the_address():
    company = SupplierFactory()
    owner = UserFactory()
    long_ago = after(Kept.CLOSED_INVITATIONS, 15 * DAY)

    def invitation(email, **facts):
        return Invitation.objects.create(supplier=company, email=email, invited_by=owner, **facts)

    invitation("withdrawn@example.org", created_at=long_ago, withdrawn_at=long_ago)
    invitation("lapsed@example.org", created_at=long_ago)
    invitation("recent@example.org", created_at=NOW - 20 * DAY)
    accepted = invitation("joined@example.org", created_at=long_ago, accepted_at=long_ago, accepted_by=owner)

    counts = retention.enforce(at=NOW)

    assert (counts["closed invitations"], counts["addresses of accepted invitations"]) == (2, 1)
    accepted.refresh_from_db()
    assert (accepted.email, accepted.accepted_by) == ("", owner)
    assert Invitation.objects.exclude(pk=accepted.pk).get().email == "recent@example.org"


def draft(**facts):
    return CertificateFactory(status="draft", submitted_at=None, **facts)


def test_drafts_that_nobody_touched_for_a_year_go_with_their_files():
    long_ago = after(Kept.ABANDONED_DRAFTS)
    abandoned = CertificateFileFactory(certificate=draft(created_at=long_ago), uploaded_at=long_ago)
    continued = CertificateFileFactory(certificate=draft(created_at=long_ago), uploaded_at=NOW - DAY)
    handed_in = CertificateFactory(status="draft", submitted_at=long_ago, created_at=long_ago)
    recent = draft(created_at=before(Kept.ABANDONED_DRAFTS))

    assert removed("abandoned drafts of certificates") == 1

    assert not CertificateFile.objects.filter(pk=abandoned.pk).exists()
    assert set(Certificate.objects.all()) == {continued.certificate, handed_in, recent}


def test_companies_that_were_begun_and_left_go_with_their_members():
    long_ago = after(Kept.ABANDONED_DRAFTS)
    facts = {"status": "draft", "submitted_at": None, "created_at": long_ago}
    MembershipFactory(supplier=SupplierFactory(**facts))
    with_certificate = CertificateFactory(supplier=SupplierFactory(**facts)).supplier
    handed_in = SupplierFactory(**facts | {"submitted_at": long_ago})

    assert removed("abandoned drafts of companies") == 1
    assert set(Supplier.objects.all()) == {with_certificate, handed_in}


def test_accounts_whose_address_was_never_confirmed_go():
    long_ago = after(Kept.UNCONFIRMED_ACCOUNTS)
    stranger = UserFactory(date_joined=long_ago, last_login=None)
    confirmed = UserFactory(date_joined=long_ago, last_login=None)
    by_command = UserFactory(date_joined=long_ago, last_login=None)
    for user, verified in ((stranger, False), (confirmed, True)):
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)

    assert removed("accounts never confirmed") == 1
    assert set(User.objects.all()) == {confirmed, by_command}


def test_a_conversation_goes_six_years_after_its_last_letter():
    ended = ThreadFactory(enquiry__sent_at=after(Kept.CONVERSATIONS))
    goes_on = ThreadFactory(enquiry__sent_at=after(Kept.CONVERSATIONS))
    for thread, sent_at in ((ended, after(Kept.CONVERSATIONS)), (goes_on, before(Kept.CONVERSATIONS))):
        Message.objects.create(
            thread=thread, author=thread.enquiry.buyer.user, is_from_buyer=True, text="Yes.", sent_at=sent_at
        )

    assert removed("ended conversations") == 1
    assert list(Thread.objects.all()) == [goes_on]
    assert Message.objects.get().thread == goes_on


def test_the_organisation_of_an_erased_buyer_goes_with_their_last_enquiry():
    erased = BuyerFactory(user=None)
    waiting = ThreadFactory(enquiry__buyer=BuyerFactory(user=None)).enquiry.buyer
    living = BuyerFactory()

    assert removed("organisations of erased buyers") == 1
    assert set(Buyer.objects.all()) == {waiting, living}
    assert erased not in Buyer.objects.all()


def test_the_history_of_the_desks_pages_goes_after_three_years():
    entry = AdminLogEntry.objects.create(user=UserFactory(), object_repr="x", action_flag=CHANGE)
    AdminLogEntry.objects.filter(pk=entry.pk).update(action_time=after(Kept.DESK_HISTORY))

    assert removed("history of the desk's pages") == 1


def test_one_rule_that_fails_stops_no_other_and_is_no_success(monkeypatch, caplog):
    def fails(rows):
        raise ValueError

    rules = [retention.Rule("broken", Kept.SENT_LETTERS, retention.sent_letters, fails), *retention.RULES]
    monkeypatch.setattr(retention, "RULES", rules)
    session("ended", expires=NOW - HOUR)

    counts = enforce_retention()

    assert "broken" not in counts
    assert counts["expired sessions"] == 1
    assert "Retention of broken failed." in caplog.text
    assert not TaskRun.objects.exists()


def test_pretending_shows_how_much_would_go_and_deletes_nothing():
    Enquiry.objects.filter(pk=ThreadFactory().enquiry_id).update(sent_at=after(Kept.CONVERSATIONS))
    session("ended", expires=NOW - HOUR)
    output = StringIO()

    call_command("enforce_retention", "--pretend", stdout=output)

    lines = [" ".join(line.split()) for line in output.getvalue().splitlines()]
    assert "1 ended conversations" in lines
    assert "1 expired sessions" in lines
    assert lines[-1] == "Nothing was deleted."
    assert (Session.objects.count(), Enquiry.objects.count()) == (1, 1)


def test_the_command_does_what_the_task_does():
    session("ended", expires=NOW - HOUR)

    call_command("enforce_retention", stdout=StringIO())

    assert not Session.objects.exists()


def test_an_operator_changes_a_period_and_a_name_that_does_not_exist_is_refused():
    assert retention_days({"sent_letters": 7})[Kept.SENT_LETTERS] == 7
    with pytest.raises(ImproperlyConfigured, match="no period is named 'letters'"):
        retention_days({"letters": 7})
    with pytest.raises(ImproperlyConfigured, match="one day or more"):
        retention_days({"sent_letters": 0})
