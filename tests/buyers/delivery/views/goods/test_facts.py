"""The form on which the supplier states how the goods of a line travel."""

import pytest
from django.urls import reverse

from buyers.delivery.models import GoodsFacts
from tests.factories.trade import OrderFactory

pytestmark = pytest.mark.django_db
TYPED = {
    "is_dangerous": "yes",
    "un": "un 1170",
    "group": "II",
    "inner": "500",
    "inner_per_package": "12",
    "package": "7400",
    "documents": ["sds"],
    "keep_low": "5",
    "keep_high": "30.5",
}


def test_what_the_supplier_states_is_kept_and_the_gate_answers(client):
    order = OrderFactory()
    client.force_login(order.seller)
    url = reverse("delivery:goods", args=[order.pk, 1])

    answer = client.post(url, TYPED, follow=True)

    kept = GoodsFacts.objects.get()
    assert (kept.un, kept.inner, kept.keep_low, kept.keep_high) == ("UN1170", 500, 500, 3_050)
    assert "Limited quantity: 500 mL, and 1 L are allowed" in answer.text
    assert client.get(url).context["form"]["keep_high"].value() == kept.keep_high / 100


def test_what_contradicts_itself_is_said_and_nothing_is_kept(client):
    order = OrderFactory()
    client.force_login(order.seller)
    url = reverse("delivery:goods", args=[order.pk, 1])

    for wrong, field in (
        ({"un": "11700"}, "un"),
        ({"is_dangerous": "no"}, "un"),
        ({"keep_high": ""}, "keep_high"),
        ({"keep_high": "-3"}, "keep_high"),
        ({"inner": "0"}, "inner"),
    ):
        answer = client.post(url, {**TYPED, **wrong})
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {field}
    assert not GoodsFacts.objects.exists()


def test_the_buyer_does_not_state_it(client):
    order = OrderFactory()
    client.force_login(order.buyer.user)

    assert client.get(reverse("delivery:goods", args=[order.pk, 1])).status_code == 404
    assert client.get(reverse("delivery:goods", args=[order.pk, 2])).status_code == 404
