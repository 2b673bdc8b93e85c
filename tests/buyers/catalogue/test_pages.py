import base64
import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audits.models import NO_LEAD_TIME, NO_PRICE, Clearance
from buyers.catalogue import pages
from buyers.catalogue.filters import SORTS
from buyers.catalogue.pages import BadMark, page, tally
from tests.factories import ClearanceFactory, ProductFactory

pytestmark = pytest.mark.django_db

ROWS = st.lists(
    st.tuples(
        st.sampled_from([Decimal("0.05"), Decimal("0.0501"), Decimal(3), NO_PRICE]),
        st.sampled_from([3, 14, NO_LEAD_TIME]),
        st.sampled_from([1, 1000]),
        st.integers(0, 3),
    ),
    max_size=9,
)


def write(rows):
    Clearance.objects.all().delete()
    product = ProductFactory(model="one", supplier__credit_code="")
    for start, (price, lead_time, moq, later) in enumerate(rows):
        ClearanceFactory(
            product=product,
            valid_from=date(2026, 1, 1) + timedelta(days=start),
            valid_until=date(2027, 1, 1) + timedelta(days=later),
            price_usd=price,
            lead_time_days=lead_time,
            moq=moq,
        )


def walk(sort):
    """Every page from the first to the last, by the marks alone."""
    found = [page(Clearance.objects.all(), sort=sort)]
    while found[-1].after:
        found.append(page(Clearance.objects.all(), sort=sort, mark=found[-1].after))
    return found


def walk_back(sort, last):
    found = [last]
    while found[-1].before:
        found.append(page(Clearance.objects.all(), sort=sort, mark=found[-1].before))
    return found


def keys(found):
    return [[row.id for row in one.rows] for one in found]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=ROWS, sort=st.sampled_from(sorted(SORTS)), size=st.integers(1, 4))
def test_walking_forward_sees_every_row_once_and_in_order_and_walking_back_sees_the_same_pages(
    monkeypatch, rows, sort, size
):
    monkeypatch.setattr(pages, "SIZE", size)
    write(rows)
    column = SORTS[sort][0]

    forward = walk(sort)

    expected = list(Clearance.objects.order_by(column, "id").values_list("pk", flat=True))
    assert [key for one in keys(forward) for key in one] == expected
    assert [one.number for one in forward] == list(range(1, len(forward) + 1))
    assert keys(walk_back(sort, forward[-1])) == keys(forward)[::-1]


def test_an_empty_catalogue_has_one_page_without_neighbours():
    only = page(Clearance.objects.all(), sort="price")

    assert (list(only.rows), only.before, only.after) == ([], "", "")


def test_a_page_that_is_just_full_has_no_next_one(monkeypatch):
    monkeypatch.setattr(pages, "SIZE", 2)
    write([(Decimal(1), 1, 1, 0)] * 2)

    assert page(Clearance.objects.all(), sort="price").after == ""


def mark(*parts):
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "made_up",
    [
        "garbage",
        "-",
        "é",
        "\x00",
        "=" * 500,
        base64.urlsafe_b64encode(b"[" * 80).decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
        mark(),
        mark("0.05"),
        mark("0.05", 1),
        mark("0.05", 1, 2, 3),
        mark("0.05", 1, 0),
        mark("0.05", 1, 10**7),
        mark("0.05", 1, "x"),
        mark("NaN", 1, 2),
        mark("Infinity", 1, 2),
        mark("1e999999", 1, 2),
        mark("-1", 1, 2),
        mark(None, 1, 2),
        mark({}, 1, 2),
        mark("0.05", "x", 2),
        mark("0.05", 2**63, 2),
        mark("0.05", None, 2),
        mark("0.05", 1.5, 2),
    ],
)
@pytest.mark.parametrize("prefix", ["", "-"])
def test_a_mark_that_we_did_not_make_is_refused(made_up, prefix):
    write([(Decimal("0.01"), 1, 1, 0)] * 2)

    with pytest.raises(BadMark):
        page(Clearance.objects.all(), sort="price", mark=prefix + made_up)


@pytest.mark.parametrize(
    ("sort", "made_up"),
    [
        ("until", mark("0.05", 1, 2)),
        ("moq", mark("0.05", 1, 2)),
        ("lead_time", mark(2**31, 1, 2)),
        ("moq", mark(10**30, 1, 2)),
        ("newest", mark("x", 1, 2)),
    ],
)
def test_a_mark_of_another_order_is_refused(sort, made_up):
    write([(Decimal("0.01"), 1, 1, 0)] * 2)

    with pytest.raises(BadMark):
        page(Clearance.objects.all(), sort=sort, mark=made_up)


def test_a_mark_behind_which_nothing_is_left_is_refused():
    write([(Decimal("0.01"), 1, 1, 0)] * 2)

    with pytest.raises(BadMark):
        page(Clearance.objects.all(), sort="price", mark=mark("9", 2**40, 2))


def test_a_tally_counts_products_and_suppliers_once():
    product = ProductFactory()
    ClearanceFactory(product=product)
    ClearanceFactory(product=product, valid_from=date(2026, 2, 1))
    ClearanceFactory(product=ProductFactory(supplier=product.supplier))

    counted = tally(Clearance.objects.all())

    assert (counted.products, counted.suppliers, counted.is_more) == (2, 1, False)


def test_beyond_what_is_counted_a_tally_says_more_than(monkeypatch):
    monkeypatch.setattr(pages, "COUNTED", 2)
    for _number in range(3):
        ClearanceFactory()

    counted = tally(Clearance.objects.all())

    assert (counted.products, counted.is_more) == (2, True)
