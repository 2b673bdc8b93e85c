import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format

from audits.clearances import judging
from audits.law.current import load_rulebook
from audits.models import Decision, RegisterCheck
from buyers.catalogue.product_facts import in_words
from kpmarket.foundation.places import day_there
from suppliers.models import Certificate, CertificateType, Product, Supplier
from suppliers.products.field_facts import Choice, FieldFact
from tests.audits import small_law
from tests.audits.dossiers import product_with
from tests.factories import (
    AuditorFactory,
    BuyerFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    PriceTierFactory,
    ProductPictureFactory,
    ShortlistEntryFactory,
    UserFactory,
)

pytestmark = pytest.mark.usefixtures("law")
DOCUMENTS = ("doc", "report", "licence")


@pytest.fixture
def mask(law):
    until = timezone.localdate() + timedelta(days=200)
    documents = [(one, {"valid_until": until}) for one in DOCUMENTS]
    return product_with(*documents, specification={"layers": 3, "colour": "blue"})


def page(client, product, **query):
    return client.get(product.get_absolute_url(), query)


def test_the_panel_gives_the_verdict_for_the_destination_and_day(client, mask):
    response = page(client, mask, to="DE")

    assert response.context["panel"].state == "cleared"
    assert response.context["panel"].until == timezone.localdate() + timedelta(days=200)
    assert "Declaration of conformity" in response.text


def test_documents_that_end_together_are_one_sentence(client, mask):
    said = page(client, mask, to="DE").context["panel"].ends_because

    assert said.startswith("It ends when these documents end: ")
    assert said.count("; ") == 2


def test_after_the_last_day_it_is_blocked_and_says_what_is_missing(client, mask):
    day = timezone.localdate() + timedelta(days=201)

    response = page(client, mask, to="DE", on=day.isoformat())

    assert response.context["panel"].state == "blocked"
    assert response.context["panel"].missing


@pytest.mark.parametrize("text", ["garbage", "0001-01-01", "9999-12-31", "2026-02-30", "\x00"])
def test_a_day_that_cannot_be_read_is_today_and_the_field_says_so(client, mask, text):
    response = page(client, mask, to="DE", on=text)

    assert response.context["on"] == day_there("DE", timezone.now())
    assert str(response.context["asked"].errors["on"][0]) in response.text


@pytest.mark.parametrize(("day", "state"), [("2000-01-01", "not_assessed"), ("2100-12-31", "blocked")])
def test_days_far_away_have_an_answer(client, mask, day, state):
    response = page(client, mask, to="DE", on=day)

    assert response.context["panel"].state == state


def test_without_a_destination_the_page_asks_for_one(client, mask):
    response = page(client, mask)

    assert response.context["panel"] is None
    assert f"/destination/?next=/products/{mask.pk}/" in response.text


def test_an_unknown_destination_is_named(client, mask):
    client.post("/destination/", {"to": "DE", "next": "/"})

    assert "We know no destination “QQ”. You see Germany." in page(client, mask, to="QQ").text


@pytest.mark.parametrize("status", [status for status in Supplier.Status if status != Supplier.Status.QUALIFIED])
def test_a_product_of_a_company_that_is_not_qualified_does_not_exist(client, mask, status):
    Supplier.objects.update(status=status)

    assert page(client, mask, to="DE").status_code == 404
    assert client.get(mask.supplier.get_absolute_url()).status_code == 404


def test_a_product_that_is_not_listed_does_not_exist(client, mask):
    Product.objects.update(is_listed=False)

    assert page(client, mask, to="DE").status_code == 404


def shared(mask, *, pages=1, **changes):
    Certificate.objects.update(**{"is_shared": True, **changes})
    for certificate in Certificate.objects.all():
        file = CertificateFileFactory(certificate=certificate)
        for number in range(1, pages + 1):
            CertificatePageFactory(file=file, number=number)


def confirmed(document, *, at, outcome="confirmed", **facts):
    asked = {"register": "openfda_510k", "number": document.number, "certificate": document}
    return RegisterCheck.objects.create(**asked, outcome=outcome, taken_at=at, **facts)


def outcomes(text):
    """What the table says of registers, row by row."""
    cells = re.findall(r'data-label="Public register">(.*?)</td>', text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]


