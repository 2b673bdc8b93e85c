"""Products that fit no type, as the desk sees and answers them."""

import pytest
from django.test import Client
from django.urls import reverse

from kpmarket.foundation.outbox.models import Letter
from suppliers.models import TypeRequest
from tests.factories import ProductTypeFactory, TypeRequestFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/suppliers/typerequest/"


def address(request, name):
    return reverse(f"admin:suppliers_typerequest_{name}", args=[request.pk])


def test_the_queue_counts_those_that_wait_and_leads_to_them(desk):
    TypeRequestFactory()
    TypeRequestFactory(outcome="declined", note="No.", decided_by=UserFactory(), decided_at="2026-11-03T03:00Z")

    page = desk.get("/admin/audits/queue/")

    assert page.context["without_type"] == 1
    assert f'href="{LIST}"' in page.content.decode()


def test_a_queue_without_such_products_says_nothing_of_them(desk):
    assert LIST not in desk.get("/admin/audits/queue/").content.decode().split("desk-head")[1]


@pytest.mark.parametrize(
    ("query", "names"), [("", ["Open"]), ("?answer=answered", ["Answered"]), ("?answer=all", ["Open", "Answered"])]
)
def test_the_list_shows_what_waits_unless_more_is_asked(desk, query, names):
    TypeRequestFactory(
        name="Answered", outcome="declined", note="No.", decided_by=UserFactory(), decided_at="2026-11-03T03:00Z"
    )
    TypeRequestFactory(name="Open")

    page = desk.get(LIST + query)

    assert [one.name for one in page.context["cl"].result_list] == names


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(desk, count, django_assert_num_queries):
    for _ in range(count):
        TypeRequestFactory()
    desk.get(LIST)

    with django_assert_num_queries(7):
        desk.get(LIST)


def test_an_auditor_answers_and_the_supplier_gets_a_letter(desk, auditor):
    request, fitting = TypeRequestFactory(), ProductTypeFactory(id="catheter")

    page = desk.post(address(request, "answer"), {"outcome": "fits", "product_type": "catheter", "note": ""})

    answered = TypeRequest.objects.get()
    assert page.url == LIST
    assert (answered.outcome, answered.product_type, answered.decided_by) == ("fits", fitting, auditor)
    assert Letter.objects.get().address == request.asked_by.email


def test_an_answer_that_says_too_little_comes_back_with_what_was_typed(desk):
    request = TypeRequestFactory()

    page = desk.post(address(request, "answer"), {"outcome": "declined", "note": ""})

    assert page.status_code == 422
    assert "Say why there is no type for it." in page.content.decode()
    assert TypeRequest.objects.open().exists()


def test_a_colleague_who_answers_second_is_refused(desk):
    request = TypeRequestFactory(
        outcome="declined", note="No.", decided_by=UserFactory(), decided_at="2026-11-03T03:00Z"
    )

    page = desk.post(address(request, "answer"), {"outcome": "declined", "note": "Again."}, follow=True)

    assert [str(one) for one in page.context["messages"]] == [
        "A colleague answered this request first. Nothing was changed."
    ]
    assert TypeRequest.objects.get().note == "No."


def test_a_superuser_who_holds_no_office_reads_but_does_not_answer(settings):
    settings.EASE_SECOND_FACTOR = True
    client, request = Client(), TypeRequestFactory()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    page = client.get(address(request, "change"))
    client.post(address(request, "answer"), {"outcome": "declined", "note": "No."})

    assert page.context["form"] is None
    assert TypeRequest.objects.open().exists()
