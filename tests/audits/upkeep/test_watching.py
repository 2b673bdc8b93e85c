"""Fetching the watched pages of sources, from a server on loopback."""

from datetime import timedelta

import pytest

from audits.compliance.reference import Source
from audits.desk.permissions import SeniorOnly
from audits.law.current import load_rulebook
from audits.models import LogEntry, SourceFetch
from audits.registers.client import Client
from audits.upkeep import watching
from tests.audits import small_law
from tests.audits.registers.replay import Said, Time, replaying
from tests.factories import NOON

pytestmark = pytest.mark.django_db
PAGE = b"<!doctype html><html><body><p>Masks of class I need no notified body.</p><p>In force.</p></body></html>"
CHANGED = PAGE.replace(b"need no", b"need a")
WEEK = timedelta(days=7)


@pytest.fixture
def client():
    time = Time()
    made = Client(clock=time.clock, sleep=time.sleep, max_bytes=5000, read_seconds=0.2)
    yield made
    made.pool.clear()


def fetch(client, url, at=NOON):
    return watching.fetch(Source("gazette", "Gazette", url, "official-text"), client, at=at)


def test_a_page_that_stays_the_same_opens_no_case(client):
    with replaying(Said(body=PAGE)) as (server, url):
        outcomes = [fetch(client, url, NOON + WEEK * number).outcome for number in range(3)]

    assert outcomes == ["first", "same", "same"]
    assert "text/html" in server.headers[0]["Accept"]
    assert not SourceFetch.objects.open_cases().exists()


def test_a_page_with_other_words_opens_a_case_that_shows_them(client):
    with replaying(Said(body=PAGE), Said(body=PAGE), Said(body=CHANGED)) as (_, url):
        last = [fetch(client, url, NOON + WEEK * number) for number in range(3)][-1]

    assert list(SourceFetch.objects.open_cases()) == [last]
    assert "-Masks of class I need no notified body." in last.difference
    assert "+Masks of class I need a notified body." in last.difference


def test_a_page_that_cannot_be_reached_says_so_and_changes_nothing(client):
    with replaying(Said(body=PAGE), Said(403), Said(body=PAGE)) as (_, url):
        fetches = [fetch(client, url, NOON + WEEK * number) for number in range(3)]

    assert [(one.outcome, one.reason) for one in fetches] == [("first", ""), ("unreachable", "refused"), ("same", "")]


def test_a_page_that_is_gone_is_a_case(client):
    with replaying(Said(body=PAGE), Said(404)) as (_, url):
        fetch(client, url)
        gone = fetch(client, url, NOON + WEEK)

    assert (gone.outcome, gone.is_open_case) == ("gone", True)


def test_a_file_without_words_is_compared_by_its_bytes(client):
    with replaying(Said(body=b"%PDF-1.4 old"), Said(body=b"%PDF-1.4 new")) as (_, url):
        fetch(client, url)
        assert (fetch(client, url, NOON + WEEK).outcome, SourceFetch.objects.first().difference) == ("changed", "")


def test_another_address_of_the_source_is_no_change_of_its_page(client):
    with replaying(Said(body=PAGE)) as (_, url), replaying(Said(body=CHANGED)) as (_, moved):
        fetch(client, url)
        assert fetch(client, moved, NOON + WEEK).outcome == "first"


@pytest.fixture
def watched(tmp_path, settings):
    """Put a law in force whose one source is watched at that address."""

    def put(url):
        directory = small_law.write(tmp_path / "watched")
        line = f"law: {{title: The law, url: '{url}', quality: official, watch: true}}\n"
        (directory / "sources.yaml").write_text(line)
        load_rulebook(directory, by=None, at=NOON)

    settings.REGISTERS_OFFLINE = False
    return put


def test_each_watched_page_is_fetched_once_a_week(client, watched):
    with replaying(Said(body=PAGE)) as (server, url):
        watched(url)
        tried = [
            watching.fetch_due(client, clock=lambda day=day: NOON + timedelta(days=day)) for day in (0, 1, 6, 7, 8)
        ]

    assert tried == [1, 0, 0, 1, 0]
    assert len(server.asked) == 2


def test_a_silent_site_is_tried_again_on_the_next_day(client, watched):
    with replaying(Said(403)) as (_, url):
        watched(url)
        assert [
            watching.fetch_due(client, clock=lambda day=day: NOON + timedelta(days=day)) for day in (0, 0.5, 1)
        ] == [1, 0, 1]


def test_nothing_is_fetched_where_registers_are_offline(client, watched, settings):
    settings.REGISTERS_OFFLINE = True
    watched("https://law.example/")
    assert watching.fetch_due(client, clock=lambda: NOON) == 0


def test_a_senior_auditor_closes_a_case_once_and_it_is_logged(client, senior, wen):
    with replaying(Said(body=PAGE), Said(body=CHANGED)) as (_, url):
        fetch(client, url)
        case = fetch(client, url, NOON + WEEK)
    with pytest.raises(SeniorOnly):
        watching.close(case, conclusion="Only the wording", by=wen, at=NOON)

    watching.close(case, conclusion="Only the wording", by=senior, at=NOON)

    assert not SourceFetch.objects.open_cases().exists()
    assert LogEntry.objects.get(act="source_change_closed").content["conclusion"] == "Only the wording"
    with pytest.raises(watching.AlreadyClosed):
        watching.close(case, conclusion="Again", by=senior, at=NOON)
