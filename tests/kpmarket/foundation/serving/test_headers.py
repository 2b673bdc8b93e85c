"""What every answer says to the browser, whoever asks and however it ends."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
PAGES = ["/", "/catalogue/", "/account/login/", "/no-such-page/", "/live/", "/robots.txt", "/supplier/start/", "/feed/"]


@pytest.mark.parametrize("path", PAGES)
def test_types_are_not_guessed_and_nobody_frames_a_page(client, path):
    answer = client.get(path)

    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] in {"same-origin", "strict-origin-when-cross-origin"}
    policy = answer["Content-Security-Policy"]
    assert {"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= {
        one.strip() for one in policy.split(";")
    }
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", PAGES)
def test_a_text_names_its_type_and_characters(client, path):
    answer = client.get(path)

    assert not answer.content or "charset=utf-8" in answer["Content-Type"].lower()


@pytest.mark.parametrize("path", PAGES)
def test_another_origin_may_not_read_an_answer(client, path):
    answer = client.get(path, headers={"Origin": "https://evil.example"})

    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize("path", ["/account/login/", "/account/signup/"])
def test_a_page_with_a_form_is_in_no_shared_cache(client, path):
    assert "private" in client.get(path)["Cache-Control"]


def test_a_page_of_somebody_who_is_signed_in_is_not_stored(client, buyer):
    client.force_login(buyer)

    assert "no-store" in client.get("/people/notices/")["Cache-Control"]


def test_of_parameters_that_are_given_twice_the_last_counts(client):
    page = client.get("/account/login/?next=/one/&next=/two/").text

    assert ('value="/two/"' in page, 'value="/one/"' in page) == (True, False)


@pytest.mark.parametrize("path", ["/supplier/start/", "/account/logout/"])
def test_a_form_from_elsewhere_is_refused(buyer, path):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(buyer)

    assert browser.post(path, {}, headers={"Origin": "https://evil.example"}).status_code == 403
