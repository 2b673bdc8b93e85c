"""The form field for days: one order of year, month and day, and years in which a day of ours can lie."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2100, 12, 31)
BUDDHIST_YEARS = 543
"""Years by which the Buddhist calendar, printed on documents of Thailand, is ahead."""

WRITTEN = re.compile(r"\s*(\d{4})(?:-(\d{1,2})-(\d{1,2})|\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日)\s*")
"""A day in the order that we take, whether it exists or not."""


class DayField(forms.DateField):
    """A day from ``first`` to ``last``: 2027-03-14 or 2027年3月14日, in no order that could mean another day."""

    default_error_messages = {
        "invalid": gettext_lazy("Enter the day as year, month and day: 2027-03-14 or 2027年3月14日."),
        "no_such_day": gettext_lazy("There is no such day: check month and day."),
    }

    def __init__(self, *, first: date = FIRST_DAY, last: date = LAST_DAY, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)
        self.set_bounds(first, last)

    def set_bounds(self, first: date, last: date) -> None:
        """Take days from ``first`` to ``last`` from now on."""
        self.first, self.last = first, last
        self.widget.attrs.update(min=first.isoformat(), max=last.isoformat())

    def to_python(self, value: Any) -> date | None:
        try:
            return super().to_python(value)
        except ValidationError:
            if isinstance(value, str) and WRITTEN.fullmatch(value):
                raise ValidationError(self.error_messages["no_such_day"], code="no_such_day") from None
            raise

    def validate(self, value: Any) -> None:
        super().validate(value)
        if isinstance(value, date) and not self.first <= value <= self.last:
            raise ValidationError(self._out_of_bounds(value))

    def _out_of_bounds(self, day: date) -> str:
        western = day.year - BUDDHIST_YEARS
        if self.first.year <= western <= self.last.year:
            words = _("The year %(year)s of the Buddhist calendar is %(western)s: enter that year.")
            return words % {"year": day.year, "western": western}
        if day < self.first and self.first == FIRST_DAY:
            return _("Choose a day from the year %(year)s on.") % {"year": self.first.year}
        if day > self.last and self.last == LAST_DAY:
            return _("Choose a day up to the year %(year)s.") % {"year": self.last.year}
        words = _("Choose a day from %(first)s to %(last)s.")
        return words % {"first": date_format(self.first), "last": date_format(self.last)}
