"""In which languages the demonstration's firms print their labels, and a line of each that its fonts can print."""

from __future__ import annotations

from kpmarket.site.demo.chance import chance

LANGUAGES = (
    ("en", "de", "fr", "it", "es", "nl", "pt", "zh"),
    ("en", "de", "fr", "it", "es", "pl", "zh"),
    ("en", "de", "fr", "it", "es", "nl", "pt", "tr", "zh"),
    ("en", "de", "zh"),
    ("en", "fr", "zh"),
    ("en", "es", "pt", "zh"),
    ("en", "ar", "zh"),
    ("en", "zh"),
)
LINES = {
    "en": "Do not use if package is damaged.",
    "de": "Bei beschädigter Verpackung nicht verwenden.",
    "fr": "Ne pas utiliser si l'emballage est endommagé.",
    "it": "Non utilizzare se la confezione è danneggiata.",
    "es": "No utilizar si el envase está dañado.",
    "nl": "Niet gebruiken als de verpakking beschadigd is.",
    "pt": "Não utilizar se a embalagem estiver danificada.",
    "pl": "Produkt jednorazowy.",
    "tr": "Tekrar steril etmeyiniz.",
    "ar": "(text on sheet 2 of the artwork)",
    "zh": "包装破损，切勿使用。",
}


def languages_of(credit_code: str, product_type: str) -> tuple[str, ...]:
    """The languages of a firm's label for such a product: always the same for the same firm."""
    return chance("languages", credit_code, product_type).choice(LANGUAGES)
