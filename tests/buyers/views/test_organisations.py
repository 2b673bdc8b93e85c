from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from buyers.models import Buyer, BuyerInvitation, BuyerMembership, Enquiry, ShortlistEntry
from kpmarket.accounts.models import Notice
from tests.buyers.views.test_enquire import need, send
from tests.factories import (
    BuyerFactory,
    BuyerMembershipFactory,
    EnquiryFactory,
    MembershipFactory,
    MessageFactory,
    PriceTierFactory,
    ProductFactory,
    ThreadFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("countries")]
PARTICULARS = {
    "organisation": "Klinikum Weidenau gGmbH",
    "country": "DE",
    "address": "Am Park 3, 57072 Siegen",
    "tax_number": "DE136695976",
    "time_zone": "Europe/Berlin",
    "approval_limit": "",
    "approval_currency": "",
}


@pytest.fixture
def hospital():
    return BuyerFactory()


@pytest.fixture
def people(hospital):
    """One person of each role, and one of another organisation."""
    return {
        "owner": hospital.user,
        "purchaser": BuyerMembershipFactory(buyer=hospital).user,
        "viewer": BuyerMembershipFactory(buyer=hospital, role="viewer").user,
        "stranger": BuyerFactory().user,
    }


def page(buyer, name="organisation", *args):
    return reverse(f"buyers:{name}", args=[buyer.pk, *args])


def roles(buyer):
    return set(buyer.memberships.values_list("user", "role"))


@pytest.mark.parametrize(("who", "status"), [("owner", 200), ("purchaser", 200), ("viewer", 200), ("stranger", 404)])
def test_members_read_the_page_and_strangers_find_none(client, hospital, people, who, status):
    client.force_login(people[who])

    answer = client.get(page(hospital))

    assert answer.status_code == status
    assert ("/members/invite/" in answer.text) == (who == "owner")


@pytest.mark.parametrize("who", ["purchaser", "viewer", "stranger"])
@pytest.mark.parametrize("act", ["particulars", "invite", "role", "remove"])
def test_only_owners_change_the_organisation_and_its_people(client, hospital, people, who, act):
    member = BuyerMembershipFactory(buyer=hospital)
    before = roles(hospital)
    client.force_login(people[who])
    address, sent = {
        "particulars": (page(hospital), PARTICULARS),
        "invite": (page(hospital, "invite"), {"email": "x@example.org", "role": "viewer"}),
        "role": (page(hospital, "member-role", member.pk), {"role": "owner"}),
        "remove": (page(hospital, "member-remove", member.pk), {}),
    }[act]

    assert client.post(address, sent).status_code == 404
    assert (roles(hospital), BuyerInvitation.objects.count()) == (before, 0)


