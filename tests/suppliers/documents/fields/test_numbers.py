import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.documents.fields import FieldName, Fields, KindFacts
from suppliers.documents.fields.numbers import propose
from tests.suppliers.documents.fields.sample_sheets import KINDS, line, ocr_line, sheet_of


def numbers(*lines, kind="", facts=None):
    return Fields.of(propose(sheet_of(*lines), kind, facts or KINDS.get(kind))).every(FieldName.NUMBER)


def number(*lines, kind="", facts=None):
    found = numbers(*lines, kind=kind, facts=facts)
    return found[0].value if found else None


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("Certificate No. 证书号 QM 26 96278-13485", "QM 26 96278-13485"),
        ("证书编号：ＱＭ　２６　９６２７８", "QM 26 96278"),
        ("注册证编号：粤械注准 2025 3141234".replace(" 2025 3141234", "20253141234"), "粤械注准20253141234"),
        ("备案号：浙温械备20140027号", "浙温械备20140027号"),
        ("许可证编号：苏药监械生产许20259490号", "苏药监械生产许20259490号"),
        ("No. 926/VM-6335-B", "926/VM-6335-B"),
        ("编号：(2024)国医检(委)字第00123号", "(2024)国医检(委)字第00123号"),
        ("UK Approved Body Certificate No. UKCA 712345", "UKCA 712345"),
        ("Our reference: LC-2024-0091", "LC-2024-0091"),
        ("510(k) Number: K201234", "K201234"),
        ("Re: K269735", "K269735"),
        ("Declaration No. KP-EDP-2026-97643", "KP-EDP-2026-97643"),
        ("Identification number of the EU declaration: KP-EDP-2026-97643", "KP-EDP-2026-97643"),
        ("Number of the certificate: QM 26 96278", "QM 26 96278"),
        ("FSC No. 2026/0091", "2026/0091"),
        ("Report No.: TR-26-936652-D", "TR-26-936652-D"),
        ("Certificate No. MDR 926610 R01 22 May 2027", "MDR 926610 R01"),
        ("Licence No. 수신 26-91234 호", "수신 26-91234 호"),
        ("Certificate number ЕАЭС RU С-CN.КП99.В.91234/26", "ЕАЭС RU С-CN.КП99.В.91234/26"),
    ],
)
def test_the_number_behind_a_label_is_read_in_one_form(printed, value):
    assert number(printed) == value


@pytest.mark.parametrize(
    "printed",
    ["No. 349 Qingfeng Road, Zhongyuan District", "Notified body No. 9417", "Model No. LAN-FS770", "Accreditation No. CNAS L99001", "Sample No. S-2026-1234",
     "Certificate No. see annex", "Telephone No. 0690-89052399", "Certificate No. 22 May 2027", "Certificate No. —"],
)  # fmt: skip
def test_what_is_not_the_documents_number_is_not_taken_for_it(printed):
    assert number(printed) is None


def test_the_value_may_be_right_of_its_label_or_below():
    assert number(line("Certificate No. 证书编号", 0.1, 0.2), line("QM 26 96278", 0.5, 0.2)) == "QM 26 96278"
    assert number(line("Certificate No.", 0.1, 0.6), line("QM 26 96278", 0.1, 0.615)) == "QM 26 96278"


def test_a_letter_in_the_place_of_a_digit_is_repaired_by_the_form_of_the_kind_and_doubted():
    right, wrong = (
        numbers(ocr_line(f"注册证编号：粤械注准{digits}"), kind="cn_nmpa_registration")[0]
        for digits in ("20252141234", "2O252I41234")
    )

    assert (right.value, wrong.value, wrong.printed) == (
        "粤械注准20252141234",
        "粤械注准20252141234",
        "粤械注准2O252I41234",
    )
    assert wrong.confidence < 0.9 < right.confidence


def test_a_number_that_cannot_match_the_pattern_of_its_kind_has_less_confidence():
    found = numbers("注册证编号：粤械注准20259", kind="cn_nmpa_registration")

    assert all(one.confidence < 0.7 for one in found)


