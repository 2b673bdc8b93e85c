"""Labels are found where OCR lost or changed the accents of capitals, at the places where they stand."""

import pytest

from suppliers.documents.fields.date_role_words import Role
from suppliers.documents.fields.date_roles import labels_in
from suppliers.documents.vocabulary.accents import without_accents


@pytest.mark.parametrize(
    "text", ["GEÇERLİLİK TARİHİ", "gültig bis", "Łódź", "有效期至 2027年", "유효기간 만료일", "№ 14"]
)
def test_the_length_of_a_text_stays(text):
    assert len(without_accents(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("BELGENÍN SON GEÇERLILIK TARÍHI", Role.UNTIL),  # a Turkish licence as OCR gives it
        ("Data eliberarii: 03.04.2023", Role.ISSUED),
        ("Este certificado es válido desde 28 de marzo de 2023", Role.FROM),
        ("Gültig ab 01.02.2024", Role.FROM),
        ("有效期至", Role.UNTIL),
    ],
)
def test_a_label_is_found_with_any_accents(text, role):
    assert role in {one.role for one in labels_in(text)}
