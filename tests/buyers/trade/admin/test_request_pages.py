"""Pages of requests to book: one asks, another approves; what they show, refuse and cost."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from buyers.trade.models import MoneyRequest, Movement
from buyers.trade.services.balances import balances_of
from buyers.trade.services.money_desk import accept_as_charge
from buyers.trade.services.movements import release
from tests.buyers.trade.admin.conftest import client_of
from tests.buyers.trade.bank_days import finance, paid
from tests.buyers.trade.services.test_exchanges import Deal
from tests.buyers.trade.statements.bank_files import Booking

pytestmark = pytest.mark.django_db
REQUESTS = "/admin/trade/moneyrequest/"
WHY = "Avis 4471: Sendung Rotterdam"


def released(bank):
    order = bank.order()
    bank.day(paid(order, "1260.00"))
    return release(order, 1, evidence="evidence 1", by=None, at=bank.now)


def act(client, asked, name, **data):
    return client.post(reverse("admin:trade_moneyrequest_act", args=[asked.pk, name]), data)


def said(response):
    return " ".join(str(one) for one in get_messages(response.wsgi_request))


def test_one_asks_and_another_allows(desk, bank, settings):
    movement, colleague = released(bank), client_of(finance(), settings)
    assert "order:" in desk.get(REQUESTS).content.decode()

    desk.post(f"{REQUESTS}ask/", {"number": str(movement.pk), "reason": WHY})
    asked = MoneyRequest.objects.get()
    assert "Approve and book" not in desk.get(f"{REQUESTS}{asked.pk}/change/").content.decode()
    assert "You asked for this yourself" in said(act(desk, asked, "approve"))
    page = colleague.get(f"{REQUESTS}{asked.pk}/change/").content.decode()
    assert "Approve and book" in page and WHY in page and "1,260.00" in page
    act(colleague, asked, "approve")

    assert balances_of(movement.order).held == {1: 126_000}
    assert "Booked as" in colleague.get(f"{REQUESTS}{asked.pk}/change/").content.decode()
    assert "quicker" in said(act(colleague, asked, "refuse", reason="Zu spät"))


def test_a_refusal_needs_a_note(desk, bank, settings):
    desk.post(f"{REQUESTS}ask/", {"number": str(released(bank).pk), "reason": WHY})
    asked, colleague = MoneyRequest.objects.get(), client_of(finance(), settings)

    assert act(colleague, asked, "refuse", reason=" ").status_code == 422
    act(colleague, asked, "refuse", reason="Das Avis nennt unsere Sendung")

    asked.refresh_from_db()
    assert asked.status == "refused" and not Movement.objects.filter(kind="correction").exists()


@pytest.mark.parametrize("number", ["", "KP-2026-000123", "١٢", "99999999999", "12'"])
def test_what_is_typed_wrong_is_said_at_its_field_and_kept(desk, number):
    response = desk.post(f"{REQUESTS}ask/", {"number": number, "reason": WHY})

    assert response.status_code == 422 and list(response.context["form"].errors) == ["number"]
    assert WHY in response.content.decode()


def test_what_is_not_undone_here_says_so_and_keeps_the_reason(desk, bank):
    released(bank)
    received = Movement.objects.get(kind="received")

    response = desk.post(f"{REQUESTS}ask/", {"number": str(received.pk), "reason": WHY})

    assert "is not undone here" in said(response) and WHY in response.content.decode()


def test_from_the_page_of_an_entry_a_charge_is_corrected_and_own_money_covers(desk, bank, settings):
    debit, credit = bank.day(
        Booking("18.50", side="DBIT", name="HANSE SPEDITION"), Booking("18.50", name="KANTONAL TREUHAND AG")
    )
    accept_as_charge(debit, reason="Spesen", by=bank.by, at=bank.now)

    for entry, name in ((debit, "correct"), (credit, "cover")):
        address = reverse("admin:trade_statemententry_act", args=[entry.pk, name])
        assert desk.post(address, {"reason": WHY})["Location"] == REQUESTS
        page = desk.get(reverse("admin:trade_statemententry_change", args=[entry.pk])).content.decode()
        assert (WHY in page) == (name == "cover")

    kinds = MoneyRequest.objects.values_list("kind", "status")
    assert set(kinds) == {("correction", "asked"), ("cover", "asked")}


def test_a_superuser_looks_and_asks_nothing(bank, superuser, settings):
    client, movement = client_of(superuser, settings), released(bank)

    client.post(f"{REQUESTS}ask/", {"number": str(movement.pk), "reason": WHY})

    assert client.get(REQUESTS).status_code == 200 and not MoneyRequest.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_a_page_cost_the_same_for_one_row_and_for_three(desk, bank, count, django_assert_num_queries):
    for _ in range(count):
        desk.post(f"{REQUESTS}ask/", {"number": str(released(bank).pk), "reason": WHY})
        released(bank)
    desk.get(REQUESTS)

    with django_assert_num_queries(10):
        assert desk.get(REQUESTS).status_code == 200
    with django_assert_num_queries(12):
        desk.get(f"{REQUESTS}{MoneyRequest.objects.first().pk}/change/")


def test_an_exchange_is_asked_for_on_the_page_of_its_entry_and_compared_by_the_second_person(desk, bank, settings):
    deal = Deal(bank)
    entry = reverse("admin:trade_statemententry_change", args=[deal.entry.pk])
    ask = reverse("admin:trade_statemententry_act", args=[deal.entry.pk, "exchange"])
    assert "DEVISENVERKAUF" in desk.get(entry).text
    typed = {"taken": deal.taken.pk, "given": deal.given.pk, "reason": "Avis 88213"}
    assert desk.post(ask, typed).status_code == 422
    agreement = deal.agree()

    desk.post(ask, {**typed, "agreement": agreement.pk})
    asked, colleague = MoneyRequest.objects.get(), client_of(finance(), settings)
    page = colleague.get(f"{REQUESTS}{asked.pk}/change/").text
    assert "1 EUR = 1.1660 USD" in page and agreement.text in page and "Avis 88213" in page
    act(colleague, asked, "approve")

    assert balances_of(deal.order).held == {1: 126_000}