def test_the_table_says_what_a_register_said_and_neither_who_looked_nor_what_they_noted(client, mask):
    auditor = AuditorFactory(user__name="Mallory Audit").user
    doc, report, licence = (Certificate.objects.get(certificate_type=one) for one in DOCUMENTS)
    at = timezone.now()
    confirmed(doc, at=at, by=auditor, is_manual=True, note="Found on the second page.", shown={"holder": "Z"})
    confirmed(licence, at=at, outcome="contradicted")
    confirmed(report, at=at, outcome="not_found")

    text = page(client, mask, to="DE").text

    day = date_format(timezone.localdate(at), "SHORT_DATE_FORMAT")
    assert outcomes(text) == [
        f"FDA 510(k) database, {day}: confirmed",
        f"FDA 510(k) database, {day}: not found, which proves nothing",
        "–",
    ]
    assert "Mallory" not in text
    assert "second page" not in text


def test_a_document_that_no_register_was_asked_about_is_said_to_be_not_checked(client, mask):
    CertificateType.objects.filter(pk="doc").update(register_name="Register of declarations")

    assert outcomes(page(client, mask, to="DE").text) == ["not checked", "no public register", "no public register"]


def test_a_suppliers_page_says_what_a_register_said(client, mask):
    shared(mask)
    confirmed(Certificate.objects.get(certificate_type="doc"), at=timezone.now())

    assert client.get(mask.supplier.get_absolute_url()).text.count("Confirmed in FDA 510(k) database on") == 1


def rows_of(response):
    return {
        row.document.label: row.document for group in response.context["groups"] for row in group.rows if row.document
    }


def test_a_shared_document_has_a_link_to_its_pages_and_another_is_said_to_be_withheld(client, mask):
    shared(mask)
    Certificate.objects.filter(certificate_type="doc").update(is_shared=False)
    report = Certificate.objects.get(certificate_type="report")

    response = page(client, mask, to="DE")

    rows = rows_of(response)
    assert rows["Declaration"].url == ""
    assert rows["Test report"].url == f"/products/{mask.pk}/documents/{report.pk}/?to=DE"
    assert response.text.count("pages withheld") == 1


def test_a_removed_file_and_a_document_without_pages_have_no_link(client, mask):
    shared(mask)
    gone = Certificate.objects.get(certificate_type="doc").files.get()
    gone.removed_at = timezone.now()
    gone.save()
    Certificate.objects.get(certificate_type="report").files.get().pages.all().delete()

    found = rows_of(page(client, mask, to="DE"))

    assert [label for label, document in found.items() if document.url] == ["Business licence"]


def test_each_document_says_when_an_auditor_approved_it_and_never_which(client, mask):
    auditor = UserFactory(name="Mallory Audit")
    at = datetime(2026, 4, 2, 9, tzinfo=UTC)
    for certificate in Certificate.objects.all():
        Decision.objects.create(supplier=mask.supplier, certificate=certificate, outcome="approved", by=auditor, at=at)

    response = page(client, mask, to="DE")

    assert {row.approved_on for row in rows_of(response).values()} == {date(2026, 4, 2)}
    assert "Mallory" not in response.text


def test_the_first_screen_says_how_much_is_proven_and_what_is_weakest(client, mask):
    Certificate.objects.get(certificate_type="report").delete()

    text = page(client, mask, to="DE").text

    assert "2 of 3 proven" in text
    assert "Weakest link: Test report (standard EN 1): missing." in " ".join(text.split())


def test_the_three_parties_are_named_and_a_trader_is_not_passed_off_as_the_maker(client, mask):
    Supplier.objects.update(role="trader")

    text = page(client, mask, to="DE").text

    assert "a trading company that names no other" in text
    Product.objects.update(manufacturer_en="Ostwind Medizintechnik GmbH", factory="Plant 3, Xiantao")
    named = page(client, mask, to="DE").text
    assert "Ostwind Medizintechnik GmbH" in named
    assert "Plant 3, Xiantao" in named
    assert "a trading company that names no other" not in named


def test_the_law_is_a_link_and_a_source_that_leads_to_a_site_alone_says_so(client, mask, tmp_path):
    eu = small_law.FILES["markets/EU.yaml"].replace(
        "legal_basis: Article 1", "legal_basis: Regulation (EU) 2017/745 Art. 52", 1
    )
    sources = small_law.FILES["sources.yaml"].replace("quality: official", "url_exact: false, quality: official")
    load_rulebook(small_law.write(tmp_path / "dated", EU=eu, sources=sources), by=None, at=timezone.now())

    text = page(client, mask, to="DE").text

    assert 'href="https://eur-lex.europa.eu/eli/reg/2017/745/oj"' in text
    assert "The law</a> (the site only)" in text


def test_the_map_comes_for_a_part_of_the_page_or_where_it_is_asked_for(client, mask):
    plain = page(client, mask, to="DE")
    part = client.get(f"/products/{mask.pk}/map/", {"to": "DE"}, headers={"HX-Request": "true"})
    asked = page(client, mask, to="DE", map="yes")

    assert "world__tile" not in plain.text
    assert 'href="?to=US"' in part.text
    assert "world__tile" in asked.text
    assert (
        client.get(f"/products/{mask.pk}/map/", {"to": "DE"})["Location"]
        == f"{mask.get_absolute_url()}?to=DE&map=yes#map"
    )


