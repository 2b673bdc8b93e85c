"""Roles at the desk that judge nothing: compliance keeps the law, the head moves cases and reads figures, support reads."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audits.desk import handing, permissions, reviews
from audits.editions import drafts
from audits.models import DeskRole, LogEntry
from kpmarket.accounts.models import Notice
from tests.factories import AuditorFactory, CertificateFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
HEAD_PAGE = reverse("admin:audits_queue_head")
NOTE = "Amara is ill until Thursday."


@pytest.fixture(autouse=True)
def _eased(settings):
    settings.EASE_SECOND_FACTOR = True


@pytest.fixture
def taken(auditor):
    certificate = CertificateFactory(status="submitted")
    reviews.start_review(certificate, by=auditor, at=timezone.now())
    return certificate


def with_role(role, **days):
    person = UserFactory(is_staff=True)
    DeskRole.objects.create(user=person, role=role, **days)
    return person


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("role", DeskRole.Role.values)
def test_each_role_reads_cases_and_judges_none(role, taken):
    client, page = signed_in(with_role(role)), reverse("admin:audits_certificatecase_change", args=[taken.pk])

    assert client.get(page).status_code == 200
    assert client.get(reverse("admin:audits_queue_changelist")).status_code == 200
    assert client.get(reverse("admin:audits_auditor_changelist")).status_code == 403
    for act in ("decide", "release", "take"):
        client.post(reverse(f"admin:audits_certificatecase_{act}", args=[taken.pk]), {"outcome": "approved"})
    taken.refresh_from_db()
    assert (taken.status, taken.decisions.count()) == ("in_review", 0)


def test_a_role_counts_on_its_days_alone():
    now = timezone.now()
    ended = with_role("support", since=now - timedelta(days=9), until=now - timedelta(days=1))
    begins = with_role("head", since=now + timedelta(days=1))
    left = with_role("head")
    left.is_staff = False

    assert [permissions.roles_of(one, at=now) for one in (ended, begins, left)] == [frozenset()] * 3
    assert signed_in(ended).get(reverse("admin:audits_queue_changelist")).status_code == 302


@pytest.mark.parametrize(("role", "status"), [("head", 200), ("compliance", 404), ("support", 404)])
def test_the_figures_are_for_the_head(role, status, taken):
    assert signed_in(with_role(role)).get(HEAD_PAGE).status_code == status


def test_the_head_moves_a_case_but_not_of_their_own_company(taken, auditor):
    head = with_role("head")

    assert "handover" in signed_in(head).get(reverse("admin:audits_certificatecase_change", args=[taken.pk])).text
    handing.release_from(taken, by=head, at=timezone.now(), note=NOTE)
    taken.refresh_from_db()
    assert taken.status == "submitted"

    reviews.start_review(taken, by=auditor, at=timezone.now())
    MembershipFactory(supplier=taken.supplier, user=head)
    with pytest.raises(permissions.ConflictOfInterest):
        handing.release_from(taken, by=head, at=timezone.now(), note=NOTE)


def test_compliance_drafts_the_law_and_others_who_keep_it_are_notified(law):
    compliance, other = with_role("compliance"), with_role("compliance")
    senior, _plain = AuditorFactory(level="senior").user, AuditorFactory().user

    draft = drafts.start("EN 14683:2025", by=compliance, at=timezone.now())
    page = signed_in(compliance).get(reverse("admin:audits_rulebookdraft_change", args=[draft.pk]))
    assert page.context["access"].may_write
    with pytest.raises(permissions.NotAnAuditor):
        drafts.start("EN 455-1", by=with_role("support"), at=timezone.now())
    drafts._notify_officers(draft, at=timezone.now())

    assert {notice.recipient for notice in Notice.objects.all()} == {other, senior}


def test_giving_a_role_is_in_the_log(superuser):
    person = UserFactory(is_staff=True)

    page = reverse("admin:audits_deskrole_add")
    signed_in(superuser).post(page, {"user": person.pk, "role": "support", "since_0": "2026-11-30", "since_1": "09:00"})

    entry = LogEntry.objects.get(act="role_given")
    assert (entry.content["person"], entry.content["role"]) == (person.pk, "support")
