import time

import pytest
from allauth.usersessions.models import UserSession

from kpmarket.accounts import middleware
from tests.sessions import pass_second_factor

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


@pytest.mark.parametrize("page", ["/account/login/", "/account/signup/", "/"])
def test_a_page_with_a_visitors_own_token_is_kept_by_no_shared_cache(client, page):
    assert "private" in client.get(page)["Cache-Control"]


class TestLimitsOfStaffSessions:
    @pytest.fixture(autouse=True)
    def _limits(self, settings):
        settings.STAFF_IDLE_MINUTES, settings.STAFF_SESSION_HOURS = 60, 12

    @pytest.fixture
    def at_work(self, client, auditor):
        pass_second_factor(client, auditor)
        client.get(PAGE)
        return client

    @staticmethod
    def is_signed_in(client, **ago):
        """Whether the person still is, where the session's last activity and beginning were these seconds ago."""
        session = client.session
        session.update({name: int(time.time()) - seconds for name, seconds in ago.items()})
        session.save()
        return client.get(PAGE).status_code == 200

    def test_an_idle_session_ends(self, at_work):
        assert self.is_signed_in(at_work, last_activity=59 * 60)
        assert not self.is_signed_in(at_work, last_activity=61 * 60)
        assert not self.is_signed_in(at_work)

    def test_every_session_ends_after_its_hours(self, at_work):
        assert self.is_signed_in(at_work, session_began=12 * 3600 - 60)
        assert not self.is_signed_in(at_work, session_began=12 * 3600 + 60)

    def test_the_session_of_a_buyer_goes_on(self, client, buyer):
        client.force_login(buyer)
        client.get(PAGE)

        assert self.is_signed_in(client, last_activity=61 * 60, session_began=13 * 3600)

    def test_the_beginning_is_noted_once_and_the_last_activity_each_minute(self, at_work):
        assert self.is_signed_in(at_work, last_activity=61, session_began=600)

        assert time.time() - at_work.session["last_activity"] < 30
        assert time.time() - at_work.session["session_began"] > 500
