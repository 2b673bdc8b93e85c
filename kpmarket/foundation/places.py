"""Names of countries, and of the parts of a country that have a market of their own."""

from babel import Locale
from django.utils.translation import get_language, to_locale

PLACES = {
    "GB-NIR": {"en": "Northern Ireland", "zh": "北爱尔兰"},
    "GB": {"en": "Great Britain", "zh": "大不列颠"},
}
"""Parts of a country by ISO 3166-2, and the rest of it; Babel names whole countries only."""


def place_name(code: str) -> str:
    """The name in the reader's language; the code itself where no name is known."""
    language = get_language() or "en"
    if code in PLACES:
        return PLACES[code][language[:2]]
    return str(Locale.parse(to_locale(language)).territories.get(code, code))
