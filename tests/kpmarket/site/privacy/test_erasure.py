"""A person is erased on request: nothing names them any more, and what must stay stays."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import CHANGE
from django.contrib.admin.models import LogEntry as AdminLogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audits.desk import log
from audits.models import DoubtFile, LogEntry
from buyers.models import Buyer, BuyerInvitation, BuyerMembership, Message, ShortlistEntry
from kpmarket.accounts.models import ErasureRequest, Notice, User
from kpmarket.foundation.outbox.models import Letter
from kpmarket.site.privacy import erasure
from kpmarket.site.privacy.erasure import LastOwnerAmongMembers
from suppliers.models import Contact, FormerMembership, Invitation, Membership, Product
from tests.factories import (
    BuyerFactory,
    BuyerMembershipFactory,
    CertificateFileFactory,
    ContactFactory,
    DoubtReportFactory,
    MembershipFactory,
    ProductFactory,
    ShortlistEntryFactory,
    SupplierFactory,
    ThreadFactory,
)
from tests.sessions import note_authentication, set_up_authenticator

pytestmark = pytest.mark.django_db
NAME, ADDRESS = "Fidelia Nakamura-Osei", "f.nakamura@spital.example"
NOW = timezone.now()
WAIT = timedelta(days=14)


@pytest.fixture
def person():
    """A buyer who also acts for a company, with a trace in every table that can hold one."""
    buyer = BuyerFactory(user__email=ADDRESS, user__name=NAME, organisation="Spital Obwalden")
    user = buyer.user
    company = MembershipFactory(user=user, role="editor").supplier
    MembershipFactory(supplier=company, role="owner")
    owner = company.memberships.get(role="owner").user
    thread = ThreadFactory(enquiry__buyer=buyer)
    Message.objects.create(thread=thread, author=user, is_from_buyer=True, text="When can you ship?", sent_at=NOW)
    ShortlistEntryFactory(buyer=buyer, product=ProductFactory())
    ContactFactory(supplier=company, name=NAME, email=ADDRESS.upper(), phone="+41 41 000 00 00")
    Invitation.objects.create(
        supplier=company, email=ADDRESS, invited_by=owner, accepted_by=user, accepted_at=NOW - timedelta(days=9)
    )
    Invitation.objects.create(supplier=SupplierFactory(), email=ADDRESS, invited_by=owner)
    Notice.objects.create(
        recipient=owner, kind="suppliers/member_joined", params={"person": NAME, "supplier": company.pk}
    )
    Notice.objects.create(recipient=user, kind="supplier_qualified", url="/")
    CertificateFileFactory(certificate__supplier=company, uploaded_by=user)
    report = DoubtReportFactory(email=ADDRESS, by=user)
    DoubtFile.objects.create(report=report, original_name=f"{NAME}.pdf", stored_name="1.pdf", size=1, at=NOW)
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    UserSession.objects.create(user=user, ip="192.0.2.44", session_key="k" * 20, user_agent="Firefox")
    set_up_authenticator(user)
    AdminLogEntry.objects.create(
        user=owner,
        content_type=ContentType.objects.get_for_model(User),
        object_id=user.pk,
        object_repr=NAME,
        action_flag=CHANGE,
    )
    log.append(act="person_changed", subject=f"person:{user.pk}", by=user, at=NOW, content={"is_active": True})
    return user


def traces(*words):
    """Columns of all tables that hold one of these words, the letter that confirms the erasure apart."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for row in (
            model._base_manager.exclude(key__startswith="erasure-done")
            if model is Letter
            else model._base_manager.all()
        ):
            for field in model._meta.concrete_fields:
                if not isinstance(field, models.BinaryField) and any(
                    word.lower() in str(getattr(row, field.attname)).lower() for word in words
                ):
                    found.add(f"{model._meta.label}.{field.name}")
    return found


def erase(user, *, at=NOW):
    erasure.ask(user, session_key=None, at=at)
    return erasure.carry_out_due(at=at + WAIT)


