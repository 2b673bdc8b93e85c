"""Public pages are kept for strangers: shown again only where nothing changed, and never to somebody they were not made for."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audits.clearances import judging
from kpmarket.foundation.serving import kept_pages
from suppliers.models import Certificate, Product
from tests.audits.dossiers import product_with
from tests.factories import NOON, BuyerFactory

pytestmark = pytest.mark.usefixtures("law")
TOKEN = re.compile(r'"x-csrftoken": "([A-Za-z0-9]{64})"')


@pytest.fixture(autouse=True)
def _pages_are_kept(settings, monkeypatch):
    settings.KEPT_PAGES = 50
    monkeypatch.setattr(kept_pages, "_minute", lambda _moment: NOON)  # no test stands across two of them
    kept_pages.forget()
    yield
    kept_pages.forget()


@pytest.fixture
def mask(law):
    until = timezone.localdate() + timedelta(days=200)
    made = product_with(*((one, {"valid_until": until}) for one in ("doc", "report", "licence")))
    judging.refresh_products([made], at=timezone.now())
    return made


def stranger(language="en", **cookies):
    client = Client(headers={"accept-language": language})
    client.cookies.load(cookies)
    return client


def is_made(response):
    return any(one.name == "base.html" for one in response.templates)


def without_token(response):
    """The page without what differs from reader to reader, and the minute in which it was made."""
    return re.sub(r"[A-Za-z0-9]{64}|[0-9]{2}:[0-9]{2}", "", response.text)


def visited(path, **who):
    """The last of some visits by as many strangers who bring the same: lists that a process keeps are read at the first."""
    return [stranger(**who).get(path) for _ in range(4)][-1]


def test_a_page_that_was_made_twice_with_the_same_rows_is_shown_again_until_the_database_says_otherwise(mask):
    path = f"{mask.get_absolute_url()}?to=DE"
    made = stranger().get(path)
    stranger().get(path)
    stranger().get(path)
    with CaptureQueriesContext(connection) as again:
        shown, other = stranger().get(path), stranger().get(path)
    asked = len(again)
    tokens = {TOKEN.search(one.text)[1] for one in (made, shown, other)}
    Certificate.objects.filter(products=mask).update(status="rejected")
    judging.refresh_products([mask], at=timezone.now())

    after = stranger().get(path)

    assert [is_made(one) for one in (made, shown, other, after)] == [True, False, False, True]
    assert without_token(shown) == without_token(other) == without_token(made)
    assert len(tokens) == 3
    assert asked == 20  # ten for each of the two: what the page asks when it is made
    assert made.context["panel"].state == "cleared"
    assert after.context["panel"].state == "blocked"


def test_a_page_of_the_minute_before_is_made_again(mask, monkeypatch):
    shown = visited("/guides/")
    monkeypatch.setattr(kept_pages, "_minute", lambda moment: moment)  # every moment is another one

    assert not is_made(shown)
    assert is_made(stranger().get("/guides/"))


def test_a_page_of_rows_that_changed_while_it_was_made_is_not_kept(mask, monkeypatch):
    path = f"{mask.get_absolute_url()}?to=DE"
    names = iter(f"Respirator {number}" for number in range(100))
    plain = kept_pages._Recorder.asked_between

    def changed(recorder, *moments):
        Product.objects.update(name_en=next(names))
        return plain(recorder, *moments)

    monkeypatch.setattr(kept_pages._Recorder, "asked_between", changed)

    assert is_made(visited(path))


def test_strangers_with_other_choices_get_their_own(mask):
    def chosen(code):
        client = stranger()
        client.post("/destination/", {"to": code, "next": "/"})
        return client.cookies["destination"].value

    asked = {
        "Germany": ("/", {"language": "de-DE,en"}),
        "United States": ("/", {"language": "en-US,en"}),
        "France": ("/", {"destination": chosen("FR")}),
        'lang="zh-hans"': ("/", {"language": "zh-CN,zh;q=0.9"}),
        'data-theme="dark"': ("/", {"theme": "dark"}),
        "currency=USD": ("/catalogue/?to=DE&currency=USD", {}),
        "currency=EUR": ("/catalogue/?to=DE&currency=EUR", {}),
    }

    pages = {words: visited(path, **who) for words, (path, who) in asked.items()}

    assert not [words for words, page in pages.items() if is_made(page)]
    assert {words for words, page in pages.items() if words not in page.text} == set()
    assert len({without_token(page) for page in pages.values()}) == len(pages)


def test_whoever_brings_something_of_their_own_gets_a_page_of_their_own(mask):
    path = f"{mask.get_absolute_url()}?to=DE"
    buyer = BuyerFactory().user
    visited(path)
    client = stranger()
    client.force_login(buyer)

    own = [client.get(path) for _ in range(4)][-1]

    assert is_made(own)
    assert f'data-person="{buyer.pk}"' in own.text
    assert is_made(stranger(selection="DE-17").get(path))
    assert is_made(stranger(messages="of somebody").get(path))
    assert "data-person" not in stranger().get(path).text