def test_a_form_that_is_a_guess_refuses_nothing():
    guess = KindFacts("Some", "某", r"^X\d{4}$", number_pattern_is_guess=True)

    assert numbers("Certificate No. AB-12345", facts=guess)[0].confidence > 0.85


def test_the_number_of_a_kind_is_known_by_its_form_without_any_label():
    assert number("The submission K269735 has been reviewed.", kind="us_510k") == "K269735"


def test_a_number_that_stands_out_under_the_title_is_proposed():
    found = numbers(
        line("Medical Device Marketing Authorisation", 0.3, 0.1, height=0.02),
        line("MDMA-9-2025-9038", 0.4, 0.2, height=0.016),
        "Holder Lanyu",
    )

    assert [one.value for one in found] == ["MDMA-9-2025-9038"]


def test_the_label_of_the_document_itself_beats_those_of_other_documents():
    printed = ("Declaration No. D-2026-0001", "Certificate No. 926/VM-6335-B", "Test report No. TR-26-936652")

    found = numbers(*printed, kind="eu_doc_ppe")

    assert found[0].value == "D-2026-0001"
    assert all(one.confidence < 0.6 for one in found[1:])


def test_a_number_printed_twice_has_more_confidence():
    once = numbers("Report No. TR-26-936652-D")[0]
    twice = numbers("Report No. TR-26-936652-D", "TR-26-936652-D 1 / 2")[0]

    assert twice.confidence > once.confidence


def test_a_business_licence_is_numbered_by_its_credit_code_and_no_other_document_is():
    printed = "统一社会信用代码 91370214KPYP8AAY4Y"

    assert number(printed, kind="cn_business_licence") == "91370214KPYP8AAY4Y"
    assert number(printed, kind="iso13485") is None


WIDE = str.maketrans(
    "ABCDEFGHJKMNPRTUVWXY0123456789-", "ＡＢＣＤＥＦＧＨＪＫＭＮＰＲＴＵＶＷＸＹ０１２３４５６７８９－"
)


@given(st.from_regex(r"[ABCDEFGHJKMNPRTUVWXY]{2,3}-[0-9]{5,8}", fullmatch=True))
def test_full_width_characters_are_the_same_number(printed):
    assert number(f"Certificate No. {printed.translate(WIDE)}") == number(f"Certificate No. {printed}") == printed


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"])))
def test_no_text_breaks_the_reading_of_numbers(text):
    found = numbers(f"Certificate No. {text}", text.strip() or "x", kind="cn_nmpa_registration")

    assert all(sum(char.isdigit() for char in one.value) >= 2 for one in found)


def test_a_label_above_its_value_next_to_another_label_finds_its_own():
    assert (
        number(
            line("Certificate number", 0.1, 0.1),
            line("Requesting country", 0.5, 0.1),
            line("FSC/6333/22", 0.1, 0.116),
            line("Kingdom of Saudi Arabia", 0.5, 0.116),
        )
        == "FSC/6333/22"
    )


@pytest.mark.parametrize("others", ["Report No. 713166810", "Production Licence No. 20208000"])
def test_the_number_of_another_document_stands_back_behind_one_that_says_only_no(others):
    assert number("No. HZ 2754572-1", others, kind="eu_nb_cert_mdr") == "HZ 2754572-1"


def test_a_revision_belongs_to_the_number():
    assert number("No. QS6 007459 0054 Rev. 02") == "QS6 007459 0054 Rev. 02"


@pytest.mark.parametrize(
    "printed", ["Certificate CN22/38366", "Ref: CN22/38366", "Our ref. CN22/38366", "Ne CN22/38366"]
)
def test_short_labels_announce_a_number_too(printed):
    assert number(printed) == "CN22/38366"


@pytest.mark.parametrize("label", ["Catalogue No.", "Article number", "Part No."])
def test_numbers_of_goods_are_none_of_the_document(label):
    assert number(f"{label}: IF860, IF861") is None


def test_a_number_that_is_cut_behind_a_stroke_goes_on_below():
    assert number(line("File No.: NG/QR-7.3-", 0.6, 0.1), line("48", 0.6, 0.118)) == "NG/QR-7.3-48"
    assert number(line("File No.: NG/QR-7.3-", 0.6, 0.1), line("48", 0.69, 0.118)) == "NG/QR-7.3-48"


