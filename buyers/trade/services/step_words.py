"""The next step of an order in a sentence for its reader: who does what, until when there and here, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.terms.next_step import Code, Doer, Step, Then
from buyers.trade.mail.deadlines import as_far_as_decreed
from buyers.trade.services.words import event_words
from kpmarket.foundation.deadlines import Deadline

MINE = {
    Code.APPROVE: gettext_lazy("Approve the order as a second member of your organisation"),
    Code.CONFIRM: gettext_lazy("Confirm the order, or decline it"),
    Code.SIGN: gettext_lazy("Sign the contract"),
    Code.AGREE: gettext_lazy("Answer the change of terms that is proposed"),
    Code.CURE: gettext_lazy("Renew what the clearance of line %(line)s needs"),
    Code.PAY: gettext_lazy("Pay part %(part)s: %(amount)s"),
    Code.ANSWER: gettext_lazy("Look at the evidence and answer it: %(event)s"),
    Code.CORRECT: gettext_lazy("Send corrected evidence: %(event)s"),
    Code.ACCEPT: gettext_lazy("Check the goods that arrived, and accept them or say what is wrong"),
    Code.PROVE: gettext_lazy("Send evidence when it happened: %(event)s"),
}
THEIRS = {
    Code.APPROVE: gettext_lazy("A second member of %(who)s approves the order"),
    Code.CONFIRM: gettext_lazy("%(who)s confirms the order or declines it"),
    Code.SIGN: gettext_lazy("%(who)s signs the contract"),
    Code.AGREE: gettext_lazy("%(who)s answers the change of terms that is proposed"),
    Code.CURE: gettext_lazy("%(who)s renews what the clearance of line %(line)s needs"),
    Code.PAY: gettext_lazy("%(who)s pays part %(part)s: %(amount)s"),
    Code.ANSWER: gettext_lazy("%(who)s answers the evidence: %(event)s"),
    Code.CORRECT: gettext_lazy("%(who)s sends corrected evidence: %(event)s"),
    Code.ACCEPT: gettext_lazy("%(who)s checks the goods that arrived, and accepts them or says what is wrong"),
    Code.PROVE: gettext_lazy("%(who)s sends evidence when it happened: %(event)s"),
    Code.PAY_OUT: gettext_lazy("%(who)s sends part %(part)s to the supplier"),
    Code.DONE: gettext_lazy("Nothing is left to do: the order is complete"),
    Code.OVER: gettext_lazy("Nothing is left to do: the order has ended"),
}
THEN = {
    Then.NOT_PLACED: gettext_lazy("Until then the supplier does not see the order."),
    Then.LAPSES: gettext_lazy(
        "If nothing is done until then, the order lapses. Nothing is to be paid before it is confirmed."
    ),
    Then.NOT_IN_FORCE: gettext_lazy("Until both have signed, nothing is to be paid."),
    Then.AS_SIGNED: gettext_lazy("Until then the signed terms stay in force."),
    Then.MAY_CANCEL_LINE: gettext_lazy("If that is not done until then, the buyer may cancel this line."),
    Then.MAY_CANCEL: gettext_lazy("If nothing is paid, the supplier may cancel seven days after that day."),
    Then.SILENCE_ACCEPTS: gettext_lazy("If nothing is said until then, it counts as accepted."),
    Then.STAYS_OPEN: gettext_lazy("Silence does not accept it: it stays open until there is an answer."),
    Then.WAITS: gettext_lazy("No day is set for it; the next part of the order waits for it."),
    Then.SHOWN_LATE: gettext_lazy("After that day it is late, and stays visible as late."),
    Then.NOTHING: "",
}
IN_WORKING_DAYS = frozenset({Code.CONFIRM, Code.AGREE, Code.ANSWER})
"""Steps whose last day is counted in working days of whom they bind."""


@dataclass(frozen=True)
class Parties:
    """Who reads, and what the sentences name: the sides by name with their zones and places, amounts of parts in words."""

    reader: Doer
    names: Mapping[Doer, str]
    zones: Mapping[Doer, ZoneInfo]
    places: Mapping[Doer, str]
    amounts: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class NextStep:
    """``ends`` is the day and where it ends; ``here`` the same moment on the reader's clock, empty where it is the same."""

    code: str
    sentence: str
    is_mine: bool
    on: date | None
    ends: str
    here: str
    is_late: bool
    then: str
    part: int | None
    event: str


def in_words(step: Step, parties: Parties, *, at: datetime) -> NextStep:
    """The step as this reader understands it."""
    is_mine = step.side == parties.reader
    words = (MINE if is_mine else THEIRS)[step.code]
    sentence = str(words) % {
        "who": parties.names.get(step.side, ""),
        "line": step.line,
        "part": step.part,
        "amount": parties.amounts.get(step.part or 0, ""),
        "event": event_words(step.event),
    }
    deadline = _deadline(step, parties)
    return NextStep(
        code=str(step.code),
        sentence=sentence,
        is_mine=is_mine,
        on=step.on,
        ends=_ends(step, deadline, parties) if deadline else "",
        here=_here(deadline, parties) if deadline else "",
        is_late=bool(deadline and deadline.is_over(at)),
        then=str(THEN[step.then]),
        part=step.part,
        event=step.event,
    )


def _deadline(step: Step, parties: Parties) -> Deadline | None:
    zone = parties.zones.get(step.side)
    return Deadline(step.on, zone) if step.on and zone else None


def _ends(step: Step, deadline: Deadline, parties: Parties) -> str:
    words = _("until the end of %(day)s in %(place)s") % {
        "day": date_format(deadline.day, "DATE_FORMAT"),
        "place": parties.places[step.side],
    }
    return as_far_as_decreed(words, deadline) if step.code in IN_WORKING_DAYS else words


def _here(deadline: Deadline, parties: Parties) -> str:
    zone = parties.zones.get(parties.reader)
    there = deadline.read_in(zone) if zone else None
    if there is None:
        return ""
    return _("%(moment)s in %(place)s") % {
        "moment": date_format(there, "DATETIME_FORMAT"),
        "place": parties.places[parties.reader],
    }
