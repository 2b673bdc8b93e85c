"""A temperature log in words, and why a logger's file was not read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buyers.delivery.models import TemperatureLog, TemperaturePage, TemperatureStep
from buyers.delivery.services.gate_words import degrees
from buyers.terms.errors import TermsError

NOT_READ: dict[str, Promise] = {
    "too-many-rows": gettext_lazy(
        "The file has more than %(most)s rows. Export a shorter time, or upload the report as PDF."
    ),
    "not-text": gettext_lazy("This is no text. Export the readings as CSV, or upload the report as PDF or picture."),
    "no-readings": gettext_lazy(
        "No readings were found: a row of headings with a time and a temperature, and figures below it. Export the readings as CSV."
    ),
    "unit-unknown": gettext_lazy("The file does not say whether its figures are °C or °F."),
    "day-order-unclear": gettext_lazy("Its days can be read in two ways, as 3 April or as 4 March: say which."),
    "not-in-order": gettext_lazy("Its times run backwards. Export it from the logger's program without changes."),
    "range-reversed": gettext_lazy("The lower end of the range is above the upper one."),
}


@dataclass(frozen=True)
class LogWords:
    """A log as the page shows it. ``is_open``: an excursion that the buyer has not answered."""

    log: TemperatureLog
    heading: str
    rows: tuple[tuple[str, str], ...]
    sentence: str
    steps: tuple[TemperatureStep, ...]
    pages: tuple[TemperaturePage, ...]
    has_excursion: bool
    is_open: bool


def log_in_words(log: TemperatureLog) -> LogWords:
    """Its steps, files and pages are read."""
    steps = tuple(log.steps.all())
    is_answered = any(step.kind != TemperatureStep.Kind.STATEMENT for step in steps)
    return LogWords(
        log=log,
        heading=_heading(log),
        rows=tuple(_rows(log)),
        sentence=_sentence(log),
        steps=steps,
        pages=tuple(page for file in log.files.all() for page in file.pages.all()),
        has_excursion=log.has_excursion,
        is_open=log.has_excursion and not is_answered,
    )


def refusal_of_file(error: TermsError) -> str:
    """Why nothing was read from a file, as a sentence at its field."""
    if error.code == "too-large":
        return _("The file is larger than %(most)s.") % {"most": filesizeformat(int(str(error.facts["most"])))}
    return str(NOT_READ[error.code]) % error.facts


def _heading(log: TemperatureLog) -> str:
    asked = _("kept between %(low)s and %(high)s") % {"low": degrees(log.low), "high": degrees(log.high)}
    line = _("line %(number)s") % {"number": log.line} if log.line else _("all lines")
    return " · ".join(filter(None, (log.serial, line, asked)))


def _rows(log: TemperatureLog) -> list[tuple[str, str]]:
    facts = log.facts
    first, last = (
        date_format(datetime.fromisoformat(facts[key]), "DATETIME_FORMAT") for key in ("first_at", "last_at")
    )
    minutes = facts["minutes_outside"]
    found = [
        (_("Record"), _("%(first)s to %(last)s, on the logger's own clock") % {"first": first, "last": last}),
        (_("Lowest and highest"), f"{degrees(facts['lowest'])} … {degrees(facts['highest'])}"),
        (
            _("Outside the range"),
            ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": number_format(minutes)},
        ),
    ]
    if log.is_read:
        found.append((_("Readings"), number_format(facts["readings"])))
        gap = facts["longest_gap"]
        words = ngettext("%(count)s minute", "%(count)s minutes", gap) % {"count": number_format(gap)}
        found.append((_("Longest time without a reading"), words))
        found.append((_("Mean kinetic temperature"), degrees(facts["mean_kinetic"])))
    else:
        found.append((_("Source"), _("typed from the report, not read from it")))
    return found


def _sentence(log: TemperatureLog) -> str:
    if not log.has_excursion:
        return _("Inside the range.")
    return _("Outside the range. Silence does not accept these goods: the buyer answers, or makes a claim.")
