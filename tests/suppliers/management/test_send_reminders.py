from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from kpmarket.foundation.task_runs import TaskRun
from suppliers import tasks
from suppliers.models import Certificate
from tests.factories import CertificateFactory


@pytest.fixture
def certificate(supplier_member):
    return CertificateFactory(
        supplier=supplier_member.suppliers.get(),
        status=Certificate.Status.APPROVED,
        valid_until=timezone.localdate() + timedelta(days=200),
    )


def test_the_day_is_taken_from_the_command_line(certificate, mailoutbox):
    day = certificate.valid_until - timedelta(days=180)

    call_command("send_reminders", "--on", day.isoformat(), stdout=(out := StringIO()))

    assert out.getvalue() == f"2 reminders sent for {day}.\n"
    assert mailoutbox[0].subject.endswith("ends in 180 days")


def test_without_a_day_it_is_today(certificate, mailoutbox):
    call_command("send_reminders", stdout=(out := StringIO()))

    assert out.getvalue() == f"0 reminders sent for {timezone.localdate()}.\n"


def test_a_day_that_is_none_is_refused(db):
    with pytest.raises(CommandError, match="--on"):
        call_command("send_reminders", "--on", "2026-13-01")


def test_the_task_sends_and_leaves_its_time_behind(certificate, mailoutbox):
    certificate.valid_until = timezone.localdate() + timedelta(days=180)
    certificate.save()

    assert tasks.send_reminders() == 2
    assert TaskRun.objects.filter(name="suppliers.tasks.send_reminders").count() == 1
