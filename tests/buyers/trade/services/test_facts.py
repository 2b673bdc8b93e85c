"""What an order's facts say, and that they take as many queries for many lines, files and orders as for one."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from buyers.trade.models import EvidenceFile, EvidencePage, Order
from buyers.trade.services.facts import facts_of, order_facts
from tests.factories.trade import EvidenceAnswerFactory, EvidenceFactory, OrderFactory

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 27, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
QUERIES = 6
"""What is on record, lines, contracts, signatures, evidence, pages of its files; nothing moved, and nothing else is there."""


def page_of(evidence, name="report.pdf"):
    file = EvidenceFile.objects.create(
        evidence=evidence, original_name=name, stored_name=f"f-{evidence.pk}", kind="pdf", size=9, sha256="0" * 64
    )
    return EvidencePage.objects.create(file=file, number=1, stored_name=f"p-{evidence.pk}", width=1, height=1)


@pytest.mark.parametrize("number", [1, 3])
def test_facts_take_the_same_queries_for_one_and_for_many(number, django_assert_num_queries):
    for _order in range(number):
        made = OrderFactory(lines=number)
        for _evidence in range(number):
            page_of(EvidenceAnswerFactory(evidence__order=made).evidence)
    orders = list(Order.objects.select_related("buyer", "supplier", "holder"))

    with django_assert_num_queries(QUERIES):
        for facts in facts_of(orders, at=FRIDAY):
            assert facts.complete_on("production_started")
            assert [str(file) for file in facts.evidence[0].files] == ["report.pdf"]
            assert len([line.quantity_of("production_started") for line in facts.lines]) == number
            assert [one.event for one in facts.milestones]


def test_evidence_waits_three_working_days_of_the_buyers_country_and_is_accepted_by_silence_then():
    order = OrderFactory(buyer__country="DE", buyer__time_zone="Europe/Berlin")
    EvidenceFactory(order=order, submitted_at=FRIDAY)

    (waiting,) = order_facts(order, at=datetime(2026, 12, 2, 23, 59, tzinfo=ZoneInfo("Europe/Berlin"))).evidence
    (accepted,) = order_facts(
        Order.objects.get(pk=order.pk), at=datetime(2026, 12, 3, 0, 1, tzinfo=ZoneInfo("Europe/Berlin"))
    ).evidence

    assert waiting.is_open
    assert waiting.silent_on == date(2026, 12, 3)
    assert accepted.is_by_silence


def test_a_failed_inspection_counts_neither_by_silence_nor_by_an_answer():
    facts = {"result": "failed", "inspector": "A", "number": "IR-1", "sample": 315, "counted": 50_000}
    failed = EvidenceFactory(event="inspection_passed", kind="inspection_report", facts=facts, submitted_at=FRIDAY)
    EvidenceAnswerFactory(evidence=failed)

    shown = order_facts(Order.objects.get(pk=failed.order_id), at=FRIDAY + timedelta(days=60))

    assert not shown.evidence[0].is_accepted
    assert shown.complete_on("inspection_passed") is None


def test_goods_that_left_after_the_agreed_day_left_all_the_same_and_stay_late():
    sent = EvidenceFactory(
        event="transport_document",
        kind="transport_document",
        facts={"kind": "bill_of_lading", "number": "COSU6182004450", "carrier": "COSCO"},
        happened_on=date(2027, 1, 9),
        submitted_at=datetime(2027, 1, 11, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai")),
    )

    facts = order_facts(sent.order, at=datetime(2027, 1, 25, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai")))

    assert facts.evidence[0].is_accepted
    assert facts.evidence[0].is_late
    assert [(one.event, one.is_late) for one in facts.milestones if one.is_begun] == [
        ("order_confirmed", False),
        ("transport_document", True),
    ]


def test_an_order_that_nobody_has_signed_shows_the_terms_that_are_proposed_and_no_events():
    order = OrderFactory(is_signed=False, status=Order.Status.PLACED)

    facts = order_facts(order, at=FRIDAY)

    assert not facts.is_in_force
    assert facts.terms.currency == "USD"
    assert facts.events == ()
