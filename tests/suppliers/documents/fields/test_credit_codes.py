import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpmarket.site.demo.chance import chance
from kpmarket.site.demo.codes import credit_code
from suppliers.documents.fields.credit_codes import is_credit_code, propose
from tests.suppliers.documents.fields.sample_sheets import sheet_of

CODE = credit_code("440306", chance("example"))
CODES = st.integers(0, 10**6).map(lambda seed: credit_code("320505", chance(seed)))


@given(CODES)
def test_a_code_with_a_valid_check_character_is_proposed(code):
    assert [(one.value, one.confidence > 0.9) for one in propose(sheet_of(f"统一社会信用代码：{code}"))] == [
        (code, True)
    ]


@given(CODES, st.integers(8, 16))
def test_a_code_with_one_wrong_character_has_low_confidence(code, place):
    wrong = code[:place] + ("3" if code[place] != "3" else "4") + code[place + 1 :]

    found = list(propose(sheet_of(f"统一社会信用代码：{wrong}")))

    assert not is_credit_code(wrong)
    assert all(one.confidence < 0.5 for one in found)


def test_spaces_within_a_code_are_for_the_eye():
    printed = " ".join((CODE[:4], CODE[4:10], CODE[10:]))

    assert [one.value for one in propose(sheet_of(f"信用代码 {printed}"))] == [CODE]


def test_a_letter_that_no_code_has_is_read_as_the_digit_it_looks_like():
    printed = CODE.replace("0", "O")

    found = list(propose(sheet_of(f"信用代码 {printed}")))

    assert [(one.value, one.printed) for one in found] == [(CODE, printed)]
    assert found[0].confidence < 0.9


@pytest.mark.parametrize("text", ["123456789012345679", "Registration 9009807778", "KP-EDP-2026-97643-ABC"])
def test_other_numbers_are_no_codes(text):
    assert list(propose(sheet_of(text))) == []
