from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.documents.fields import UNLIMITED, FieldName, Fields
from suppliers.documents.fields.validity import propose
from tests.suppliers.documents.fields.sample_sheets import best, line, ocr_line, sheet_of

ISSUED, FROM, UNTIL = FieldName.ISSUED_ON, FieldName.VALID_FROM, FieldName.VALID_UNTIL


def days(*lines):
    proposals = list(propose(sheet_of(*lines)))
    return tuple(best(proposals, field) for field in (ISSUED, FROM, UNTIL))


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (["Valid from 生效日期 8 June 2026", "Valid until 有效期至 7 June 2029"], (None, "2026-06-08", "2029-06-07")),
        (["有效期：2021年11月22日至2026年11月21日"], (None, "2021-11-22", "2026-11-21")),
        (["Valid 23 April 2026 to 11 October 2027"], (None, "2026-04-23", "2027-10-11")),
        (["营业期限 2025年9月16日至长期"], (None, "2025-09-16", UNLIMITED)),
        (["Validity: 2020-04-26 – 2023-08-28"], (None, "2020-04-26", "2023-08-28")),
        (
            ["批准日期：2025年6月17日", "生效日期：2025年6月18日", "有效期至：2030年6月17日"],
            ("2025-06-17", "2025-06-18", "2030-06-17"),
        ),
        (["Date of issue: Nov. 22 2026", "Expiry date: 21 Nov 2031"], ("2026-11-22", None, "2031-11-21")),
        (["Suzhou, 9 April 2026"], ("2026-04-09", None, None)),
        (["Term of validity", "from12.05.2025 to 31.05.2028"], (None, "2025-05-12", "2028-05-31")),
        (["Issued on22 November 2026"], ("2026-11-22", None, None)),
        (["Issue dateSeptember 15, 2024"], ("2024-09-15", None, None)),
        (["The mandate covers the period 16 April 2022 to 15 April 2025."], (None, "2022-04-16", "2025-04-15")),
        (["Declared on 12.03.2023."], ("2023-03-12", None, None)),
        (["Starting validity date: 03-OCT-2023"], (None, "2023-10-03", None)),
        (["This mandate holds from 1 May 2026 to Not limited."], (None, "2026-05-01", UNLIMITED)),
        (["本授权自2026-01-23起生效"], (None, "2026-01-23", None)),
        (["有效期截止日期 2026年12月31日"], (None, None, "2026-12-31")),
        (["Gültig bis 22.11.2026"], (None, None, "2026-11-22")),
        (["有效期 长期"], (None, None, UNLIMITED)),
        (["有效期限：2021.11.22-2026.11.21"], (None, "2021-11-22", "2026-11-21")),
        (["Start date: 2021-11-22 End date: 2026-11-21"], (None, "2021-11-22", "2026-11-21")),
        (["It takes effect on 1 May 2025 and ends on 30 April 2028."], (None, "2025-05-01", "2028-04-30")),
        (["Date of decision 2021-11-22", "Date of first registration: 1 Jan 2020"], ("2021-11-22", None, None)),
        (["Datum van uitgifte: 06-08-2021", "Geldig tot: 05-08-2024"], ("2021-08-06", None, "2024-08-05")),
        (["Belgelendirme Tarihi: 18.05.2021", "İlk Veriliş Tarihi: 07.10.2008"], ("2021-05-18", None, None)),
        (["Data wystawienia: 2022-06-01", "Data ważności: 2025-05-31"], ("2022-06-01", None, "2025-05-31")),
        (["発行日: 2024年4月1日", "有効期限: 2027年3月31日"], ("2024-04-01", None, "2027-03-31")),
        (["Issue date 2026-03-01 Expiry date 2029-02-28"], ("2026-03-01", None, "2029-02-28")),
    ],
)
def test_days_have_the_meaning_that_their_words_give_them(printed, read):
    assert days(*printed) == read


@pytest.mark.parametrize(
    "printed",
    ["Received 收样日期 30 August 2026", "Date of first issue: 1 May 2015", "首次发证日期：2015年5月1日", "Regulation (EU) 2017/745 of 5 April 2017",
     "Revision 3 of 2 May 2024", "生产日期 2026年3月1日", "Recertification audit due date: 2027-01-01", "Tested from 1 May 2026 to 9 May 2026"],
)  # fmt: skip
def test_days_of_other_things_are_not_proposed_for_the_document(printed):
    found = Fields.of(propose(sheet_of(printed)))

    assert found.best(UNTIL) is None
    assert found.best(ISSUED) is None


