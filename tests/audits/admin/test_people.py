"""Superusers appoint auditors; the decision log knows."""

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.models import Auditor, LogEntry
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.EASE_SECOND_FACTOR = True


def office_of(user, level):
    day, moment = timezone.localtime().strftime("%Y-%m-%d %H:%M:%S").split()
    return {"user": user.pk, "level": level, "since_0": day, "since_1": moment, "until_0": "", "until_1": ""}


def test_an_appointment_is_on_the_decision_log(client, superuser):
    client.force_login(superuser)
    person = UserFactory(is_staff=True)

    client.post(reverse("admin:audits_auditor_add"), office_of(person, "senior"))

    auditor, entry = Auditor.objects.get(), LogEntry.objects.get()
    assert (auditor.user, auditor.is_senior) == (person, True)
    assert (entry.act, entry.subject, entry.by) == ("auditor_appointed", f"auditor:{auditor.pk}", superuser)


def test_auditors_do_not_appoint_themselves_senior(client, auditor):
    client.force_login(auditor)

    answer = client.post(
        reverse("admin:audits_auditor_change", args=[auditor.auditor.pk]), office_of(auditor, "senior")
    )

    assert answer.status_code == 403
    assert Auditor.objects.get().level == "auditor"


def test_an_office_is_not_deleted(client, superuser, auditor):
    client.force_login(superuser)

    answer = client.post(reverse("admin:audits_auditor_delete", args=[auditor.auditor.pk]), {"post": "yes"})

    assert answer.status_code == 403
    assert Auditor.objects.count() == 1


def test_closing_an_account_is_all_that_changes_of_a_person(client, superuser, buyer):
    client.force_login(superuser)

    client.post(
        reverse("admin:accounts_user_change", args=[buyer.pk]),
        {"email": "thief@example.org", "is_superuser": "on", "is_staff": "on"},
    )

    before = buyer.email
    buyer.refresh_from_db()
    assert (buyer.email, buyer.is_superuser, buyer.is_active) == (before, False, False)
