"""Parties of orders and lists of sanctions: a hit is a question, payments of that party wait, and nobody is accused."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from buyers.disputes.models import HitAnswer, LegalCase, ListedName, SanctionsList, Screening, ScreeningHit
from buyers.disputes.services.screening.answering import AnsweredAlready, ReasonMissing, SecondIsHead, answer_hit
from buyers.disputes.services.screening.cases import open_cases
from buyers.disputes.services.screening.comparing import screen_order
from buyers.disputes.services.screening.lists import (
    LoadedAlready,
    OlderThanLoaded,
    current_lists,
    load_folder,
    load_list,
)
from buyers.disputes.services.screening.standing import is_stopped, standing_of, stopped_parts
from buyers.disputes.services.screening.sweeping import screen_all
from buyers.disputes.services.screening.words import standing_words
from buyers.trade.models import DeskOffice, Order, Side
from buyers.trade.services.desk import NotInOffice, OwnOrder
from buyers.trade.services.facts import order_facts
from buyers.trade.services.movements import release
from buyers.trade.services.payees import QuestionOpen
from buyers.trade.services.payouts import prepare_payout
from tests.buyers.disputes.lists.published import CSL, OFAC, UK, ofac_of
from tests.buyers.trade.bank_days import Bank, approved_account, paid
from tests.factories import NOON, BuyerFactory, MembershipFactory, UserFactory
from tests.factories.delivery import LegFactory
from tests.factories.trade import OrderFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 30)
OTHER, SAME = HitAnswer.Verdict.OTHER, HitAnswer.Verdict.SAME


def load(data, day=TODAY):
    return load_list(data, published_on=day, at=NOON)


def order_of(organisation="Kargova Shipping Lines AG", **facts):
    return OrderFactory(buyer=BuyerFactory(organisation=organisation), **facts)


def said_of(order):
    """What the page of the order says."""
    return standing_words(standing_of(order_facts(Order.objects.get(pk=order.pk), at=NOON)))


def officer(office="handler"):
    user = UserFactory(is_staff=True)
    DeskOffice.objects.create(user=user, office=office, since=NOON - timedelta(days=1))
    return user


def test_with_no_list_nobody_is_screened_and_that_is_said():
    order = order_of()

    assert screen_order(order, at=NOON) == []
    assert said_of(order) == ["Not screened: no list of sanctions is loaded."]
    assert not is_stopped(order, Side.BUYER, at=NOON)


def test_a_list_that_is_loaded_after_the_order_asks_and_payments_to_that_side_alone_wait():
    order = order_of()
    load(OFAC)

    assert is_stopped(order, Side.BUYER, at=NOON)
    assert not is_stopped(order, Side.SUPPLIER, at=NOON)
    hit = ScreeningHit.objects.get()
    assert (hit.name, hit.why, hit.screening.role) == ("KARGOVA SHIPPING LINES LTD.", "same", "buyer")
    words = " ".join(said_of(order))
    assert "25 Nov" in words and "Kargova" not in words and "KARGOVA" not in words
    assert stopped_parts([order]) == {}


def test_a_false_alarm_is_closed_with_a_reason_by_one_person():
    order = order_of()
    load(OFAC)
    screen_order(order, at=NOON)
    hit = ScreeningHit.objects.get()

    with pytest.raises(ReasonMissing):
        answer_hit(hit, OTHER, "  ", by=officer(), at=NOON)
    answer_hit(hit, OTHER, "Swiss register: other seat, other owners", by=officer(), at=NOON)

    assert not is_stopped(order, Side.BUYER, at=NOON)
    assert "No question is open" in said_of(order)[-1]
    with pytest.raises(AnsweredAlready):
        answer_hit(hit, SAME, "no", by=officer("head"), at=NOON)


def test_a_listed_party_counts_when_the_head_says_it_too_and_then_nothing_is_released():
    order = order_of()
    load(OFAC)
    screen_order(order, at=NOON)
    hit, first = ScreeningHit.objects.get(), officer()

    answer_hit(hit, SAME, "Same address", by=first, at=NOON)
    assert stopped_parts([order]) == {}
    for person, error in ((first, AnsweredAlready), (officer(), SecondIsHead)):
        with pytest.raises(error):
            answer_hit(hit, SAME, "Same address", by=person, at=NOON)
    answer_hit(hit, SAME, "Same address", by=officer("head"), at=NOON)

    case = LegalCase.objects.get()
    assert (case.kind, case.client, case.order) == ("sanctions", order.supplier.display_name, order)
    assert "KARGOVA" not in case.text.upper() and not LegalCase.objects.for_user(order.buyer.user).exists()
    assert set(stopped_parts([order])[order.pk]) >= {1, 2}
    assert is_stopped(order, Side.SUPPLIER, at=NOON)
    assert "stopped" in said_of(order)[-1]


def test_a_listed_ship_gives_both_sides_a_case_of_their_own_once():
    order = order_of("Hafenklinik Lindenau")
    LegFactory(shipment__order=order, mode="sea", vehicle="NORDWIND STAR")
    load(OFAC)
    screen_order(order, at=NOON)
    hit = ScreeningHit.objects.get()
    answer_hit(hit, SAME, "Same IMO number", by=officer(), at=NOON)

    answer_hit(hit, SAME, "Same IMO number", by=officer("head"), at=NOON)

    assert sorted(LegalCase.objects.values_list("jurisdiction", flat=True)) == ["CN", order.buyer.country]
    assert open_cases(order, "vessel", by=UserFactory(), at=NOON) == []


def test_only_an_office_that_is_no_side_of_the_order_answers():
    order = order_of()
    load(OFAC)
    screen_order(order, at=NOON)
    hit, own = ScreeningHit.objects.get(), officer()
    MembershipFactory(supplier=order.supplier, user=own)

    for person, error in ((UserFactory(is_staff=True), NotInOffice), (own, OwnOrder)):
        with pytest.raises(error):
            answer_hit(hit, OTHER, "why", by=person, at=NOON)


def test_finance_prepares_no_payout_to_a_side_that_is_asked_about():
    bank = Bank()
    order = bank.order()
    bank.day(paid(order, "1260.00"))
    release(order, 1, evidence="evidence 1", by=None, at=bank.now)
    approved_account(order.supplier, at=bank.now)
    load(ofac_of(order.supplier.name_en.upper()))

    with pytest.raises(QuestionOpen):
        prepare_payout(order, bank.account, by=bank.by, at=bank.now)


def test_ships_are_compared_with_ships_alone():
    order = order_of("Hafenklinik Lindenau")
    LegFactory(shipment__order=order, mode="sea", vehicle="NORDWIND STAR")
    LegFactory(shipment__order=order, shipment__number=2, mode="sea", vehicle="Kargova Shipping Lines")
    load(OFAC)
    screen_order(order, at=NOON)

    assert list(ScreeningHit.objects.values_list("screening__role", "name")) == [("vessel", "NORDWIND STAR")]


def test_a_newer_version_takes_the_place_of_an_older_one_and_all_is_compared_again():
    order = order_of()
    first = load(ofac_of("SOMEBODY ELSE ENTIRELY"))
    screen_order(order, at=NOON)
    assert not ScreeningHit.objects.exists()

    load(ofac_of("KARGOVA SHIPPING LINES", day="11/26/2026"))
    for data, error in (
        (ofac_of("SOMEBODY ELSE ENTIRELY"), LoadedAlready),
        (ofac_of("X Y Z", day="10/01/2026"), OlderThanLoaded),
    ):
        with pytest.raises(error):
            load(data)
    made = screen_order(order, at=NOON)

    assert made and ScreeningHit.objects.count() == 1
    assert screen_order(order, at=NOON) == []
    assert not ListedName.objects.filter(source=first).exists() and SanctionsList.objects.count() == 2


def test_the_folder_is_read_once_and_a_file_that_is_none_stops_nothing(tmp_path, caplog):
    order = order_of()
    (tmp_path / "sdn.xml").write_bytes(OFAC)
    (tmp_path / "uk.xml").write_bytes(UK)
    (tmp_path / "csl.json").write_bytes(CSL)
    (tmp_path / "aaa.txt").write_text("hello")

    assert screen_all(tmp_path, at=NOON) > 0
    assert {one.list_id for one in current_lists()} == {"us_sdn", "uk", "us_csl"}
    assert "aaa.txt" in caplog.text and load_folder(tmp_path, at=NOON) == []
    assert ScreeningHit.objects.get().screening.order == order
    assert load_folder(tmp_path / "missing", at=NOON) == []


def test_the_command_loads_and_compares_and_says_what_it_cannot_read(tmp_path, capsys):
    order_of()
    good, bad = tmp_path / "sdn.xml", tmp_path / "bad.xml"
    good.write_bytes(OFAC)
    bad.write_bytes(b"<x/>")

    call_command("load_sanctions", str(good))
    assert "us_sdn of 2026-11-25, 2 entries" in capsys.readouterr().out and ScreeningHit.objects.exists()
    for arguments in ([str(good)], [str(bad)], [str(good), "--day", "soon"]):
        with pytest.raises(CommandError):
            call_command("load_sanctions", *arguments)


def test_the_database_keeps_what_was_compared_and_answered():
    order = order_of()
    load(OFAC)
    screen_order(order, at=NOON)
    answer_hit(ScreeningHit.objects.get(), OTHER, "why", by=officer(), at=NOON)

    for rows in (Screening.objects.all(), ScreeningHit.objects.all(), HitAnswer.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
