"""How often and how soon a supplier answers: from its conversations, and silent where there are too few."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from buyers.services.answer_records import FLOOR, AnswerRecord, answer_record
from tests.factories import MessageFactory, SupplierFactory, ThreadFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def supplier():
    return SupplierFactory()


def enquiry(supplier, *, sent, answered=None):
    thread = ThreadFactory(product__supplier=supplier, enquiry__sent_at=sent)
    MessageFactory(thread=thread, is_from_buyer=True, sent_at=sent + HOUR)
    for wait in answered or ():
        MessageFactory(thread=thread, is_from_buyer=False, sent_at=sent + wait)
    return thread


def test_below_the_floor_nothing_is_said(supplier):
    for _ in range(FLOOR - 1):
        enquiry(supplier, sent=NOW - 30 * DAY, answered=[HOUR])

    assert answer_record(supplier, at=NOW) is None


def test_the_share_and_the_median_of_first_answers(supplier):
    for hours in (2, 5, 70):
        enquiry(supplier, sent=NOW - 30 * DAY, answered=[hours * HOUR, 300 * HOUR])
    for _ in range(2):
        enquiry(supplier, sent=NOW - 30 * DAY)

    assert answer_record(supplier, at=NOW) == AnswerRecord(asked=5, answered=3, typical=5 * HOUR)


def test_an_open_enquiry_without_an_answer_counts_neither_way_and_old_ones_not_at_all(supplier):
    for _ in range(FLOOR):
        enquiry(supplier, sent=NOW - 40 * DAY, answered=[HOUR])
    enquiry(supplier, sent=NOW - 3 * DAY)
    enquiry(supplier, sent=NOW - 400 * DAY)

    assert answer_record(supplier, at=NOW).asked == FLOOR


def test_an_enquiry_about_several_products_is_one(supplier):
    first = enquiry(supplier, sent=NOW - 40 * DAY, answered=[9 * HOUR])
    second = ThreadFactory(product__supplier=supplier, enquiry=first.enquiry)
    MessageFactory(thread=second, is_from_buyer=False, sent_at=NOW - 40 * DAY + 2 * HOUR)
    for _ in range(FLOOR - 1):
        enquiry(supplier, sent=NOW - 40 * DAY, answered=[2 * HOUR])

    assert answer_record(supplier, at=NOW) == AnswerRecord(FLOOR, FLOOR, 2 * HOUR)


@pytest.mark.parametrize(("wait", "words"), [(20 * HOUR / 60, "1 hour"), (30 * HOUR, "30 hours"), (3 * DAY, "3 days")])
def test_a_time_is_said_in_hours_then_in_days(wait, words):
    with override("en"):
        assert AnswerRecord(5, 5, wait).typical_words == words


@pytest.mark.parametrize("count", [FLOOR, 3 * FLOOR])
def test_it_costs_one_query(supplier, count, django_assert_num_queries):
    for _ in range(count):
        enquiry(supplier, sent=NOW - 40 * DAY, answered=[HOUR])

    with django_assert_num_queries(1):
        answer_record(supplier, at=NOW)