def test_nothing_names_the_person_in_any_table_once_they_are_erased(person):
    assert len(traces(NAME, ADDRESS, "192.0.2.44")) > 8

    assert erase(person) == 1

    assert traces(NAME, ADDRESS, "192.0.2.44", "000 00 00") == set()


def test_what_others_rely_on_stays_and_reads_former_member(person):
    erase(person)

    message = Message.objects.get()
    assert (str(message.author), message.text) == ("Former member", "When can you ship?")
    assert message.thread.enquiry.buyer.organisation == "Spital Obwalden"
    assert FormerMembership.objects.get(user=person).role == "editor"
    assert [entry.act for entry in LogEntry.objects.order_by("sequence")] == ["person_changed", "person_erased"]
    assert LogEntry.objects.first().content == {}
    assert log.verify().faults == ()


def test_the_supplier_who_was_asked_reads_former_member(client, person):
    thread = Message.objects.get().thread
    member = MembershipFactory(supplier=thread.supplier).user
    erase(person)
    client.force_login(member)

    page = client.get(reverse("buyers:inbox-thread", args=[thread.supplier_id, thread.pk])).text

    assert "Former member" in page
    assert NAME not in page


def test_who_sent_no_enquiry_leaves_no_organisation_behind():
    user = BuyerFactory(organisation="Praxis Dr. Lindqvist").user

    erase(user)

    assert not Buyer.objects.exists()


def test_an_erased_account_cannot_be_entered_by_any_session(person):
    client = Client()
    client.force_login(person)
    assert client.get(reverse("accounts:notices")).status_code == 200

    erase(person)

    assert client.get(reverse("accounts:notices")).status_code == 302
    person.refresh_from_db()
    assert (person.is_active, person.has_usable_password()) == (False, False)


def test_letters_say_when_it_will_be_and_that_it_was_done(person):
    erasure.ask(person, session_key=None, at=NOW)
    asked = Letter.objects.get(key__startswith="erasure-asked")
    day = timezone.localtime(NOW + WAIT)
    assert asked.address == ADDRESS
    assert f"{day.day}" in asked.text
    assert "Keep my account" in asked.text

    erasure.carry_out_due(at=NOW + WAIT)

    assert [(letter.address, letter.subject) for letter in Letter.objects.all()] == [(ADDRESS, "Your data is erased")]


def test_it_is_not_done_before_its_day_and_never_after_it_was_undone(person):
    erasure.ask(person, session_key=None, at=NOW)
    assert erasure.carry_out_due(at=NOW + WAIT - timedelta(minutes=1)) == 0

    erasure.undo(person, at=NOW + timedelta(days=3))

    assert erasure.carry_out_due(at=NOW + WAIT) == 0
    person.refresh_from_db()
    assert (person.name, person.erased_at) == (NAME, None)
    with pytest.raises(erasure.NothingToUndo):
        erasure.undo(person, at=NOW + timedelta(days=3))


def test_the_wish_is_noted_once(person):
    erasure.ask(person, session_key=None, at=NOW)

    with pytest.raises(erasure.AskedAlready):
        erasure.ask(person, session_key=None, at=NOW)


def test_the_only_owner_among_members_hands_the_company_over_first():
    owner = MembershipFactory(role="owner").user
    company = owner.suppliers.get()
    colleague = MembershipFactory(supplier=company, role="editor")

    with pytest.raises(erasure.LastOwnerAmongMembers) as refusal:
        erasure.ask(owner, session_key=None, at=NOW)
    assert refusal.value.companies == [company]

    Membership.objects.filter(pk=colleague.pk).update(role="owner")
    assert erase(owner) == 1


def test_who_became_the_only_owner_meanwhile_waits_and_stops_nobody_else(person):
    owner = MembershipFactory(role="owner").user
    erasure.ask(owner, session_key=None, at=NOW)
    erasure.ask(person, session_key=None, at=NOW)
    MembershipFactory(supplier=owner.suppliers.get(), role="viewer")

    assert erasure.carry_out_due(at=NOW + WAIT) == 1

    owner.refresh_from_db()
    assert owner.erased_at is None
    assert ErasureRequest.objects.open().get().person == owner


