"""What documents say of their own standing, in words as bodies and authorities print them."""

import pytest

from suppliers.documents.reading import Box, Line, Page, Reading, Source
from suppliers.documents.sniff import Kind
from suppliers.documents.statements import Standing, is_suspended, statements_in


def reading(*lines, big=()):
    """One page of lines; those in ``big`` are printed across it in letters four times as high."""
    made = [
        Line(text, Box(0.1, 0.03 * index, 0.9, 0.03 * index + (0.08 if text in big else 0.02)), Source.TEXT_LAYER)
        for index, text in enumerate(lines, 1)
    ]
    return Reading(Kind.PDF, 1000, (Page(1, 600, 800, lines=tuple(made)),))


def found(*lines, big=()):
    return {one.standing: one for one in statements_in(reading(*lines, "Certificate No. Q5 079284 0012", big=big))}


@pytest.mark.parametrize(
    ("line", "standing"),
    [
        ("This sample certificate is for information only", Standing.SPECIMEN),
        ("DRAFT - NOT VALID", Standing.DRAFT),
        ("企业状态：注销", Standing.CANCELLED),
        ("该企业已于2023年5月被吊销，已注销", Standing.CANCELLED),
        ("Certificate status: Withdrawn", Standing.CANCELLED),
        ("The certificate was cancelled on 12 May 2022 at the holder's request.", Standing.CANCELLED),
        ("证书状态：暂停", Standing.SUSPENDED),
        ("Status: SUSPENDED from 2023-04-01", Standing.SUSPENDED),
        ("Suspension lifted on 30 June 2023", Standing.REINSTATED),
        ("证书已恢复，恢复日期：2023年7月1日", Standing.REINSTATED),
        ("The conformity was verified on a voluntary basis.", Standing.VOLUNTARY),
        ("A TCF, containing the test reports, is in place", Standing.VOLUNTARY),
        ("has implemented a management system according to ISO 9001:2008", Standing.OLD_EDITION),
        ("BS OHSAS 18001:2007", Standing.OLD_EDITION),
        ("GB/T 19001-2008/ISO 9001:2008", Standing.OLD_EDITION),
    ],
)
def test_a_statement_is_found_in_its_usual_words(line, standing):
    assert standing in found(line)


@pytest.mark.parametrize(
    ("word", "standing"),
    [
        ("SPECIMEN", Standing.SPECIMEN),
        ("样 张", Standing.SPECIMEN),
        ("DRAFT", Standing.DRAFT),
        ("VOID", Standing.CANCELLED),
        ("作 废", Standing.CANCELLED),
        ("SUSPENDED", Standing.SUSPENDED),
        ("暂停", Standing.SUSPENDED),
    ],
)
def test_a_word_across_the_page_is_a_mark_and_the_head_of_a_column_is_none(word, standing):
    lines = ["EN 14683:2019", "Bacterial filtration efficiency", "Result"]

    assert standing in found(*lines, word, big=(word,))
    assert found(*lines, word) == {}


@pytest.mark.parametrize(
    "lines",
    [
        ["This certificate may be suspended or withdrawn if the conditions are not met."],
        ["If the certificate is suspended, the holder shall stop using the mark."],
        ["The certificate remains the property of the body. If this", "certificate was withdrawn it must be returned."],
        ["Each test specimen was conditioned at 21 °C for 4 h."],
        ["Draft ETSI EN 301 489-1 V2.2.0"],
        ["证书持有人如违反规定，证书将被暂停或撤销"],
        ["ISO 9001:2015", "ISO 13485:2016"],
        ["样本类型：鼻咽拭子"],
        ["Void fraction of the foam: 12 %"],
    ],
)
def test_small_print_and_words_of_laboratories_are_no_statement(lines):
    assert found(*lines) == {}


def test_a_suspension_has_its_day_and_ends_with_a_later_reinstatement():
    suspended = "The certificate was suspended on 3 April 2023."
    lifted = "Suspension lifted on 30 June 2023"

    assert found(suspended)[Standing.SUSPENDED].day == "2023-04-03"
    assert is_suspended(statements_in(reading(suspended)))
    assert not is_suspended(statements_in(reading(suspended, lifted)))
    assert is_suspended(statements_in(reading("Suspended since 2024-01-05", lifted)))


@pytest.mark.parametrize(
    ("line", "standing", "value"),
    [
        ("曾用名：深圳市某某科技有限公司", Standing.FORMER_NAME, "深圳市某某科技有限公司"),
        ("Nordlys Medical GmbH (formerly Holm Sanitär AG)", Standing.FORMER_NAME, "Holm Sanitär AG"),
        ("This certificate replaces certificate No. HD 60112233 0001", Standing.REPLACES, "HD 60112233 0001"),
        ("原注册证编号：国械注准20173640123", Standing.REPLACES, "国械注准20173640123"),
    ],
)
def test_a_former_name_and_a_replaced_number_are_known_as_such(line, standing, value):
    assert found(line)[standing].value == value
