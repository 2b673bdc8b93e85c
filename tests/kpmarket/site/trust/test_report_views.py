"""Anybody reports a doubtful document; a mistake keeps what was typed; nobody can bury the desk."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.models import DoubtReport
from kpmarket.foundation.limits.allowance import Allowance
from kpmarket.site.trust import report_views

pytestmark = pytest.mark.django_db
TYPED = {
    "number": "TR-26-977639-A",
    "company": "",
    "found_at": "Invoice of a forwarder in Genoa",
    "reason": "The laboratory wrote that the report was for another model.",
    "email": "controllo@example.org",
}


def send(client, **changed):
    return client.post(reverse("trust:report"), {**TYPED, **changed})


def test_a_stranger_reports_without_an_account(client):
    page = send(client)

    report = DoubtReport.objects.get()
    assert "We have your report" in client.get(page.url).text
    assert (report.number, report.by, report.language) == (TYPED["number"], None, "en")
    assert timezone.now() - report.at < timedelta(minutes=1)


def test_a_person_who_is_signed_in_is_named(client, buyer):
    client.force_login(buyer)

    send(client, email="")

    assert DoubtReport.objects.get().by == buyer


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"number": "", "found_at": ""}, "number"),
        ({"number": "TR\u202e-26"}, "number"),
        ({"email": "a@" + "医" * 60 + ".com"}, "email"),
        ({"reason": "see http://a.example " * 6}, "reason"),
    ],
)
def test_a_mistake_is_named_at_its_field_and_nothing_typed_is_lost(client, changed, field):
    page = send(client, **changed)

    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert "There is a problem" in page.text
    assert "<title>Error: " in page.text
    assert not DoubtReport.objects.exists()


def test_a_page_may_say_which_document_is_meant(client):
    page = client.get(reverse("trust:report"), {"number": "TR-1", "company": "<b>Firm</b>"}).text

    assert 'value="TR-1"' in page
    assert "<b>Firm" not in page


@pytest.mark.parametrize("limited", ["REPORTS_OF_ADDRESS", "REPORTS_OF_ALL"])
def test_more_than_a_day_takes_is_refused_and_kept_on_the_page(client, monkeypatch, limited):
    monkeypatch.setattr(report_views, limited, Allowance(f"test-{limited}", 1, timedelta(days=1)))
    send(client)

    page = send(client, reason="Another document of theirs is also wrong.")

    assert page.status_code == 429
    assert "Another document of theirs is also wrong." in page.text
    assert DoubtReport.objects.count() == 1
