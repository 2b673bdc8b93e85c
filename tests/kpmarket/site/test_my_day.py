"""The first page of the desk says to each person what waits for them there."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audits.desk import reviews
from audits.models import DeskRole
from kpmarket.site.my_day import day_of
from tests.factories import AuditorFactory, CertificateFactory, UserFactory

pytestmark = pytest.mark.django_db


def with_role(role):
    person = UserFactory(is_staff=True)
    DeskRole.objects.create(user=person, role=role)
    return person


def lines(person):
    return {line.label: line.count for line in day_of(person, at=timezone.now()).lines}


def test_an_auditor_has_their_cases_and_what_nobody_took():
    office = AuditorFactory()
    mine, *_others = CertificateFactory.create_batch(3, status="submitted", submitted_at=timezone.now())
    reviews.start_review(mine, by=office.user, at=timezone.now())

    day = day_of(office.user, at=timezone.now())

    assert [case.subject for case in day.cases] == [mine]
    assert lines(office.user) == {"Cases in your hands": 1, "To take": 2}


def test_the_page_shows_it_and_support_has_a_quiet_day(settings):
    settings.EASE_SECOND_FACTOR = True
    client = Client()
    client.force_login(with_role("support"))

    text = client.get(reverse("admin:index")).text

    assert "Nothing waits for you." in text
    assert "Support (reads only)" in text
    assert reverse("admin:audits_queue_head") not in text


def test_the_head_reads_of_all_and_a_stranger_of_nothing():
    CertificateFactory.create_batch(2, status="submitted", submitted_at=timezone.now())

    day = day_of(with_role("head"), at=timezone.now())

    assert (day.heads_desk, [(line.label, line.count) for line in day.lines]) == (True, [("To take", 2)])
    assert day_of(UserFactory(), at=timezone.now()).roles == ()
