"""The day that a page is asked about, and, for those who may ask, the moment whose knowledge counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from buyers.catalogue.reference import Destination
from buyers.forms import AxesForm, ShipmentForm
from kpmarket.foundation.places import day_there

UNSAID = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True)
class Asked:
    """What the URL asks for, with the form that says what is wrong with it."""

    form: ShipmentForm
    on: date
    """The day of arrival."""
    known_at: datetime | None = None
    """None: as we know it now."""
    may_look_back: bool = False
    shipped_on: date | None = None
    """None: on the day of arrival."""
    pieces: int | None = None
    """How many are shipped; None: not said."""
    is_day_asked: bool = False
    """Whether the URL names the day of arrival; otherwise it is today."""

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
        names = ("on", "shipped", "pieces") if self.is_day_asked else ("shipped", "pieces")
        kept = {name: self.form.data.get(name) if name not in self.form.errors else None for name in names}
        if self.known_at:
            kept["known"] = self.known_at.astimezone(UTC).strftime(UNSAID)
        return urlencode({name: value for name, value in kept.items() if value})

    @property
    def query_of_today(self) -> str:
        """The same question, as we know it now."""
        shipped = {"shipped": self.shipped_on.isoformat()} if self.shipped_on else {}
        pieces = {"pieces": self.pieces} if self.pieces else {}
        return urlencode({"on": self.on.isoformat(), **shipped, **pieces})


def axes_asked(request: HttpRequest, *, may_look_back: bool, now: datetime, here: Destination | None = None) -> Asked:
    """Days and moment in the URL; today and now where there is none to use.

    Today is the day in the destination, where one is chosen. The moment is ignored for readers who may not look back.
    """
    today = day_there(here.code, now) if here else timezone.localdate(now)
    said = {name: request.GET.get(name, "") for name in ("on", "shipped", "pieces")}
    said["on"] = said["on"] or today.isoformat()
    form = AxesForm({**said, "known": request.GET.get("known", "")}, now=now) if may_look_back else ShipmentForm(said)
    form.is_valid()
    return Asked(
        form,
        form.cleaned_data.get("on") or today,
        form.cleaned_data.get("known"),
        may_look_back=may_look_back,
        shipped_on=form.cleaned_data.get("shipped"),
        pieces=form.cleaned_data.get("pieces"),
        is_day_asked=bool(request.GET.get("on")),
    )


def days_asked(request: HttpRequest, today: date) -> tuple[ShipmentForm, date, date | None]:
    """The days of arrival and of shipping in the address, with the form that says what is wrong with them.

    The day of arrival is today where there is none to use.
    """
    form = ShipmentForm({"on": request.GET.get("on") or today.isoformat(), "shipped": request.GET.get("shipped", "")})
    form.is_valid()
    return form, form.cleaned_data.get("on") or today, form.cleaned_data.get("shipped")
