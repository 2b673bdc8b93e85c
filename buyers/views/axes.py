"""The day that a page is asked about, and, for those who may ask, the moment whose knowledge counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from buyers.forms import AxesForm, DayForm

UNSAID = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True)
class Asked:
    """What the URL asks for, with the form that says what is wrong with it."""

    form: DayForm
    on: date
    known_at: datetime | None = None
    """None: as we know it now."""
    may_look_back: bool = False

    @property
    def known_in_words(self) -> str:
        """The moment for people, in UTC."""
        if self.known_at is None:
            return ""
        moment = self.known_at.astimezone(UTC)
        return _("%(day)s, %(time)s UTC") % {"day": date_format(moment.date()), "time": f"{moment:%H:%M}"}

    @property
    def query(self) -> str:
        """What a link keeps of it: nothing of a day or a moment that nobody asked for."""
        kept = {"on": self.form.data.get("on") if "on" not in self.form.errors else None}
        if self.known_at:
            kept["known"] = self.known_at.astimezone(UTC).strftime(UNSAID)
        return urlencode({name: value for name, value in kept.items() if value})

    @property
    def query_of_today(self) -> str:
        """The same question, as we know it now."""
        return urlencode({"on": self.on.isoformat()})


def axes_asked(request: HttpRequest, *, may_look_back: bool, now: datetime) -> Asked:
    """Day and moment in the URL; today and now where there is none to use. Ignored for readers who may not look back."""
    today = timezone.localdate(now)
    said = {"on": request.GET.get("on") or today.isoformat()}
    if not may_look_back:
        form = DayForm(said)
        return Asked(form, form.cleaned_data["on"] if form.is_valid() else today)
    axes = AxesForm({**said, "known": request.GET.get("known", "")}, now=now)
    axes.is_valid()
    return Asked(axes, axes.cleaned_data.get("on") or today, axes.cleaned_data.get("known"), may_look_back=True)
