"""Letters about an account: in the reader's language, in our looks, and harmless whatever stands in them."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context

from kpmarket.accounts.adapter import AccountAdapter
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
CHINESE = re.compile("[\u4e00-\u9fff]")
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def reader():
    return UserFactory(language="zh-hans")


@pytest.fixture
def send(rf, mailoutbox):
    """Post one letter; its text and its HTML."""

    def post(name, email, **facts):
        with request_context(rf.get("/")):
            AccountAdapter().send_mail(f"account/email/{name}", email, facts)
        (letter,) = mailoutbox
        (html, kind) = letter.alternatives[0]
        assert kind == "text/html"
        return letter, html

    return post


def test_a_letter_is_in_the_persons_language_as_text_and_as_html(send, reader):
    letter, html = send("password_reset_code", reader.email, user=reader, code="ABC-123")

    assert all(CHINESE.search(text) for text in (letter.subject, letter.body, html))
    assert '<html lang="zh-hans">' in html
    assert letter.body.endswith("--\nKP Medical Supplies · http://localhost:8000")


def test_the_code_stands_alone_and_large(send, reader):
    letter, html = send("password_reset_code", reader.email, user=reader, code="ABC-123")

    assert "\n\nABC-123\n\n" in letter.body
    assert re.search(r'<p style="[^"]*font-size:28px[^"]*">ABC-123</p>', html)
    assert html.count("ABC-123") == 1


def test_a_letter_to_a_known_address_follows_its_owner(send, reader):
    letter, _html = send("account_already_exists", reader.email.upper(), password_reset_url="http://localhost:8000/x/")

    assert CHINESE.search(letter.body)


def test_a_letter_to_an_unknown_address_leads_on_by_a_button(send):
    letter, html = send("unknown_account", "nobody@example.org", signup_url="http://localhost:8000/account/signup/")

    assert "http://localhost:8000/account/signup/" in letter.body
    assert re.search(r'<a href="http://localhost:8000/account/signup/"[^>]*>Open an account</a>', html)


def test_what_a_stranger_typed_is_never_markup(send):
    _letter, html = send("email_changed", "a@example.org", from_email="<b>a</b>@example.org", to_email="b@example.org")

    assert "&lt;b&gt;a&lt;/b&gt;" in html
    assert "<b>" not in html


def test_a_change_names_the_browser_as_people_know_it(rf, mailoutbox, reader):
    EmailAddress.objects.create(user=reader, email=reader.email, primary=True, verified=True)

    request = rf.get("/", headers={"User-Agent": FIREFOX})
    with request_context(request):
        AccountAdapter(request).send_notification_mail("account/email/password_changed", reader)

    (letter,) = mailoutbox
    assert CHINESE.search(letter.subject)
    assert "Firefox（Windows）" in letter.body
    assert "Mozilla" not in letter.body + letter.alternatives[0][0]
