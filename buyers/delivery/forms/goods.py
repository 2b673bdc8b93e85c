"""What the supplier states of goods in transport, and what somebody hands in about temperature."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from buyers.delivery.models import GoodsFacts
from buyers.forms import FilesField
from buyers.terms.delivery.dangerous_rows import documents
from buyers.terms.delivery.temperature import Range, TemperatureFacts
from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import LineField, MultilineField

UN = re.compile(r"(?:UN)?\s*(\d{4})", re.IGNORECASE)
MOST_ML, MOST_G, MOST_PIECES, MOST_WH = 1_000_000, 5_000_000, 100_000, Decimal(100_000)
COLDEST, WARMEST = Decimal(-200), Decimal(200)
HUNDRED, THOUSAND = 100, 1000


class Yes(forms.TypedChoiceField):
    """Yes, no, or not stated."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("", gettext_lazy("not stated")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
        super().__init__(choices=choices, coerce=lambda one: one == "yes", empty_value=None, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value)


class GoodsForm(forms.Form):
    """What is left empty is not stated, and what is not stated keeps the gate closed."""

    is_dangerous = Yes(
        label=gettext_lazy("Dangerous goods in transport"),
        help_text=gettext_lazy("As section 14 of the safety data sheet says. Goods with lithium batteries are."),
    )
    un = LineField(label=gettext_lazy("UN number"), max_length=10, required=False)
    group = forms.ChoiceField(
        label=gettext_lazy("Packing group"), choices=[("", "---------"), *GoodsFacts.Group.choices], required=False
    )
    inner = forms.IntegerField(
        label=gettext_lazy("Content of an inner packing in mL"), min_value=1, max_value=MOST_ML, required=False
    )
    inner_per_package = forms.IntegerField(
        label=gettext_lazy("Inner packings in a package"), min_value=1, max_value=MOST_PIECES, required=False
    )
    package = forms.IntegerField(
        label=gettext_lazy("Gross weight of a package in g"), min_value=1, max_value=MOST_G, required=False
    )
    travels = forms.ChoiceField(
        label=gettext_lazy("How it travels"), choices=[("", "---------"), *GoodsFacts.Travels.choices], required=False
    )
    battery = forms.ChoiceField(
        label=gettext_lazy("Battery"), choices=[("", "---------"), *GoodsFacts.Battery.choices], required=False
    )
    watt_hours = forms.DecimalField(
        label=gettext_lazy("Energy of one battery in Wh"),
        min_value=Decimal("0.001"),
        max_value=MOST_WH,
        decimal_places=3,
        required=False,
    )
    lithium = forms.DecimalField(
        label=gettext_lazy("Lithium of one battery in g"),
        min_value=Decimal("0.001"),
        max_value=MOST_WH,
        decimal_places=3,
        required=False,
    )
    charge = forms.IntegerField(
        label=gettext_lazy("State of charge in percent"), min_value=0, max_value=100, required=False
    )
    documents = forms.MultipleChoiceField(
        label=gettext_lazy("Documents at hand"), required=False, widget=forms.CheckboxSelectMultiple
    )
    keep_low = forms.DecimalField(
        label=gettext_lazy("Keep from, in °C"), min_value=COLDEST, max_value=WARMEST, decimal_places=2, required=False
    )
    keep_high = forms.DecimalField(
        label=gettext_lazy("Keep until, in °C"), min_value=COLDEST, max_value=WARMEST, decimal_places=2, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        choices = [(id_, label.read_in(language)) for id_, label in documents().items()]
        self.fields["documents"].choices = choices  # type: ignore[attr-defined]

    def clean_un(self) -> str:
        text = self.cleaned_data["un"]
        if not text:
            return ""
        match = UN.fullmatch(text)
        if not match:
            raise forms.ValidationError(_("A UN number has four digits, as UN1170."))
        return f"UN{match[1]}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        _check_range(self, cleaned)
        if cleaned.get("is_dangerous") is False and cleaned.get("un"):
            self.add_error(
                "un", _("Goods with a UN number are dangerous goods: answer yes above, or clear the number.")
            )
        return cleaned

    def columns(self) -> dict[str, Any]:
        """The columns of the row, once it is valid."""
        typed = dict(self.cleaned_data)
        scales = {"watt_hours": THOUSAND, "lithium": THOUSAND, "keep_low": HUNDRED, "keep_high": HUNDRED}
        columns = {"watt_hours": "mwh", "lithium": "lithium_mg"}
        scaled = {columns.get(name, name): _times(typed.pop(name), scale) for name, scale in scales.items()}
        return typed | scaled | {"documents": list(typed["documents"])}


def initial_of(row: GoodsFacts | None) -> dict[str, Any]:
    """What the newest row says, as the form shows it."""
    if row is None:
        return {}
    names = [name for name in GoodsForm.base_fields if hasattr(row, name)]
    found = {name: getattr(row, name) for name in names}
    scaled = {"watt_hours": (row.mwh, THOUSAND), "lithium": (row.lithium_mg, THOUSAND)}
    scaled |= {"keep_low": (row.keep_low, HUNDRED), "keep_high": (row.keep_high, HUNDRED)}
    return found | {key: None if value is None else Decimal(value) / scale for key, (value, scale) in scaled.items()}


class LogForm(forms.Form):
    """A logger's file as text, or a report as PDF or picture with what it says typed from it."""

    line = forms.TypedChoiceField(label=gettext_lazy("Line"), coerce=int, empty_value=None, required=False)
    low = forms.DecimalField(
        label=gettext_lazy("Keep from, in °C"), min_value=COLDEST, max_value=WARMEST, decimal_places=2
    )
    high = forms.DecimalField(
        label=gettext_lazy("Keep until, in °C"), min_value=COLDEST, max_value=WARMEST, decimal_places=2
    )
    file = forms.FileField(
        label=gettext_lazy("File of the logger"),
        help_text=gettext_lazy(
            "CSV or text as the logger's program writes it, at most 5 MB; or a report as PDF or picture."
        ),
    )
    day_order = forms.ChoiceField(
        label=gettext_lazy("How days are written"),
        choices=[
            ("", gettext_lazy("as the file shows")),
            ("dmy", gettext_lazy("day before month")),
            ("mdy", gettext_lazy("month before day")),
        ],
        required=False,
    )
    lowest = forms.DecimalField(
        label=gettext_lazy("Lowest, in °C"), min_value=COLDEST, max_value=WARMEST, decimal_places=2, required=False
    )
    highest = forms.DecimalField(
        label=gettext_lazy("Highest, in °C"), min_value=COLDEST, max_value=WARMEST, decimal_places=2, required=False
    )
    minutes_outside = forms.IntegerField(
        label=gettext_lazy("Minutes outside the range"), min_value=0, max_value=1_000_000, required=False
    )
    first_day = DayField(label=gettext_lazy("First day of the record"), required=False)
    last_day = DayField(label=gettext_lazy("Last day of the record"), required=False)
    OF_REPORT = ("lowest", "highest", "minutes_outside", "first_day", "last_day")

    def __init__(self, *args: Any, lines: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [("", _("All lines")), *lines]  # type: ignore[attr-defined]

    @property
    def is_report(self) -> bool:
        """Whether the file is a PDF or a picture, by its first bytes."""
        upload = self.cleaned_data["file"]
        first = upload.read(4)
        upload.seek(0)
        return first.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8", b"RIFF"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        _check_range(self, cleaned, "low", "high")
        if cleaned.get("file") and self.is_report:
            for name in self.OF_REPORT:
                if cleaned.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Type what the report says: a picture is not read by itself."))
            if (cleaned.get("lowest") or 0) > (cleaned.get("highest") or 0):
                self.add_error("highest", _("This is below the lowest."))
        return cleaned

    @property
    def wanted_range(self) -> Range:
        return Range(int(self.cleaned_data["low"] * HUNDRED), int(self.cleaned_data["high"] * HUNDRED))

    def typed_facts(self) -> TemperatureFacts:
        """What was typed from a report; a figure outside the range is at least one reading."""
        data, wanted = self.cleaned_data, self.wanted_range
        lowest, highest = int(data["lowest"] * HUNDRED), int(data["highest"] * HUNDRED)
        is_outside = not (wanted.holds(lowest) and wanted.holds(highest)) or data["minutes_outside"] > 0
        start = datetime.combine(data["first_day"], datetime.min.time())
        end = datetime.combine(data["last_day"], datetime.min.time()) + timedelta(hours=23, minutes=59)
        return TemperatureFacts(
            first_at=start,
            last_at=end,
            readings=0,
            lowest=lowest,
            highest=highest,
            mean_kinetic=None,
            minutes_outside=data["minutes_outside"],
            readings_outside=int(is_outside),
            longest_gap=0,
        )


class StabilityForm(forms.Form):
    """What the maker says about the excursion."""

    text = MultilineField(
        label=gettext_lazy("What the maker's stability data says"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    statement_files = FilesField(
        label=gettext_lazy("Files"),
        required=False,
        help_text=gettext_lazy("PDF or pictures, at most five. The other side sees pictures of the pages."),
    )


class ExcursionForm(forms.Form):
    """The buyer's answer to an excursion."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[("accepted", gettext_lazy("Accept the goods")), ("refused", gettext_lazy("Do not accept"))],
        widget=forms.RadioSelect,
    )
    text = MultilineField(
        label=gettext_lazy("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


def _check_range(form: forms.Form, cleaned: dict[str, Any], low: str = "keep_low", high: str = "keep_high") -> None:
    """Both ends or none, in order."""
    first, last = cleaned.get(low), cleaned.get(high)
    if (first is None) != (last is None) and not {low, high} & form.errors.keys():
        form.add_error(high if last is None else low, _("Enter both ends of the range."))
    elif first is not None and last is not None and last < first:
        form.add_error(high, _("This is below the lower end."))


def _times(value: Decimal | None, scale: int) -> int | None:
    return None if value is None else int(value * scale)
