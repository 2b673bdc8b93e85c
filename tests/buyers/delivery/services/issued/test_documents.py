"""Documents are issued once per version, frozen by digest, readable in both languages, and never changed."""

import io
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from django.db import DatabaseError, transaction

from buyers.delivery.models import IssuedDocument
from buyers.delivery.services.issued import documents
from buyers.delivery.services.issued.codes import check_address, version_of
from buyers.delivery.services.issued.drafts import NoContract, NoGoods, draft_of
from buyers.delivery.services.issued.quotes import draft_of_quote
from buyers.terms.contract import digest_of
from buyers.terms.delivery.issued import as_data, from_data
from buyers.trade.models import Side
from buyers.trade.services.parties import WrongSide
from kpmarket.foundation.storage import files
from tests.buyers.delivery.services.issued.shipped import issued, shipped
from tests.factories import NOON
from tests.factories.delivery import ShipmentFactory
from tests.factories.quotes import QuoteFactory
from tests.factories.trade import HolderFactory, OrderFactory
from tests.threads import together

COMPANY = {
    "supplier__name_zh": "仙桃市伟泽医疗用品有限公司",
    "supplier__name_en": "Xiantao Weize Medical Supplies Co., Ltd.",
    "buyer__organisation": "Klinikum Lindenau GmbH",
}


def text_of(row):
    pages = pypdfium2.PdfDocument(files.read(row.stored_name))
    return "".join("".join(page.get_textpage().get_text_bounded() for page in pages).split())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "commercial_invoice",
            ("Commercialinvoice", "商业发票", "USD4,200.00", "FCAWuhan", "Incoterms®2020", "26110201"),
        ),
        ("packing_list", ("Packinglist", "装箱单", "26110202", "2031-11-01", "毛重", "215")),
        ("shipping_instruction", ("Shippinginstruction", "到付", "EXMP12345678", "CSQU3054383")),
    ],
)
def test_a_document_names_in_both_languages_what_trade_asks_for(kind, words):
    row = issued(shipped(**COMPANY), kind)

    text = text_of(row)

    missing = {one for one in (*words, COMPANY["supplier__name_zh"], "KlinikumLindenauGmbH") if one not in text}
    assert missing == set()
    assert row.number in text
    assert row.digest in text


@pytest.mark.django_db
def test_it_is_pdf_a_with_a_code_that_leads_to_its_check():
    row = issued(shipped(), "commercial_invoice")

    content = files.read(row.stored_name)

    assert pikepdf.open(io.BytesIO(content)).open_metadata()["pdfaid:part"] == "2"
    page = pypdfium2.PdfDocument(content)[0].render(scale=4).to_pil()
    address = zxingcpp.read_barcodes(page)[0].text
    assert address == check_address(row.number, 1)
    assert version_of(address.rstrip("/").rpartition("/")[2]) == (row.number, 1)
    assert version_of("inv-kp-2026-000001-1-v1-aaaaaaaaaaaaaaaa") is None


@pytest.mark.django_db
def test_what_was_frozen_has_the_same_digest_for_ever():
    row = issued(shipped(), "packing_list")

    row.refresh_from_db()

    assert digest_of(row.data) == row.digest
    assert as_data(from_data(row.data)) == row.data


@pytest.mark.django_db
def test_a_correction_is_the_next_version_and_says_what_changed():
    shipment = shipped()
    first = issued(shipment, "commercial_invoice")

    second = issued(
        shipment, "commercial_invoice", before=1, changed="Notify party added", notify="Spedition Hansen, Hamburg"
    )

    assert (second.number, second.version, second.replaces) == (first.number, 2, first)
    assert "Notifypartyadded" in text_of(second)
    assert documents.current_documents(shipment.order) == [second]
    with pytest.raises(documents.IssuedMeanwhile):
        issued(shipment, "commercial_invoice", before=1, changed="Again")


@pytest.mark.django_db
def test_the_database_refuses_to_change_or_delete_what_was_issued():
    row = issued(shipped(), "commercial_invoice")

    for act in (lambda: IssuedDocument.objects.filter(pk=row.pk).update(version=9), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


@pytest.mark.django_db
def test_the_supplier_issues_and_withdraws_and_the_buyer_does_neither():
    shipment = shipped()
    row, buyer = issued(shipment, "commercial_invoice"), shipment.order.placed_by
    draft = draft_of(shipment.order, "packing_list", shipment, at=NOON)

    with pytest.raises(WrongSide):
        documents.issue(shipment.order_id, draft, shipment, before=0, by=buyer, at=NOON)
    with pytest.raises(WrongSide):
        documents.withdraw(row, "Wrong goods", by=buyer, at=NOON)
    documents.withdraw(row, "Wrong goods", by=shipment.order.seller, at=NOON)

    assert documents.current_documents(shipment.order) == []
    with pytest.raises(documents.NotCurrent):
        documents.withdraw(row, "Again", by=shipment.order.seller, at=NOON)
    assert issued(shipment, "commercial_invoice", before=1, changed="Issued again").version == 2


@pytest.mark.django_db
def test_either_side_may_issue_the_index_which_names_what_counts():
    shipment = shipped()
    row = issued(shipment, "packing_list")
    draft = draft_of(shipment.order, "document_index", shipment, at=NOON)

    index = documents.issue(shipment.order_id, draft, shipment, before=0, by=shipment.order.placed_by, at=NOON)

    assert index.side == Side.BUYER
    assert [(one.kind, one.digest) for one in index.document.listed][1:] == [("packing_list", row.digest)]


@pytest.mark.django_db
def test_nothing_is_issued_before_there_is_anything_to_issue_from():
    unsigned = ShipmentFactory(order=OrderFactory(is_signed=False))
    empty = ShipmentFactory()

    with pytest.raises(NoContract):
        draft_of(unsigned.order, "commercial_invoice", unsigned, at=NOON)
    with pytest.raises(NoGoods):
        draft_of(empty.order, "packing_list", empty, at=NOON)
    assert draft_of(unsigned.order, "proforma_invoice", None, at=NOON).total == 420_000


@pytest.mark.django_db
def test_where_somebody_holds_the_money_no_account_of_the_supplier_is_named():
    order = OrderFactory(holder=HolderFactory())

    draft = draft_of(order, "proforma_invoice", None, at=NOON)

    assert (draft.payment.holder, draft.payment.beneficiary) == ("Treuhandstelle Lindenau", "")


@pytest.mark.django_db
def test_a_quote_becomes_a_document_once():
    quote = QuoteFactory()
    revision, by = quote.revisions.get(), quote.revision.sent_by

    first = documents.issue_quote(revision, draft_of_quote(revision), by=by, at=NOON)
    again = documents.issue_quote(revision, draft_of_quote(revision), by=by, at=NOON + timedelta(days=1))

    assert first == again
    assert first.number == f"QUO-{quote.pk:06d}-1"
    assert "报价" in text_of(first)
    assert "2026-12-20" in text_of(first)


def test_of_two_who_issue_the_same_number_at_once_one_is_refused(committing):
    shipment = shipped()
    draft = draft_of(shipment.order, "commercial_invoice", shipment, at=NOON)

    def act(words):
        document = replace(draft, remarks=words)
        return documents.issue(shipment.order_id, document, shipment, before=0, by=shipment.order.seller, at=NOON)

    results = together(lambda: act("one"), lambda: act("two"))

    assert sum(isinstance(one, documents.IssuedMeanwhile) for one in results) == 1
    assert IssuedDocument.objects.count() == 1
