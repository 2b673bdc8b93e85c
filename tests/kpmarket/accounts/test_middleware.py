import pytest
from allauth.usersessions.models import UserSession

from kpmarket.accounts import middleware

pytestmark = pytest.mark.django_db
PAGE = "/people/notices/"


def last_activity():
    return UserSession.objects.get().last_seen_at


def test_a_session_in_use_is_on_the_persons_list(client, buyer):
    client.force_login(buyer)
    UserSession.objects.all().delete()

    client.get(PAGE, headers={"User-Agent": "A browser"})

    assert (UserSession.objects.get().user, UserSession.objects.get().user_agent) == (buyer, "A browser")


def test_the_note_is_not_written_again_at_the_next_page(client, buyer, monkeypatch):
    client.force_login(buyer)
    client.get(PAGE)
    before = last_activity()

    client.get(PAGE)
    assert last_activity() == before

    monkeypatch.setattr(middleware, "SECONDS_BETWEEN_NOTES", 0)
    client.get(PAGE)
    assert last_activity() > before
