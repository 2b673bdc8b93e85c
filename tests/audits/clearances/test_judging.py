"""Recording what the rules say."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from audits.clearances import judging, listing
from audits.models import NO_END, NO_LEAD_TIME, NO_PRICE, Clearance, Listing
from suppliers.models import Certificate, Product
from tests.audits.dossiers import add, product_with
from tests.factories import PriceTierFactory, ProductFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 22, 1, tzinfo=UTC)
EVENING = datetime(2026, 11, 22, 10, tzinfo=UTC)
COMPLETE = ("doc", "report", "licence")


def current(product):
    return list(
        Clearance.objects.current()
        .filter(product=product)
        .order_by("market", "valid_from")
        .values_list("market", "state", "valid_from", "valid_until")
    )


def test_a_product_is_cleared_for_exactly_the_markets_whose_rules_its_documents_meet(law):
    product = product_with(*COMPLETE)

    judging.refresh_products([product], at=MORNING)

    assert current(product) == [
        ("EU", "cleared", date(2025, 1, 1), date(2027, 12, 31)),
        ("US", "conditional", date(2025, 1, 1), date(2027, 1, 31)),
    ]


def test_a_product_that_lacks_a_document_is_not_cleared(law):
    product = product_with("doc", "licence")

    judging.refresh_products([product], at=MORNING)

    assert [market for market, *_ in current(product)] == ["US"]


def test_without_the_document_that_leaving_china_asks_for_nothing_is_cleared(law):
    product = product_with("doc", "report")

    judging.refresh_products([product], at=MORNING)

    assert current(product) == []


def test_a_clearance_says_what_it_rests_on_and_what_ends_it(law):
    product = product_with("doc", ("report", {"valid_until": date(2027, 3, 14)}), "licence")
    report = product.certificates.get(certificate_type="report")

    judging.refresh_products([product], at=MORNING)

    row = Clearance.objects.get(market="EU")
    assert row.certificates == sorted(product.certificates.values_list("pk", flat=True))
    assert row.requirements == ["EU.medical_mask.1", "CN.medical_mask.1"]
    assert row.ends_because == [{"code": "evidence-ends", "type": "report", "ref": str(report.pk)}]


def test_documents_without_an_end_give_a_clearance_without_one(law):
    endless = {"valid_until": None}
    product = product_with(("doc", endless), ("report", endless), ("licence", endless))

    judging.refresh_products([product], at=MORNING)

    row = Clearance.objects.get(market="EU")
    assert (row.valid_until, row.last_day, row.ends_because) == (NO_END, None, None)


def test_refreshing_again_changes_nothing(law):
    product = product_with(*COMPLETE)
    judging.refresh_products([product], at=MORNING)

    changed = judging.refresh_products([product], at=EVENING)

    assert (changed, Clearance.objects.count()) == (0, 2)


def test_what_is_no_longer_right_is_superseded_and_stays_on_record(law):
    product = product_with(*COMPLETE)
    judging.refresh_products([product], at=MORNING)
    product.certificates.filter(certificate_type="report").update(status="rejected")

    judging.refresh_products([product], at=EVENING)

    assert [market for market, *_ in current(product)] == ["US"]
    old = Clearance.objects.get(market="EU")
    assert (old.recorded_at, old.superseded_at) == (MORNING, EVENING)


def test_another_document_that_holds_longer_moves_the_end(law):
    product = product_with("doc", ("report", {"valid_until": date(2027, 1, 1)}), "licence")
    judging.refresh_products([product], at=MORNING)
    add(product, "report", valid_from=date(2026, 12, 1), valid_until=date(2029, 1, 1))

    judging.refresh_products([product], at=EVENING)

    assert ("EU", "cleared", date(2025, 1, 1), date(2027, 12, 31)) in current(product)


def test_a_gap_between_documents_is_a_gap_between_clearances(law):
    product = product_with("doc", ("report", {"valid_until": date(2026, 6, 30)}), "licence")
    add(product, "report", valid_from=date(2026, 9, 1), valid_until=date(2029, 1, 1))

    judging.refresh_products([product], at=MORNING)

    assert current(product)[:2] == [
        ("EU", "cleared", date(2025, 1, 1), date(2026, 6, 30)),
        ("EU", "cleared", date(2026, 9, 1), date(2027, 12, 31)),
    ]


def test_a_clearance_carries_what_the_catalogue_sorts_by(law):
    stated = ["EN 14683 Type II", "EN 14683 Type IIR"]
    product = product_with(*COMPLETE, currency="EUR", standards=stated, name_en="Blue Mask", name_zh="蓝口罩")
    Certificate.objects.filter(certificate_type="report").update(
        stated={"standard": ["EN 1", "EN 14683:2019"], "class": "Type II"}
    )
    PriceTierFactory(product=product, from_quantity=1000, unit_price=Decimal("0.10"))
    PriceTierFactory(product=product, from_quantity=9000, unit_price=Decimal("0.05"))

    judging.refresh_products([product], at=MORNING)

    row = Clearance.objects.get(market="EU")
    assert (row.price_usd, row.moq, row.lead_time_days) == (Decimal("0.1100"), 1000, 14)
    assert (row.is_on_offer, row.province, row.standards) == (True, "32", "|EN 14683 Type II|")
    assert " blue " in product.listing.words and " 口罩 " in product.listing.words


def test_of_very_many_standards_the_first_are_carried(law):
    many = [f"GB {number} {'口罩' * 12}" for number in range(19010, 19040)]
    product = product_with(*COMPLETE, standards=many)
    Certificate.objects.filter(certificate_type="report").update(stated={"standard": ["EN 1", *many]})

    judging.refresh_products([product], at=MORNING)

    carried = Clearance.objects.get(market="EU").standards
    assert carried == "|" + "|".join(many[: carried.count("|") - 1]) + "|"
    assert 1400 < len(carried.encode()) <= listing.MAX_STANDARDS_BYTES


def test_an_offer_without_price_or_lead_time_stands_last(law):
    product = product_with(*COMPLETE, lead_time_days=None)

    judging.refresh_products([product], at=MORNING)

    row = Clearance.objects.get(market="EU")
    assert (row.price_usd, row.lead_time_days) == (NO_PRICE, NO_LEAD_TIME)


def test_a_change_of_the_offer_is_carried_along(law):
    product = product_with(*COMPLETE)
    judging.refresh_products([product], at=MORNING)
    Product.objects.filter(pk=product.pk).update(moq=77, is_listed=False, name_en="Green")

    judging.update_catalogue_of([product], at=MORNING)

    row = Clearance.objects.get(market="EU")
    assert (row.moq, row.is_on_offer) == (77, False)
    assert " green " in Listing.objects.get().words


def test_the_products_of_a_suspended_supplier_are_off_offer(law):
    product = product_with(*COMPLETE)
    judging.refresh_products([product], at=MORNING)
    type(product.supplier).objects.filter(pk=product.supplier_id).update(status="suspended")

    judging.update_catalogue_of_supplier(product.supplier, at=MORNING)

    assert not Clearance.objects.get(market="EU").is_on_offer


def test_drift_is_named_and_refreshing_mends_it(law, capsys):
    product = product_with(*COMPLETE)
    judging.refresh_products([product], at=MORNING)
    Clearance.objects.filter(market="EU").update(valid_until=date(2030, 1, 1))

    with pytest.raises(CommandError, match=rf"1 products drifted: {product.pk}"):
        call_command("refresh_clearances", "--check")
    call_command("refresh_clearances", verbosity=0)
    call_command("refresh_clearances", "--check")

    assert capsys.readouterr().out == "No drift.\n"


def test_a_database_that_keeps_the_keys_of_a_cause_in_another_order_has_not_drifted(law):
    ends = {"valid_until": date(2027, 1, 31)}
    product = product_with(("doc", ends), ("report", ends), "licence")
    judging.refresh_products([product], at=MORNING)
    row = Clearance.objects.get(market="US")
    assert len(row.ends_because) > 1

    row.ends_because = [dict(reversed(cause.items())) for cause in row.ends_because]
    row.save()

    assert list(judging.drift([product])) == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_refresh_takes_the_same_number_of_queries_for_one_product_and_three(law, count, django_assert_num_queries):
    products = [product_with(*COMPLETE) for _ in range(count)]
    judging.refresh_products(products[:0], at=MORNING)

    with django_assert_num_queries(33):
        judging.refresh_products(products, at=MORNING)


def test_what_is_judged_already_is_left_alone_until_its_documents_or_facts_change(law, django_assert_num_queries):
    product = product_with(*COMPLETE)
    judging.refresh_products([product], at=MORNING)

    with django_assert_num_queries(8):
        judging.refresh_products([product], at=EVENING)
    product.attributes = {**product.attributes, "sterile": True}
    product.save()
    judging.refresh_products([product], at=EVENING)

    assert list(judging.drift([product])) == []


def test_again_every_row_is_compared_also_of_what_is_judged_already(law):
    product = product_with(*COMPLETE)
    judging.refresh_products([product], at=MORNING)
    Clearance.objects.filter(market="EU").update(valid_until=date(2030, 1, 1))

    assert judging.refresh_products([product], at=EVENING) == 0
    assert judging.refresh_products([product], at=EVENING, force=True) == 2
    assert list(judging.drift([product])) == []


def test_products_of_one_kind_with_the_same_documents_get_the_same_and_one_with_fewer_documents_gets_its_own(law):
    similar = product_with(*COMPLETE)
    twin = ProductFactory(supplier=similar.supplier, product_type=similar.product_type)
    bare = ProductFactory(supplier=similar.supplier, product_type=similar.product_type)
    for certificate in similar.certificates.all():
        certificate.products.add(twin)

    judging.refresh_products([similar, twin, bare], at=MORNING)

    assert [row.product_id for row in Clearance.objects.filter(market="EU").order_by("product")] == [
        similar.pk,
        twin.pk,
    ]
