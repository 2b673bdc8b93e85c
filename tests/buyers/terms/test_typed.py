"""Amounts as people in several countries type them."""

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from buyers.terms import money, typed
from buyers.terms.errors import TermsError
from tests.buyers.terms.refusals import refused

LANGUAGES = (
    "en", "en_IN", "zh_Hans", "ja", "ko", "th", "de", "de_CH", "fr", "fr_CH", "es", "es_MX", "pt_BR", "pt_PT", "it", "nl",
    "pl", "cs", "sv", "nb", "fi", "ru", "uk", "kk", "tr", "vi", "id", "el", "hu", "bg", "ar", "ar_EG", "fa", "he", "sw",
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "currency", "amount"),
    [
        ("en", "1,000.50", "USD", 100_050),
        ("en", "1000", "USD", 100_000),
        ("en", "1000.5", "USD", 100_050),
        ("en", "  $12,600  ", "USD", 1_260_000),
        ("en", "US$ 12,600.00", "USD", 1_260_000),
        ("en", "usd12600", "USD", 1_260_000),
        ("en", "12,600.00 USD", "USD", 1_260_000),
        ("en", "A$99.95", "AUD", 9_995),
        ("en", "Rs", "INR", None),
        ("en", ".50", "USD", 50),
        ("en", "0", "USD", 0),
        ("en", "00012.00", "USD", 1_200),
        ("en_IN", "₹1,00,000.00", "INR", 10_000_000),
        ("en", "12,34,56,789", "INR", 12_345_678_900),
        ("de", "1.000,50", "EUR", 100_050),
        ("de", "1.000,50 €", "EUR", 100_050),
        ("de", "1.000,-", "EUR", 100_000),
        ("nl", "€ 1.000,--", "EUR", 100_000),
        ("de", "0,99 EUR", "EUR", 99),
        ("de-ch", "1’000.50", "CHF", 100_050),
        ("de-ch", "1'000.50", "CHF", 100_050),
        ("fr", "1 000,50", "EUR", 100_050),
        ("fr", "1\u202f000\u202f000,50\u00a0€", "EUR", 100_000_050),
        ("pt-br", "R$ 1.234,56", "BRL", 123_456),
        ("pt_BR", "R$ 1.234,56", "BRL", 123_456),
        ("en", "￡5", "GBP", 500),
        ("ar", "٩٩٫٩٠", "USD", 9_990),
        ("fa", "۹۹٫۹۰", "USD", 9_990),
        ("sv", "12 600,00", "SEK", 1_260_000),
        ("pl", "1 234 567,89", "PLN", 123_456_789),
        ("zh-hans", "￥１，０００．５０", "CNY", 100_050),
        ("zh-hans", "1,000.50元", "CNY", 100_050),
        ("zh-hans", "1000。5", "CNY", 100_050),
        ("zh-hans", "人民币 1,000", "CNY", 100_000),
        ("ja", "¥150,000", "JPY", 150_000),
        ("ja", "150,000円", "JPY", 150_000),
        ("en", "150,000.00", "JPY", 150_000),
        ("ar", "١٬٠٠٠٫٥٠", "USD", 100_050),
        ("ar", "١٢٫٣٤٥", "KWD", 12_345),
        ("fa", "۱٬۰۰۰٫۵۰", "USD", 100_050),
        ("en", "12.345", "KWD", 12_345),
        ("xx", "1,000.50", "USD", 100_050),
        ("", "1,000.50", "USD", 100_050),
        ("en", "999,999,999,999.99", "USD", money.MOST),
    ],
)
def test_an_amount_is_read_as_the_language_writes_it(language, text, currency, amount):
    if amount is None:
        with refused("not-an-amount"):
            typed.read_amount(text, currency, language)
    else:
        assert typed.read_amount(text, currency, language) == amount


@pytest.mark.parametrize(
    ("language", "text", "currency", "meant"),
    [
        ("en", "1.000,50", "USD", "1000.50"),
        ("en", "1.000", "USD", "1000"),  # three places: a German thousand
        ("en", "12,5", "USD", "12.5"),
        ("en", "0,99", "USD", "0.99"),
        ("en", "1.000.000", "USD", "1000000"),
        ("en", "1 000,50", "USD", "1000.50"),
        ("de", "1,000.50", "EUR", "1000.50"),
        ("de", "1000.50", "EUR", "1000.50"),
        ("fr", "1,000", "EUR", "1000"),
        ("en", "150.000", "JPY", "150000"),
    ],
)
def test_the_notation_of_another_language_is_refused_with_what_it_means_there(language, text, currency, meant):
    with refused("other-notation") as refusal:
        typed.read_amount(text, currency, language)

    assert refusal.value.facts == {"meant": meant}