def test_the_printed_sheet_names_site_address_time_with_its_zone_and_the_check(client, mask):
    text = page(client, mask, to="DE", on="2026-12-24").text

    head = text[text.index('class="wrap print-head"') : text.index('class="product-top"')]
    assert "KP Medical Supplies" in head
    assert f"http://localhost:8000/products/{mask.pk}/?to=DE&amp;on=2026-12-24" in head
    assert re.search(r"\d\d:\d\d UTC", head)
    assert re.search(rf"/check/p{mask.pk}-de-[a-z2-7]{{16}}/qr.svg\?on=2026-12-24", head)


def test_the_specification_speaks_the_readers_language(client, mask):
    with translation.override("zh-hans"):
        client.cookies["django_language"] = "zh-hans"
        rows = page(client, mask, to="DE").context["specification"]

    assert [(row.label, row.value) for row in rows][:2] == [("层数", "3"), ("颜色", "blue")]


CHOICE = FieldFact("type", "choice", "Type", "类型", choices=(Choice("4-B", "Type 4-B (coated)", "4-B 型"),))


@pytest.mark.parametrize(
    ("field", "value", "english", "chinese"),
    [
        (CHOICE, "4-B", "Type 4-B (coated)", "4-B 型"),
        (CHOICE, "of old", "of old", "of old"),
        (FieldFact("size", "number", "Size", unit="mm"), 1240.5, "1,240.5 mm", "1,240.5 mm"),
        (FieldFact("size", "number", "Size", unit="mm"), 0, "0 mm", "0 mm"),
        (FieldFact("made", "day", "Made"), "2026-11-02", "2 November 2026", "2026年11月2日"),
    ],
)
def test_a_stated_value_is_worded_with_its_unit(field, value, english, chinese):
    assert in_words(field, value) == english
    with translation.override("zh-hans"):
        assert in_words(field, value) == chinese


@pytest.mark.parametrize("value", [True, "yes"])
def test_yes_is_a_word(value):
    assert in_words(FieldFact("valve", "yes_no", "Valve"), value) == "Yes"
    assert in_words(FieldFact("valve", "yes_no", "Valve"), False) == "No"


def test_a_visitor_is_led_to_sign_in_and_a_buyer_keeps_it_at_once(client, mask):
    assert f"/account/login/?next=%2Fproducts%2F{mask.pk}%2F" in page(client, mask, to="DE").text

    entry = ShortlistEntryFactory(product=mask)
    client.force_login(entry.buyer.user)

    assert page(client, mask, to="DE").context["is_kept"] is True
    assert page(client, mask, to="FR").context["is_kept"] is False


@pytest.mark.parametrize("count", [1, 3])
def test_the_product_pages_query_count(client, mask, count, django_assert_num_queries):
    client.force_login(BuyerFactory().user)
    page(client, mask, to="DE")
    shared(mask, pages=count)
    for number in range(count):
        PriceTierFactory(product=mask, from_quantity=1000 + number)
        ProductPictureFactory(product=mask)

    for document in Certificate.objects.all():
        for day in range(count):
            confirmed(document, at=timezone.now() - timedelta(days=day))

    with django_assert_num_queries(17):
        found = page(client, mask, to="DE")

    assert found.text.count("FDA 510(k) database,") == len(DOCUMENTS)


def test_a_suppliers_page_shows_what_is_cleared_there_and_dated_levels(client, mask):
    judging.refresh_products([mask], at=timezone.now())

    here = client.get(mask.supplier.get_absolute_url(), {"to": "DE"})
    there = client.get(mask.supplier.get_absolute_url(), {"to": "TV"})

    assert [card.key for card in here.context["cards"]] == [mask.pk]
    assert there.context["cards"] == []


def test_a_lapsed_document_is_not_among_a_suppliers_shared_documents(client, mask):
    shared(mask)
    Certificate.objects.filter(certificate_type="doc").update(valid_until=timezone.localdate() - timedelta(days=1))

    documents = client.get(mask.supplier.get_absolute_url(), {"to": "DE"}).context["documents"]

    assert {document.certificate_type_id for document in documents} == {"report", "licence"}


def test_the_suppliers_page_answers_bad_days(client, mask):
    response = client.get(mask.supplier.get_absolute_url(), {"to": "DE", "on": "garbage"})

    assert (response.status_code, response.context["on"]) == (200, timezone.localdate())
    assert date.min < response.context["on"]
