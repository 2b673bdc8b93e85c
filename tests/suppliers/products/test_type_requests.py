"""A product that fits no type: its supplier says what it is, the desk answers, the one who asked gets a letter."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.urls import reverse

from kpmarket.foundation.outbox.models import Letter
from suppliers.models import TypeRequest
from suppliers.products import type_requests
from suppliers.products.type_request_forms import TypeAnswerForm
from tests.factories import ProductTypeFactory, SupplierFactory, TypeRequestFactory, UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
TYPED = {
    "name": "Yankauer suction handle",
    "purpose": "Surgeons clear blood and fluid from the operating field with it. Sterile, single use.",
    "hs_code": "9018 39 00",
    "standards": "ISO 8836",
}


@pytest.fixture
def supplier(client, supplier_member):
    client.force_login(supplier_member)
    return supplier_member.suppliers.get()


def page_of(supplier):
    return reverse("suppliers:type-request", args=[supplier.pk])


def answer(request, outcome, **changes):
    answered = {"product_type": None, "note": "", "by": UserFactory(), "at": NOON, **changes}
    return type_requests.answer_request(request, outcome, **answered)


def test_the_choice_of_a_type_leads_to_the_page_for_a_product_without_one(client, supplier):
    page = client.get(reverse("suppliers:product-type", args=[supplier.pk]))

    assert page_of(supplier) in page.content.decode()


def test_what_a_supplier_says_is_kept_and_said_to_be_assessed_nowhere(client, supplier, supplier_member):
    page = client.post(page_of(supplier), TYPED, follow=True)

    kept = TypeRequest.objects.get()
    assert (kept.supplier, kept.asked_by, kept.hs_code) == (supplier, supplier_member, "90183900")
    assert "not assessed in any market" in str(next(iter(page.context["messages"])))
    assert "Yankauer suction handle" in page.content.decode()


@pytest.mark.parametrize("code", ["9018.31", "9018", "９０１８３１", "9018310000", ""])
def test_an_hs_code_is_taken_as_people_write_it(client, supplier, code):
    assert client.post(page_of(supplier), {**TYPED, "hs_code": code}).status_code == 302


@pytest.mark.parametrize(
    ("field", "text"), [("hs_code", "90183"), ("hs_code", "syringes"), ("name", ""), ("purpose", "x" * 2001)]
)
def test_what_cannot_be_right_comes_back_at_its_field_with_all_that_was_typed(client, supplier, field, text):
    page = client.post(page_of(supplier), {**TYPED, field: text})

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert page.context["form"]["standards"].value() == "ISO 8836"
    assert TypeRequest.objects.count() == 0


def test_one_person_describes_so_many_in_a_day(client, supplier, settings):
    cache.clear()
    settings.DAILY_LIMITS = {"type_requests": 1}
    client.post(page_of(supplier), TYPED)

    page = client.post(page_of(supplier), TYPED)

    assert page.status_code == 422
    assert "Send this one tomorrow" in page.content.decode()
    assert TypeRequest.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(client, supplier, count, django_assert_num_queries):
    for _ in range(count):
        TypeRequestFactory(supplier=supplier)
    client.get(page_of(supplier))

    with django_assert_num_queries(5):
        client.get(page_of(supplier))


def test_requests_of_other_companies_are_not_shown(client, supplier):
    TypeRequestFactory(supplier=SupplierFactory(), name="Tracheostomy collar")

    assert "Tracheostomy collar" not in client.get(page_of(supplier)).content.decode()


def test_a_type_that_was_added_is_written_to_the_one_who_asked_and_opens_its_form(mailoutbox):
    request = TypeRequestFactory(name="Yankauer handle")
    suction = ProductTypeFactory(id="suction_handle", name_en="Suction handle")

    answer(request, "added", product_type=suction)

    (letter,) = mailoutbox
    assert letter.to == [request.asked_by.email]
    assert "There is a type for Yankauer handle now: Suction handle" in letter.body
    assert reverse("suppliers:product-new", args=[request.supplier_id, "suction_handle"]) in letter.body


def test_a_product_that_gets_no_type_is_said_to_be_assessed_nowhere_with_the_reason(mailoutbox):
    answer(TypeRequestFactory(name="Massage chair"), "declined", note="Furniture without a medical purpose.")

    (letter,) = mailoutbox
    assert "not assessed in any market" in letter.body
    assert "Furniture without a medical purpose." in letter.body


def test_what_a_supplier_typed_stands_in_the_letter_as_text(mailoutbox):
    answer(TypeRequestFactory(name="<b>Tube & clip</b>"), "declined", note="No law found.")

    (letter,) = mailoutbox
    assert "<b>Tube & clip</b>" in letter.body
    assert "&lt;b&gt;Tube &amp; clip&lt;/b&gt;" in letter.alternatives[0][0]


def test_a_request_is_answered_once(mailoutbox):
    request = TypeRequestFactory()
    answer(request, "declined", note="No.")

    with pytest.raises(type_requests.AlreadyAnswered):
        answer(TypeRequest.objects.get(), "fits", product_type=ProductTypeFactory())

    assert TypeRequest.objects.get().outcome == "declined"
    assert Letter.objects.count() == 1


def test_an_answer_that_fails_leaves_no_letter(monkeypatch):
    request = TypeRequestFactory()

    with pytest.raises(RuntimeError), transaction.atomic():
        answer(request, "declined", note="No.")
        raise RuntimeError

    assert not Letter.objects.exists()
    assert not mail.outbox
    assert TypeRequest.objects.open().count() == 1


@pytest.mark.parametrize(
    ("outcome", "has_type", "note", "wrong"),
    [
        ("added", True, "", []),
        ("fits", True, "See the guide.", []),
        ("declined", False, "No medical purpose.", []),
        ("added", False, "", ["product_type"]),
        ("declined", True, "No medical purpose.", ["product_type"]),
        ("declined", False, "  ", ["note"]),
    ],
)
def test_an_answer_names_the_type_or_says_why_there_is_none(outcome, has_type, note, wrong):
    type_ = ProductTypeFactory()
    form = TypeAnswerForm({"outcome": outcome, "product_type": type_.pk if has_type else "", "note": note})

    assert list(form.errors) == wrong


def test_the_database_keeps_what_was_said():
    request = TypeRequestFactory()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        TypeRequest.objects.filter(pk=request.pk).update(purpose="Something else")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        request.delete()