def test_an_owner_keeps_the_particulars(client, hospital):
    client.force_login(hospital.user)

    client.post(page(hospital), PARTICULARS)

    kept = Buyer.objects.get(pk=hospital.pk)
    assert (kept.organisation, kept.tax_number, str(kept.zone)) == (
        "Klinikum Weidenau gGmbH",
        "DE136695976",
        "Europe/Berlin",
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"organisation": ""}, "organisation"),
        ({"country": "ZZ"}, "country"),
        ({"tax_number": "DE136695977"}, "tax_number"),
        ({"time_zone": "Europe/Atlantis"}, "time_zone"),
        ({"approval_limit": "20000"}, "approval_currency"),
        ({"approval_currency": "EUR"}, "approval_limit"),
        ({"approval_limit": "-1", "approval_currency": "EUR"}, "approval_limit"),
        ({"approval_limit": "20000", "approval_currency": "EUR"}, "approval_limit"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_changes_nothing(client, hospital, changes, field):
    client.force_login(hospital.user)

    answer = client.post(page(hospital), {**PARTICULARS, **changes})

    assert answer.status_code == 422
    assert field in answer.context["particulars"].errors
    assert Buyer.objects.get(pk=hospital.pk).organisation == hospital.organisation


@pytest.mark.parametrize("number", ["151/815/08156", "36 574 261 809", "DE 136 695 976"])
def test_any_kind_of_tax_number_of_a_country_is_taken(client, hospital, number):
    client.force_login(hospital.user)

    assert client.post(page(hospital), {**PARTICULARS, "tax_number": number}).status_code == 302


def test_a_number_of_a_country_that_nobody_knows_is_never_refused(client, hospital):
    client.force_login(hospital.user)

    assert client.post(page(hospital), {**PARTICULARS, "country": "US", "tax_number": "Q-77"}).status_code in (302, 422)
    assert (
        client.post(page(hospital), {**PARTICULARS, "country": "BR", "tax_number": "11.222.333/0001-81"}).status_code
        == 302
    )


def test_a_limit_needs_somebody_who_could_agree(client, hospital, people):
    client.force_login(hospital.user)

    assert (
        client.post(page(hospital), {**PARTICULARS, "approval_limit": "20,000", "approval_currency": "EUR"}).status_code
        == 302
    )
    assert Buyer.objects.get(pk=hospital.pk).approval_limit == Decimal(20_000)


def test_a_colleague_is_invited_joins_and_shares_everything(client, hospital, mailoutbox):
    EnquiryFactory(buyer=hospital, message="Need 5000 gowns")
    client.force_login(hospital.user)
    client.post(page(hospital, "invite"), {"email": "Colleague@Example.org", "role": "purchaser"})
    invitation = BuyerInvitation.objects.get()
    colleague = UserFactory(email="colleague@example.org")
    client.force_login(colleague)

    assert client.get(invitation.get_absolute_url()).status_code == 200
    client.post(reverse("buyers:organisation-invitation-accept", args=[invitation.token]))

    assert (colleague.pk, "purchaser") in roles(hospital)
    assert Notice.objects.get(recipient=hospital.user).kind == "buyers/member_joined"
    assert client.get(reverse("buyers:enquiries")).context["page"].paginator.count == 1
    assert client.post(reverse("buyers:organisation-invitation-accept", args=[invitation.token])).status_code == 302
    assert hospital.memberships.count() == 2


def test_an_invitation_is_for_one_address_and_for_fourteen_days(client, hospital):
    invitation = BuyerInvitation.objects.create(buyer=hospital, email="a@example.org", invited_by=hospital.user)
    client.force_login(UserFactory(email="b@example.org"))
    client.post(reverse("buyers:organisation-invitation-accept", args=[invitation.token]))
    assert hospital.memberships.count() == 1

    BuyerInvitation.objects.update(created_at=timezone.now() - timedelta(days=15))
    assert client.get(invitation.get_absolute_url()).status_code == 410


def test_the_last_owner_can_neither_leave_nor_give_the_role_away(client, hospital, people):
    own = hospital.memberships.get(user=hospital.user)
    client.force_login(hospital.user)

    for address, sent in [
        (page(hospital, "organisation-leave"), {}),
        (page(hospital, "member-remove", own.pk), {}),
        (page(hospital, "member-role", own.pk), {"role": "viewer"}),
    ]:
        client.post(address, sent)

    assert (hospital.user.pk, "owner") in roles(hospital)


@pytest.mark.parametrize("who", ["purchaser", "viewer"])
def test_whoever_leaves_loses_access_with_the_next_page_and_the_enquiries_stay(client, hospital, people, who):
    enquiry = EnquiryFactory(buyer=hospital, sent_by=people["purchaser"])
    client.force_login(people[who])
    client.post(page(hospital, "organisation-leave"))

    assert client.get(enquiry.get_absolute_url()).status_code == 404
    assert client.get(page(hospital)).status_code == 404
    assert Enquiry.objects.get().buyer == hospital


def test_a_viewer_reads_the_enquiry_and_cannot_write_ask_or_keep(client, hospital, people):
    thread = ThreadFactory(enquiry__buyer=hospital)
    product = ProductFactory()
    client.force_login(people["viewer"])

    shown = client.get(thread.enquiry.get_absolute_url())

    assert shown.status_code == 200 and "<textarea" not in shown.text
    assert client.post(thread.enquiry.get_absolute_url(), {"thread": thread.pk, "text": "Hi"}).status_code == 404
    assert client.get(reverse("buyers:enquire"), {"product": product.pk}).status_code == 404
    assert client.post(reverse("buyers:shortlist-change", args=[product.pk]), {"to": "DE"}).status_code == 404
    assert not ShortlistEntry.objects.exists()


def test_an_answer_goes_to_everybody_who_may_write_back(client, hospital, people, mailoutbox):
    thread = ThreadFactory(enquiry=EnquiryFactory(buyer=hospital, sent_at=timezone.now()))
    supplier = MembershipFactory(supplier=thread.supplier).user
    client.force_login(supplier)

    client.post(reverse("buyers:inbox-thread", args=[thread.supplier_id, thread.pk]), {"text": "We quote 0.04."})

    assert {letter.to[0] for letter in mailoutbox} == {people["owner"].email, people["purchaser"].email}


def test_of_several_organisations_the_chosen_one_is_acted_for(client, hospital):
    second = BuyerMembershipFactory(user=hospital.user, role="owner").buyer
    client.force_login(hospital.user)
    assert Buyer.objects.acted_for_by(hospital.user.pk).first() == hospital

    client.post(page(second, "organisation-choose"))

    assert Buyer.objects.acted_for_by(hospital.user.pk).first() == second
    assert "You buy for this one now." in client.get(page(second)).text


def test_who_asks_above_the_limit_reads_that_an_order_needs_a_second_member(client, hospital, people):
    Buyer.objects.filter(pk=hospital.pk).update(approval_limit=Decimal(2000), approval_currency="USD")
    product = PriceTierFactory(product=ProductFactory(), unit_price=Decimal("0.05")).product
    client.force_login(people["purchaser"])

    above = send(client, need(product, quantity="50,000"), follow=True)
    assert "will need a second member" in above.text
    Enquiry.objects.update(sent_at=timezone.now() - timedelta(hours=1))
    below = send(client, need(product, quantity="40,000"), follow=True)
    assert "will need a second member" not in below.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(client, hospital, count, django_assert_num_queries):
    for number in range(count):
        BuyerMembershipFactory(buyer=hospital)
        BuyerInvitation.objects.create(buyer=hospital, email=f"{number}@example.org", invited_by=hospital.user)
    client.force_login(hospital.user)
    client.get(page(hospital))

    with django_assert_num_queries(7):
        client.get(page(hospital))


def test_what_a_leaver_wrote_stays_readable(client, hospital, people):
    message = MessageFactory(thread=ThreadFactory(enquiry__buyer=hospital), author=people["purchaser"])
    BuyerMembership.objects.filter(user=people["purchaser"]).delete()
    client.force_login(hospital.user)

    assert str(people["purchaser"]) in client.get(message.thread.enquiry.get_absolute_url()).text
