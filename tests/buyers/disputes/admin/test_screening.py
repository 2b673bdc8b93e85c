"""Screening at the desk: lists, open questions, and an answer with its reason."""

import pytest
from django.test import Client
from django.urls import reverse

from buyers.disputes.models import ScreeningHit
from buyers.disputes.services.screening.comparing import screen_order
from tests.buyers.disputes.lists.published import OFAC
from tests.buyers.disputes.services.screening.test_screening import load, officer, order_of
from tests.factories import NOON, UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:disputes_screeninghit_changelist")


@pytest.fixture
def desk(settings):
    settings.EASE_SECOND_FACTOR = True
    client = Client()
    client.force_login(officer())
    return client


def asked(count):
    """Questions about the buyers of so many orders."""
    load(OFAC)
    for _number in range(count):
        screen_order(order_of(), at=NOON)
    return list(ScreeningHit.objects.order_by("pk"))


@pytest.fixture
def hits():
    return asked(1)


def test_without_a_list_the_page_says_that_nobody_is_screened(desk):
    assert "No list is loaded: no party is screened" in desk.get(LIST).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_questions_cost_the_same_queries_however_many_there_are(desk, count, django_assert_num_queries):
    asked(count)
    desk.get(LIST)
    with django_assert_num_queries(8):
        page = desk.get(LIST)
    assert page.text.count("KARGOVA SHIPPING LINES LTD.") == count


def test_a_question_is_answered_with_a_reason(desk, hits):
    page = reverse("admin:disputes_screeninghit_change", args=[hits[0].pk])
    answer = reverse("admin:disputes_screeninghit_answer", args=[hits[0].pk])

    assert "a question, not an accusation" in desk.get(page).text
    assert desk.post(answer, {"verdict": "other", "reason": ""}).status_code == 422
    after = desk.post(answer, {"verdict": "other", "reason": "Other seat"}, follow=True).text
    assert "Your answer is on record" in after and "Other seat" in after and "Somebody else" in after


def test_who_holds_no_office_finds_no_such_page(hits, settings):
    settings.EASE_SECOND_FACTOR = True
    client = Client()
    client.force_login(UserFactory(is_staff=True))

    for address in (LIST, reverse("admin:disputes_screeninghit_change", args=[hits[0].pk])):
        assert client.get(address).status_code in (403, 404)
