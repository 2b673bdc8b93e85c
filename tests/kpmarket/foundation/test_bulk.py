"""Many new rows at once."""

from datetime import UTC, date, datetime

import pytest

from kpmarket.foundation import bulk
from suppliers.models import Certificate
from tests.factories import SupplierFactory

pytestmark = pytest.mark.django_db


def rows(count):
    supplier = SupplierFactory()
    common = {"supplier_id": supplier.pk, "status": "draft", "created_at": datetime(2026, 11, 22, 1, tzinfo=UTC)}
    empty = {
        "issuer": "",
        "issuer_number": "",
        "manufacturer": "",
        "scope": "",
        "holder_reason": "",
        "is_shared": False,
        "valid_until": None,
    }
    for number in range(count):
        said = {"standard": 'EN 149 "FFP2"; 口罩', "scopes": ["1", "2"]}
        yield {**common, **empty, "number": f"第{number}号", "valid_from": date(2026, 1, 31), "stated": said}


def test_every_kind_of_value_comes_back_as_it_was_given():
    bulk.insert(Certificate, rows(1))

    one = Certificate.objects.get()
    assert one.number == "第0号"
    assert one.valid_from == date(2026, 1, 31)
    assert one.valid_until is None
    assert one.stated == {"standard": 'EN 149 "FFP2"; 口罩', "scopes": ["1", "2"]}
    assert one.created_at == datetime(2026, 11, 22, 1, tzinfo=UTC)


def test_more_rows_than_a_batch_all_arrive(monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 2)

    bulk.insert(Certificate, rows(5))

    assert sorted(Certificate.objects.values_list("number", flat=True)) == [f"第{number}号" for number in range(5)]


def test_no_rows_are_no_work(django_assert_num_queries):
    with django_assert_num_queries(0):
        bulk.insert(Certificate, [])
