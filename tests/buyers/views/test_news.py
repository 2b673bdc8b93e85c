"""Regulatory news, as a page and as a feed."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from audits.law import files
from audits.law.current import load_rulebook, rulebook_of
from buyers.guides.news import bundles
from buyers.views.news import entry, news_items
from tests.audits import small_law

pytestmark = pytest.mark.usefixtures("law")
ATOM = "{http://www.w3.org/2005/Atom}"
TODAY = timezone.localdate()
SOON, LATELY = TODAY + timedelta(days=30), TODAY - timedelta(days=30)


@pytest.fixture
def changing(law, tmp_path):
    """A newer edition: the American rule ended lately and goes on from then, and the European one ends soon."""
    files = small_law.FILES
    ends_soon = files["markets/EU.yaml"].replace("from: 2021-05-26", f"from: 2021-05-26\n      until: {SOON}")
    changed = files["markets/US.yaml"].replace("until: 2027-01-31", f"until: {LATELY}") + (
        files["markets/US.yaml"]
        .partition("medical_mask:\n")[2]
        .replace("US.medical_mask.1", "US.medical_mask.2")
        .replace("from: 2000-01-01", f"from: {LATELY + timedelta(days=1)}")
        .replace("until: 2027-01-31", "until: 2099-12-31")
        .replace("asks: doc", "asks: {all_of: [doc, licence]}")
    )
    rulebook_of.cache_clear()
    load_rulebook(small_law.write(tmp_path / "newer", EU=ends_soon, US=changed), by=None, at=timezone.now())


def entries_of(client, path):
    tree = ElementTree.fromstring(client.get(path).content)  # noqa: S314 - our own feed
    return tree.findall(f"{ATOM}entry")


def listed(days):
    return [(day, [one.title for one in found]) for day, found in days]


def test_what_comes_stands_before_what_came(client, changing):
    response = client.get("/news/")

    assert listed(response.context["coming"]) == [
        (SOON + timedelta(days=1), ["A rule ends: Declaration of conformity"])
    ]
    assert listed(response.context["lately"]) == [(LATELY + timedelta(days=1), ["A rule changes: Clearance"])]
    assert f"The last day is {date_format(SOON)}." in response.text
    assert "It asks for more: Business licence." in response.text


@pytest.mark.parametrize(
    ("asked", "coming", "lately"),
    [
        ({"market": "EU"}, 1, 0),
        ({"market": "US"}, 0, 1),
        ({"type": "medical_mask"}, 1, 1),
        ({"type": "medical-mask"}, 1, 1),
        ({"market": "nowhere", "type": "spoon"}, 1, 1),
    ],
)
def test_it_narrows_to_a_market_and_a_product_type(client, changing, asked, coming, lately):
    until_lately, _mark, after = client.get("/news/", asked).text.partition('id="lately"')

    assert (until_lately.count("<h3><time"), after.count("<h3><time")) == (coming, lately)


def test_another_language_and_another_day_have_news_of_their_own(client, changing, monkeypatch):
    english, chinese = client.get("/news/").text, client.get("/news/", {"lang": "zh-hans"}).text
    tomorrow = timezone.localdate() + timedelta(days=600)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: tomorrow)

    assert "Coming in the next eighteen months" in english
    assert "Coming in the next eighteen months" not in chinese
    assert "We know of no dated change here." in client.get("/news/").text


def test_nothing_known_is_said_so(client):
    assert "We know of no dated change here." in client.get("/news/", {"market": "EU"}).text


def test_what_an_edition_changed_is_listed_with_its_day(client, changing):
    ((day, lines),) = client.get("/news/").context["published"]
    ((_day, european),) = client.get("/news/", {"market": "EU"}).context["published"]

    assert day == timezone.localdate()
    assert len(european) < len(lines)
    assert all("European Union" in line for line in european)


def test_changes_that_mean_the_same_stand_together(client, law, tmp_path):
    files = small_law.FILES
    row = files["markets/EU.yaml"].replace("from: 2021-05-26", f"until: {SOON}")
    twice = row + row.partition("medical_mask:\n")[2].replace("EU.medical_mask.1", "EU.medical_mask.2").replace(
        "route: Declaration", "route: Second declaration"
    )
    rulebook_of.cache_clear()
    load_rulebook(small_law.write(tmp_path / "newer", EU=twice), by=None, at=timezone.now())

    ((_day, (together,)),) = client.get("/news/", {"market": "EU"}).context["coming"]

    assert (together.happens, together.title) == ("Rules end", "A rule ends: Declaration of conformity, and 1 more")
    assert [one.what for one in together.items] == ["Declaration of conformity", "Second declaration of conformity"]


def test_the_feed_tells_the_same_and_every_entry_leads_to_its_place(client, changing, settings):
    settings.SITE_URL = "https://kp.example"
    entries = entries_of(client, "/news/feed/")

    links = [one.find(f"{ATOM}link").get("href") for one in entries]
    assert client.get("/news/feed/")["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [one.findtext(f"{ATOM}title") for one in entries] == [
        f"{date_format(LATELY + timedelta(days=1))} · United States: A rule changes: Clearance",
        f"{date_format(SOON + timedelta(days=1))} · European Union: A rule ends: Declaration of conformity",
    ]
    assert [one.findtext(f"{ATOM}id") for one in entries] == links
    page = client.get("/news/").text
    assert all(f'id="{link.partition("#")[2]}"' in page for link in links)


def test_no_entry_is_newer_than_today(client, changing):
    entries = entries_of(client, "/news/feed/")

    newest = max(one.findtext(f"{ATOM}updated")[:10] for one in entries)
    assert TODAY.isoformat() <= newest <= timezone.localdate().isoformat()


def test_the_feed_narrows_like_the_page_which_links_to_it(client, changing):
    page = client.get("/news/", {"market": "US"})

    (entry,) = entries_of(client, page.context["feed_url"])

    assert "United States" in entry.findtext(f"{ATOM}title")


def test_the_page_in_chinese_has_an_address_of_its_own(client, changing, settings):
    settings.SITE_URL = "https://kp.example"

    text = client.get("/news/", {"market": "US", "lang": "zh-hans"}).text

    assert '<link rel="canonical" href="https://kp.example/news/?market=US&amp;lang=zh-hans">' in text
    assert "美国" in text


def test_law_that_no_document_proves_is_news_on_its_first_day_with_source_and_confidence(client):
    book, chosen = files.load(), {"market": "EU", "type": "medical_mask"}

    found = news_items(book, date(2026, 11, 30), chosen)

    (liability,) = [one for one in found if "2024/2853" in one.legal_basis]
    assert (liability.day, liability.is_ahead, liability.market) == (date(2026, 12, 10), True, "EU")
    assert "placed on the market after 9 December 2026" in liability.detail
    assert liability.confidence == "Confidence: high"
    assert [one.quality for one in liability.sources] == ["law-firm", "consultant"]
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert liability.legal_basis not in {one.legal_basis for one in news_items(book, TODAY, {**chosen, "market": "US"})}
    assert "as a law firm reports it" in entry(bundles([liability])[0], date(2026, 11, 30))["description"]
