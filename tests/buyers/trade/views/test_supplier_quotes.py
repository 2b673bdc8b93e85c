import io
import zipfile
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from buyers.models import EnquiryLine
from buyers.trade.models import Quote, QuoteDraft, QuoteRevision
from buyers.trade.services.quote_workbook_reading import MAX_BYTES
from tests.factories import EnquiryFactory, MembershipFactory, ProductFactory, ThreadFactory
from tests.factories.quotes import QuoteFactory

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def thread(supplier_member):
    product = ProductFactory(supplier=supplier_member.suppliers.get(), moq=10_000)
    enquiry = EnquiryFactory(sent_at=timezone.now(), needed_by=timezone.localdate() + timedelta(days=60))
    return ThreadFactory(product=product, enquiry=enquiry)


@pytest.fixture
def editor(client, supplier_member):
    client.force_login(supplier_member)
    return client


def page(thread, name="quote-edit"):
    return reverse(f"trade:{name}", args=[thread.supplier_id, thread.pk])


def typed(thread, **changes):
    line = thread.lines.get()
    said = {
        "currency": "USD",
        "incoterm": "FCA",
        "place": "Wuhan",
        "mode": "sea",
        "lead_time_days": "25",
        "valid_until": (timezone.localdate() + timedelta(days=20)).isoformat(),
        "plan": "deposit_30_70",
        f"price-{line.pk}": "0.0325",
        f"quantity-{line.pk}": "50,000",
        f"unit-{line.pk}": "piece",
        "act": "send",
        "based_on": "0",
    }
    return {**said, **{name.replace("LINE", str(line.pk)): value for name, value in changes.items()}}


def send(client, thread, **changes):
    """Send it, and once more with what stands against it noted, as the page does."""
    first = client.post(page(thread), typed(thread, **changes))
    noted = first.context["noted"] if first.status_code == 200 else ""
    return client.post(page(thread), typed(thread, noted=noted, **changes)) if noted else first


def errors(response):
    return [str(error) for found in response.context["form"].errors.values() for error in found]


def test_the_form_begins_with_what_was_asked_and_is_listed(editor, thread):
    values = editor.get(page(thread)).context["form"].initial

    line = thread.lines.get()
    assert values[f"quantity-{line.pk}"] == 50_000
    assert values["currency"] == thread.product.currency


def test_an_editor_sends_a_quote_and_reads_it_in_the_conversation(editor, thread):
    response = send(editor, thread, freight="1,200")

    conversation = reverse("buyers:inbox-thread", args=[thread.supplier_id, thread.pk])
    assert response["Location"] == conversation
    assert QuoteRevision.objects.get().total == 282_500
    assert "US$2,825.00" in editor.get(conversation).text


def test_a_viewer_reads_the_quote_and_has_no_form(client, thread):
    QuoteFactory(thread=thread)
    client.force_login(MembershipFactory(supplier=thread.supplier, role="viewer").user)

    conversation = client.get(reverse("buyers:inbox-thread", args=[thread.supplier_id, thread.pk])).text
    assert "US$0.0325 / piece" in conversation
    assert page(thread) not in conversation
    assert client.get(page(thread)).status_code == client.post(page(thread)).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("price-LINE", "-1", "Enter a number that is not below zero."),
        ("price-LINE", "0", "A price is above zero."),
        ("price-LINE", "1000000000000", "This is too large"),
        ("price-LINE", "0.03251", "Give at most 4 decimal places."),
        ("price-LINE", "1.000,50", "write it so"),
        ("price-LINE", "€ 0.03", "One quote has one currency"),
        ("price-LINE", "cheap", "Enter a number, as 1,250.50."),
        ("price-LINE", "", "Enter a price, or tick"),
        ("price-LINE", "99999999", "This is too large"),
        ("quantity-LINE", "0", "Enter a whole number"),
        ("quantity-LINE", "1000000000000", "Enter a whole number"),
        ("quantity-LINE", "2.5", "Enter a whole number"),
        ("freight", "12.3456", "Give at most 2 decimal places."),
        ("lead_time_days", "0", "1 or more"),
        ("valid_until", "2020-01-01", "from tomorrow on"),
        ("place", "", "An answer is needed here."),
        ("mode", "air", None),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(editor, thread, field, value, sentence):
    quantity = {"quantity-LINE": "2000000000"} if value == "99999999" else {}
    response = editor.post(page(thread), typed(thread, **{field: value}, incoterm="FOB", **quantity))

    expected = sentence or "FOB is for carriage by sea alone."
    assert response.status_code == 422
    assert any(expected in error for error in errors(response)), errors(response)
    assert not Quote.objects.exists()
    assert QuoteDraft.objects.get().typed["place"] == ([""] if field == "place" else ["Wuhan"])


def test_a_draft_is_kept_while_typing_and_a_colleague_goes_on_with_it(client, editor, thread):
    assert (
        editor.post(page(thread), typed(thread, act="", note="Half done"), headers={"HX-Request": "true"}).status_code
        == 204
    )

    client.force_login(MembershipFactory(supplier=thread.supplier, role="editor").user)
    response = client.get(page(thread))

    assert "Half done" in response.text
    assert "You go on with the draft that" in response.text
    assert not Quote.objects.exists()