def test_a_date_may_be_right_of_its_label():
    assert days(line("Valid until 有效期至", 0.1, 0.2), line("7 June 2029", 0.5, 0.2)) == (None, None, "2029-06-07")


def test_a_date_may_be_below_its_label():
    assert days(line("Expiry date", 0.1, 0.2), line("7 June 2029", 0.1, 0.215)) == (None, None, "2029-06-07")


def test_the_same_date_in_both_languages_has_more_confidence():
    once = Fields.of(propose(sheet_of("Valid until 7 August 2030"))).best(UNTIL)
    twice = Fields.of(propose(sheet_of("Valid until 有效期至 7 August 2030 2030年8月7日"))).best(UNTIL)

    assert (twice.value, twice.confidence > once.confidence) == ("2030-08-07", True)


def test_two_different_ends_both_have_low_confidence():
    found = Fields.of(propose(sheet_of("Valid until 7 August 2030", "有效期至：2031年8月7日")))

    assert {one.value for one in found.every(UNTIL)} == {"2030-08-07", "2031-08-07"}
    assert all(one.confidence < 0.7 for one in found.every(UNTIL))


def test_an_end_before_the_start_has_low_confidence():
    found = Fields.of(propose(sheet_of("Valid from 8 June 2029", "Valid until 7 June 2026")))

    assert all(one.confidence < 0.6 for one in found.proposals)


def test_both_orders_of_an_open_day_are_proposed():
    found = Fields.of(propose(sheet_of("Valid until 03/04/2027")))

    assert {one.value for one in found.every(UNTIL)} == {"2027-04-03", "2027-03-04"}
    assert all(one.confidence <= 0.5 for one in found.every(UNTIL))


def test_another_day_of_the_document_settles_the_order():
    assert days("Issued on 28/04/2026", "Valid until 03/04/2027")[2] == "2027-04-03"
    assert days("Issued on 04/28/2026", "Valid until 03/04/2027")[2] == "2027-03-04"


@pytest.mark.parametrize(
    "term",
    ["This certificate is valid for 5 years from the date of issue.", "有效期5年", "自2021年11月22日起五年内有效"],
)
def test_an_end_computed_from_a_term_has_less_confidence(term):
    found = Fields.of(propose(sheet_of("发证日期 2021年11月22日", term)))

    assert [one.value for one in found.every(UNTIL)] == ["2026-11-21", "2026-11-22"]
    assert found.best(UNTIL).confidence < 0.8


def test_a_printed_end_is_never_counted():
    found = Fields.of(propose(sheet_of("Issued 22 November 2021", "Valid for 5 years", "Valid until 1 May 2025")))

    assert [one.value for one in found.every(UNTIL)] == ["2025-05-01"]


def test_a_month_without_a_day_ends_with_its_last_day():
    found = Fields.of(propose(sheet_of("有效期至二〇二六年十一月"))).best(UNTIL)

    assert (found.value, found.confidence < 0.7) == ("2026-11-30", True)


def test_the_place_of_a_day_is_its_own_words_alone():
    sheet = sheet_of(line("Valid until 7 August 2030", 0.1, 0.2))
    words = sheet.rows[0].places

    box = Fields.of(propose(sheet)).best(UNTIL).box

    assert (box.left, box.right, box.top) == (words[2].box.left, words[4].box.right, 0.2)


def test_text_read_badly_gives_less_confidence():
    well, badly = (
        Fields.of(propose(sheet_of(ocr_line("Valid until 2030-08-07", confidence=read)))).best(UNTIL)
        for read in (0.98, 0.5)
    )

    assert badly.confidence < 0.5 < well.confidence


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(1, 4000))
def test_first_and_last_day_are_never_exchanged(first, length):
    last = date.fromordinal(first.toordinal() + length)

    assert days(f"Valid {first.isoformat()} to {last.isoformat()}")[1:] == (first.isoformat(), last.isoformat())


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Zl", "Zp", "Cc"]), min_size=1).filter(
            str.strip
        ),
        max_size=4,
    )
)
def test_no_text_breaks_the_reading_of_days(lines):
    found = Fields.of(
        propose(sheet_of(*(line(text.strip(), 0.1, 0.1 + place * 0.02) for place, text in enumerate(lines))))
    )

    assert all(0 < one.confidence < 1 for one in found.proposals)


