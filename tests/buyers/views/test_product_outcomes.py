"""A product's page: what is prohibited, what the buyer's side is asked, what only informs, and the day of shipping."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from audits.law.current import put_in_force, rulebook_of
from tests.audits.dossiers import product_with
from tests.audits.law.test_buyer_side_rows import BAN, ENTRY, US, texts

BUYER = (
    US.replace("confidence: low", "confidence: high").replace("      asks: doc", "      asks: doc")
    + """
shared:
  - id: US.importer.1
    route: Licence of the importer
    product_types: [medical_mask]
    buyer: {buyer_is: [retailer]}
    combine: additional
    asks: report
    confidence: high
    legal_basis: Section 2
    sources: [law]
"""
)
CHINA = """
market: CN
name: China
name_zh: 中国
requirements:
  medical_mask:
    - id: CN.medical_mask.1
      route: Export
      until: 2026-12-10
      asks: doc
      confidence: high
      legal_basis: Notice 1
      sources: [law]
    - id: CN.medical_mask.2
      route: Export under the notice of December
      from: 2026-12-11
      asks: licence
      confidence: high
      legal_basis: Notice 2
      sources: [law]
"""


@pytest.fixture
def shown(db, client):
    def show(*documents, files, **query):
        rulebook_of.cache_clear()
        put_in_force(files, by=None, at=timezone.now())
        product = product_with(*documents)
        return client.get(product.get_absolute_url(), query)

    return show


def us(text, **more):
    return texts(**{"markets/US.yaml": text, "information.yaml": ENTRY.replace("[EU]", "[US]"), **more})


def test_what_the_law_forbids_is_prohibited_with_its_rule_law_and_days(shown):
    response = shown("doc", files=us(BAN), to="US", on="2026-12-01")

    assert response.context["panel"].state == "prohibited"
    assert "Prohibited in United States" in response.text
    days = f"From {date_format(date(2000, 1, 1))} until {date_format(date(2027, 1, 31))}"
    assert f"Clearance</strong> {days}" in response.text
    assert "Section 1" in response.text


def test_the_question_has_a_link_for_each_answer_with_what_it_would_give(shown):
    response = shown("doc", "licence", files=us(BUYER), to="US", on="2026-12-01")

    assert response.context["panel"].state == "blocked"
    assert [(one.value, one.state) for one in response.context["panel"].question.replies] == [
        ("hospital", "cleared"),
        ("retailer", "blocked"),
    ]
    assert 'href="?to=US&amp;on=2026-12-01&amp;buyer_is=hospital"' in response.text


def test_an_answer_in_the_address_is_judged_shown_and_kept(shown):
    response = shown(
        "doc", "licence", files=us(BUYER), to="US", on="2026-12-01", buyer_is="hospital", is_public="maybe"
    )

    assert (response.context["panel"].state, response.context["panel"].question) == ("cleared", None)
    assert "The importer is: <strong>a hospital</strong>" in response.text
    assert '<input type="hidden" name="buyer_is" value="hospital">' in response.text


def test_a_duty_for_some_buyers_says_for_whom_with_day_law_and_source(shown):
    response = shown("doc", "licence", files=us(BUYER), to="US", on="2026-12-01")

    assert "Only where: A tender: Yes." in response.text
    assert f"From {date_format(date(2026, 1, 1))} on · HS 6307.90" in response.text
    denied = shown("doc", "licence", files=us(BUYER), to="US", on="2026-12-01", is_public="no")
    assert denied.context["panel"].information == ()


def test_law_to_come_is_not_said_to_hold_since_a_day_that_is_not_yet_here(shown):
    entry = ENTRY.replace("[EU]", "[US]").replace("from: 2026-01-01", "from: 2028-01-01")
    response = shown("doc", "licence", files=us(BUYER, **{"information.yaml": entry}), to="US", on="2026-12-01")

    assert f"From {date_format(date(2028, 1, 1))} on" in response.text
    assert "Since" not in response.text


def test_china_is_judged_on_the_day_of_shipping(shown):
    files = us(US.replace("confidence: low", "confidence: high"), **{"markets/CN.yaml": CHINA})
    arrives = {"to": "US", "on": "2026-12-20"}

    assert shown("doc", files=files, **arrives).context["panel"].state == "blocked"
    assert shown("doc", files=files, **arrives, shipped="2026-12-10").context["panel"].state == "cleared"


def test_goods_that_leave_after_they_arrive_are_refused_at_the_field_and_what_was_typed_stays(shown):
    response = shown("doc", files=us(US), to="US", on="2026-12-01", shipped="2026-12-02")

    assert response.status_code == 200
    assert "The goods cannot be shipped after the day on which they arrive." in response.text
    assert 'value="2026-12-02"' in response.text


def test_without_a_day_it_is_today_in_the_destination(shown, client, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 30, 23, 30, tzinfo=UTC))

    assert shown("doc", files=us(US), to="US").context["panel"].on == date(2026, 11, 30)
    assert shown("doc", files=us(US), to="DE").context["panel"].on == date(2026, 11, 30) + timedelta(days=1)


PERMIT = ("doc", {"stated": {"quantity": "500"}})


@pytest.mark.parametrize(
    ("pieces", "state"), [("500", "conditional"), ("501", "blocked"), ("", "conditional"), ("many", "conditional")]
)
def test_a_permit_for_a_quantity_is_held_against_the_pieces_that_are_shipped(shown, pieces, state):
    response = shown(PERMIT, "licence", files=us(US), to="US", on="2026-12-01", pieces=pieces)

    assert response.context["panel"].state == state
    assert "Pieces shipped" in response.text
    assert ("how many pieces are shipped is not known" in response.text) == (pieces in ("", "many"))


def test_without_such_a_permit_nobody_is_asked_for_pieces(shown):
    assert "Pieces shipped" not in shown("doc", "licence", files=us(US), to="US", on="2026-12-01").text