def test_the_products_of_a_company_that_nobody_is_left_for_leave_the_catalogue():
    owner = MembershipFactory(role="owner").user
    product = ProductFactory(supplier=owner.suppliers.get(), is_listed=True)
    of_others = ProductFactory(is_listed=True)

    erase(owner)

    assert not Product.objects.get(pk=product.pk).is_listed
    assert Product.objects.get(pk=of_others.pk).is_listed


def test_staff_leave_their_office_first(auditor):
    with pytest.raises(erasure.StillInOffice):
        erasure.ask(auditor, session_key=None, at=NOW)


class TestPages:
    @pytest.fixture
    def at_home(self, client, person):
        client.force_login(person)
        note_authentication(client, person, "mfa")
        return client

    def test_what_goes_and_what_stays_is_said_before_anything_is_asked(self, at_home):
        page = at_home.get(reverse("rights:erasure")).text

        assert "What goes" in page
        assert "three years of records of transactions" in page

    def test_another_address_erases_nothing_and_stays_in_the_field(self, at_home):
        answer = at_home.post(reverse("rights:erasure"), {"email": "somebody@else.example"})

        assert answer.status_code == 422
        assert "not the address of the account" in answer.text
        assert 'value="somebody@else.example"' in answer.text
        assert not ErasureRequest.objects.exists()

    def test_it_is_asked_for_and_undone_on_the_site(self, at_home, person):
        answer = at_home.post(reverse("rights:erasure"), {"email": ADDRESS}, follow=True)
        assert "Until then you can undo it" in answer.text
        assert erasure.open_request(person)

        answer = at_home.post(reverse("rights:erasure-undo"), follow=True)
        assert "Your account stays as it is." in answer.text
        assert not erasure.open_request(person)

    def test_whoever_finds_an_old_session_is_asked_who_they_are(self, client, person):
        client.force_login(person)

        answer = client.post(reverse("rights:erasure"), {"email": ADDRESS})

        assert answer["Location"].startswith(reverse("mfa_reauthenticate"))
        assert not ErasureRequest.objects.exists()

    def test_the_only_owner_reads_what_to_do_first(self, client, settings):
        settings.EASE_SECOND_FACTOR = True
        owner = MembershipFactory(role="owner", supplier__name_en="Taizhou Lanhe Protective").user
        MembershipFactory(supplier=owner.suppliers.get(), role="editor")
        client.force_login(owner)

        assert "Make another member an owner first" in client.get(reverse("rights:erasure")).text
        answer = client.post(reverse("rights:erasure"), {"email": owner.email}, follow=True)

        assert "You are the only owner of Taizhou Lanhe Protective." in answer.text

    def test_contacts_of_others_stay(self, person):
        kept = ContactFactory(name=NAME, email="another@example.org")

        erase(person)

        assert list(Contact.objects.all()) == [kept]


def test_the_only_owner_of_an_organisation_with_colleagues_hands_over_first(client):
    buyer, of_others = BuyerFactory(), BuyerFactory()
    for one in (buyer, of_others):
        BuyerMembershipFactory(buyer=one)
    BuyerMembership.objects.filter(buyer=of_others, role="owner").update(role="purchaser")

    with pytest.raises(LastOwnerAmongMembers) as refusal:
        erasure.ask(buyer.user, session_key=None, at=NOW)

    assert refusal.value.companies == [buyer]


def test_an_erased_colleague_leaves_and_the_organisation_keeps_what_it_asked():
    buyer = BuyerFactory()
    colleague = BuyerMembershipFactory(buyer=buyer).user
    entry = ShortlistEntryFactory(buyer=buyer)
    BuyerInvitation.objects.create(buyer=buyer, email=colleague.email, invited_by=buyer.user)
    erasure.ask(colleague, session_key=None, at=NOW)

    erasure.carry_out_due(at=NOW + timedelta(days=60))

    assert list(buyer.memberships.values_list("user", flat=True)) == [buyer.user.pk]
    assert ShortlistEntry.objects.get() == entry
    assert BuyerInvitation.objects.get().email == ""
