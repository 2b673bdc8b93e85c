"""References as payers and banks write them, and the code that starts a transfer."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from buyers.terms.references import OrderNumber, Reference, order_numbers_in, references_in, transfer_code
from tests.buyers.terms.refusals import refused

DEPOSIT = Reference(2026, 123, 1)
BALANCE = Reference(2026, 123, 2)
REFERENCES = st.builds(Reference, st.integers(2020, 2099), st.integers(1, 10**8 - 1), st.integers(1, 99))


def test_a_reference_names_the_order_and_the_part():
    assert DEPOSIT.text == "RF11KP20260000012301"
    assert DEPOSIT.printed == "RF11 KP20 2600 0001 2301"
    assert BALANCE.text[4:] == "KP20260000012302"


@given(REFERENCES)
def test_a_reference_is_valid_short_and_found_again(reference):
    assert iso11649.is_valid(reference.text)
    assert len(reference.text) == 20
    assert references_in(reference.text) == references_in(reference.printed) == (reference,)


@pytest.mark.parametrize(
    "remittance",
    [
        "RF11KP20260000012301",
        "rf11 kp20 2600 0001 2301",
        "/ROC/RF11KP20260000012301",
        "INVOICE 4711 DD 30.11.2026 RF11-KP20-2600-0001-2301 DEPOSIT 30PCT",
        "PAYMENT FOR MASKS REF RF11KP20260\n000012301 LESS CHARGES",  # a bank breaks lines after 35 characters
        "Ref.: RF11KP20260000012301 20261130",  # the day follows
        "RF11KP2026000001230120261130",
        "货款 ＲＦ１１ＫＰ２０２６０００００１２３０１ 定金",
        "RF11KP2026\r\n0000012301",
        "+RF11KP20260000012301+",
        "RF11KP20260000012301 RF11KP20260000012301",
        "RF18539007547034 and RF11KP20260000012301",  # somebody else's reference before ours
        "XRF11 KP20260000012301",
    ],
)
def test_a_reference_is_found_in_what_banks_deliver(remittance):
    assert references_in(remittance) == (DEPOSIT,)


def test_two_references_are_both_found():
    assert references_in(f"{BALANCE.printed}, {DEPOSIT.printed}") == (BALANCE, DEPOSIT)


@pytest.mark.parametrize(
    "remittance",
    [
        "",
        "RF12KP20260000012301",
        "RF11KP20260000012302",
        "RF11KP20260000012310",
        "RF11KP202600000123",
        "RF11KP2026000001230",
        "KP-2026-000123",
        "RF18539007547034",
        "RF 1lKP20260000012301",
        "RFKP20260000012301",
        "INVOICE 2026000123 01",
    ],
)
def test_what_is_no_reference_of_ours_is_not_taken_for_one(remittance):
    assert references_in(remittance) == ()


@given(reference=REFERENCES, place=st.integers(0, 24), digit=st.integers(1, 9))
def test_one_wrong_digit_is_never_another_part_of_another_order(reference, place, digit):
    text = reference.text
    if place >= len(text) or not text[place].isdigit():
        return
    wrong = text[:place] + str((int(text[place]) + digit) % 10) + text[place + 1 :]

    assert references_in(wrong) == ()


@given(
    reference=REFERENCES,
    breaks=st.lists(st.sampled_from([" ", "\n", "-", "/", ".", "\u00a0"]), min_size=24, max_size=24),
    small=st.booleans(),
)
def test_marks_between_its_characters_do_not_matter(reference, breaks, small):
    text = "".join(character + mark for character, mark in zip(reference.text, breaks, strict=False))

    assert references_in(text.lower() if small else text) == (reference,)


@pytest.mark.parametrize(
    "reference",
    [
        Reference(999, 123, 1),
        Reference(2026, 123, 0),
        Reference(2026, 123, 100),
        Reference(2026, 0, 1),
        Reference(26, 1, 1),
        Reference(2026, 10**8, 1),
        Reference(10000, 1, 1),
    ],
)
def test_a_part_that_has_no_reference_is_refused(reference):
    with refused("no-reference") as refusal:
        _ = reference.text

    assert refusal.value.facts == reference._asdict()


def test_the_limits_of_a_reference_have_one():
    assert references_in(Reference(9999, 10**8 - 1, 99).text) == (Reference(9999, 10**8 - 1, 99),)
    assert references_in(Reference(1000, 1, 1).text) == (Reference(1000, 1, 1),)


def test_a_part_numbered_nothing_is_no_reference():
    body = "KP20260000012300"
    assert (
        references_in(iso11649.format(f"RF{98 - int(''.join(str(int(c, 36)) for c in body + 'RF00')) % 97:02d}{body}"))
        == ()
    )


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("deposit KP-2026-000123", [(2026, 123)]),
        ("kp2026000123.", [(2026, 123)]),
        ("KP 2026 000123 and KP/2026/1234567", [(2026, 123), (2026, 1234567)]),
        ("KP-2026-000123 KP-2026-000123", [(2026, 123)]),
        ("KP-2026-123", []),
        ("KP-1926-000123", []),
        ("XKP-2026-000123", []),
        ("RF11KP20260000012301", []),  # that is for check digits
        ("ＫＰ-2026-000123", [(2026, 123)]),
    ],
)
def test_numbers_of_orders_are_found_to_be_suggested(text, numbers):
    assert order_numbers_in(text) == tuple(OrderNumber(*number) for number in numbers)


def code(**changes):
    facts = {
        "name": "Handelsbank Treuhand GmbH",
        "account": "DE89 3704 0044 0532 0130 00",
        "bic": "COBADEFFXXX",
        "amount": 1_260_000,
        "reference": DEPOSIT.printed,
    }
    return transfer_code(**facts | changes)


def test_a_code_starts_a_transfer_with_everything_filled_in():
    assert (
        code()
        == "BCD\n002\n1\nSCT\nCOBADEFFXXX\nHandelsbank Treuhand GmbH\nDE89370400440532013000\nEUR12600.00\n\nRF11KP20260000012301"
    )


def test_a_code_needs_no_bic_and_keeps_to_its_lengths():
    lines = code(bic="", name="  Ein   sehr langer Name " * 6, amount=99_999_999_999).split("\n")

    assert (lines[4], lines[7]) == ("", "EUR999999999.99")
    assert len(lines[5]) <= 70
    assert lines[5].startswith("Ein sehr langer Name Ein")
    assert len("\n".join(lines).encode()) <= 331


def test_a_long_name_is_cut_after_seventy_characters():
    assert code(name="B" * 71).split("\n")[5] == "B" * 70
    assert code(name="B" * 69 + " Bank").split("\n")[5] == "B" * 69


@pytest.mark.parametrize(
    "account", ["VA59 0011 2300 0012 3456 78", "GB29 NWBK 6016 1331 9268 19", "AD12 0001 2030 2003 5910 0100"]
)
def test_accounts_of_every_country_of_such_transfers_are_reached(account):
    assert account.replace(" ", "") in code(account=account)


def test_the_smallest_transfer_is_a_cent():
    assert "EUR0.01" in code(amount=1)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"account": "DE88370400440532013000"}, "not-sepa"),
        ({"account": "6222 0202 0000 0000 000"}, "not-sepa"),
        ({"account": ""}, "not-sepa"),
        ({"account": "SA0380000000608010167519"}, "not-sepa"),  # a right IBAN, and out of reach
        ({"bic": "COBADEFFXX"}, "bad-bic"),
        ({"bic": "cobadeff"}, "bad-bic"),
        ({"name": " \n "}, "bad-name"),
        ({"amount": 0}, "bad-amount"),
        ({"amount": 100_000_000_000}, "bad-amount"),
        ({"reference": "RF12KP20260000012301"}, "no-reference"),
        ({"reference": ""}, "no-reference"),
    ],
)
def test_no_code_is_made_that_would_pay_wrongly(changes, refusal):
    with refused(refusal):
        code(**changes)


def test_a_name_cannot_add_lines():
    assert len(code(name="Bank\nEUR1.00").split("\n")) == len(re.findall("\n", code())) + 1