def test_a_list_of_models_is_no_number():
    assert number(line("报 告", 0.3, 0.1, height=0.03), line("ZS-833、ZS-933V", 0.3, 0.2)) is None


def test_the_one_nought_in_a_word_of_letters_is_the_letter():
    assert number(ocr_line("Reference No. UKD0C-2021-88")) == "UKDOC-2021-88"
    assert number(ocr_line("Reference No. K0-2021-88")) == "K0-2021-88"


def test_the_number_of_a_sample_is_not_the_one_of_the_report_although_it_stands_out():
    head = line("N 2023ZC-05924", 0.7, 0.05)
    sample = (line("样品编号", 0.6, 0.23), line("Y3125-44", 0.7, 0.23))

    assert number(head, *sample, kind="cn_gb_report") == "2023ZC-05924"
    assert number(*sample, kind="cn_gb_report") is None


def test_a_number_in_the_middle_under_its_label_is_nearer_than_the_next_label():
    label, value, following = ("DoC reference", 0.442), ("DOC-MD-2021-028", 0.433), ("Legal manufacturer", 0.42)
    lines = [line(text, left, 0.22 + place * 0.016) for place, (text, left) in enumerate((label, value, following))]

    assert number(*lines, kind="eu_doc_mdr") == "DOC-MD-2021-028"


def test_a_number_in_a_sentence_goes_on_in_the_next_line():
    upper = line("registered in EUDAMED as actor DE-", 0.1, 0.28)
    facts = KindFacts("Mandate", "", r"^[A-Z]{2}-AR-\d{9}$", number_pattern_is_guess=False)

    assert (
        number(upper, line("AR-000054999, hereinafter the Representative.", 0.1, 0.298), facts=facts)
        == "DE-AR-000054999"
    )


def test_a_label_over_two_lines_labels_the_value_to_its_right():
    label = (line("Registration", 0.2, 0.34), line("Number:", 0.2, 0.358))
    others = (line("Device Listing No.:", 0.2, 0.43), line("D458138", 0.45, 0.43))

    assert number(*label, line("9958602", 0.45, 0.34), *others, kind="us_est_registration") == "9958602"


def test_a_label_with_a_letter_missing_is_the_label_still():
    assert number("EU type-examination cerificate No.: B-2025-8047", kind="eu_ppe_module_b") == "B-2025-8047"


def test_a_declaration_is_numbered_by_letters_where_an_eye_saw_a_nought():
    assert (
        number(ocr_line("UKCA-D0C-060", 0.7, 0.06), line("UK DECLARATION OF CONFORMITY", 0.2, 0.12), kind="gb_ukca_doc")
        == "UKCA-DOC-060"
    )


def test_a_title_may_end_in_the_number_of_its_document_and_a_sentence_names_that_of_another():
    title = line("EU-Type Examination Certificate PSA-60365/25-1", 0.1, 0.1, height=0.022)
    text = [
        line(one, 0.1, 0.2 + 0.03 * place)
        for place, one in enumerate(("Applicant", "Description of the PPE", "Test report T-24/07737"))
    ]

    assert number(title, *text, kind="eu_ppe_module_b") == "PSA-60365/25-1"
    assert (
        number(
            line("They agreed with the type described in EU type-examination certificate PSA-61711/22-1.", 0.1, 0.3),
            *text,
        )
        is None
    )


def test_what_goes_on_a_sentence_is_no_label():
    upper = "They are identical to the PPE which is the subject of the EU type-examination certificate"
    lines = (line(upper, 0.1, 0.5), line("no. P21-09552-B issued by Osterholm Assessment", 0.1, 0.518))

    assert number(*lines, kind="eu_doc_ppe") is None


def test_certificate_is_a_label_next_to_a_number_and_a_title_above_a_standard():
    assert number(line("Certificate", 0.1, 0.3), line("P22-01087-C2", 0.4, 0.3)) == "P22-01087-C2"
    assert (
        number(
            line("Certificate", 0.4, 0.1, height=0.03),
            line("ISO 13485:2016", 0.4, 0.135),
            "Scope",
            "Manufacture",
            "Page",
        )
        is None
    )
