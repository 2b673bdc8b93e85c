from datetime import timedelta

import pytest

from kpmarket.accounts.models import Notice
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Certificate, CertificateEvent, Membership, Reminder
from suppliers.reminders import writing
from suppliers.reminders.due import find_due
from tests.factories import NOON, TODAY, CertificateFactory, CertificateTypeFactory, MembershipFactory, UserFactory

LONG_AGO = NOON - timedelta(days=700)
A_WEEK_LEFT = TODAY + timedelta(days=7)


@pytest.fixture
def owner(db):
    return MembershipFactory(since=LONG_AGO).user


def approved(user, valid_until=A_WEEK_LEFT, *, approved_at=LONG_AGO, **facts):
    certificate = CertificateFactory(
        supplier=user.suppliers.get(), status=Certificate.Status.APPROVED, valid_until=valid_until, **facts
    )
    CertificateEvent.objects.create(subject=certificate, before="in_review", after="approved", at=approved_at)
    return certificate


def sweep(on=TODAY, at=NOON):
    return writing.write_due(on=on, at=at)


def reminded_rungs(certificate):
    return list(certificate.reminders.order_by("-rung").values_list("rung", flat=True))


def test_a_rung_that_is_due_goes_out_by_mail_and_as_a_notice(owner, mailoutbox):
    certificate = approved(owner, number="DOC-1")
    Reminder.objects.bulk_create(
        Reminder(
            certificate=certificate,
            recipient=owner,
            rung=rung,
            due_on=TODAY,
            created_at=NOON,
        )
        for rung in (30, 14)
    )

    sent = sweep()

    assert sent == 1
    assert [letter.subject for letter in mailoutbox] == ["eu_doc_mdr DOC-1 ends in 7 days"]
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.url) == (owner, "certificate_ends", certificate.get_absolute_url())


def test_run_twice_nothing_goes_out_twice(owner, mailoutbox):
    approved(owner)
    sweep()
    letters, notices = len(mailoutbox), Notice.objects.count()

    assert sweep(at=NOON + timedelta(hours=1)) == 0
    assert (len(mailoutbox), Notice.objects.count()) == (letters, notices)


def test_after_an_outage_of_five_days_each_rung_goes_out_once(owner, mailoutbox):
    certificate = approved(owner, TODAY)
    sweep(on=TODAY - timedelta(days=3), at=NOON - timedelta(days=3))
    before = reminded_rungs(certificate)

    sweep(on=TODAY + timedelta(days=2), at=NOON + timedelta(days=2))

    assert reminded_rungs(certificate) == [*before, 1, 0]
    assert mailoutbox[-1].subject.endswith("ended 2 days ago")


@pytest.mark.slow
def test_every_rung_of_a_whole_life_goes_out_once_to_an_owner_without_editors(owner, mailoutbox, settings):
    certificate = approved(owner, TODAY)
    for day in range(-181, 60, 3):
        sweep(on=TODAY + timedelta(days=day), at=NOON + timedelta(days=day))

    assert reminded_rungs(certificate) == settings.REMINDER_LADDER
    assert len(mailoutbox) == len(settings.REMINDER_LADDER)


def test_a_document_approved_inside_the_ladder_is_reminded_of_from_there_on(owner):
    certificate = approved(owner, TODAY + timedelta(days=20), approved_at=NOON)

    sweep()

    assert reminded_rungs(certificate) == [30]


def test_rungs_missed_for_longer_than_the_catch_up_are_let_go(owner):
    certificate = approved(owner, TODAY + timedelta(days=5))

    sweep()

    assert reminded_rungs(certificate) == [30, 14, 7]


def test_a_type_may_have_a_ladder_of_its_own(owner):
    certificate = approved(
        owner, TODAY + timedelta(days=200), certificate_type=CertificateTypeFactory(id="nmpa", reminder_days=[365, 210])
    )

    sweep()

    assert reminded_rungs(certificate) == [210]


def test_a_renewed_document_is_not_reminded_of(owner):
    certificate = approved(owner)
    approved(owner, TODAY + timedelta(days=900), supersedes=certificate)

    assert sweep() == 0


def test_a_renewal_that_is_only_a_draft_does_not_stop_the_reminders(owner):
    certificate = approved(owner)
    CertificateFactory(supplier=certificate.supplier, supersedes=certificate, status="draft")

    sweep()

    assert reminded_rungs(certificate) == [30, 14, 7]


@pytest.mark.parametrize("status", [status for status in Certificate.Status if status != Certificate.Status.APPROVED])
def test_only_approved_documents_are_reminded_of(owner, status):
    CertificateFactory(supplier=owner.suppliers.get(), status=status, valid_until=A_WEEK_LEFT)

    assert sweep() == 0


def test_a_document_without_a_last_day_is_never_reminded_of(owner):
    approved(owner, None)

    assert sweep() == 0


