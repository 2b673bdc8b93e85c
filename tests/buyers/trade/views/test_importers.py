"""The pages on which a side puts importers of record on file."""

from datetime import date

import pytest
from django.urls import reverse

from buyers.trade.models import ImporterOfRecord
from tests.factories import NOON, AuditorFactory, BuyerFactory, CountryFactory, MembershipFactory, SupplierFactory

pytestmark = pytest.mark.django_db
TYPED = {
    "country": "DE",
    "name": "Bronkhorst Medical Logistik GmbH",
    "number": "de 471 19 30",
    "document": "Fiscal representation",
    "document_day": "2026-03-02",
}


@pytest.fixture(autouse=True)
def _germany():
    CountryFactory(code="DE")


def test_an_editor_puts_an_importer_on_file_and_ends_it(client):
    member = MembershipFactory()
    client.force_login(member.user)
    url = reverse("trade:supplier-importers", args=[member.supplier_id])

    assert client.post(url, TYPED).status_code == 302
    page = client.get(url).text
    importer = ImporterOfRecord.objects.get()
    assert (importer.number, importer.supplier_id) == ("DE4711930", member.supplier_id)
    assert "Stated, not verified" in page

    client.post(reverse("trade:supplier-importer-end", args=[member.supplier_id, importer.pk]))
    assert "Ended on" in client.get(url).text


def test_a_buyer_puts_its_own_on_file(client):
    buyer = BuyerFactory()
    client.force_login(buyer.user)

    client.post(reverse("trade:importers", args=[buyer.pk]), TYPED)

    assert ImporterOfRecord.objects.get().buyer == buyer
    assert "DE4711930" in client.get(reverse("trade:importers", args=[buyer.pk])).text


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(client):
    member = MembershipFactory()
    client.force_login(member.user)
    url = reverse("trade:supplier-importers", args=[member.supplier_id])

    answer = client.post(url, {**TYPED, "number": "4711-930/X", "document_day": "2999-01-01"})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"number", "document_day"}
    assert "4711-930/X" in answer.text
    client.post(url, TYPED)
    assert "on file for that country" in client.post(url, TYPED).text


def test_a_viewer_reads_and_a_stranger_finds_nothing(client):
    supplier = SupplierFactory()
    url = reverse("trade:supplier-importers", args=[supplier.pk])
    client.force_login(MembershipFactory(supplier=supplier, role="viewer").user)
    assert "Put an importer on file" not in client.get(url).text
    assert client.post(url, TYPED).status_code == 404

    client.force_login(MembershipFactory().user)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_with_more_rows(client, count, django_assert_num_queries):
    member = MembershipFactory()
    for number in range(count):
        ImporterOfRecord.objects.create(
            supplier=member.supplier,
            country="DE",
            name="x",
            number=f"DE{number}",
            document="x",
            document_day=date(2026, 3, 2),
            stated_by=member.user,
            stated_at=NOON,
        )
    client.force_login(member.user)
    url = reverse("trade:supplier-importers", args=[member.supplier_id])
    client.get(url)

    with django_assert_num_queries(5):
        client.get(url)


def test_an_auditor_confirms_it_on_the_desk(client, settings):
    settings.EASE_SECOND_FACTOR = True
    member = MembershipFactory()
    client.force_login(member.user)
    client.post(reverse("trade:supplier-importers", args=[member.supplier_id]), TYPED)
    importer = ImporterOfRecord.objects.get()
    client.force_login(AuditorFactory().user)
    page = reverse("admin:trade_importerofrecord_change", args=[importer.pk])
    assert "Confirm the importer" in client.get(page).text

    client.post(reverse("admin:trade_importerofrecord_confirm", args=[importer.pk]), {"compared_with": "EORI check"})

    importer.refresh_from_db()
    assert importer.is_confirmed
    assert "EORI check" in client.get(page).text


def test_the_desk_lists_those_of_buyers_and_of_companies_that_came_to_it(client, settings):
    settings.EASE_SECOND_FACTOR = True
    facts = {"country": "DE", "number": "DE 123 4567", "document": "Agreement", "document_day": NOON.date()}
    draft = SupplierFactory(status="draft", submitted_at=None)
    for side in ({"supplier": draft}, {"supplier": SupplierFactory()}, {"buyer": BuyerFactory()}):
        ImporterOfRecord.objects.create(
            **facts, **side, name=f"Of {next(iter(side))}", stated_by=AuditorFactory().user, stated_at=NOON
        )
    client.force_login(AuditorFactory().user)

    listed = client.get(reverse("admin:trade_importerofrecord_changelist")).context["cl"].result_list

    assert {(one.supplier_id != draft.pk, one.name) for one in listed} == {(True, "Of supplier"), (True, "Of buyer")}
