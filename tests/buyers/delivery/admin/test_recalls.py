"""The desk loads notices, reads whom they may concern, and decides with a reason."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from buyers.delivery.models import RecallDecision, RecallQuestion
from buyers.delivery.notices.notice import Notice
from buyers.delivery.services.recalls.loading import load_notices
from buyers.trade.models import DeskOffice
from tests.buyers.delivery.notices import published
from tests.factories import NOON, ProductFactory, SupplierFactory, UserFactory
from tests.factories.delivery import ShipmentLotFactory

pytestmark = pytest.mark.usefixtures("countries")
LIST = "admin:delivery_recallquestion_changelist"


@pytest.fixture
def desk(countries, settings):
    settings.EASE_SECOND_FACTOR = True
    user = UserFactory(is_staff=True)
    DeskOffice.objects.create(user=user, office="handler", since=datetime(2026, 1, 1, tzinfo=UTC))
    client = Client()
    client.force_login(user)
    return client


def test_a_file_is_loaded_and_its_question_is_decided_with_a_reason(desk):
    supplier = SupplierFactory(name_en="Jiangsu Lanhe Medical Co., Ltd.")
    ProductFactory(supplier=supplier, model="LH-3PLY")
    upload = {"format": "openfda-enforcement", "file": SimpleUploadedFile("e.json", published.ENFORCEMENT)}

    assert desk.post(reverse("admin:delivery_recallquestion_load"), upload).status_code == 302
    question = RecallQuestion.objects.get()
    listed = desk.get(reverse(LIST)).text
    assert "Z-0471-2027" in listed and "a model agrees" in listed and "No feed is fetched here" in listed
    read = desk.get(reverse("admin:delivery_recallquestion_change", args=[question.pk])).text
    assert "21 CFR 806" in read and "confidence: high" in read
    decide = reverse("admin:delivery_recallquestion_decide", args=[question.pk])
    assert desk.post(decide, {"verdict": "dismissed"}).status_code == 422
    assert desk.post(decide, {"verdict": "dismissed", "reason": "Another company."}).status_code == 302
    assert RecallDecision.objects.get().reason == "Another company."


def test_another_file_is_refused_in_the_form_and_who_holds_no_office_finds_nothing(desk, settings):
    wrong = {"format": "safety-gate", "file": SimpleUploadedFile("e.json", published.ENFORCEMENT)}
    refused = desk.post(reverse("admin:delivery_recallquestion_load"), wrong)

    assert refused.status_code == 422
    assert "cannot be read" in refused.text
    outsider = Client()
    outsider.force_login(UserFactory(is_staff=True))
    assert outsider.get(reverse("admin:delivery_recallquestion_lots")).status_code == 404


def test_the_desk_has_the_recall_list_of_all_orders(desk):
    lot = ShipmentLotFactory(lot="2611A007")

    shown = desk.get(reverse("admin:delivery_recallquestion_lots"), {"q": "2611A007"}).text
    file = desk.get(reverse("admin:delivery_recallquestion_lots"), {"as": "xlsx"})

    assert lot.shipment.order.number in shown
    assert file["Content-Type"].endswith("spreadsheetml.sheet")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_question_and_for_three(desk, count, django_assert_num_queries):
    SupplierFactory(name_en="Jiangsu Lanhe Medical Co., Ltd.")
    for number in range(count):
        load_notices([Notice(f"N-{number}", "Masks", maker="Jiangsu Lanhe Medical Co Ltd")], "feed", at=NOON)
    desk.get(reverse(LIST))

    with django_assert_num_queries(10):
        desk.get(reverse(LIST))
