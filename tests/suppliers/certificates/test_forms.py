from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpmarket.foundation.text.days import FIRST_DAY, LAST_DAY
from suppliers.certificates.forms import KNOWN_STANDARDS, CertificateForm, DayField
from suppliers.models import Standard
from tests.factories import CertificateFactory, CertificateTypeFactory, ProductFactory


def form(submitting=False, **entered):
    return CertificateForm(entered, instance=CertificateFactory(), submitting=submitting)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2027-03-14", date(2027, 3, 14)),
        ("２０２７－０３－１４", date(2027, 3, 14)),
        ("2027年3月14日", date(2027, 3, 14)),
        ("2027. 3. 14", date(2027, 3, 14)),
        ("2027/3/14", date(2027, 3, 14)),
    ],
)
def test_a_day_is_understood_as_people_write_it(typed, day):
    assert DayField().clean(typed) == day


@given(st.dates(FIRST_DAY, LAST_DAY))
def test_every_day_survives_being_written_in_chinese(day):
    assert DayField().clean(f"{day.year:04}年{day.month}月{day.day}日") == day


IN_ANOTHER_ORDER = "Write the day as year-month-day: 2027-03-14."
NO_SUCH_DAY = "There is no such day: check month and day."


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2027-02-30", NO_SUCH_DAY),
        ("2027年13月1日", NO_SUCH_DAY),
        ("soon", IN_ANOTHER_ORDER),
        ("14.3.", IN_ANOTHER_ORDER),
    ],
)
def test_what_is_no_day_is_refused_in_words(db, typed, words):
    entered = form(valid_from=typed)

    assert entered.errors == {"valid_from": [words]}


def test_a_number_in_full_width_digits_is_kept_as_plain_ones(db):
    entered = form(number="　Ｋ２０１２３４ ", stated_standard="ＥＮ　１４９")

    assert entered.is_valid()
    assert entered.facts()["number"] == "K201234"
    assert entered.facts()["stated"] == {"standard": "EN 149"}


def test_product_codes_are_a_list(db):
    entered = form(stated_product_codes="fxx、msh; oea")

    assert entered.is_valid()
    assert entered.facts()["stated"] == {"product_codes": ["FXX", "MSH", "OEA"]}


def test_the_standards_of_a_report_are_kept_as_they_were_typed_several_with_commas(db):
    entered = form(stated_standard="EN 455-1:2020,  EN 455-2:2015 ; ASTM D6319－19")

    assert entered.is_valid()
    assert entered.facts()["stated"] == {"standard": "EN 455-1:2020, EN 455-2:2015 ; ASTM D6319-19"}


def test_the_known_standards_are_suggested_and_any_other_may_be_typed(db):
    Standard.objects.create(pk="EN 14683", title="Medical face masks")
    entered = form(stated_standard="XYZ 123:2020")

    assert entered.known_standards == [("EN 14683", "Medical face masks")]
    assert f'list="{KNOWN_STANDARDS}"' in str(entered["stated_standard"])
    assert entered.is_valid()


def test_an_empty_draft_is_fine(db):
    assert form().is_valid()


def test_the_row_is_left_alone_by_the_form(db):
    entered = form(number="CHANGED")

    entered.is_valid()

    assert entered.instance.number != "CHANGED"


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        ({"valid_from": "2027-01-02", "valid_until": "2027-01-01"}, "valid_until"),
        ({"issued_on": "2027-01-02", "valid_until": "2027-01-01"}, "valid_until"),
        ({"valid_until": "2027-01-01", "printed_until": "2027-01-02"}, "printed_until"),
        ({"valid_until": "2027-01-01", "has_no_end": "on"}, "has_no_end"),
    ],
)
def test_days_that_contradict_each_other_are_marked(db, entered, field):
    assert list(form(**entered).errors) == [field]


def test_a_document_of_one_day_is_a_document(db):
    assert form(valid_from="2027-01-01", valid_until="2027-01-01").is_valid()


def test_submitting_asks_for_everything_that_auditors_need(db):
    entered = form(submitting=True)

    assert set(entered.errors) == {"certificate_type", "number", "issuer", "valid_from", "valid_until"}


def test_a_declaration_without_an_end_and_a_number_may_be_submitted(db):
    entered = form(
        submitting=True,
        certificate_type=CertificateTypeFactory(id="doc", kind="declaration").pk,
        issuer="Us",
        valid_from="2026-01-01",
        has_no_end="on",
    )

    assert entered.is_valid()


def test_types_are_grouped_by_the_market_that_asks_for_them(db):
    CertificateTypeFactory(id="us_510k", market="US", name_en="510(k)")
    CertificateTypeFactory(id="iso13485", market="*", name_en="ISO 13485")

    blank, *groups = form().fields["certificate_type"].choices

    assert blank[0] == ""
    assert [(str(group), [label for _, label in kinds]) for group, kinds in groups] == [
        ("Many markets", ["ISO 13485"]),
        ("European Union", ["eu_doc_mdr"]),
        ("United States", ["510(k)"]),
    ]


def test_only_products_of_the_company_are_offered(db):
    certificate = CertificateFactory()
    ours = ProductFactory(supplier=certificate.supplier)
    ProductFactory()

    offered = CertificateForm(instance=certificate).fields["products"].choices

    assert [key for key, _ in offered] == [ours.pk]


def test_entries_that_hold_something_stay_in_sight_whatever_the_type(db):
    certificate = CertificateFactory(stated={"class": "B"})

    names = CertificateForm(instance=certificate).stated_names

    assert names == ["stated_standard", "stated_class"]


def test_a_document_that_was_handed_in_once_keeps_a_type(db):
    sent_back = CertificateForm({"number": "MD 612233"}, instance=CertificateFactory(status="revision_requested"))
    draft = CertificateForm({"number": "MD 612233"}, instance=CertificateFactory(status="draft"))

    assert sent_back.errors == {"certificate_type": ["Choose what kind of document this is."]}
    assert draft.is_valid()


def licence(submitting=True, **entered):
    kind = CertificateTypeFactory(id="cn_business_licence", kind="licence", market="CN", facts={"covers": "company"})
    return form(submitting, certificate_type=kind.pk, **entered)


def test_a_licence_needs_no_product_no_standard_and_no_first_day(db):
    entered = licence(
        number="91350211M0000XUF46", issuer="厦门市市场监督管理局", issued_on="2019年3月19日", has_no_end="on"
    )

    assert entered.is_valid(), entered.errors
    assert entered.cleaned_data["valid_from"] == date(2019, 3, 19)
    assert entered.stated_names == []


def test_products_ticked_before_the_kind_was_chosen_do_not_go_along(db):
    mask = ProductFactory()
    kind = CertificateTypeFactory(id="cn_business_licence", kind="licence", facts={"covers": "company"})
    entered = CertificateForm(
        {"certificate_type": kind.pk, "products": [mask.pk], "scope": "口罩的生产"},
        instance=CertificateFactory(supplier=mask.supplier),
    )

    assert entered.is_valid(), entered.errors
    assert list(entered.cleaned_data["products"]) == []
    assert entered.facts()["scope"] == ""


def test_a_test_report_has_a_day_of_issue_and_no_last_day(db):
    kind = CertificateTypeFactory(id="test_report", kind="test_report", market="*")

    missing = form(submitting=True, certificate_type=kind.pk)
    whole = form(
        submitting=True,
        certificate_type=kind.pk,
        number="2023-1",
        issuer="广东省医疗器械质量监督检验所",
        issued_on="2023-05-04",
    )

    assert set(missing.errors) == {"number", "issuer", "issued_on"}
    assert whole.is_valid(), whole.errors