@pytest.mark.parametrize(
    "dated",
    ["Suzhou, 9 April 2026", "Done at Suzhou, on 9 April 2026", "executed this document in Suzhou on 9 April 2026"],
)
def test_a_day_behind_a_place_is_the_day_of_issue_wherever_it_stands(dated):
    assert days(line(dated, 0.1, 0.48))[0] == "2026-04-09"


def test_a_day_alone_at_the_right_dates_a_letter_and_one_in_a_table_nothing():
    assert days(line("9 April 2026", 0.7, 0.45))[0] == "2026-04-09"
    assert days(line("9 April 2026", 0.2, 0.45))[0] is None
    assert days(line("Colour", 0.1, 0.45), line("9 April 2026", 0.7, 0.45))[0] is None


def test_the_days_of_an_application_are_not_those_of_the_answer():
    letter = (
        line("May 10, 2023", 0.75, 0.1),
        line("Dated: January 18, 2023", 0.1, 0.3),
        line("Received: January 21, 2023", 0.1, 0.316),
    )

    assert days(*letter)[0] == "2023-05-10"
    assert days(letter[1])[0] == "2023-01-18"


def test_a_mandate_tells_when_it_enters_into_force():
    assert days("This mandate enters into force on 11th July 2025 and ends on 10th July 2028.")[1:] == (
        "2025-07-11",
        "2028-07-10",
    )


def test_neighbours_of_a_date_after_a_place_are_not_its_label():
    assert days(line("Zhixing Lou", 0.1, 0.48, height=0.01), line("Suzhou, 9 May 2025", 0.1, 0.494))[0] == "2025-05-09"
    address = line("Ashcombe Medical Compliance Ltd, 27 Quay Street, Bristol BS1 5QP", 0.1, 0.19)
    assert days(address, line("9 May 2025", 0.75, 0.195))[0] == "2025-05-09"


def test_a_letter_is_dated_even_with_its_addressee_next_to_the_date():
    head = (line("Nantong Yunbo Medical Device Inc.", 0.1, 0.15), line("July 30, 2024", 0.7, 0.15))

    assert days(*head) == ("2024-07-30", None, None)


def test_a_date_that_runs_into_the_next_column_keeps_its_label():
    labels = (line("Issuing organisation", 0.1, 0.5), line("Issued on", 0.314, 0.5))
    values = line("Medicines and Healthcare14th August 2023", 0.1, 0.52)

    assert days(*labels, values) == ("2023-08-14", None, None)


def test_a_district_name_with_the_character_for_former_does_not_label_the_date_below():
    issuer = (line("登记机关", 0.42, 0.59), line("郑州市中原区市场监督管理局", 0.53, 0.59))

    assert days(*issuer, line("2021年03月14日", 0.69, 0.62)) == ("2021-03-14", None, None)


def test_a_day_has_its_label_under_it_in_a_strip_of_signatures():
    days_ = (line("1 August 2024", 0.2, 0.53), line("31 July 2029", 0.64, 0.53))
    labels = (line("Date of issue", 0.2, 0.555), line("Date of expiry", 0.63, 0.555))

    assert days(*days_, *labels) == ("2024-08-01", None, "2029-07-31")


def test_a_label_that_has_a_day_of_its_own_is_not_that_of_the_day_above():
    stacked = [
        line(text, 0.1, 0.4 + 0.018 * place)
        for place, text in enumerate(("Issued on", "1 August 2024", "Valid until", "31 July 2029"))
    ]

    assert days(*stacked) == ("2024-08-01", None, "2029-07-31")


@pytest.mark.parametrize(
    "printed",
    ["It replaces all earlier letters, in particular AUTH-2021-07 dated 15-OCT-2021.", "Standards brought up to date 14 October 2021",
     "Documents are kept for ten years after the last device has been placed on the market."],
)  # fmt: skip
def test_sentences_about_other_documents_tell_nothing_of_this_one(printed):
    assert days(printed, "Date of issue: 2023-08-08") == ("2023-08-08", None, None)
