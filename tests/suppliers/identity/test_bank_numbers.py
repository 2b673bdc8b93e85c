import pytest

from suppliers.identity.bank_numbers import (
    AccountFinding,
    cnaps_fault,
    compact,
    findings_of,
    number_fault,
    swift_fault,
)

ZH, EN = "湖北绿河医疗用品有限公司", "Hubei Lvhe Medical Supplies Co., Ltd."


def found(**changes):
    facts = {
        "holders": (ZH, EN),
        "registered": (ZH, EN),
        "country": "CN",
        "number": "31050161364000000512",
        "swift": "PCBCCNBJ",
    }
    return findings_of(**{**facts, **changes})


@pytest.mark.parametrize(
    ("number", "is_right"),
    [
        ("GB82 WEST 1234 5698 7654 32", True),
        ("GB83WEST12345698765432", False),
        ("de89370400440532013000", True),
        ("DE89 3704 0044 0532 0130 01", False),
        ("3105 0161 3640 0000 0512", True),
        ("12345", False),
        ("ａｃｃｏｕｎｔ！", False),
    ],
)
def test_an_iban_is_checked_by_its_digits_and_another_number_by_its_form(number, is_right):
    assert (number_fault(compact(number)) == "") is is_right


@pytest.mark.parametrize(
    ("code", "is_right"), [("BKCHCNBJ", True), ("bkchcnbj300", True), ("BKCHCN", False), ("1234CNBJ", False)]
)
def test_a_swift_code_has_its_parts(code, is_right):
    assert (swift_fault(compact(code)) == "") is is_right


@pytest.mark.parametrize(
    ("code", "is_right"), [("104100000004", True), ("10410000000", False), ("10410000000A", False)]
)
def test_a_cnaps_code_has_twelve_digits(code, is_right):
    assert (cnaps_fault(code) == "") is is_right


def test_an_account_that_fits_has_no_finding():
    assert found() == []
    assert found(holders=(f" {ZH} ", "HUBEI LVHE MEDICAL SUPPLIES CO.,LTD")) == []


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"holders": ("湖北绿河贸易有限公司", EN)}, AccountFinding.HOLDER_ZH),
        ({"holders": (ZH, "Hubei Lvhe Medical Limited")}, AccountFinding.HOLDER_EN),
        ({"registered": (ZH, "")}, AccountFinding.HOLDER_EN),
        ({"country": "HK", "swift": "HSBCHKHH"}, AccountFinding.ABROAD),
        ({"swift": "HSBCHKHH"}, AccountFinding.COUNTRIES),
        ({"number": "GB82WEST12345698765432"}, AccountFinding.COUNTRIES),
        ({"number": "6222020200112233446"}, AccountFinding.CARD),
    ],
)
def test_each_contradiction_is_a_finding(changes, finding):
    assert finding in found(**changes)