def test_what_stands_against_it_is_shown_once_and_does_not_forbid(editor, thread):
    first = editor.post(page(thread), typed(thread, **{"quantity-LINE": "500", "lead_time_days": "90"}))

    assert first.status_code == 200
    assert "Below the minimum order of 10,000." in first.text
    assert "With this lead time the goods are ready on" in first.text
    assert "Send it all the same" in first.text
    send(editor, thread, **{"quantity-LINE": "500", "lead_time_days": "90"})
    assert QuoteRevision.objects.get().lines.get().quantity == 500


def test_a_colleagues_newer_revision_is_named_and_nothing_typed_is_lost(editor, thread):
    QuoteFactory(thread=thread)

    response = send(editor, thread, **{"price-LINE": "0.03"})

    assert response.status_code == 422
    assert "sent revision 1 at" in errors(response)[0]
    assert QuoteDraft.objects.get().typed[f"price-{thread.lines.get().pk}"] == ["0.03"]


def test_a_quote_is_withdrawn_once(editor, thread):
    quote = QuoteFactory(thread=thread)

    editor.post(page(thread, "quote-withdraw"), {"note": "Resin is scarce."})
    answer = editor.post(page(thread, "quote-withdraw"), follow=True)

    quote.refresh_from_db()
    assert quote.status == "withdrawn"
    assert "withdrawn this quote in the meantime" in answer.text


def workbook(client, thread, **cells):
    """The downloaded workbook with these cells filled in."""
    book = load_workbook(io.BytesIO(client.get(page(thread, "quote-workbook")).content))
    for name, value in cells.items():
        book.active[name] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(client, thread, content, name="quote.xlsx"):
    return client.post(page(thread, "quote-workbook"), {"file": SimpleUploadedFile(name, content)})


def test_the_workbook_filled_in_comes_back_in_the_form_and_can_be_sent(editor, thread):
    valid = timezone.localdate() + timedelta(days=20)
    content = workbook(editor, thread, C20=0.0299, E20=60_000, B8=valid, B7=30, B5="Wuhan", H20="25", I20="Blue")

    response = upload(editor, thread, content)

    assert response["Location"] == page(thread)
    line = thread.lines.get()
    values = editor.get(page(thread)).context["form"].initial
    assert (values[f"price-{line.pk}"], values[f"quantity-{line.pk}"]) == ("0.0299", "60000")
    assert not Quote.objects.exists()
    typed_again = {name: value for name, value in values.items() if value is not None}
    send_it = editor.post(page(thread), {**typed_again, "act": "send", "based_on": "0"})
    again = {**typed_again, "act": "send", "based_on": "0", "noted": send_it.context["noted"]}
    editor.post(page(thread), again)
    offered = QuoteRevision.objects.get().lines.get()
    assert (offered.unit_price, offered.quantity, offered.sample_price) == (Decimal("0.0299"), 60_000, 2_500)
    assert offered.revision.valid_until == valid


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"C20": "=1+1"}, "C20 holds a formula. Type the value itself."),
        ({"C20": '=HYPERLINK("http://x.example/")', "E20": "=2*3"}, "E20 holds a formula. Type the value itself."),
        ({"I20": "x" * 2_001}, "I20 holds more than 2000 characters."),
        ({"B1": "KP-QUOTE-1-999999"}, "B1: this workbook is for another request."),
        ({"B1": None}, "B1: the key of the request is missing."),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named(editor, thread, cells, sentence):
    response = upload(editor, thread, workbook(editor, thread, **cells))

    assert response.status_code == 422
    assert sentence in response.text
    assert not QuoteDraft.objects.exists()


def bomb():
    """Ten kilobytes that unpack to a hundred megabytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 100_000_000)
    return file.getvalue()


def with_entities():
    """An archive whose sheet defines entities."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'.encode("utf-16"))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"price;0.03", "This is not an XLSX file."),
        (b"", "This is not an XLSX file."),
        (b"PK\x03\x04 torn", "This is not an XLSX file."),
        (b"x" * (MAX_BYTES + 1), "The file is too large"),
        (bomb(), "more than a quote needs"),
        (with_entities(), "more than a quote needs"),
    ],
    ids=["text", "empty", "torn", "large", "bomb", "entities"],
)
def test_what_is_no_such_workbook_is_refused_with_a_sentence(editor, thread, content, sentence):
    response = upload(editor, thread, content)

    assert response.status_code == 422
    assert sentence in response.text
    assert not QuoteDraft.objects.exists()


def test_text_that_looks_like_a_formula_stays_text_in_the_workbook(editor, thread):
    EnquiryLine.objects.update(specification='=cmd|"/c calc"!A1')

    book = load_workbook(io.BytesIO(editor.get(page(thread, "quote-workbook")).content))

    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}


def test_a_workbook_holds_nothing_of_another_supplier(editor, thread):
    other = ThreadFactory(enquiry=thread.enquiry, product=ProductFactory(name_en="Canary glove 77"))
    QuoteFactory(thread=other, prices=["0.7391"], terms={"note": "canary note 4711"})

    content = editor.get(page(thread, "quote-workbook")).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = b"".join(archive.read(name) for name in archive.namelist()).decode()

    assert not [word for word in ("Canary", "0.7391", "4711", other.supplier.name_en) if word in text]
