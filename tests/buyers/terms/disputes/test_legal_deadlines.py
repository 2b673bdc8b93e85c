"""Deadlines of law against periods as the acts print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.disputes.legal_deadlines import (
    CaseFacts,
    add_months,
    data_of,
    days_asked_for,
    deadline_data,
    due_of,
)
from buyers.terms.files import read_data
from kpmarket.foundation.working_days import due_on
from tests.buyers.terms.refusals import refused


def due(rule, **facts):
    """The last day of one rule for such a case."""
    return next(one for one in due_of(CaseFacts(**facts), due_on) if one.rule.id == rule).day


@pytest.mark.parametrize(
    ("rule", "facts", "last"),
    [
        # "The limitation period … is three years" from when the right holder knows or should know (Civil Code, art. 188)
        ("cn-188", {"kind": "collection", "places": frozenset({"CN"}), "days": {"knew": date(2026, 5, 4)}}, date(2029, 5, 4)),
        # "four years" for international sales of goods (art. 594); a day that the last month lacks: its last day (art. 202)
        ("cn-594", {"kind": "quality", "law": "cn", "days": {"knew": date(2028, 2, 29)}}, date(2032, 2, 29)),
        ("cn-188", {"kind": "quality", "places": frozenset({"CN"}), "days": {"knew": date(2028, 2, 29)}}, date(2031, 2, 28)),
        # "within a period of two years from the date on which the goods were actually handed over to the buyer" (CISG 39(2))
        ("cisg-39-2", {"kind": "quality", "law": "cisg", "days": {"delivered": date(2027, 2, 2)}}, date(2029, 2, 2)),
        # "unless suit is brought within one year of their delivery" (Hague-Visby, art. III r. 6), notice "within three days"
        ("sea-suit", {"kind": "quality", "mode": "sea", "days": {"delivered": date(2026, 12, 31)}}, date(2027, 12, 31)),
        ("sea-notice", {"kind": "quality", "mode": "sea", "days": {"delivered": date(2026, 12, 30)}}, date(2027, 1, 2)),
        # "within a period of two years, reckoned from the date of arrival" (Montreal, art. 35), complaint "fourteen days"
        ("air-suit", {"kind": "quality", "mode": "air", "days": {"delivered": date(2026, 3, 1)}}, date(2028, 3, 1)),
        ("air-notice", {"kind": "quality", "mode": "air", "days": {"delivered": date(2026, 3, 1)}}, date(2026, 3, 15)),
        # "shall be one year … from the date of delivery" (CMR, art. 32)
        ("road-suit", {"kind": "quality", "mode": "road", "days": {"delivered": date(2026, 3, 1)}}, date(2027, 3, 1)),
        # "within four years after the cause of action has accrued … when tender of delivery is made" (UCC 2-725)
        ("us-2-725", {"kind": "collection", "places": frozenset({"US"}), "days": {"delivered": date(2026, 3, 1)}}, date(2030, 3, 1)),
        # "the expiration of six years" (Limitation Act 1980, s. 5); "in zwei Jahren" (BGB, § 438)
        ("gb-5", {"kind": "collection", "places": frozenset({"GB"}), "days": {"delivered": date(2026, 3, 1)}}, date(2032, 3, 1)),
        ("de-438", {"kind": "quality", "places": frozenset({"DE"}), "days": {"delivered": date(2026, 3, 1)}}, date(2028, 3, 1)),
        # "after three months have elapsed from the date on which the party … had received the award" (Model Law, art. 34(3))
        ("hk-set-aside", {"kind": "arbitration", "seat": "HK", "days": {"award_received": date(2026, 11, 30)}}, date(2027, 2, 28)),
        # "not later than 10 days after the date they become aware" of a death (MDR, art. 87(5)); "not later than 2 days"
        ("eu-87-death", {"kind": "recall", "places": frozenset({"EU"}), "days": {"incident_known": date(2026, 12, 24)}}, date(2027, 1, 3)),
        ("eu-87-threat", {"kind": "recall", "places": frozenset({"EU"}), "days": {"incident_known": date(2026, 12, 24)}}, date(2026, 12, 26)),
        # "within 10-working days of initiating such correction or removal" (21 CFR 806.10): Christmas and New Year are none
        ("us-806", {"kind": "recall", "places": frozenset({"US"}), "days": {"recall_decided": date(2026, 12, 18)}}, date(2027, 1, 5)),
    ],
)  # fmt: skip
def test_a_period_ends_where_the_act_ends_it(rule, facts, last):
    assert due(rule, **facts) == last


def test_a_case_has_only_the_periods_that_touch_it():
    by_sea = CaseFacts("quality", law="cisg", mode="sea", places=frozenset({"CN", "DE", "EU"}))
    found = {one.rule.id for one in due_of(by_sea, due_on)}

    assert found == {"cn-594", "cn-188", "cisg-39-2", "de-438", "sea-notice", "sea-suit"}
    assert {one.id for one in days_asked_for(by_sea, due_on)} == {"knew", "delivered"}
    assert due_of(CaseFacts("contract_review", law="cn", places=frozenset({"CN"})), due_on) == ()
    assert due_of(CaseFacts("sanctions", law="cn", places=frozenset({"CN"})), due_on) == ()


def test_an_award_from_before_the_new_law_of_arbitration_has_no_day_of_the_new_law():
    facts = {"kind": "arbitration", "seat": "CN"}

    assert due("cn-set-aside", **facts, days={"award_received": date(2026, 3, 1)}) == date(2026, 6, 1)
    assert due_of(CaseFacts(**facts, days={"award_received": date(2026, 2, 28)}), due_on) == ()


def test_seizures_and_arbitrations_have_filing_days_of_their_own():
    places = frozenset({"CN", "US"})
    seized = {one.rule.id for one in due_of(CaseFacts("customs_seizure", forum="HKIAC", places=places), due_on)}
    arbitrated = {one.rule.id for one in due_of(CaseFacts("arbitration", forum="HKIAC", places=places), due_on)}

    assert {"cn-review", "us-petition"} <= seized
    assert "hkiac-answer" not in seized
    assert {"hkiac-answer", "cn-enforce"} <= arbitrated
    assert "cn-review" not in arbitrated


def test_what_is_due_first_stands_first_and_what_has_no_day_last():
    facts = CaseFacts("quality", law="cisg", mode="sea", places=frozenset({"CN"}), days={"delivered": date(2026, 3, 1)})
    days = [one.day for one in due_of(facts, due_on)]

    assert days == [date(2026, 3, 4), date(2027, 3, 1), date(2028, 3, 1), None, None]


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 240))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months):
    later = add_months(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or later.day < day.day <= 31


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "prescription"}, "unknown-kind"),
        ({"since": "yesterday"}, "unknown-since"),
        ({"needs": {"weather": ["rain"]}}, "unknown-need"),
        ({"years": 0}, "no-period"),
        ({"source": ""}, "no-source"),
        ({"confidence": "sure"}, "unknown-confidence"),
    ],
)
def test_a_row_that_says_too_little_is_refused(change, code):
    data = read_data("case_deadlines.yaml")
    data["deadlines"][0].update(change)

    with refused(code):
        data_of(data)


def test_every_row_is_named_once_and_says_in_two_languages_what_it_is_for():
    data = read_data("case_deadlines.yaml")
    data["deadlines"].append(data["deadlines"][0])

    with refused("id-twice"):
        data_of(data)
    assert all(rule.act and rule.label.zh and rule.source for rule in deadline_data().deadlines.values())
