from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from kpmarket.accounts.models import Notice
from kpmarket.foundation.monitoring.task_runs import TaskRun
from kpmarket.foundation.outbox.models import Letter
from suppliers import tasks
from suppliers.models import Certificate, Reminder
from tests.factories import CertificateFactory


@pytest.fixture
def certificate(supplier_member):
    return CertificateFactory(
        supplier=supplier_member.suppliers.get(),
        status=Certificate.Status.APPROVED,
        valid_until=timezone.localdate() + timedelta(days=200),
    )


def run(*arguments):
    call_command("send_reminders", *arguments, stdout=(out := StringIO()))
    return out.getvalue()


def test_the_day_is_taken_from_the_command_line(certificate, mailoutbox):
    certificate.valid_until = timezone.localdate() + timedelta(days=170)
    certificate.save()
    day = certificate.valid_until - timedelta(days=180)

    assert run("--on", day.isoformat()) == f"1 reminders written for {day}.\n"
    assert mailoutbox[0].subject.endswith("ends in 180 days")


def test_without_a_day_it_is_today(certificate, mailoutbox):
    assert run() == f"0 reminders written for {timezone.localdate()}.\n"


def test_a_day_to_come_is_refused_because_it_would_spend_its_reminders(certificate):
    with pytest.raises(CommandError, match=r"is in the future.*--pretend"):
        run("--on", (certificate.valid_until - timedelta(days=180)).isoformat())

    assert not Reminder.objects.exists()


def test_a_day_to_come_can_be_shown_and_spends_nothing(certificate, supplier_member):
    shown = run("--on", (certificate.valid_until - timedelta(days=180)).isoformat(), "--pretend")

    assert shown == f"{supplier_member.email}: {certificate} ends in 180 days\n"
    assert [model.objects.count() for model in (Reminder, Letter, Notice)] == [0, 0, 0]


@pytest.mark.parametrize("pretend", [(), ("--pretend",)])
@pytest.mark.parametrize(
    "day", ["2026-13-01", "tomorrow", "9999-12-31", "0001-01-01", "1970-01-01", "20261122T10", "²"]
)
def test_an_odd_day_gets_a_sentence(db, day, pretend):
    with pytest.raises(CommandError, match=r"is not a day|more than ten years"):
        run("--on", day, *pretend)


def test_the_task_writes_and_leaves_its_time_behind(certificate, mailoutbox):
    certificate.valid_until = timezone.localdate() + timedelta(days=180)
    certificate.save()

    assert tasks.send_reminders() == 1
    assert TaskRun.objects.filter(name="suppliers.tasks.send_reminders").count() == 1
    assert len(mailoutbox) == 1
