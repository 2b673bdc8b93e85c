"""How an order's lines are judged against what is on record, and what a lost clearance stops."""

from datetime import date, timedelta

import pytest

from audits.models import Clearance
from buyers.terms.watch import Bearer, Cause, HoldKind, May, Money, Stage, Stop
from buyers.trade.models import Order
from buyers.trade.services.watching import hold_against, holds, outlook, watch_orders
from suppliers.models import CertificateType, Supplier
from tests.buyers.trade.watched_orders import happens, noon, renew, revoke, supersede, watched_order
from tests.factories import ClearanceFactory

pytestmark = pytest.mark.usefixtures("countries")

TODAY = date(2026, 11, 22)
LAST = date(2026, 12, 10)
AFTER = LAST + timedelta(days=1)


def test_an_order_that_is_cleared_past_its_expected_entry_has_no_hold():
    [line] = outlook(watched_order(), TODAY)
    assert (line.today, line.until, line.days_short, line.hold) == ("cleared", date(2027, 3, 14), 0, None)


def test_a_clearance_that_ends_nineteen_days_before_the_expected_entry_is_nineteen_days_too_short():
    [line] = outlook(watched_order(until=date(2027, 1, 14)), TODAY)
    assert line.entry == date(2027, 2, 2)
    assert (line.is_too_short, line.days_short, line.cause) == (True, 19, Cause.SUPPLIER_DOCUMENT)
    assert line.hold is None


def test_a_clearance_that_ends_on_the_expected_day_of_entry_is_long_enough():
    [line] = outlook(watched_order(until=date(2027, 2, 2)), TODAY)
    assert not line.is_too_short


def test_a_run_of_clearances_one_after_the_other_counts_as_one():
    order = watched_order(until=date(2027, 1, 14))
    ClearanceFactory(
        product=order.watched[0].product,
        state=Clearance.State.CONDITIONAL,
        valid_from=date(2027, 1, 15),
        valid_until=date(2027, 6, 30),
    )
    [line] = outlook(order, TODAY)
    assert (line.until, line.is_too_short) == (date(2027, 6, 30), False)


def test_goods_that_leave_late_are_expected_as_many_days_later():
    order = watched_order(until=date(2027, 2, 2))
    late = date(2027, 1, 7)
    [line] = outlook(order, late)
    assert (line.shipment, line.entry, line.days_short) == (late, date(2027, 2, 12), 10)
    happens(order, "transport_document", date(2026, 12, 20))
    [line] = outlook(order, late)
    assert (line.is_shipped, line.shipment, line.entry) == (True, date(2026, 12, 20), date(2027, 1, 25))


def test_the_day_after_the_last_one_holds_the_line_though_no_worker_ran():
    order = watched_order(until=LAST)
    assert holds(order, LAST) == ()
    [hold] = holds(order, AFTER)
    assert (hold.kind, hold.since, hold.cause) == (HoldKind.CLEARANCE, AFTER, Cause.SUPPLIER_DOCUMENT)
    assert (hold.bearer, hold.money) == (Bearer.SUPPLIER, Money.FULL_REFUND)
    assert hold.documents == (order.watched[0].document,)


def test_a_renewal_ends_the_hold_from_its_first_day():
    order = watched_order(until=LAST)
    renew(order.watched[0], start=date(2026, 12, 30), until=date(2028, 1, 1))
    assert holds(order, date(2026, 12, 29))
    assert holds(order, date(2026, 12, 30)) == ()


@pytest.mark.parametrize(
    ("event", "stops", "goes_on"),
    [
        (None, Stop.DEMAND, None),
        ("production_started", Stop.HAND_OVER, "production"),
        ("goods_ready", Stop.RELEASE, "storage"),
        ("transport_document", Stop.RELEASE_LAST, "carriage"),
    ],
)
def test_what_stops_depends_on_where_the_goods_are(event, stops, goes_on):
    order = watched_order(until=LAST)
    if event:
        happens(order, event, TODAY)
    [hold] = holds(order, AFTER)
    assert hold.stops(stops)
    assert hold.stops(Stop.HAND_OVER) == (event != "transport_document")
    assert goes_on is None or goes_on in hold.consequence.goes_on


def test_goods_that_entered_are_held_by_nothing():
    order = watched_order(until=LAST)
    happens(order, "delivered", TODAY)
    assert holds(order, AFTER) == ()


def test_what_is_not_shipped_of_a_partial_shipment_is_still_stopped():
    order = watched_order(until=LAST)
    happens(order, "production_started", TODAY)
    happens(order, "transport_document", TODAY, quantity=12_000, line=1)
    [hold] = holds(order, AFTER)
    assert hold.stages == (Stage.IN_PRODUCTION, Stage.ON_THE_WAY)
    assert hold.stops(Stop.HAND_OVER)
    assert May.DIVERT in hold.consequence.buyer_may


def test_an_order_that_waits_for_the_supplier_cannot_be_confirmed():
    order = watched_order(until=LAST, status=Order.Status.PLACED)
    assert hold_against(order, AFTER, Stop.CONFIRM)
    assert hold_against(order, AFTER, Stop.DEMAND) is None
    assert hold_against(order, LAST, Stop.CONFIRM) is None


