"""Days and sums in the words of whoever reads a letter or a page."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from buyers.terms.money import as_decimal, places_of
from kpmarket.foundation.deadlines import Deadline
from kpmarket.foundation.working_days import last_decreed_year

SHANGHAI = "Asia/Shanghai"


def deadline_words(deadline: Deadline, reader: ZoneInfo) -> str:
    """The last minute in the zone of whom it binds, and in the reader's where that is another; in the reader's language."""
    words = _moment(deadline.ends_at, deadline.zone)
    there = deadline.read_in(reader)
    if there is not None:
        words = _("%(deadline)s (for you %(there)s)") % {"deadline": words, "there": _moment(there, reader)}
    return as_far_as_decreed(words, deadline)


def as_far_as_decreed(words: str, deadline: Deadline) -> str:
    """The words of a deadline in working days; in a year whose holidays China has not decreed it is said to be expected."""
    year = deadline.day.year
    if deadline.zone.key != SHANGHAI or year <= (last_decreed_year(deadline.day) or 0):
        return words
    return _("%(deadline)s, expected: the holidays of %(year)s are not decreed yet") % {
        "deadline": words,
        "year": year,
    }


def minor_words(amount: int, currency: str) -> str:
    """An amount of minor units in the reader's notation, the currency's code in front, as ``USD 42,000.00``."""
    return price_words(as_decimal(amount, currency), currency)


def price_words(price: Decimal, currency: str) -> str:
    """A price in the same form; of a price per unit up to four places."""
    places = places_of(currency)
    pattern = f"#,##0.{'0' * places}{'#' * (4 - places)}"
    return f"{currency}\u00a0{format_decimal(price, pattern.rstrip('.'), locale=to_locale(get_language() or 'en'))}"


def moment_words(moment: datetime) -> str:
    """A moment with the place whose clock it is of: pages of an order are read in several zones."""
    there = timezone.localtime(moment)
    zone = there.tzinfo
    return _moment(there, zone) if isinstance(zone, ZoneInfo) else date_format(there, "DATETIME_FORMAT")


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    place = get_timezone_location(zone, locale=to_locale(get_language() or "en"), return_city=True)
    return _("%(day)s, %(time)s in %(place)s") % {
        "day": date_format(moment.date()),
        "time": time_format(moment.time(), "H:i"),
        "place": place,
    }
