"""Keeping the law up to date, through its pages."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audits.law.current import load_rulebook
from audits.models import LawCheck, SourceFetch
from tests.audits import small_law
from tests.factories import NOON, AuditorFactory

pytestmark = pytest.mark.django_db
LIST = "admin:audits_lawcheck_changelist"
RECORD = "admin:audits_lawcheck_record"
SOURCE = "law: {title: The law, url: 'https://law.example/act', quality: official, watch: true}\n"
DOUBT = "doubt: {text: Whether the gazette printed it, due: 2026-01-15}\n      legal_basis: Article 1"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.EASE_SECOND_FACTOR = True


@pytest.fixture
def law(db, tmp_path):
    old = "checked: {on: 2020-02-03, by: an editor}\nrequirements:"
    market = small_law.FILES["markets/EU.yaml"].replace("requirements:", old).replace("legal_basis: Article 1", DOUBT)
    directory = small_law.write(tmp_path / "law", EU=market, sources=SOURCE)
    return load_rulebook(directory, by=None, at=NOON)[0]


def signed_in(level):
    client = Client()
    client.force_login(AuditorFactory(level=level).user)
    return client


def fetched(outcome, **fields):
    return SourceFetch.objects.create(
        source="law", url="https://law.example/act", at=timezone.now(), outcome=outcome, **fields
    )


def test_the_page_shows_what_is_overdue_open_doubts_and_pages_that_changed(law):
    fetched("changed", digest="a" * 64, difference="-may\n+shall")

    page = signed_in("senior").get(reverse(LIST)).content.decode()

    assert "European Union" in page
    assert "overdue" in page
    assert "never checked" in page  # the United States, whose file names no check
    assert "Whether the gazette printed it" in page
    assert "1 page of a source changed" in page


def test_a_silent_source_is_shown_with_the_age_of_what_is_known(law):
    fetched("first", digest="a" * 64, text="Article 1")
    fetched("unreachable", reason="refused")

    page = signed_in("auditor").get(reverse(LIST)).content.decode()

    assert "Unreachable" in page
    assert "last reached" in page


@pytest.mark.parametrize("cases", [1, 3])
def test_the_page_takes_the_same_queries_however_much_is_due(law, cases, django_assert_num_queries):
    for _ in range(cases):
        fetched("changed", digest="a" * 64)
    client = signed_in("senior")
    client.get(reverse(LIST))
    with django_assert_num_queries(9):
        client.get(reverse(LIST))


def test_a_senior_auditor_records_a_check_and_the_market_is_no_longer_due(law):
    client = signed_in("senior")
    form = {"market": "EU", "product_type": "", "note": "Opened Article 1 in the gazette", "review_by": ""}

    page = client.post(reverse(RECORD), form, follow=True).content.decode()

    assert "Recorded and logged" in page
    assert LawCheck.objects.get().market_id == "EU"


def test_what_was_typed_stays_where_a_check_is_refused(law):
    form = {"market": "EU", "note": "Opened Article 1 in the gazette", "review_by": "1999-01-01"}

    response = signed_in("senior").post(reverse(RECORD), form)

    assert response.status_code == 422
    assert "Opened Article 1 in the gazette" in response.content.decode()
    assert not LawCheck.objects.exists()


@pytest.mark.parametrize("note", ["", "short", "a\x0bb" * 3000])
def test_a_check_says_what_was_compared(law, note):
    assert signed_in("senior").post(reverse(RECORD), {"market": "EU", "note": note}).status_code == 422


def test_an_auditor_who_is_no_senior_only_reads(law):
    client = signed_in("auditor")

    assert "Record a check" not in client.get(reverse(LIST)).content.decode()
    client.post(reverse(RECORD), {"market": "EU", "note": "Opened Article 1 in the gazette"})
    assert not LawCheck.objects.exists()


def test_a_changed_page_is_closed_with_a_conclusion(law):
    case = fetched("changed", digest="a" * 64, difference="-may\n+shall")
    url = reverse("admin:audits_sourcefetch_change", args=[case.pk])
    client = signed_in("senior")

    assert "+shall" in client.get(url).content.decode()
    assert client.post(url, {"conclusion": ""}).status_code == 422
    client.post(url, {"conclusion": "Only the wording changed."})

    case.refresh_from_db()
    assert case.conclusion == "Only the wording changed."
    assert "Only the wording changed." in client.get(url).content.decode()


@pytest.mark.parametrize("name", [LIST, RECORD, "admin:audits_sourcefetch_changelist"])
def test_strangers_see_nothing_of_it(law, buyer, name):
    client = Client()
    client.force_login(buyer)
    assert client.get(reverse(name)).status_code in (302, 403, 404)