@pytest.mark.parametrize(
    "text",
    ["", " ", "abc", "USD", "1e9", "NaN", "inf", "10²", "½", "1,000,00", "1,0000", "1,000.5.", "1..5", "1,,000", "12 34", "1 000'000",
     "1,000 000", "5.", "+5", "0x1F", "1万", "1k", "1/2", "5%", "1" * 41, "1\x000", "５½", "1,00,00", ",000", "1,000-500", "$", "十元"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text):
    with refused("not-an-amount"):
        typed.read_amount(text, "USD", "en")


@pytest.mark.parametrize("text", ["-5", "$-5", "-$5", "−5", "(5)", "($5)", "5-", "- 5.00 USD"])
def test_a_negative_amount_is_refused_as_such(text):
    with refused("negative"):
        typed.read_amount(text, "USD", "en")


@pytest.mark.parametrize(
    ("text", "currency", "other"),
    [
        ("€ 12.50", "USD", "€"),
        ("12.50 eur", "USD", "eur"),
        ("USD 12.50 EUR", "USD", "EUR"),
        ("¥100", "USD", "¥"),
        ("RMB 5", "JPY", "RMB"),
    ],
)
def test_the_mark_of_another_currency_is_refused(text, currency, other):
    with refused("other-currency") as refusal:
        typed.read_amount(text, currency, "en")

    assert refusal.value.facts == {"typed": other}


@pytest.mark.parametrize(
    ("text", "currency", "places"), [("1.0055", "USD", 2), ("1.5", "JPY", 0), ("1.2345", "KWD", 3)]
)
def test_more_places_than_the_currency_has_are_refused(text, currency, places):
    with refused("too-many-places") as refusal:
        typed.read_amount(text, currency, "en")

    assert refusal.value.facts == {"places": places}


@pytest.mark.parametrize("text", ["1,000,000,000,000", "9" * 20])
def test_an_amount_has_a_limit_that_the_refusal_names(text):
    with refused("too-large") as refusal:
        typed.read_amount(text, "USD", "en")

    assert refusal.value.facts == {"most": "999999999999.99"}


@pytest.mark.parametrize("text", ["1~000", "~5", "5~"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_mark_that_nobody_writes_groups_nothing(text, language):
    with refused("not-an-amount"):
        typed.read_amount(text, "EUR", language)


def test_every_full_width_character_has_its_usual_one():
    assert "！０Ａ～".translate(typed.FULL_WIDTH) == "!0A~"
    assert not {0xFF00, 0xFF5F} & set(typed.FULL_WIDTH)


def test_a_text_has_a_length_that_no_amount_needs():
    assert typed.read_amount("5".rjust(40), "USD", "en") == 500

    with refused("not-an-amount"):
        typed.read_amount("5".rjust(41), "USD", "en")


def test_an_unknown_currency_is_refused():
    with refused("unknown-currency"):
        typed.read_amount("5", "ABC", "en")
    with refused("unknown-currency"):
        typed.read_price("5", "ABC", "en")


@pytest.mark.parametrize(
    ("language", "text", "price"),
    [
        ("en", "0.0325", "0.0325"),
        ("de", "0,0325", "0.0325"),
        ("en", "2", "2.0000"),
        ("en", "1,234.5", "1234.5000"),
        ("en", "1.000", "1.0000"),
    ],
)
def test_a_price_has_four_places(language, text, price):
    read = typed.read_price(text, "USD", language)

    assert str(read) == price


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0.03255", "too-many-places"),
        ("100,000,000", "too-large"),
        ("1.000,50", "other-notation"),
        ("-1", "negative"),
        ("x", "not-an-amount"),
    ],
)
def test_a_price_that_a_column_cannot_hold_is_refused(text, code):
    with refused(code):
        typed.read_price(text, "USD", "en")


def test_the_largest_price_is_read():
    assert typed.read_price("99,999,999.9999", "USD", "en") == Decimal("99999999.9999")

    with pytest.raises(TermsError) as refusal:
        typed.read_price("100000000", "USD", "en")
    assert refusal.value.facts == {"most": "99999999.9999"}


@given(
    amount=st.integers(0, money.MOST),
    currency=st.sampled_from(["USD", "JPY", "KWD"]),
    language=st.sampled_from(LANGUAGES),
)
def test_what_unicode_prints_in_any_language_is_read_as_it_was_meant(amount, currency, language):
    places = money.places_of(currency)
    pattern = "#,##0" + ("." + "0" * places if places else "")
    if language == "en_IN":
        pattern = pattern.replace("#,##0", "#,##,##0")
    text = format_decimal(money.as_decimal(amount, currency), format=pattern, locale=language)

    assert typed.read_amount(text, currency, language) == amount


@given(amount=st.integers(0, money.MOST), currency=st.sampled_from(sorted(money.places())))
def test_plain_text_is_read_in_a_language_with_a_point(amount, currency):
    assert typed.read_amount(money.plain(amount, currency), currency, "en") == amount


@given(text=st.text(max_size=50), language=st.sampled_from(LANGUAGES))
def test_whatever_is_typed_is_read_or_refused_with_a_code(text, language):
    try:
        amount = typed.read_amount(text, "EUR", language)
    except TermsError as refusal:
        assert refusal.code in {
            "not-an-amount",
            "negative",
            "other-currency",
            "other-notation",
            "too-many-places",
            "too-large",
        }
    else:
        assert 0 <= amount <= money.MOST


@given(text=st.text(alphabet="0123456789.,' -€", max_size=20), language=st.sampled_from(["en", "de", "fr"]))
def test_no_text_means_two_things(text, language):
    """Of what is read in both notations, the fraction differs only where the language decides."""
    try:
        amount = typed.read_amount(text, "EUR", language)
    except TermsError:
        return

    digits = "".join(character for character in text if character.isdigit())
    assert str(amount).rstrip("0") == digits.lstrip("0").rstrip("0") or amount == 0
