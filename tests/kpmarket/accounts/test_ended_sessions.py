"""What is kept of a session goes when it has ended."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from kpmarket.tasks import forget_sessions
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def session(key, *, lives_for):
    return Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + lives_for)


def listed(key, *, used_before):
    return UserSession.objects.create(
        user=UserFactory(), ip="192.0.2.1", session_key=key, last_seen_at=timezone.now() - used_before
    )


def test_a_session_that_has_expired_goes_with_its_address_and_browser():
    session("ended", lives_for=-HOUR)
    session("open", lives_for=HOUR)
    for key in ("ended", "open", "deleted"):
        listed(key, used_before=25 * HOUR)

    assert forget_sessions() == 3
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["open"]


def test_one_that_is_being_written_now_stays():
    listed("not yet written", used_before=23 * HOUR)

    assert forget_sessions() == 0
