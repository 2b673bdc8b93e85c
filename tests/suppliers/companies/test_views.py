import pytest
from django.urls import reverse

from suppliers.models import Contact, Supplier
from tests.factories import NOON, ContactFactory, MembershipFactory
from tests.suppliers.companies.test_services import ready_supplier

TYPED = {
    "name_zh": "苏州蓝禾医疗有限公司",
    "credit_code": "9144030071526726XG",
    "province": "44",
    "role": "manufacturer",
}


@pytest.fixture
def supplier(client, db):
    membership = MembershipFactory(supplier=ready_supplier())
    client.force_login(membership.user)
    return membership.supplier


def url(name, *args):
    return reverse(f"suppliers:{name}", args=args)


def said(page):
    return [str(message) for message in page.context["messages"]]


def test_a_step_keeps_what_is_known_and_leads_on(client, supplier):
    response = client.post(url("company", supplier.pk), TYPED)

    supplier.refresh_from_db()
    assert response.url == url("contacts", supplier.pk)
    assert (supplier.name_zh, supplier.province, supplier.city) == ("苏州蓝禾医疗有限公司", "44", "")


def test_a_mistake_is_reported_next_to_its_field_and_nothing_typed_is_lost(client, supplier):
    page = client.post(url("company", supplier.pk), {**TYPED, "credit_code": "１２３", "city": "深圳"})

    assert page.status_code == 422
    assert page.context["form"].errors == {"credit_code": ["A unified social credit code has 18 characters."]}
    assert 'value="１２３"' in page.content.decode()
    assert 'value="深圳"' in page.content.decode()
    assert Supplier.objects.get().city == "Suzhou"


def test_an_early_fujian_code_is_taken_with_a_warning(client, supplier):
    page = client.post(
        url("company", supplier.pk), {**TYPED, "credit_code": "91350211M0000XUF46", "province": "35"}, follow=True
    )

    assert Supplier.objects.get().credit_code == "91350211M0000XUF46"
    assert [caution.value for caution in page.context["cautions"]] == ["early_fujian"]
    assert "The check digit does not fit, as in some codes issued early in Fujian." in page.content.decode()


def test_another_province_is_a_warning(client, supplier):
    page = client.post(url("company", supplier.pk), {**TYPED, "province": "32"}, follow=True)

    assert [caution.value for caution in page.context["cautions"]] == ["province"]


def test_a_tab_opened_before_the_submission_changes_nothing(client, supplier):
    Supplier.objects.update(status="submitted", submitted_at=NOON)

    page = client.post(url("company", supplier.pk), TYPED, follow=True)

    assert said(page) == ["The company is with the auditors or judged: its particulars cannot change now."]
    assert Supplier.objects.get().status == "submitted"
    assert "<form class=" not in page.content.decode().split('id="main"')[1]


def test_a_contact_is_added_changed_and_removed(client, supplier):
    contact = supplier.contacts.get()

    client.post(
        url("contacts", supplier.pk), {"name": "Lin", "email": "lin@example.org", "phone": "＋８６ ５１２ ５５５５"}
    )
    client.post(url("contact", supplier.pk, contact.pk), {"name": "Wei", "email": "wei@example.org"})
    assert [(row.name, row.phone) for row in supplier.contacts.all()] == [("Wei", ""), ("Lin", "+86 512 5555")]

    client.post(url("contact-remove", supplier.pk, contact.pk))
    assert [row.name for row in supplier.contacts.all()] == ["Lin"]


def test_a_contact_with_a_mistake_keeps_what_was_typed(client, supplier):
    page = client.post(url("contacts", supplier.pk), {"name": "Lin Chen", "email": "no address"})

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["email"]
    assert 'value="Lin Chen"' in page.content.decode()


def test_contacts_do_not_change_while_an_auditor_judges(client, supplier):
    Supplier.objects.update(status="in_review", submitted_at=NOON)

    added = client.post(url("contacts", supplier.pk), {"name": "Lin", "email": "lin@example.org"}, follow=True)
    removed = client.post(url("contact-remove", supplier.pk, supplier.contacts.get().pk), follow=True)

    assert said(added) == said(removed) == ["The company is with the auditors: its contacts cannot change now."]
    assert supplier.contacts.count() == 1


def test_a_contact_of_another_company_is_not_found(client, supplier):
    other = ContactFactory(name="Theirs")

    assert client.get(url("contact", supplier.pk, other.pk)).status_code == 404
    assert client.post(url("contact-remove", supplier.pk, other.pk)).status_code == 404
    assert Contact.objects.filter(name="Theirs").exists()


def test_submitting_in_two_tabs_happens_once_and_the_second_is_refused(
    client, supplier, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        first = client.post(url("submit", supplier.pk), follow=True)
        second = client.post(url("submit", supplier.pk), follow=True)

    assert said(first) == ["Submitted. We will review it within 5 working days; a receipt is on its way."]
    assert said(second) == ["The company has already been submitted."]
    assert (supplier.history.count(), len(mailoutbox)) == (1, 1)


def test_what_is_missing_is_reported(client, supplier):
    supplier.contacts.all().delete()
    Supplier.objects.update(city="")

    page = client.post(url("submit", supplier.pk), follow=True)

    assert said(page) == ["Not submitted yet. Missing: city, one contact at least."]


def test_a_company_that_is_registered_is_shown_how_to_join(client, supplier):
    MembershipFactory(supplier__credit_code=supplier.credit_code)

    page = client.post(url("submit", supplier.pk), follow=True)

    assert said(page)[0].startswith("A company with this credit code is registered here.")


def test_a_submission_is_taken_back_until_an_auditor_begins(client, supplier):
    client.post(url("submit", supplier.pk))
    client.post(url("retract", supplier.pk))
    assert Supplier.objects.get().status == "draft"

    Supplier.objects.update(status="in_review")
    page = client.post(url("retract", supplier.pk), follow=True)

    assert said(page)[-1:] == ["An auditor has begun, so the company can no longer be taken back."]


def test_a_rejected_company_applies_again_when_its_day_has_come(client, supplier, settings):
    Supplier.objects.update(status="rejected")
    supplier.history.create(before="in_review", after="rejected", at=NOON)

    settings.REAPPLY_DAYS = 365_000
    early = client.post(url("reopen", supplier.pk), follow=True)
    settings.REAPPLY_DAYS = 0
    client.post(url("reopen", supplier.pk))

    assert said(early) == ["It is too early to apply again: the day stands on your desk."]
    assert Supplier.objects.get().status == "draft"


@pytest.mark.parametrize("count", [1, 3])
def test_the_contacts_cost_the_same_for_one_and_for_three(client, supplier, count, django_assert_num_queries):
    ContactFactory.create_batch(count - 1, supplier=supplier)
    client.get(url("contacts", supplier.pk))

    with django_assert_num_queries(5):
        page = client.get(url("contacts", supplier.pk))

    assert len(page.context["contacts"]) == count
