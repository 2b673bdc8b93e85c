"""A contract is read by both sides, and approved, confirmed, declined or signed on its page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from buyers.trade.models import Order, Side
from buyers.trade.services import contracts
from tests.buyers.trade.orderable import orderable, placed
from tests.factories import BuyerFactory, BuyerMembershipFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.usefixtures("law", "countries")


@pytest.fixture
def order():
    return placed(BuyerFactory(), orderable())


def seller_of(order):
    return order.supplier.memberships.get().user


def page_of(order, version=1):
    return reverse("trade:contract", args=[order.pk, version])


def confirmed(client, order):
    client.force_login(seller_of(order))
    digest = order.contracts.get().digest
    return client.post(reverse("trade:order-confirm", args=[order.pk]), {"digest": digest}, follow=False)


def test_the_supplier_reads_what_it_signs_and_until_when(client, order):
    client.force_login(seller_of(order))

    page = client.get(page_of(order))

    assert "Sign and confirm" in page.text
    assert "in Shanghai" in page.text
    assert "for the last of the ordered quantity, not for each shipment" in page.text
    assert order.contracts.get().digest in page.text


def test_the_buyer_reads_it_without_buttons(client, order):
    client.force_login(order.buyer.user)

    page = client.get(page_of(order))

    assert "Sign and confirm" not in page.text
    assert "for you" in page.text


def test_confirming_signs_it(client, order):
    confirmed(client, order)

    order.refresh_from_db()
    assert order.status == Order.Status.CONFIRMED
    assert contracts.contract_in_force(order).version == 1


def test_confirming_other_terms_does_nothing(client, order):
    client.force_login(seller_of(order))

    client.post(reverse("trade:order-confirm", args=[order.pk]), {"digest": "f" * 64})

    order.refresh_from_db()
    assert order.status == Order.Status.PLACED


def test_declining_wants_a_reason(client, order):
    client.force_login(seller_of(order))
    address = reverse("trade:order-decline", args=[order.pk])

    assert client.post(address, {"reason": " "}).status_code == 422
    client.post(address, {"reason": "No material before March."})

    order.refresh_from_db()
    assert order.status == Order.Status.DECLINED


def test_a_second_member_approves_and_who_placed_it_does_not(client):
    buyer = BuyerFactory(approval_limit=1, approval_currency="USD")
    order = placed(buyer, orderable())
    approve = reverse("trade:order-approve", args=[order.pk])
    client.force_login(buyer.user)
    assert "Approve the order" not in client.get(page_of(order)).text
    client.post(approve)
    order.refresh_from_db()
    assert order.status == Order.Status.TO_APPROVE
    client.force_login(seller_of(order))
    assert client.get(page_of(order)).status_code == 404

    client.force_login(BuyerMembershipFactory(buyer=buyer).user)
    assert "Approve the order" in client.get(page_of(order)).text
    client.post(approve)

    order.refresh_from_db()
    assert order.status == Order.Status.PLACED


def test_viewers_read_and_strangers_find_nothing(client, order):
    reader = MembershipFactory(supplier=order.supplier, role="viewer").user
    client.force_login(reader)
    assert client.get(page_of(order)).status_code == 200
    assert client.post(reverse("trade:order-confirm", args=[order.pk])).status_code == 404

    for stranger in (UserFactory(), BuyerFactory().user, MembershipFactory().user):
        client.force_login(stranger)
        for name in ("contract", "contract-pdf", "order-sign"):
            address = reverse(f"trade:{name}", args=[order.pk, 1])
            assert client.get(address).status_code in (404, 405)
            assert client.post(address).status_code in (404, 405)


def test_somebody_of_both_sides_reads_and_is_refused_with_a_sentence(client, order):
    both = MembershipFactory(supplier=order.supplier).user
    BuyerMembershipFactory(buyer=order.buyer, user=both)
    client.force_login(both)

    assert client.get(page_of(order)).status_code == 200
    client.post(reverse("trade:order-confirm", args=[order.pk]), {"digest": order.contracts.get().digest})

    order.refresh_from_db()
    assert order.status == Order.Status.PLACED
    assert "both sides" in client.get(page_of(order)).text


def test_the_pdf_is_sent_to_be_saved(client, order):
    client.force_login(order.buyer.user)

    answer = client.get(reverse("trade:contract-pdf", args=[order.pk, 1]))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{order.number}-1.pdf"'
    assert answer.content.startswith(b"%PDF-")


class TestAChange:
    def typed(self, order, **changes):
        terms = contracts.contract_in_force(order).terms
        return {
            "quantity-1": "50000",
            "price-1": "0.0798",
            "latest_shipment": terms.latest_shipment.isoformat(),
            "expected_entry": terms.expected_entry.isoformat(),
            "tolerance": "0",
            "acceptance_days": "10",
            **{name: getattr(terms, name) for name in ("incoterm", "place", "mode", "law", "forum")},
            "reason": "Five percent off for the scratched boxes.",
            **changes,
        }

    def test_is_compared_then_proposed_and_signed_by_the_other_side(self, client, order):
        confirmed(client, order)
        amend = reverse("trade:order-amend", args=[order.pk])

        read = client.post(amend, {**self.typed(order), "step": "read"})
        assert "USD\u00a04,200.00" in read.text and "USD\u00a03,990.00" in read.text
        client.post(amend, {**self.typed(order), "step": "sign"})
        proposed = order.contracts.get(version=2)
        client.force_login(order.buyer.user)
        page = client.get(page_of(order, 2))
        assert "USD\u00a03,990.00" in page.text and "Sign this version" in page.text
        client.post(reverse("trade:order-sign", args=[order.pk, 2]), {"digest": proposed.digest})

        assert contracts.contract_in_force(order) == proposed

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("price-1", "1.000,50", "Did you mean"),
            ("price-1", "-1", "not below zero"),
            ("price-1", "0.00001", "decimal places"),
            ("price-1", "EUR 5", "currency of the order"),
            ("quantity-1", "1.5", "whole number"),
            ("reason", "", "answer is needed"),
        ],
    )
    def test_that_cannot_be_read_is_said_at_the_field_and_kept(self, client, order, field, value, words):
        confirmed(client, order)

        page = client.post(
            reverse("trade:order-amend", args=[order.pk]), {**self.typed(order, **{field: value}), "step": "read"}
        )

        assert page.status_code == 422
        assert words in page.text
        assert order.contracts.count() == 1

    def test_is_refused_before_the_order_is_confirmed(self, client, order):
        client.force_login(order.buyer.user)

        assert client.get(reverse("trade:order-amend", args=[order.pk])).status_code == 302


def test_ending_an_order_names_cause_and_money(client, order):
    client.force_login(order.buyer.user)
    address = reverse("trade:order-cancel", args=[order.pk])
    assert "Not confirmed yet" in client.get(address).text

    client.post(address, {"cause": "late"})
    order.refresh_from_db()
    assert order.status == Order.Status.PLACED

    client.post(address, {"cause": "before_confirmed", "note": "Budget was cut."})
    order.refresh_from_db()
    assert order.status == Order.Status.CANCELLED


def test_what_lapsed_is_said_and_cannot_be_confirmed(client, order):
    Order.objects.filter(pk=order.pk).update(placed_at=timezone.now() - timedelta(days=30))
    client.force_login(seller_of(order))

    assert "Sign and confirm" not in client.get(page_of(order)).text
    confirmed(client, order)

    order.refresh_from_db()
    assert order.status == Order.Status.PLACED
    assert order.contracts.get().signatures.filter(side=Side.SUPPLIER).count() == 0
