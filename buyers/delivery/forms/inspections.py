"""What a side types who books an inspection, and what an inspector types at the factory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.delivery.models import Inspection, InspectionReport
from buyers.delivery.services.guests import Invited
from buyers.delivery.services.inspections.booking import Booking
from buyers.delivery.services.inspections.reading import InspectionState, LotState
from buyers.delivery.services.inspections.reporting import LotFound, Reported
from buyers.delivery.services.inspections.words import class_words
from buyers.terms.contract import Terms
from buyers.terms.delivery.sampling import CLASSES, ZERO, tables
from buyers.trade.models import Side
from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import LineField, MultilineField
from kpmarket.foundation.text.mail_address import validate_mail_address

MOST_UNITS = 2_000_000_000
MOST_GRAMS = 100_000_000
ONE_DAY = timedelta(days=1)


class BookingForm(forms.Form):
    """A booking. Lots stand in ``lot-<line>``, the AQL of a class in ``aql-<class>``."""

    stage = forms.ChoiceField(
        label=gettext_lazy("When"), choices=Inspection.Stage.choices, initial=Inspection.Stage.PRE_SHIPMENT
    )
    level = forms.ChoiceField(label=gettext_lazy("Inspection level"))
    place = LineField(label=gettext_lazy("Place"), max_length=300)
    day = DayField(label=gettext_lazy("Day"))
    packed_percent = forms.IntegerField(
        label=gettext_lazy("Packed by then, in percent"), min_value=0, max_value=100, initial=100
    )
    inspector = forms.ChoiceField(
        label=gettext_lazy("Who inspects"),
        choices=[
            ("guest", gettext_lazy("An inspector, who gets a link by e-mail")),
            ("self", gettext_lazy("People of our own organisation")),
        ],
        initial="guest",
        widget=forms.RadioSelect,
    )
    organisation = LineField(label=gettext_lazy("Organisation of the inspector"), max_length=200)
    name = LineField(label=gettext_lazy("Name of the inspector"), max_length=120, required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the inspector"),
        max_length=254,
        required=False,
        validators=[validate_mail_address],
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter and the page"), choices=settings.LANGUAGES, initial="zh-hans"
    )
    paid_by = forms.ChoiceField(label=gettext_lazy("Paid by"), choices=Side.choices)
    note = MultilineField(
        label=gettext_lazy("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, terms: Terms, today: date, lots: Mapping[int, int], **kwargs: Any) -> None:
        """``lots``: what is inspected unless something else is typed, units by number of line."""
        super().__init__(*args, **kwargs)
        self.terms = terms
        self.fields["level"].choices = [(one, one) for one in tables().levels]  # type: ignore[attr-defined]
        self.fields["day"].set_bounds(today, today + 400 * ONE_DAY)  # type: ignore[attr-defined]
        own: dict[str, forms.Field] = {}
        for line in terms.lines:
            label = _("Line %(number)s, %(name)s: units to inspect")
            own[f"lot-{line.number}"] = forms.IntegerField(
                label=label % {"number": line.number, "name": line.name},
                min_value=0,
                max_value=line.quantity,
                required=False,
                initial=lots.get(line.number, 0),
            )
        choices = [("", _("Not judged")), (ZERO, _("None accepted")), *((one, one) for one in tables().aqls)]
        for name in CLASSES:
            own[f"aql-{name}"] = forms.ChoiceField(
                label=_("%(class)s: AQL") % {"class": class_words(name)}, choices=choices, required=False
            )
        self.fields = {**own, **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.lots() and not self.errors:
            self.add_error(None, _("Say how many units of which line are inspected."))
        if not self.classes():
            self.add_error("aql-major", _("Choose an AQL for at least one class of defects."))
        if cleaned.get("inspector") == "guest":
            for name in ("name", "email"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("The inspector gets the link at this address, under this name."))
        return cleaned

    def lots(self) -> dict[int, int]:
        """Units by number of line."""
        numbers = (line.number for line in self.terms.lines)
        return {line: self.cleaned_data[f"lot-{line}"] for line in numbers if self.cleaned_data.get(f"lot-{line}")}

    def classes(self) -> dict[str, str]:
        """The AQL by class."""
        return {name: self.cleaned_data[f"aql-{name}"] for name in CLASSES if self.cleaned_data.get(f"aql-{name}")}

    def booking(self) -> Booking:
        """Once the form is valid."""
        data = self.cleaned_data
        guest = None
        if data["inspector"] == "guest":
            guest = Invited(data["name"], data["organisation"], data["email"], data["language"])
        plain = {
            name: data[name] for name in ("stage", "level", "place", "day", "packed_percent", "organisation", "note")
        }
        return Booking(lots=self.lots(), classes=self.classes(), guest=guest, paid_by=Side(data["paid_by"]), **plain)


class AnswerForm(forms.Form):
    """Whether the other side agrees, and why not."""

    verdict = forms.ChoiceField(choices=[("agree", ""), ("decline", "")])
    note = LineField(label=gettext_lazy("Note"), max_length=500, required=False)


class ReportForm(forms.Form):
    """The figures of a report, for large fingers. Those of a lot stand in ``<what>-<line>``."""

    started_at = forms.DateTimeField(label=gettext_lazy("Started, on the clock in China"))
    finished_at = forms.DateTimeField(label=gettext_lazy("Finished, on the clock in China"))
    barcodes = forms.ChoiceField(
        label=gettext_lazy("Barcodes"), choices=InspectionReport.Barcodes.choices, widget=forms.RadioSelect
    )
    own_result = forms.ChoiceField(
        label=gettext_lazy("Your own verdict"), choices=InspectionReport.Result.choices, widget=forms.RadioSelect
    )
    number = LineField(label=gettext_lazy("Number of your report, if it has one"), max_length=60, required=False)
    note = MultilineField(
        label=gettext_lazy("What you found"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    photos_taken = forms.IntegerField(min_value=0, max_value=999, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, state: InspectionState, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state, self.now = state, now
        for name in ("started_at", "finished_at"):
            self.fields[name].widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
            self.fields[name].initial = timezone.localtime(now).replace(tzinfo=None, second=0, microsecond=0)
        own: dict[str, forms.Field] = {}
        for lot in state.lots:
            own |= _fields_of(lot)
        self.fields = {**own, **self.fields}

    def groups(self) -> Iterator[tuple[LotState, list[BoundField]]]:
        """Each lot with its fields."""
        for lot in self.state.lots:
            yield lot, [self[name] for name in _fields_of(lot)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        began, ended = cleaned.get("started_at"), cleaned.get("finished_at")
        if began and ended and ended < began:
            self.add_error("finished_at", _("It cannot end before it begins."))
        if ended and ended > self.now + timedelta(minutes=10):
            self.add_error("finished_at", _("This says it happened; the moment is ahead."))
        for lot in self.state.lots:
            line = lot.line.number
            sample = cleaned.get(f"sample-{line}")
            for name in lot.plan.classes:
                found = cleaned.get(f"{name}-{line}")
                if sample is not None and found is not None and found > sample:
                    self.add_error(
                        f"{name}-{line}", _("More defects than units checked: count each unit once in a class.")
                    )
        return cleaned

    def reported(self) -> Reported:
        """Once the form is valid."""
        data = self.cleaned_data
        lots = {
            lot.line.number: LotFound(
                data[f"sample-{lot.line.number}"],
                data[f"counted-{lot.line.number}"],
                {name: data[f"{name}-{lot.line.number}"] for name in lot.plan.classes},
                data[f"grams-{lot.line.number}"],
                _lot_numbers(data[f"lots-{lot.line.number}"]),
            )
            for lot in self.state.lots
        }
        names = ("number", "own_result", "barcodes", "note", "started_at", "finished_at", "photos_taken")
        return Reported(lots=lots, **{name: data[name] for name in names})


def _fields_of(lot: LotState) -> dict[str, forms.Field]:
    line = lot.line.number
    found: dict[str, forms.Field] = {
        f"sample-{line}": _count(_("Units checked"), most=lot.quantity),
        **{f"{name}-{line}": _count(_("%(class)s found") % {"class": class_words(name)}) for name in lot.plan.classes},
        f"counted-{line}": _count(_("Units counted in all")),
        f"grams-{line}": _count(_("Weight of one packed carton in grams"), most=MOST_GRAMS, required=False),
        f"lots-{line}": LineField(
            label=_("Lot numbers on the cartons that were checked"),
            max_length=400,
            required=False,
            help_text=_("As printed, with commas between. They are compared with what is shipped."),
        ),
    }
    return found


def _lot_numbers(text: str) -> tuple[str, ...]:
    """Numbers with commas, semicolons or Chinese marks between."""
    return tuple(dict.fromkeys(one for part in re.split(r"[,;，；、]", text) if (one := part.strip()[:60])))


def _count(label: str, *, most: int = MOST_UNITS, required: bool = True) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=required, widget=widget)
