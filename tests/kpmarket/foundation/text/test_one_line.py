import unicodedata
from email import message_from_bytes
from email.policy import SMTP

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from hypothesis import given
from hypothesis import strategies as st

from kpmarket.foundation.text.one_line import MAX_HEADER_CHARS, REFUSED, one_line, validate_one_line

LINE_ENDS = ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
INVISIBLE = ["\u202e", "\u200b", "\u00ad", "\ufeff", "\x00", "\x7f", "\ud800"]


@pytest.mark.parametrize("character", LINE_ENDS)
def test_what_ends_a_line_becomes_a_space(character):
    assert one_line(f"Mask{character}Bcc : evil@example.org") == "Mask Bcc : evil@example.org"


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\u00ad", "\ufeff", "\ud800"])
def test_what_is_invisible_is_removed(character):
    assert one_line(f"Ma{character}sk") == "Mask"


def test_chinese_and_accents_stay_as_they_are():
    assert one_line("医用口罩 · Élan, 100 %") == "医用口罩 · Élan, 100 %"


def test_a_long_line_is_cut_and_says_so():
    line = one_line("x" * 1000)

    assert (len(line), line[-2:]) == (MAX_HEADER_CHARS, "x…")


@given(st.text(st.characters(categories=["Cc", "Zl", "Zp", "Cf", "Lu", "Zs", "Lo"])))
def test_no_text_whatever_becomes_a_second_header(text):
    subject = one_line(f"A{text}")

    message = message_from_bytes(EmailMessage(subject, "text", to=["a@example.org"]).message().as_bytes(), policy=SMTP)

    plain = EmailMessage("A", "text", to=["a@example.org"]).message()
    assert sorted(message.keys()) == sorted(plain.keys())
    assert not any(unicodedata.category(character) in REFUSED for character in subject)
    assert len(subject) <= MAX_HEADER_CHARS


@pytest.mark.parametrize("character", [*LINE_ENDS, *INVISIBLE])
def test_a_form_refuses_what_does_not_belong_in_one_line(character):
    with pytest.raises(ValidationError):
        validate_one_line(f"Mask{character}")


@pytest.mark.parametrize("text", ["", "Mask", "医用口罩", "Müller & Söhne “GmbH”", "5 × 10⁻³"])
def test_a_form_takes_ordinary_names(text):
    assert validate_one_line(text) is None


@pytest.mark.parametrize("text", ["نی\u200cا", "ක්\u200dෂ", "क्\u200cष"])
def test_a_joiner_that_spelling_needs_is_taken(text):
    assert validate_one_line(text) is None


@pytest.mark.parametrize("text", ["Ma\u200dsk", "\u200dMask", "ا\u200cMask", "ا\u200c"])
def test_a_joiner_that_changes_nothing_is_refused(text):
    with pytest.raises(ValidationError):
        validate_one_line(text)
