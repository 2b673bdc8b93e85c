"""The sweep of law changes, for people and for cron."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from audits import tasks
from audits.clearances import judging
from kpmarket.celery import app
from kpmarket.foundation.monitoring.task_runs import TaskRun
from kpmarket.foundation.outbox.models import Letter
from tests.audits import changing_law
from tests.audits.dossiers import product_with
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


def company(directory, last_day):
    """A company whose one product the law closes a market to after that day."""
    text = changing_law.US.replace("2027-01-31", f"{last_day}")
    changing_law.load(directory, US=text.replace("2027-02-01", f"{last_day + timedelta(days=1)}"))
    product = product_with("doc", "licence")
    MembershipFactory(supplier=product.supplier, since=LONG_AGO)
    judging.refresh_products([product], at=LONG_AGO)


def run(*arguments):
    call_command("send_law_reminders", *arguments, stdout=(out := StringIO()))
    return out.getvalue()


def test_the_day_is_taken_from_the_command_line(law, tmp_path, mailoutbox):
    today = timezone.localdate()
    company(tmp_path / "turning", today + timedelta(days=25))
    day = today - timedelta(days=5)

    assert run("--on", f"{day}") == f"1 reminders of law changes written for {day}.\n"
    assert len(mailoutbox) == 1


def test_a_day_to_come_is_refused_and_can_be_shown(law, tmp_path):
    company(tmp_path / "turning", date(2027, 1, 31))
    day = timezone.localdate() + timedelta(days=30)

    with pytest.raises(CommandError, match="is in the future"):
        run("--on", f"{day}")
    assert "Your documents stay valid, but the law changes on 1 February 2027" in run("--on", f"{day}", "--pretend")
    assert not Letter.objects.exists()


@pytest.mark.parametrize("day", ["2026-13-01", "9999-12-31"])
def test_an_odd_day_gets_a_sentence(db, day):
    with pytest.raises(CommandError, match=r"is not a day|more than ten years"):
        run("--on", day)


def test_without_a_day_it_is_today(law):
    assert run() == f"0 reminders of law changes written for {timezone.localdate()}.\n"


def test_the_task_sends_and_leaves_its_time_behind(law, tmp_path, mailoutbox):
    company(tmp_path / "turning", timezone.localdate() + timedelta(days=20))

    assert tasks.send_law_reminders() == 1
    assert TaskRun.objects.filter(name="audits.tasks.send_law_reminders").count() == 1
    assert len(mailoutbox) == 1


def test_the_task_is_on_the_timetable():
    assert app.conf.beat_schedule["send-law-reminders"]["task"] == tasks.send_law_reminders.name
