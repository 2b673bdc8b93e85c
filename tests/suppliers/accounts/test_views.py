import pytest
from django.urls import reverse
from django.utils import timezone

from suppliers.models import BeneficiaryAccount
from tests.factories import AuditorFactory, BuyerFactory, MembershipFactory, SupplierFactory
from tests.sessions import note_authentication

pytestmark = pytest.mark.django_db
NUMBER = "3105 0161 3640 0000 0512"
TYPED = {
    "holder_zh": "湖北绿河医疗用品有限公司",
    "holder_en": "Hubei Lvhe Medical Supplies Co., Ltd.",
    "bank": "China Construction Bank, Xiantao branch",
    "country": "CN",
    "number": NUMBER,
    "swift": "pcbccnbj hux",
    "cnaps": "105 536 000 017",
    "currency": "USD",
}


@pytest.fixture
def supplier():
    return SupplierFactory(name_zh=TYPED["holder_zh"], name_en=TYPED["holder_en"])


@pytest.fixture
def people(supplier):
    roles = ("owner", "editor", "viewer")
    return {role: MembershipFactory(supplier=supplier, role=role).user for role in roles} | {
        "stranger": MembershipFactory().user,
        "buyer": BuyerFactory().user,
    }


def url(supplier, name="account", *args):
    return reverse(f"suppliers:{name}", args=[supplier.pk, *args])


@pytest.mark.parametrize(
    ("who", "status"), [("owner", 302), ("editor", 302), ("viewer", 404), ("stranger", 404), ("buyer", 404)]
)
def test_owners_and_editors_submit(client, supplier, people, who, status):
    client.force_login(people[who])

    assert client.post(url(supplier), TYPED).status_code == status
    assert BeneficiaryAccount.objects.exists() == (status == 302)


@pytest.mark.parametrize(("who", "status"), [("owner", 200), ("viewer", 200), ("stranger", 404), ("buyer", 404)])
def test_members_read_its_last_characters_and_nobody_the_whole_number(client, supplier, people, who, status):
    client.force_login(people["owner"])
    client.post(url(supplier), TYPED)
    client.force_login(people[who])

    answer = client.get(url(supplier))

    assert answer.status_code == status
    assert ("•••• 0512" in answer.text) == (status == 200)
    assert NUMBER.replace(" ", "") not in answer.text

    client.force_login(people["stranger"])
    assert "•••• 0512" not in client.get(url(people["stranger"].suppliers.get())).text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": "DE89 3704 0044 0532 0130 01"}, "number"),
        ({"number": ""}, "number"),
        ({"swift": "PCBC"}, "swift"),
        ({"cnaps": "1055"}, "cnaps"),
        ({"swift": "", "cnaps": ""}, "swift"),
        ({"country": "XX"}, "country"),
        ({"holder_zh": "a" * 201}, "holder_zh"),
        ({"bank": "a\x00b"}, "bank"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, supplier, people, changes, field):
    client.force_login(people["owner"])

    answer = client.post(url(supplier), {**TYPED, **changes})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_another_holder_is_taken_and_said_to_be_refused_by_the_auditors(client, supplier, people):
    client.force_login(people["owner"])

    page = client.post(url(supplier), {**TYPED, "holder_en": "Lvhe Trading (HK) Ltd"}, follow=True)

    assert "English name is not the name of the company" in page.text


def test_only_an_owner_stops_it(client, supplier, people):
    client.force_login(people["editor"])
    client.post(url(supplier), TYPED)
    account = BeneficiaryAccount.objects.get()
    assert client.post(url(supplier, "account-stop", account.pk)).status_code == 404

    client.force_login(people["owner"])
    client.post(url(supplier, "account-stop", account.pk))

    assert BeneficiaryAccount.objects.get().ended_by == people["owner"]


def test_two_auditors_check_and_approve_on_the_desk(client, supplier, people, settings):
    settings.EASE_SECOND_FACTOR = True
    client.force_login(people["owner"])
    client.post(url(supplier), TYPED)
    account = BeneficiaryAccount.objects.get()
    page = reverse("admin:suppliers_beneficiaryaccount_change", args=[account.pk])

    for name in ("check", "approve"):
        auditor = AuditorFactory().user
        client.force_login(auditor)
        note_authentication(client, auditor, "password")
        assert NUMBER.replace(" ", "") in client.get(page).text
        act = reverse("admin:suppliers_beneficiaryaccount_act", args=[account.pk, name])
        assert client.post(act, {"evidence": ""}).status_code == 422
        client.post(act, {"evidence": "Letter of the bank of 20 November"})

    account.refresh_from_db()
    assert account.status_at(timezone.now()) == "cooling_off"
    assert account.in_force_from == account.cooling_off_until


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(client, supplier, people, count, django_assert_num_queries):
    client.force_login(people["owner"])
    for _number in range(count):
        client.post(url(supplier), TYPED)
        client.post(url(supplier, "account-stop", BeneficiaryAccount.objects.first().pk))
    client.get(url(supplier))

    with django_assert_num_queries(7):
        client.get(url(supplier))