def test_thirty_days_are_given_to_put_it_right_once_something_is_made():
    order = watched_order(until=LAST)
    [hold] = holds(order, AFTER)
    assert hold.free_to_cancel_from == AFTER
    happens(order, "production_started", TODAY)
    [hold] = holds(order, AFTER)
    assert hold.free_to_cancel_from == AFTER + timedelta(days=31)
    assert May.CANCEL_LATER in hold.consequence.buyer_may


def test_the_buyers_own_document_is_borne_by_the_buyer_who_cannot_cancel_for_it():
    order = watched_order(until=LAST)
    ready = {"code": "evidence-ends", "type": "importer_licence"}
    CertificateType.objects.create(id="importer_licence", name_en="Importer licence", market="EU", held_by="importer")
    Clearance.objects.filter(pk=order.watched[0].row.pk).update(ends_because=[ready])
    ClearanceFactory(product=order.watched[0].product, state="ready", valid_from=AFTER, valid_until=date(2028, 1, 1))
    [hold] = holds(order, AFTER)
    assert (hold.kind, hold.cause, hold.bearer) == (HoldKind.BUYER_PART, Cause.BUYER_DOCUMENT, Bearer.BUYER)
    assert (hold.money, hold.free_to_cancel_from) == (Money.STAYS_HELD, None)
    assert hold.stops(Stop.HAND_OVER)
    assert hold.consequence.buyer_may == (May.BRING_DOCUMENT,)


def test_what_was_ready_when_it_was_placed_is_held_only_when_it_is_not_even_that():
    order = watched_order(until=LAST, state="ready")
    assert holds(order, LAST) == ()
    assert holds(order, AFTER)


@pytest.mark.parametrize(
    ("reason", "cause", "bearer"),
    [
        ("forged", Cause.FALSE_DOCUMENT, Bearer.SUPPLIER),
        ("issuer_denies", Cause.FALSE_DOCUMENT, Bearer.SUPPLIER),
        ("not_covered", Cause.APPROVAL_WITHDRAWN, Bearer.SITE),
    ],
)
def test_who_bears_a_revocation_depends_on_its_reason(reason, cause, bearer):
    order = watched_order()
    [line] = order.watched
    supersede(line.row, date(2026, 12, 1))
    revoke(line, reasons=[reason], on=date(2026, 12, 1), effective=date(2026, 6, 1))
    [hold] = holds(order, date(2026, 12, 5))
    assert (hold.cause, hold.bearer, hold.since) == (cause, bearer, date(2026, 12, 1))


LAW = [{"code": "requirement-ends", "id": "EU.medical_mask.1"}]


def test_nobody_bears_a_law_that_changed_after_the_order():
    order = watched_order()
    [line] = order.watched
    supersede(line.row, date(2026, 12, 1))
    ClearanceFactory(product=line.product, valid_until=LAST, ends_because=LAW, recorded_at=noon(date(2026, 12, 1)))
    [early] = outlook(order, date(2026, 12, 2))
    assert (early.cause, early.is_too_short) == (Cause.LAW, True)
    [hold] = holds(order, AFTER)
    assert (hold.cause, hold.bearer, hold.money) == (Cause.LAW, Bearer.NOBODY, Money.LESS_DOCUMENTED_COST)


def test_a_law_of_which_both_sides_were_warned_when_they_signed_is_nobodys_fault():
    [hold] = holds(watched_order(until=LAST, because=LAW), AFTER)
    assert (hold.cause, hold.bearer, hold.money) == (Cause.LAW_KNOWN, Bearer.NOBODY, Money.LESS_DOCUMENTED_COST)


def test_a_suspended_supplier_stops_every_line_from_the_day_of_the_decision():
    order = watched_order(lines=2)
    Supplier.objects.filter(pk=order.supplier_id).update(status=Supplier.Status.SUSPENDED)
    order.supplier.history.create(before="qualified", after="suspended", at=noon(TODAY))
    found = holds(Order.objects.get(pk=order.pk), AFTER)
    assert [(one.kind, one.since) for one in found] == [(HoldKind.SUPPLIER, TODAY)] * 2


def test_what_was_not_assessed_when_placed_is_stopped_by_a_prohibition_alone():
    order = watched_order(state=None)
    assert [line.today for line in outlook(order, TODAY)] == ["not_assessed"]
    assert holds(order, TODAY) == ()
    ClearanceFactory(product=order.watched[0].product, state="prohibited", valid_from=TODAY)
    assert holds(order, TODAY)


def test_many_lines_and_orders_cost_as_many_queries_as_one(django_assert_num_queries):
    one, several = watched_order(until=LAST), watched_order(until=LAST, lines=3)
    watch_orders([one], AFTER)
    with django_assert_num_queries(6):
        watch_orders([one], AFTER)
    with django_assert_num_queries(6):
        watch_orders([one, several], AFTER)