def test_a_sweep_that_fails_half_way_leaves_nothing_and_the_next_one_writes_everything(owner, mailoutbox, monkeypatch):
    certificate = approved(owner)

    def die(*args, **kwargs):
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(Notice.objects, "bulk_create", die)
        sweep()

    assert (Letter.objects.count(), Reminder.objects.count()) == (0, 0)
    assert sweep() == 3
    assert (reminded_rungs(certificate), len(mailoutbox)) == ([30, 14, 7], 3)


def test_what_another_sweep_writes_at_the_same_moment_is_left_to_it(owner, monkeypatch):
    certificate = approved(owner)
    found = find_due(on=TODAY)
    sweep()
    monkeypatch.setattr(writing, "find_due", lambda on: found)

    assert sweep() == 0
    assert (reminded_rungs(certificate), Notice.objects.count()) == ([30, 14, 7], 3)


def test_a_letter_that_waits_is_taken_back_once_the_document_is_revoked(owner, mailoutbox):
    certificate = approved(owner)
    sweep()
    Certificate.objects.filter(pk=certificate.pk).update(status=Certificate.Status.REVOKED)

    assert sweep() == 0
    assert list(mailoutbox) == []


def test_a_letter_that_waits_is_taken_back_once_the_document_is_renewed(owner, mailoutbox):
    certificate = approved(owner)
    sweep()
    approved(owner, TODAY + timedelta(days=900), supersedes=certificate)

    assert sweep() == 0
    assert list(mailoutbox) == []


def test_a_letter_that_waits_is_taken_back_from_somebody_who_has_left(owner, mailoutbox):
    approved(owner)
    sweep()
    Membership.objects.filter(user=owner).delete()

    assert sweep() == 0
    assert list(mailoutbox) == []


def test_a_preview_shows_the_letters_and_writes_nothing(owner):
    approved(owner, number="DOC-1")

    letters = list(writing.preview(on=TODAY))

    assert [(letter.address, letter.subject) for letter in letters] == [
        (owner.email, "eu_doc_mdr DOC-1 ends in 7 days")
    ] * 3
    assert (Letter.objects.count(), Reminder.objects.count(), Notice.objects.count()) == (0, 0, 0)


def test_a_letter_written_again_carries_the_same_message_id(owner):
    certificate = approved(owner)
    sweep()
    before = set(Letter.objects.values_list("message_id", flat=True))
    Reminder.objects.all().delete()
    Letter.objects.all().delete()

    sweep()

    assert set(Letter.objects.values_list("message_id", flat=True)) == before
    assert f"<reminder-{certificate.pk}-{owner.pk}-7@localhost>" in before


def test_early_rungs_go_to_editors_and_late_ones_to_owners_too(owner):
    supplier = owner.suppliers.get()
    editor = MembershipFactory(supplier=supplier, role="editor", since=LONG_AGO).user
    MembershipFactory(supplier=supplier, role="viewer", since=LONG_AGO)
    certificate = approved(owner, TODAY + timedelta(days=60), approved_at=NOON - timedelta(days=10))

    sweep()
    sweep(on=TODAY + timedelta(days=30), at=NOON + timedelta(days=30))

    reminded = set(certificate.reminders.values_list("rung", "recipient"))
    assert reminded == {(60, editor.pk), (30, editor.pk), (30, owner.pk)}


def test_a_deactivated_person_is_not_written_to(owner):
    approved(owner)
    owner.is_active = False
    owner.save()

    assert sweep() == 0


def test_who_joins_later_is_not_reported_again_of_what_the_company_was_reported(owner):
    certificate = approved(owner)
    sweep()
    newcomer = MembershipFactory(supplier=owner.suppliers.get(), role="editor", since=NOON + timedelta(days=1)).user

    sweep(on=TODAY + timedelta(days=2), at=NOON + timedelta(days=2))
    sweep(on=TODAY + timedelta(days=6), at=NOON + timedelta(days=6))

    rungs = certificate.reminders.filter(
        recipient=newcomer,
    ).values_list("rung", flat=True)
    assert list(rungs) == [1]


def test_other_companies_hear_nothing(owner, mailoutbox):
    approved(owner)
    stranger = MembershipFactory(since=LONG_AGO).user

    sweep()

    assert {address for letter in mailoutbox for address in letter.to} == {owner.email}
    assert not Notice.objects.for_user(stranger).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_a_sweep_takes_the_same_number_of_queries_for_any_number_of_documents(owner, count, django_assert_num_queries):
    for _ in range(count):
        approved(owner)

    with django_assert_num_queries(13):
        assert sweep() == 3 * count


def test_a_sweep_with_nothing_due_takes_three_queries(owner, django_assert_num_queries):
    approved(owner, TODAY + timedelta(days=400))

    with django_assert_num_queries(3):
        assert sweep() == 0


def test_a_letter_is_in_its_readers_language(db, mailoutbox):
    reader = MembershipFactory(user=UserFactory(language="zh-hans"), since=LONG_AGO).user
    approved(reader)

    sweep()

    assert "符合性声明" in mailoutbox[0].subject
