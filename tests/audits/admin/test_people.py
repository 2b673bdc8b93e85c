"""Superusers appoint auditors; the decision log knows."""

import time

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audits.models import Auditor, LogEntry
from suppliers.models import CertificateType
from tests.factories import CertificateTypeFactory, UserFactory
from tests.sessions import pass_second_factor

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


def test_the_address_and_the_power_over_people_are_not_changed_with_a_person(client, superuser, buyer):
    client.force_login(superuser)

    client.post(
        reverse("admin:accounts_user_change", args=[buyer.pk]),
        {"name": "Elena Prado", "email": "thief@example.org", "is_superuser": "on", "is_staff": "on"},
    )

    before = buyer.email
    buyer.refresh_from_db()
    assert (buyer.email, buyer.is_superuser, buyer.is_active) == (before, False, False)


def change_of(person, **fields):
    return reverse("admin:accounts_user_change", args=[person.pk]), {"name": person.name or "N. N.", **fields}


def test_a_corrected_name_is_logged_as_corrected_and_in_no_words(client, superuser, buyer):
    client.force_login(superuser)

    client.post(*change_of(buyer, name="Jelena Kovačević", is_active="on"))

    buyer.refresh_from_db()
    entry = LogEntry.objects.get()
    assert buyer.name == "Jelena Kovačević"
    assert entry.content == {"is_staff": False, "is_active": True, "is_name_corrected": True}
    assert "Jelena" not in str(entry.content)


def test_a_changed_ladder_is_on_the_decision_log(client, senior_auditor):
    client.force_login(senior_auditor)
    kind = CertificateTypeFactory()

    client.post(reverse("admin:suppliers_certificatetype_change", args=[kind.pk]), {"reminder_days": "[60, 7]"})

    entry = LogEntry.objects.get()
    assert (entry.act, entry.subject, entry.by) == ("ladder_changed", f"certificatetype:{kind.pk}", senior_auditor)
    assert entry.content == {"reminder_days": [60, 7]}


def test_who_may_open_the_desk_is_on_the_decision_log(client, superuser, buyer):
    client.force_login(superuser)

    client.post(*change_of(buyer, is_staff="on", is_active="on"))

    entry = LogEntry.objects.get()
    assert (entry.act, entry.subject, entry.by) == ("person_changed", f"person:{buyer.pk}", superuser)
    assert entry.content == {"is_staff": True, "is_active": True, "is_name_corrected": False}


def test_the_sessions_of_a_closed_account_stay_closed_when_it_is_opened_again(client, superuser, buyer):
    client.force_login(superuser)
    theirs, page = Client(), reverse("accounts:notices")
    theirs.force_login(buyer)
    assert theirs.get(page).status_code == 200

    client.post(*change_of(buyer))
    client.post(*change_of(buyer, is_active="on"))

    buyer.refresh_from_db()
    assert buyer.is_active
    assert theirs.get(page)["Location"].startswith(reverse("account_login"))


class TestStepUp:
    """A session that passed the second factor longer ago than STEP_UP_MINUTES."""

    @pytest.fixture(autouse=True)
    def _strict(self, settings):
        settings.EASE_SECOND_FACTOR = False
        settings.STEP_UP_MINUTES = 60

    @staticmethod
    def is_asked_to_confirm(person, address, fields, minutes):
        client = Client()
        pass_second_factor(client, person, at=time.time() - minutes * 60)
        location = client.post(address, fields)["Location"]
        return location.startswith(reverse("mfa_reauthenticate"))

    def test_nobody_is_made_staff(self, superuser, buyer):
        act = change_of(buyer, is_staff="on", is_active="on")

        assert self.is_asked_to_confirm(superuser, *act, minutes=61)
        buyer.refresh_from_db()
        assert not buyer.is_staff

        assert not self.is_asked_to_confirm(superuser, *act, minutes=59)
        buyer.refresh_from_db()
        assert buyer.is_staff

    def test_nobody_is_appointed(self, superuser):
        act = reverse("admin:audits_auditor_add"), office_of(UserFactory(is_staff=True), "senior")

        assert self.is_asked_to_confirm(superuser, *act, minutes=61)
        assert not Auditor.objects.exists()

        assert not self.is_asked_to_confirm(superuser, *act, minutes=59)
        assert Auditor.objects.exists()

    def test_no_reminder_ladder_is_changed(self, senior_auditor):
        kind = CertificateTypeFactory()
        act = reverse("admin:suppliers_certificatetype_change", args=[kind.pk]), {"reminder_days": "[90, 30]"}

        assert self.is_asked_to_confirm(senior_auditor, *act, minutes=61)
        assert CertificateType.objects.get(pk=kind.pk).reminder_days == kind.reminder_days

        assert not self.is_asked_to_confirm(senior_auditor, *act, minutes=59)
        assert CertificateType.objects.get(pk=kind.pk).reminder_days == [90, 30]


def test_superusers_end_all_sessions_of_a_person_and_the_log_says_so(client, superuser, buyer):
    client.force_login(superuser)
    theirs, page = Client(), reverse("accounts:notices")
    theirs.force_login(buyer)
    assert theirs.get(page).status_code == 200

    client.post(reverse("admin:accounts_user_changelist"), {"action": "end_sessions", "_selected_action": [buyer.pk]})

    buyer.refresh_from_db()
    assert buyer.is_active
    assert theirs.get(page)["Location"].startswith(reverse("account_login"))
    assert LogEntry.objects.get().act == "sessions_ended"


def test_ending_the_sessions_of_others_needs_a_fresh_sign_in(client, superuser, buyer, settings):
    settings.EASE_SECOND_FACTOR = False
    pass_second_factor(client, superuser, at=time.time() - 60 * settings.STEP_UP_MINUTES - 60)
    theirs = Client()
    theirs.force_login(buyer)
    theirs.get(reverse("accounts:notices"))

    client.post(reverse("admin:accounts_user_changelist"), {"action": "end_sessions", "_selected_action": [buyer.pk]})

    assert theirs.get(reverse("accounts:notices")).status_code == 200
