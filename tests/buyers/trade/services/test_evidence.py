"""Evidence is taken in as it is, answered once, and refused with a reason."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from audits.models import DoubtReport
from buyers.trade.models import Evidence, EvidenceAnswer, Order, Side
from buyers.trade.services import evidence as services
from buyers.trade.services.evidence import answer_evidence
from buyers.trade.services.facts import order_facts
from tests.buyers.trade.deals import MONDAY, accepted, held_order, submitted
from tests.buyers.trade.watched_orders import supersede

pytestmark = pytest.mark.usefixtures("countries")


@pytest.fixture
def order(countries):
    return held_order()


def answer(evidence, verdict, order, *, side=Side.BUYER, at=MONDAY, **facts):
    by = order.buyer.user if side == Side.BUYER else order.seller
    return answer_evidence(evidence, verdict, side=side, by=by, at=at, **facts)


def test_a_day_that_is_ahead_where_the_supplier_is_has_not_happened(order):
    submitted(order, "production_start_report", happened_on=MONDAY.date())

    with pytest.raises(services.DayAhead):
        submitted(order, "production_start_report", happened_on=MONDAY.date() + timedelta(days=1))


def test_more_than_ordered_is_refused_with_the_most_that_is_open(order):
    submitted(order, "transport_document", line=1, quantity=30_000)

    with pytest.raises(services.TooMany) as refusal:
        submitted(order, "transport_document", line=1, quantity=20_001, number="COSU6182004451")

    assert (refusal.value.ordered, refusal.value.most) == (50_000, 20_000)


def test_what_was_returned_leaves_room_for_another_submission(order):
    first = submitted(order, "transport_document", line=1, quantity=50_000)
    answer(first, "returned", order, reasons=["unreadable"])

    assert submitted(order, "transport_document", line=1, quantity=50_000)


def test_pressed_twice_it_is_submitted_once(order):
    submitted(order, "production_start_report")

    with pytest.raises(services.SubmittedAlready):
        submitted(order, "production_start_report")

    assert Evidence.objects.count() == 1


def test_the_buyer_is_asked_with_the_last_day_and_what_silence_means(order, mailoutbox):
    submitted(order, "production_start_report")

    (letter,) = [one for one in mailoutbox if one.subject.startswith("Please check")]
    assert letter.to == [order.buyer.user.email]
    assert "by 26 November 2026. If you do nothing, it counts as accepted" in letter.body


def test_who_gets_it_back_reads_what_is_missing(order, mailoutbox):
    evidence = submitted(order, "production_start_report")

    answer(evidence, "returned", order, reasons=["unreadable"], note="Page 2 is cut off.")

    (letter,) = [one for one in mailoutbox if one.subject.startswith("Returned for")]
    assert letter.to == [order.seller.email]
    assert "A page cannot be read." in letter.body
    assert "Page 2 is cut off." in letter.body


def test_it_is_answered_once_by_the_other_side_and_withdrawn_before_that_by_its_own(order):
    evidence = submitted(order, "production_start_report")

    with pytest.raises(services.NotYours):
        answer(evidence, "accepted", order, side=Side.SUPPLIER)
    with pytest.raises(services.NotYours):
        answer(evidence, "withdrawn", order)
    answer(evidence, "withdrawn", order, side=Side.SUPPLIER)
    with pytest.raises(services.AnsweredAlready):
        answer(evidence, "accepted", order)


def test_after_the_days_of_silence_nothing_can_be_returned_or_withdrawn(order):
    evidence = submitted(order, "production_start_report")
    later = MONDAY + timedelta(days=4)

    for verdict, side in (("returned", Side.BUYER), ("withdrawn", Side.SUPPLIER)):
        with pytest.raises(services.AnsweredAlready):
            answer(evidence, verdict, order, side=side, at=later)


def test_a_failed_report_is_returned_or_stays_and_is_never_accepted(order):
    evidence = submitted(order, "inspection_report", result="failed")

    with pytest.raises(services.DoesNotSayPassed):
        answer(evidence, "accepted", order)


def test_the_buyers_own_word_counts_at_once_and_nobody_answers_it(order):
    evidence = submitted(order, "delivery_proof", side=Side.BUYER)

    assert order_facts(Order.objects.get(pk=order.pk), at=MONDAY).complete_on("delivered")
    with pytest.raises(services.NothingToAnswer):
        answer(evidence, "accepted", order, side=Side.SUPPLIER)


def test_goods_are_not_handed_over_once_the_clearance_is_revoked(order):
    supersede(order.watched[0].row, MONDAY.date())

    with pytest.raises(services.Stopped):
        submitted(order, "transport_document", happened_on=MONDAY.date())

    assert not Evidence.objects.exists()


def test_a_side_submits_only_what_is_its_own_to_prove(order):
    with pytest.raises(services.NotYours):
        submitted(order, "production_start_report", side=Side.BUYER)


def test_nothing_is_submitted_for_an_order_that_is_not_confirmed(order):
    Order.objects.filter(pk=order.pk).update(status=Order.Status.CANCELLED)

    with pytest.raises(services.NotRunning):
        submitted(order, "production_start_report")


def test_what_was_submitted_and_answered_cannot_be_changed(order):
    evidence = accepted(order, "production_start_report")

    for rows, change in (
        (Evidence.objects.filter(pk=evidence.pk), {"note": "x"}),
        (EvidenceAnswer.objects.filter(evidence=evidence), {"verdict": "returned"}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)


def of_guest(order, side, **facts):
    """An inspection report by somebody whom that side gave a link."""
    giver = order.buyer.user if side == Side.BUYER else order.seller
    guest = services.Guest("inspector", "Chen Wei", "Bureau Veritas Wuhan", giver)
    return submitted(order, "inspection_report", side=side, by=guest, **facts)


@pytest.mark.parametrize("side", Side)
def test_a_guests_word_is_not_its_sides_own_and_is_answered_by_the_buyer(order, side):
    evidence = of_guest(order, side)

    assert not order_facts(Order.objects.get(pk=order.pk), at=MONDAY).is_proven("inspection_report")
    with pytest.raises(services.NotYours):
        answer(evidence, "accepted", order, side=Side.SUPPLIER)
    answer(evidence, "accepted", order)
    assert order_facts(Order.objects.get(pk=order.pk), at=MONDAY).is_proven("inspection_report")


def test_nobody_withdraws_what_a_guest_handed_in_and_silence_accepts_it_when_it_is_good(order):
    evidence = of_guest(order, Side.SUPPLIER)

    with pytest.raises(services.NotYours):
        answer(evidence, "withdrawn", order, side=Side.SUPPLIER)
    (shown,) = order_facts(Order.objects.get(pk=order.pk), at=MONDAY + timedelta(days=9)).evidence
    assert shown.is_by_silence


def test_a_guest_submits_only_what_its_role_may(order):
    guest = services.Guest("forwarder", "Li Qiang", "Sinotrans Hubei", order.seller)

    with pytest.raises(services.NotYours):
        submitted(order, "inspection_report", by=guest)


def test_pages_say_who_handed_it_in_by_whose_link(order, client):
    of_guest(order, Side.SUPPLIER)
    client.force_login(order.buyer.user)

    page = client.get(f"/orders/{order.pk}/").content.decode()

    assert "Handed in by Chen Wei of Bureau Veritas Wuhan, by a link that" in page


def test_what_seems_altered_is_put_before_the_auditors_without_prices_and_other_reasons_are_not(order):
    first = submitted(order, "transport_document", number="COSU6182004450")
    second = submitted(order, "inspection_report")
    returned = {"side": Side.BUYER, "by": order.buyer.user, "at": MONDAY}

    answer_evidence(first, "returned", reasons=["altered"], note="The date was typed in another font.", **returned)
    answer_evidence(second, "returned", reasons=["unreadable"], **returned)

    report = DoubtReport.objects.get()
    assert (report.number, report.company) == ("COSU6182004450", order.supplier.display_name)
    assert order.number in report.reason and "another font" in report.reason
    assert report.email == order.buyer.user.email and report.outcome == ""
