"""Programs read what the pages show, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audits.clearances import judging
from suppliers.models import Product, Supplier
from tests.audits.dossiers import product_with
from tests.buyers.api.conftest import DOCUMENTS
from tests.factories import CertificateFactory, ProductFactory, SupplierFactory

pytestmark = pytest.mark.django_db
API = "/api/v1"


def test_a_product_is_listed_in_its_state_with_its_terms(program, mask, until):
    answer = program.get(f"{API}/products", {"to": "DE", "type": mask.product_type_id}).json()

    (line,) = answer["items"]
    assert (line["id"], line["state"], line["until"]) == (mask.pk, "cleared", until.isoformat())
    assert (line["unit_price"], line["currency"]) == ("0.0500", "USD")
    assert answer["destination"] == {"code": "DE", "name": "Germany", "market": "EU"}
    assert answer["next"] is None


@pytest.mark.parametrize(
    "asked",
    [{"to": "DE", "state": "ready"}, {"to": "BR"}, {"to": "DE", "on": "2099-01-01"}],
    ids=["another state", "another country", "another day"],
)
def test_a_list_for_something_else_does_not_have_it(program, mask, asked):
    assert program.get(f"{API}/products", asked).json()["items"] == []


def test_pages_follow_each_other_by_their_cursor(program, law, until):
    made = [product_with(*((one, {"valid_until": until}) for one in DOCUMENTS)) for _number in range(30)]
    judging.refresh_products(made, at=timezone.now(), force=True)

    first = program.get(f"{API}/products", {"to": "DE", "sort": "newest"}).json()
    second = program.get(first["next"]).json()

    assert (len(first["items"]), len(second["items"]), second["next"]) == (24, 6, None)
    assert {one["id"] for one in first["items"] + second["items"]} == {one.pk for one in made}


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_takes_the_same_queries_however_long_it_is(program, law, until, rows, django_assert_max_num_queries):
    made = [product_with(*((one, {"valid_until": until}) for one in DOCUMENTS)) for _number in range(rows)]
    judging.refresh_products(made, at=timezone.now(), force=True)
    program.get(f"{API}/products", {"to": "DE"})

    with django_assert_max_num_queries(6):
        assert len(program.get(f"{API}/products", {"to": "DE"}).json()["items"]) == rows


def test_a_clearance_says_what_proves_it_and_until_when(program, mask, until):
    answer = program.get(f"{API}/products/{mask.pk}/clearance", {"to": "DE"}).json()

    assert (answer["state"], answer["until"]) == ("cleared", until.isoformat())
    assert answer["edition"]
    assert all(one["state"] == "met" and one["law"] for one in answer["evidence"])


def test_a_clearance_of_a_later_day_says_what_is_missing(program, mask, until):
    day = until + timedelta(days=1)

    answer = program.get(f"{API}/products/{mask.pk}/clearance", {"to": "DE", "on": day.isoformat()}).json()

    assert (answer["state"], answer["on"]) == ("not_cleared", day.isoformat())
    assert answer["missing"]


def test_where_we_hold_no_rules_it_is_not_assessed(program, mask):
    assert program.get(f"{API}/products/{mask.pk}/clearance", {"to": "BR"}).json()["state"] == "not_assessed"


def test_countries_have_a_state_each(program, mask):
    answer = program.get(f"{API}/products/{mask.pk}/countries").json()

    assert {"code": "DE", "state": "cleared"} in answer["countries"]


def test_a_guide_is_the_rows_of_the_law(program, law, mask):
    answer = program.get(f"{API}/guides/{mask.product_type_id}/DE").json()

    assert answer["is_assessed"]
    assert all(row["law"] and row["asks"] for row in answer["routes"])


def test_a_supplier_shows_the_documents_that_it_shares(program, mask, until):
    shared = {"supplier": mask.supplier, "status": "approved", "is_shared": True, "valid_until": until}
    CertificateFactory(number="CN19/42071", **shared)
    CertificateFactory(number="KEPT-BACK-1", **{**shared, "is_shared": False})

    response = program.get(f"{API}/suppliers/{mask.supplier_id}")

    assert [one["number"] for one in response.json()["documents"]] == ["CN19/42071"]
    assert "KEPT-BACK-1" not in response.text


@pytest.mark.parametrize("hide", ["draft", "rejected", "suspended"])
def test_a_company_that_buyers_do_not_see_is_not_there(program, hide):
    product = ProductFactory(supplier=SupplierFactory(status=Supplier.Status(hide)))

    paths = (f"suppliers/{product.supplier_id}", f"products/{product.pk}", f"products/{product.pk}/countries")
    assert [program.get(f"{API}/{path}").status_code for path in paths] == [404, 404, 404]


def test_a_product_that_is_not_listed_is_not_there(program, mask):
    Product.objects.update(is_listed=False)

    assert program.get(f"{API}/products/{mask.pk}").status_code == 404
    assert program.get(f"{API}/products/{mask.pk}/clearance", {"to": "DE"}).status_code == 404
    assert program.get(f"{API}/suppliers/{mask.supplier_id}").json()["products"] == 0


@pytest.mark.parametrize(
    ("path", "asked", "parameter"),
    [
        ("products", {}, "to"),
        ("products", {"to": "ZZ"}, "to"),
        ("products", {"to": "DE", "on": "03/10/2026"}, "on"),
        ("products", {"to": "DE", "on": "2026-02-30"}, "on"),
        ("products", {"to": "DE", "on": "1999-12-31"}, "on"),
        ("products", {"to": "DE", "type": "spoon"}, "type"),
        ("products", {"to": "DE", "state": "blocked"}, "state"),
        ("products", {"to": "DE", "sort": "paid"}, "sort"),
        ("products", {"to": "DE", "cursor": "nonsense"}, "cursor"),
        ("products", {"to": "DE", "form": "DE"}, "form"),
        ("products/x", {}, "pk"),
        ("products/99999999999999999999", {}, "pk"),
        ("guides/spoon/DE", {}, "type"),
    ],
)
def test_what_cannot_be_read_is_named(program, law, path, asked, parameter):
    response = program.get(f"{API}/{path}", asked)

    assert response.status_code == 422
    assert [one["parameter"] for one in response.json()["parameters"]] == [parameter]
    assert response["Content-Type"] == "application/problem+json"


def test_goods_that_leave_after_they_arrive_are_refused(program, mask):
    asked = {"to": "DE", "on": "2027-01-05", "shipped": "2027-01-06"}

    response = program.get(f"{API}/products/{mask.pk}/clearance", asked)

    assert (response.status_code, response.json()["parameters"][0]["parameter"]) == (422, "shipped")


def test_the_same_answer_is_not_sent_twice(program, mask):
    path = f"{API}/products/{mask.pk}"
    first = program.get(path)

    again = program.get(path, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_another_answer_is_sent(program, mask):
    path = f"{API}/products/{mask.pk}"
    first = program.get(path)
    Product.objects.filter(pk=mask.pk).update(moq=77)

    again = program.get(path, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.json()["offer"]["minimum_order"]) == (200, 77)


def test_names_are_in_the_language_of_the_program(program, mask):
    chinese = program.get(f"{API}/products", {"to": "DE"}, headers={"accept-language": "zh-CN"}).json()

    assert chinese["destination"]["name"] == "德国"
