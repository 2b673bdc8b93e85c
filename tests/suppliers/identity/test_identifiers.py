import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.identity.identifiers import (
    CreditCodeCaution,
    CreditCodeFault,
    credit_code_cautions,
    credit_code_fault,
    normalise,
    normalise_credit_code,
)

REAL = ["91110000600037341L", "9144030071526726XG", "9137030068946500X7", "91330600609661634M", "911302005661986189"]
EARLY_FUJIAN = ["91350211M0000XUF46", "91350100M0001TGQXM", "91350628M0000K0H44"]


@pytest.mark.parametrize("code", REAL)
def test_a_real_code_is_accepted_without_a_word(code):
    assert (credit_code_fault(code), credit_code_cautions(code, code[2:4])) == (None, [])


@pytest.mark.parametrize("code", EARLY_FUJIAN)
def test_an_early_fujian_code_is_accepted_with_a_caution(code):
    assert credit_code_fault(code) is None
    assert credit_code_cautions(code, "35") == [CreditCodeCaution.EARLY_FUJIAN]


@pytest.mark.parametrize("code", ["91350100M000100Y4Z", "91110000600037341S", "A111000060003734IL", "0" * 18])
def test_characters_that_may_not_stand_there_are_a_fault_of_format(code):
    assert credit_code_fault(code) == CreditCodeFault.FORMAT


@pytest.mark.parametrize("code", ["91110000600037341N", "91110000600037314L", "91350100M000100Y44"])
def test_a_wrong_check_digit_is_refused_elsewhere(code):
    assert credit_code_fault(code) == CreditCodeFault.CHECK_DIGIT


@pytest.mark.parametrize("code", ["", "12345", "91110000600037341L0"])
def test_a_code_of_another_length_is_refused(code):
    assert credit_code_fault(code) == CreditCodeFault.LENGTH


@given(st.sampled_from(REAL), st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_no_single_slip_of_the_hand_is_accepted(code, place, other):
    slipped = code[:place] + other + code[place + 1 :]

    assert (credit_code_fault(slipped) is None) == (slipped == code)


def test_a_code_from_another_province_is_only_a_caution():
    assert credit_code_cautions("9144030071526726XG", "32") == [CreditCodeCaution.PROVINCE]


@pytest.mark.parametrize("province", ["", "32"])
def test_a_code_of_the_national_register_fits_every_province(province):
    assert credit_code_cautions("91100000100003962T", province) == []


def test_full_width_digits_small_letters_and_spaces_are_one_code():
    assert normalise_credit_code(" ９１１１ 0000-6000 37341ｌ\u200b ") == "91110000600037341L"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("＋８６　１３８００", "+86 13800"),
        ("No．１２３－Ａ", "No.123-A"),
        ("MDR—2024", "MDR-2024"),
        ("\u202e12\u202c3", "123"),
        ("苏食药监械出２０１９０１２３号", "苏食药监械出20190123号"),
    ],
)
def test_normalise_says_what_was_meant(typed, meant):
    assert normalise(typed) == meant


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    once = normalise(text)

    assert normalise(once) == once
