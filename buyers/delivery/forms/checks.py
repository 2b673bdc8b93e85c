"""What the buyer types who checks goods: for each line, or lot on record, how many are accepted and rejected, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.catalogue.prices import number
from buyers.catalogue.quantities import QuantityField
from buyers.delivery.models import ShipmentLot
from buyers.delivery.services.acceptance.words import line_name, outcome_words
from buyers.forms import FilesField
from buyers.terms.delivery.checks import REASONS, Checked, LineAcceptance, Outcome
from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import LineField, MultilineField

PAIRS = (1, 2)
"""Reasons for which quantities of one row can be rejected in one check."""


@dataclass(frozen=True)
class Row:
    """A row of the form: a line, or one of its lots. ``key`` begins the names of its fields.

    ``warning``: the sentence of a lot that expires too soon for what was agreed; the reason is filled in then.
    """

    state: LineAcceptance
    lot: ShipmentLot | None = None
    warning: str = ""

    @property
    def key(self) -> str:
        return f"l{self.state.line.number}" + (f"_{self.lot.pk}" if self.lot else "")

    @property
    def title(self) -> str:
        name = line_name(self.state.line)
        return _("%(name)s, lot %(lot)s") % {"name": name, "lot": self.lot.lot} if self.lot and self.lot.lot else name

    @property
    def hint(self) -> str:
        """How many can be spoken for, and when the lot expires."""
        most = min(self.lot.quantity, self.state.may_check) if self.lot else self.state.may_check
        words = _("At most %(most)s can be accepted or rejected.") % {"most": number(most)}
        if self.lot and self.lot.expires_on:
            words += " " + _("Expires on %(day)s.") % {"day": date_format(self.lot.expires_on)}
        return words


def rows_for(
    states: Sequence[LineAcceptance], lots: Sequence[ShipmentLot], warnings: Mapping[int, str] | None = None
) -> list[Row]:
    """A row for each lot on record of each line, and one for the line itself where lots leave some of it out.

    ``warnings``: by the key of the lot.
    """
    found = []
    for state in states:
        if not (state.may_check or state.unaccepted):
            continue
        mine = [lot for lot in lots if lot.line == state.line.number and lot.lot]
        found += [Row(state, lot, (warnings or {}).get(lot.pk, "")) for lot in mine]
        if sum(lot.quantity for lot in mine) < state.line.quantity:
            found.append(Row(state))
    return found


class CheckForm(forms.Form):
    """A check of goods. ``checked`` is what was typed, as quantities with one outcome each."""

    def __init__(self, *args: Any, rows: Sequence[Row], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.today = rows, today
        self.fields["looked_on"].initial = today
        reasons = [("", "---------"), *((str(one), outcome_words(one)) for one in REASONS)]
        for row in rows:
            self.fields[f"{row.key}_accepted"] = _count(gettext_lazy("Accepted"))
            if row.state.unaccepted and row.lot is None:
                self.fields[f"{row.key}_after_all"] = _count(gettext_lazy("Of the rejected: accepted after all"))
            for pair in PAIRS:
                self.fields[f"{row.key}_rejected{pair}"] = _count(gettext_lazy("Rejected"))
                self.fields[f"{row.key}_reason{pair}"] = forms.ChoiceField(
                    label=gettext_lazy("Why"),
                    choices=reasons,
                    required=False,
                    initial=str(Outcome.EXPIRES_SOON) if row.warning and pair == PAIRS[0] else "",
                )
            self.fields[f"{row.key}_note"] = LineField(
                label=gettext_lazy("What you saw"), required=False, max_length=300
            )

    looked_on = DayField(label=gettext_lazy("Looked at on"))
    note = MultilineField(
        label=gettext_lazy("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    photos = FilesField(
        label=gettext_lazy("Photographs"),
        required=False,
        help_text=gettext_lazy(
            "Of the goods, the labels and the packing: PDF or pictures, at most five. The supplier sees them."
        ),
    )

    def clean_looked_on(self) -> date:
        day: date = self.cleaned_data["looked_on"]
        if day > self.today:
            raise forms.ValidationError(_("This says it happened; the day is ahead."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for row in self.rows:
            for pair in PAIRS:
                count, reason = f"{row.key}_rejected{pair}", f"{row.key}_reason{pair}"
                if cleaned.get(count) and not cleaned.get(reason) and reason not in self.errors:
                    self.add_error(reason, _("Say why these are rejected."))
                is_chosen = cleaned.get(reason) and cleaned[reason] != self.fields[reason].initial
                if is_chosen and not cleaned.get(count) and count not in self.errors:
                    self.add_error(count, _("Say how many."))
        if not self.errors and not self.checked:
            self.add_error(None, _("Say how many you accept or reject of at least one line."))
        return cleaned

    @property
    def checked(self) -> list[Checked]:
        """What was typed."""
        return [one for row in self.rows for one in self._of_row(row) if one.quantity]

    @property
    def groups(self) -> list[tuple[Row, list[forms.BoundField], list[forms.BoundField], list[forms.BoundField]]]:
        """Each row with its own fields: how many, the first reason, and what is seldom needed."""
        found = []
        for row in self.rows:
            head = [self[name] for name in (f"{row.key}_accepted", f"{row.key}_after_all") if name in self.fields]
            first = [self[f"{row.key}_rejected1"], self[f"{row.key}_reason1"], self[f"{row.key}_note"]]
            second = [self[f"{row.key}_rejected2"], self[f"{row.key}_reason2"]]
            found.append((row, head, first, second))
        return found

    def _of_row(self, row: Row) -> list[Checked]:
        typed, line, lot = self.cleaned_data, row.state.line.number, row.lot.pk if row.lot else None
        note = typed.get(f"{row.key}_note") or ""
        found = [
            Checked(line, Outcome.ACCEPTED, typed.get(f"{row.key}_accepted") or 0, lot),
            Checked(line, Outcome.AFTER_ALL, typed.get(f"{row.key}_after_all") or 0),
        ]
        for pair in PAIRS:
            if reason := typed.get(f"{row.key}_reason{pair}"):
                count = typed.get(f"{row.key}_rejected{pair}") or 0
                found.append(Checked(line, Outcome(reason), count, lot, note))
        return found


def _count(label: Any) -> QuantityField:
    return QuantityField(label=label, required=False)
