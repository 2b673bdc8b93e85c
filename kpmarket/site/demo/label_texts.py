"""In which languages the demonstration's firms print their labels, and a line of each that its fonts can print."""

from __future__ import annotations

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


def languages_of(place: int) -> tuple[str, ...]:
    """The languages of the label of a maker, by its place among the makers of its type: the first print the most."""
    return LANGUAGES[place % len(LANGUAGES)]
