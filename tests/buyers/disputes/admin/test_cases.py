"""The legal desk: the queue by due day, a case for who works on it, and nothing for anybody else."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from buyers.disputes.models import Counsel, LegalCase
from buyers.disputes.services.cases import working
from buyers.trade.models import DeskOffice
from tests.factories import NOON, CountryFactory, UserFactory
from tests.factories.cases import CaseNoteFactory, CounselFactory, LegalCaseFactory, legal_person

pytestmark = pytest.mark.django_db
CANARY = "counsel fears the statute of repose"


@pytest.fixture(autouse=True)
def world(settings):
    settings.EASE_SECOND_FACTOR = True
    CountryFactory(code="DE")


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def queue(client):
    return client.get(reverse("admin:disputes_legalcase_changelist"))


def page(client, case):
    return client.get(reverse("admin:disputes_legalcase_change", args=[case.pk]))


def act(client, case, name, **typed):
    return client.post(reverse("admin:disputes_legalcase_act", args=[case.pk, name]), typed, follow=True)


def test_the_queue_costs_the_same_with_one_case_and_with_three(django_assert_num_queries):
    client, case = client_of(legal_person()), LegalCaseFactory(opened_at=timezone.now())
    queue(client)
    with django_assert_num_queries(11):
        assert case.number in queue(client).text
    LegalCaseFactory.create_batch(2)
    with django_assert_num_queries(11):
        assert "late" in queue(client).text


def test_a_case_is_taken_worked_on_and_closed_at_the_desk():
    person, case, counsel = legal_person(), LegalCaseFactory(), CounselFactory()
    client = client_of(person)

    assert "Take the case" in act(client, case, "assign", counsel=counsel.pk).text or page(client, case)
    act(client, case, "step", text="Asked the carrier for its log.", since="knew", day="2026-11-02")
    act(client, case, "note", text=CANARY)
    act(client, case, "day", label="Statement of defence", day="2026-12-20", source="Order of 2 December")
    act(client, case, "wait", waits_for="court")
    shown = page(client, case).text
    case.refresh_from_db()

    assert (case.counsel, case.person, case.status) == (counsel, person, "waiting")
    assert {"cn-188", ""} <= set(case.deadlines.values_list("rule", flat=True))
    assert CANARY in shown
    assert "Statement of defence" in shown
    assert act(client, case, "step", text="x", since="knew").status_code == 422
    act(client, case, "go_on")
    act(client, case, "close", outcome="won")
    case.refresh_from_db()
    assert case.outcome == "won"


def test_nobody_reads_the_case_of_a_colleague_or_of_the_opponent_of_a_client():
    mine, colleague = legal_person(), legal_person()
    case = LegalCaseFactory()
    CaseNoteFactory(case=case, text=CANARY)
    working.assign(case.pk, None, by=colleague, at=NOON)
    opponents = LegalCaseFactory(order=case.order, for_supplier=True)
    client = client_of(mine)
    working.assign(opponents.pk, None, by=mine, at=NOON)

    handler = UserFactory(is_staff=True)
    DeskOffice.objects.create(user=handler, office="handler", since=NOON)
    superuser = UserFactory(is_staff=True, is_superuser=True)
    for reader in (client, client_of(handler), client_of(superuser), client_of(UserFactory(is_staff=True))):
        assert page(reader, case).status_code == 404
        assert case.number not in queue(reader).text
        assert act(reader, case, "step", text="x").status_code == 404
    assert page(client, opponents).status_code == 200
    assert CANARY not in page(client, opponents).text


def test_a_conflict_is_a_sentence_and_changes_nothing():
    case = LegalCaseFactory()
    named = CounselFactory(conflicts=case.order.supplier.name_zh)

    answer = act(client_of(legal_person()), case, "assign", counsel=named.pk)
    assert "named the other party as a conflict" in answer.text
    assert LegalCase.objects.get().status == "opened"


def test_the_legal_desk_enters_counsel():
    typed = {
        "firm": "Chambers of the Quay", "lawyer": "B. Example", "email": "clerk@quay.example", "bars": "Hong Kong",
        "countries": "HK", "languages": "en, zh", "fee_note": "", "conflicts": "", "is_open": "on",
    }  # fmt: skip
    assert client_of(legal_person()).post(reverse("admin:disputes_counsel_add"), typed).status_code == 302
    assert Counsel.objects.get().firm == "Chambers of the Quay"
