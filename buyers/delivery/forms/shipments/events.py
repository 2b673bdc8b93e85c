"""A report of one event: when and where, in the clock of that place, and the document that proves it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.delivery.forms.shipments.places import PlaceField
from buyers.delivery.models import ShipmentEvent
from buyers.delivery.services.shipments.events import EventEntry
from buyers.delivery.services.shipments.words import place_words
from buyers.forms import FilesField
from buyers.terms.contract import Terms
from buyers.terms.delivery.events import event_kinds
from buyers.terms.delivery.numbers import air_waybill
from buyers.terms.delivery.places import zone_of
from buyers.terms.errors import TermsError
from buyers.terms.plans import EvidenceKind, milestones
from buyers.trade.forms.evidence import fact_field
from buyers.trade.forms.numbers import number_refusal
from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import MultilineField

Kind = ShipmentEvent.Kind
FACT = "fact_"
"""Before the names of fields that are facts of the evidence."""
MOST_UNITS = 2_000_000_000


class EventForm(forms.Form):
    """One event of that code. With files, or where the buyer speaks of a delivery, it becomes evidence: ``is_proof``."""

    kind = forms.ChoiceField(
        label=gettext_lazy("It"),
        choices=[
            (Kind.HAPPENED, gettext_lazy("happened")),
            (Kind.EXPECTED, gettext_lazy("is expected")),
            (Kind.PLANNED, gettext_lazy("is planned")),
        ],
        widget=forms.RadioSelect,
        initial=Kind.HAPPENED,
    )
    place = PlaceField(label=gettext_lazy("Place"), help_text=gettext_lazy("A name, or a UN/LOCODE such as CNSHA."))
    day = DayField(label=gettext_lazy("Day"))
    time = forms.TimeField(
        label=gettext_lazy("Time"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("On the clock of the place; where we do not know its zone, in UTC."),
    )
    note = MultilineField(
        label=gettext_lazy("Note"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        *args: Any,
        code: str,
        terms: Terms,
        currency: str,
        lines: Mapping[int, int],
        now: datetime,
        needs_file: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.code, self.now, self.lines, self.needs_file = code, now, lines, needs_file
        if place := self.initial.get("place"):
            words = {"place": place_words(place), "zone": zone_of(place)}
            self.fields["time"].help_text = _("On the clock of the place. For %(place)s that is %(zone)s.") % words
        proof = event_kinds().events[code].proof
        self.proof: EvidenceKind | None = milestones().evidence[proof] if proof else None
        if self.proof:
            self._add_proof(self.proof, terms, currency)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if all(cleaned.get(name) is not None for name in ("place", "day", "time")):
            zone = ZoneInfo(zone_of(cleaned["place"]))
            cleaned["moment"] = datetime.combine(cleaned["day"], cleaned["time"], tzinfo=zone)
            if cleaned.get("kind") == Kind.HAPPENED and cleaned["moment"] > self.now:
                self.add_error("day", _("This says it happened; the day is ahead. Choose “expected”."))
        if self.is_proof:
            self._check_proof(cleaned)
        return cleaned

    @property
    def is_proof(self) -> bool:
        """Whether it says that something happened and brings what proves it."""
        data = self.cleaned_data
        if self.proof is None or data.get("kind") != Kind.HAPPENED:
            return False
        return bool(data.get("files")) or (not self.needs_file and bool(data.get(f"{FACT}condition")))

    @property
    def entry(self) -> EventEntry:
        data = self.cleaned_data
        return EventEntry(self.code, data["kind"], data["moment"], data["place"], data["note"])

    @property
    def facts(self) -> dict[str, Any]:
        """Facts that were stated, as evidence keeps them: days as text."""
        kinds = self.proof.facts if self.proof else ()
        stated = {fact.id: self.cleaned_data.get(FACT + fact.id) for fact in kinds}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in stated.items()
            if value not in (None, "")
        }

    @property
    def missing(self) -> dict[int, int]:
        """Units that are missing or damaged, by line."""
        found = {line: self.cleaned_data.get(f"missing_{line}") for line in self.lines}
        return {line: units for line, units in found.items() if units}

    def _add_proof(self, proof: EvidenceKind, terms: Terms, currency: str) -> None:
        for fact in proof.facts:
            if fact.id != "missing":
                self.fields[FACT + fact.id] = fact_field(fact, terms, currency)
                self.fields[FACT + fact.id].required = False
        if any(fact.id == "missing" for fact in proof.facts):
            for line in self.lines:
                self.fields[f"missing_{line}"] = forms.IntegerField(
                    label=_("Line %(line)s: units missing or damaged") % {"line": line},
                    required=False,
                    min_value=0,
                    max_value=MOST_UNITS,
                )
        self.fields["files"] = FilesField(
            label=_("Files"),
            required=False,
            help_text=_("PDF or pictures, at most five. Without a document it is a report, and proves nothing yet."),
        )

    def _check_proof(self, cleaned: dict[str, Any]) -> None:
        for fact in self.proof.facts if self.proof else ():
            name = FACT + fact.id
            if fact.is_required and name in self.fields and not cleaned.get(name):
                self.add_error(name, _("The document says this: please enter it."))
        number = cleaned.get(f"{FACT}number")
        if cleaned.get(f"{FACT}kind") == "air_waybill" and number:
            try:
                cleaned[f"{FACT}number"] = air_waybill(number)
            except TermsError as refusal:
                self.add_error(f"{FACT}number", number_refusal("air_waybill", refusal))
        for line, units in self.lines.items():
            if (cleaned.get(f"missing_{line}") or 0) > units:
                words = _("At most %(units)s: that is what travels of this line.")
                self.add_error(f"missing_{line}", words % {"units": units})
