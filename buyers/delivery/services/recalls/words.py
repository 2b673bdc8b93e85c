"""Recall notices and what agrees with them, in words; the days that laws set once a recall is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from buyers.delivery.models import RecallQuestion
from buyers.delivery.notices.notice import Refused
from buyers.terms.disputes.legal_deadlines import deadline_data
from kpmarket.foundation.working_days import due_on

BECAUSE = {
    "lot": gettext_lazy("a lot or serial number agrees"),
    "gtin": gettext_lazy("a GTIN agrees"),
    "model": gettext_lazy("a model agrees"),
    "maker": gettext_lazy("a maker's name is similar"),
}
RECALL = "recall"
"""The kind of periods of ``case_deadlines.yaml`` that begin when an incident or the reason for a recall is known."""
REFUSALS = {
    "too-large": gettext_lazy("The file is larger than 30 MB."),
    "too-many": gettext_lazy("The file has more than 20,000 notices."),
    "unreadable": gettext_lazy("The file is not whole: it cannot be read."),
    "definitions": gettext_lazy("This file holds definitions that we do not open."),
    "other-format": gettext_lazy("This is not a file of that format."),
}


@dataclass(frozen=True)
class Clock:
    """A period of law that begins when a recall is known: what, under which act, until when, and how sure that is."""

    what: str
    act: str
    until: date
    source: str
    confidence: str


def because_words(question: RecallQuestion) -> str:
    """Why it is asked: 'a model agrees; a maker's name is similar (KP-3, Jiangsu Lanhe)'."""
    reasons = "; ".join(str(BECAUSE.get(code, code)) for code in question.because)
    return f"{reasons} ({', '.join(question.words[:8])})"


def refusal_words(refusal: Refused) -> str:
    """Why a file is not read."""
    return str(REFUSALS.get(refusal.code, refusal.code))


def recall_clocks(known_on: date) -> list[Clock]:
    """The days within which laws ask for reports and notices, counted from a day; which of them bind, counsel says."""
    language = get_language() or "en"
    return [
        Clock(one.label.read_in(language), one.act, one.last_day(known_on, due_on), one.source, one.confidence)
        for one in deadline_data().deadlines.values()
        if one.kind == RECALL
    ]


def published_words(question: RecallQuestion) -> str:
    """When the notice was published, and its version where there were others."""
    notice = question.notice
    day = date_format(notice.published_on) if notice.published_on else _("no day named")
    return _("%(day)s, version %(version)s") % {"day": day, "version": notice.version} if notice.version > 1 else day
