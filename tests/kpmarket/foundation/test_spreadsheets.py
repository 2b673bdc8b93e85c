import csv
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from kpmarket.foundation.spreadsheets import kind_of, make_spreadsheet

ROWS = [
    ["Product", "Price"],
    ['=HYPERLINK("http://evil.example")', Decimal("0.0325")],
    ["丁腈手套 \x07 M", 5],
    ["-2+3", "@SUM(A1)"],
]


def test_a_csv_file_opens_as_utf8_and_holds_no_formula():
    text = make_spreadsheet(ROWS, "csv").decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(text)))[1:] == [
        ['\'=HYPERLINK("http://evil.example")', "0.0325"],
        ["丁腈手套 \x07 M", "5"],
        ["'-2+3", "'@SUM(A1)"],
    ]


def test_an_xlsx_file_holds_text_as_text_and_numbers_as_numbers():
    sheet = load_workbook(io.BytesIO(make_spreadsheet(ROWS, "xlsx"))).active

    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ['=HYPERLINK("http://evil.example")', 0.0325],
        ["丁腈手套  M", 5],
        ["-2+3", "@SUM(A1)"],
    ]
    assert [row[0].data_type for row in sheet.iter_rows()] == ["s", "s", "s", "s"]


@pytest.mark.parametrize("text", ["", "pdf", "XLSX", "csv\x00"])
def test_other_kinds_of_file_are_none(text):
    assert kind_of(text) is None
