"""What buyers read of a cleared product changes: kept, chosen for review, looked at, asked about, put back."""

import pytest
from django.db import DatabaseError, transaction

from audits.desk import log, product_changes
from audits.desk.permissions import ConflictOfInterest, NotAnAuditor
from audits.desk.product_changes import CannotPutBack, NoNote, NotOpen
from audits.models import LogEntry, ProductChange
from kpmarket.accounts.models import Notice
from suppliers.models import Product
from suppliers.products import pictures
from suppliers.products.services import ChangedSince, save_product
from tests.factories import NOON, CertificateFactory, ClearanceFactory, MembershipFactory, ProductPictureFactory

pytestmark = pytest.mark.django_db
REWRITTEN = {
    "name_en": "N99 surgical respirator, NIOSH approved, sterile",
    "standards": ["NIOSH N99", "ASTM F2100 Level 3", "EN 149 FFP3 R D"],
    "specification": {"filter_class": "FFP3", "layers": 5},
}


@pytest.fixture
def seller():
    return MembershipFactory()


@pytest.fixture
def product(seller):
    row = ClearanceFactory(
        product__supplier=seller.supplier,
        product__name_en="Folding half mask FFP2",
        product__standards=["EN 149 FFP2"],
        product__specification={"filter_class": "FFP2", "layers": 5},
    )
    return row.product


def change(product, by, at=NOON, **facts):
    fresh = Product.objects.get(pk=product.pk)
    for name, value in facts.items():
        setattr(fresh, name, value)
    save_product(fresh, [], by=by, at=at)
    return ProductChange.objects.first()


def test_what_changed_is_kept_with_who_when_before_and_after(product, seller):
    row = change(product, seller.user, **REWRITTEN)

    kept = {part["part"]: (part["before"], part["after"]) for part in row.parts}
    assert kept == {
        "name_en": ("Folding half mask FFP2", REWRITTEN["name_en"]),
        "standards": (["EN 149 FFP2"], REWRITTEN["standards"]),
        "specification.filter_class": ("FFP2", "FFP3"),
    }
    assert (row.product, row.by, row.at) == (product, seller.user, NOON)


def test_a_rewritten_claim_is_reviewed_as_a_contradiction(product, seller):
    row = change(product, seller.user, **REWRITTEN)

    assert row.reason == "contradiction"
    assert {"NIOSH approved", "N99", "sterile"} <= set(row.claims)


def test_words_with_a_claim_are_always_reviewed_also_where_documents_show_it(product, seller):
    document = CertificateFactory(
        supplier=seller.supplier, status="approved", stated={"standard": "EN 149:2001+A1:2009 FFP2 NR"}
    )
    document.products.add(product)

    row = change(product, seller.user, description_en="Certified to EN 149, class FFP2.")

    assert (row.reason, row.claims) == ("claims", [])


def test_before_its_first_clearance_a_product_is_described_without_record(product, seller):
    product.clearances.all().delete()

    assert change(product, seller.user, **REWRITTEN) is None


def test_price_and_delivery_are_terms_and_no_claims(product, seller):
    assert change(product, seller.user, moq=5, lead_time_days=3) is None


def test_of_changes_without_a_claim_the_chosen_ones_are_reviewed(product, seller, monkeypatch):
    for share, reason in ((0, ""), (product_changes.OUT_OF, "sample")):
        monkeypatch.setattr(product_changes, "SHARE", share)
        row = change(product, seller.user, description_en=f"Soft ear loops, {share} to a carton.")
        assert row.reason == reason


def test_a_tenth_of_harmless_changes_is_chosen():
    numbers = [product_changes.random_number(f"{n:064x}", product=n, at=NOON) for n in range(4000)]

    assert 300 < sum(number < product_changes.SHARE for number in numbers) < 500


def test_the_draw_can_be_computed_again_from_the_log_and_the_row_checked_against_it(product, seller):
    row = change(product, seller.user, description_en="Five layers.")

    entry = LogEntry.objects.get(act="product_changed")
    assert entry.content["seed"] == entry.previous
    assert row.draw == product_changes.random_number(entry.previous, product=product.pk, at=NOON)
    assert entry.content["parts"] == product_changes.digest_of(row.parts)
    assert log.verify().faults == ()


def test_the_record_goes_with_the_change_when_that_fails(product, seller):
    with pytest.raises(RuntimeError), transaction.atomic():
        change(product, seller.user, **REWRITTEN)
        raise RuntimeError

    assert not ProductChange.objects.exists()


@pytest.mark.parametrize("act", [lambda rows: rows.update(claims=[]), lambda rows: rows.delete()])
def test_the_database_refuses_to_change_or_delete_a_record(product, seller, act):
    change(product, seller.user, **REWRITTEN)

    with pytest.raises(DatabaseError), transaction.atomic():
        act(ProductChange.objects.all())


