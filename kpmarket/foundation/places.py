"""Names of countries, and of the parts of a country that have a market of their own, in each language; and the day there.

The only source of names of places: pages, letters and exports ask here.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from django.utils.translation import get_language, to_locale

PLACES = {
    "GB-NIR": {"en": "Northern Ireland", "zh": "北爱尔兰"},
    "GB": {"en": "Great Britain", "zh": "大不列颠"},
    "HK": {"en": "Hong Kong SAR China", "zh": "中国香港"},
    "MO": {"en": "Macao SAR China", "zh": "中国澳门"},
    "TW": {"en": "Taiwan", "zh": "中国台湾"},
}
"""Parts of a country by ISO 3166-2, and the rest of it, which Babel does not name; and names that we write otherwise."""
NO_COUNTRY = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})
"""Two-letter codes of the language data that are no ISO 3166 countries."""
MAIN_ZONES = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CY": "Asia/Nicosia",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei",
    "GL": "America/Nuuk",
    "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PF": "Pacific/Tahiti",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
    "XK": "Europe/Belgrade",
}
"""The zone of the capital, or of most people, where a country has several and the language data puts another one first."""


def place_name(code: str) -> str:
    """The name in the reader's language; the code itself where no name is known."""
    language = get_language() or "en"
    if code in PLACES:
        return PLACES[code][language[:2]]
    return str(Locale.parse(to_locale(language)).territories.get(code, code))


def place_names(language: str) -> dict[str, str]:
    """Code -> name of every country of the world and of our parts of countries; ``language`` is en or zh."""
    territories = {str(code): str(name) for code, name in Locale(language).territories.items()}
    countries = (code for code in territories if len(code) == 2 and code.isalpha() and code not in NO_COUNTRY)
    names = {code: territories[code] for code in countries}
    return {**names, **{code: words[language] for code, words in PLACES.items()}}


@cache
def time_zone_of(code: str) -> ZoneInfo | None:
    """The time zone of a country, or of the country that a part belongs to; None for a code that we do not know."""
    country = code.partition("-")[0]
    zones = get_global("territory_zones").get(country, ())
    name = MAIN_ZONES.get(country) or next(iter(zones), None)
    return ZoneInfo(name) if name else None


def day_there(code: str, moment: datetime) -> date:
    """Which day it is in that place at that moment, which must know its zone; in UTC where the place's zone is not known."""
    zone = time_zone_of(code)
    return moment.astimezone(zone or ZoneInfo("UTC")).date()
