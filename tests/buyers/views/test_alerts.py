import pytest

from buyers.models import AlertChoice, SavedSearch
from tests.factories import BuyerFactory, BuyerMembershipFactory

pytestmark = pytest.mark.usefixtures("countries")
SAVE = "/searches/?to=DE&type=medical_mask&page=abc&on=2027-01-01&q="


def test_a_search_is_kept_without_page_and_day_and_once(client, buyer):
    client.force_login(buyer)

    for name in ("Masks", "Masks for the ward"):
        assert client.post(SAVE, {"name": name})["Location"] == "/alerts/"

    kept = SavedSearch.objects.get()
    assert (kept.buyer, kept.name, kept.query) == (buyer.buyer, "Masks for the ward", "to=DE&type=medical_mask")
    assert "Masks for the ward" in client.get("/alerts/").text


@pytest.mark.parametrize("query", ["", "type=medical_mask", "to=XX", "to=DE&q=" + "a" * 3000])
def test_a_search_that_cannot_be_run_again_is_not_kept(client, buyer, query):
    client.force_login(buyer)

    assert client.post(f"/searches/?{query}", {"name": "Masks"})["Location"] == "/catalogue/"
    assert not SavedSearch.objects.exists()


def test_a_name_is_asked_for(client, buyer):
    client.force_login(buyer)

    assert client.post(SAVE, {"name": " "}).status_code == 422


def test_who_may_only_read_keeps_and_removes_none(client, buyer):
    search = SavedSearch.objects.create(buyer=buyer.buyer, name="Masks", query="to=DE")
    for person in (BuyerMembershipFactory(buyer=buyer.buyer, role="viewer").user, BuyerFactory().user):
        client.force_login(person)
        assert client.post(f"/searches/{search.pk}/remove/").status_code == 404
    client.force_login(buyer)
    client.post(f"/searches/{search.pk}/remove/")

    assert not SavedSearch.objects.exists()


def test_each_person_chooses_their_alerts(client, buyer):
    client.force_login(buyer)

    client.post("/alerts/", {"clearance": "on", "search": "on"})

    choice = AlertChoice.objects.get(user=buyer)
    assert (choice.clearance, choice.price, choice.search) == (True, False, True)

    colleague = BuyerMembershipFactory(buyer=buyer.buyer).user
    client.force_login(colleague)
    client.post("/alerts/", {"price": "on"})

    choices = AlertChoice.objects.order_by("pk").values_list("user", "clearance", "price", "search")
    assert list(choices) == [(buyer.pk, True, False, True), (colleague.pk, False, True, False)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_query_count(client, buyer, count, django_assert_num_queries):
    for number in range(count):
        SavedSearch.objects.create(buyer=buyer.buyer, name=str(number), query=f"to=DE&moq={number}", made_by=buyer)
    client.force_login(buyer)
    client.get("/alerts/")

    with django_assert_num_queries(6):
        client.get("/alerts/")