def test_pictures_are_kept_by_hash_and_words(product, seller):
    first = ProductPictureFactory(product=product, sha256="a" * 64, alt="A folded mask", position=0)
    ProductPictureFactory(product=product, sha256="b" * 64, alt="Its valve", position=1)

    pictures.describe_picture(first, "NIOSH approved mask", by=seller.user, at=NOON)
    pictures.remove_picture(first, by=seller.user, at=NOON)

    removed, described = ProductChange.objects.order_by("-pk")
    assert described.parts[0]["after"][0] == {"sha256": "a" * 64, "alt": "NIOSH approved mask"}
    assert described.reason == "contradiction"
    assert [one["sha256"] for one in removed.parts[0]["after"]] == ["b" * 64]


def test_looked_at_is_kept_and_the_change_leaves_the_list(product, seller, wen):
    row = change(product, seller.user, **REWRITTEN)

    product_changes.look_at(row, by=wen, at=NOON, note="Photo of the box is fine.")

    assert not ProductChange.objects.to_review().exists()
    assert LogEntry.objects.first().content["answer"] == "looked_at"
    with pytest.raises(NotOpen):
        product_changes.look_at(row, by=wen, at=NOON)


def test_the_supplier_is_asked_by_letter_and_notice_and_the_change_stays_on_the_list(
    product, seller, wen, mailoutbox, django_capture_on_commit_callbacks
):
    row = change(product, seller.user, **REWRITTEN)

    with django_capture_on_commit_callbacks(execute=True):
        product_changes.ask_supplier(row, by=wen, at=NOON, note="Which document shows N99?")

    assert Notice.objects.get().kind == "product_change_asked"
    assert "Which document shows N99?" in mailoutbox[0].body
    assert ProductChange.objects.to_review().get() == row


def test_nobody_is_asked_nothing(product, seller, wen):
    row = change(product, seller.user, **REWRITTEN)

    with pytest.raises(NoNote):
        product_changes.ask_supplier(row, by=wen, at=NOON, note="  ")


def test_words_that_are_put_back_are_as_before_and_kept_as_a_change_of_the_auditor(product, seller, wen, mailoutbox):
    row = change(product, seller.user, **REWRITTEN)

    product_changes.put_back(row, by=wen, at=NOON)

    fresh = Product.objects.get(pk=product.pk)
    assert (fresh.name_en, fresh.standards) == ("Folding half mask FFP2", ["EN 149 FFP2"])
    assert fresh.specification == {"filter_class": "FFP2", "layers": 5}
    back = ProductChange.objects.order_by("-pk").first()
    assert (back.by, back.reason) == (wen, "")
    assert not ProductChange.objects.to_review().exists()


def test_what_was_changed_again_is_not_put_back(product, seller, wen):
    row = change(product, seller.user, **REWRITTEN)
    change(product, seller.user, name_en="Half mask FFP2 with valve")

    with pytest.raises(ChangedSince):
        product_changes.put_back(row, by=wen, at=NOON)
    assert Product.objects.get(pk=product.pk).name_en == "Half mask FFP2 with valve"


def test_words_of_a_picture_are_put_back(product, seller, wen, mailoutbox):
    picture = ProductPictureFactory(product=product, sha256="a" * 64, alt="")
    pictures.describe_picture(picture, "NIOSH approved", by=seller.user, at=NOON)

    product_changes.put_back(ProductChange.objects.get(), by=wen, at=NOON)

    picture.refresh_from_db()
    assert (picture.alt, len(mailoutbox)) == ("", 1)
    assert not ProductChange.objects.to_review().exists()


def test_a_picture_that_is_not_kept_any_more_cannot_be_put_back(product, seller, wen):
    picture = ProductPictureFactory(product=product, sha256="a" * 64)
    ProductPictureFactory(product=product, sha256="b" * 64, alt="NIOSH approved")
    pictures.remove_picture(picture, by=seller.user, at=NOON)
    row = ProductChange.objects.get()

    assert not product_changes.may_be_put_back(row, set())
    with pytest.raises(CannotPutBack):
        product_changes.put_back(row, by=wen, at=NOON)


@pytest.mark.parametrize("answer", [product_changes.look_at, product_changes.ask_supplier, product_changes.put_back])
def test_only_auditors_answer_and_nobody_for_a_company_of_their_own(product, seller, wen, answer):
    row = change(product, seller.user, **REWRITTEN)
    MembershipFactory(supplier=seller.supplier, user=wen)

    for person, refusal in [(wen, ConflictOfInterest), (seller.user, NotAnAuditor)]:
        with pytest.raises(refusal):
            answer(row, by=person, at=NOON, note="Which document shows N99?")


def test_an_auditors_own_companys_change_is_reviewed_like_any_other(product, wen):
    MembershipFactory(supplier=product.supplier, user=wen)

    assert change(product, wen, **REWRITTEN).reason == "contradiction"
