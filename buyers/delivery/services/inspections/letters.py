"""Letters about inspections: to who has to answer a booking, and to both sides of what was agreed and reported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from buyers.delivery.models import Inspection, InspectionStep
from buyers.delivery.services.inspections.reading import InspectionState
from buyers.delivery.services.inspections.words import lots_in_words, payer_words, result_words
from buyers.terms.delivery.verdict import Result
from buyers.trade.mail.short_letters import Words, short_letter
from buyers.trade.models import Order, Side
from buyers.trade.services.letters import write_once
from buyers.trade.services.parties import other, people_who_act
from kpmarket.accounts.models import User
from kpmarket.foundation.outbox.models import Letter


def write_of_proposal(inspection: Inspection, *, at: datetime) -> None:
    """Ask the other side for its answer. The order's row must be locked."""
    _write(inspection, "inspection_proposed", (other(Side(inspection.side)),), lambda: _proposal(inspection), at=at)


def write_of_agreement(inspection: Inspection, *, at: datetime) -> None:
    """To both sides: it is booked."""
    _write(inspection, "inspection_booked", tuple(Side), lambda: _agreement(inspection), at=at)


def write_of_ending(step: InspectionStep, *, at: datetime) -> None:
    """To the other side: declined or cancelled."""
    inspection = step.inspection
    _write(inspection, f"inspection_{step.kind}", (other(Side(step.side)),), lambda: _ending(step), at=at)


def write_of_report(state: InspectionState, order: Order, *, at: datetime) -> None:
    """To both sides: what was reported, and what follows."""
    failed = state.result is Result.FAILED
    kind = "inspection_failed" if failed else "inspection_reported"
    state.inspection.order = order
    _write(state.inspection, kind, tuple(Side), lambda: _report(state), at=at)


def _write(
    inspection: Inspection, kind: str, sides: tuple[Side, ...], words: Callable[[], Words], *, at: datetime
) -> None:
    order, cause = inspection.order, f"inspection:{inspection.pk}"

    def compose(user: User) -> Letter:
        return short_letter(order, user, words, key=f"order-{order.pk}-{kind}-{cause}-{user.pk}")

    write_once(order, kind, cause, [one for side in sides for one in people_who_act(order, side)], compose, at=at)


def _what(inspection: Inspection) -> str:
    words = _("%(stage)s, on %(day)s in %(place)s, by %(who)s. %(payer)s")
    return words % {
        "stage": inspection.get_stage_display(),
        "day": date_format(inspection.day, "DATE_FORMAT"),
        "place": inspection.place,
        "who": inspection.organisation,
        "payer": payer_words(inspection),
    }


def _proposal(inspection: Inspection) -> Words:
    title = _("Please answer: an inspection for order %(order)s") % {"order": inspection.order.number}
    silence = _("Nothing is booked before you agree: without an answer there is no inspection on that day.")
    return Words(
        title,
        (_what(inspection), lots_in_words(inspection), silence),
        _path(inspection),
        _("Read the booking and answer"),
    )


def _agreement(inspection: Inspection) -> Words:
    title = _("Inspection %(number)s is booked") % {"number": inspection}
    link = _("The inspector gets a link by e-mail and needs no account.") if inspection.guest_email else ""
    onward = _("Nothing has to be done until the report is there.")
    said = tuple(filter(None, (_what(inspection), lots_in_words(inspection), link, onward)))
    return Words(title, said, _path(inspection), _("Open the booking"))


def _ending(step: InspectionStep) -> Words:
    titles = {
        InspectionStep.Kind.DECLINED: _("Inspection %(number)s is declined"),
        InspectionStep.Kind.CANCELLED: _("Inspection %(number)s is cancelled"),
    }
    title = titles[InspectionStep.Kind(step.kind)] % {"number": step.inspection}
    onward = _("Propose another day or inspector: payments that need an inspection wait for one.")
    said = tuple(filter(None, (step.note, onward)))
    return Words(title, said, _path(step.inspection), _("Open the booking"))


def _report(state: InspectionState) -> Words:
    inspection = state.inspection
    values = {"number": inspection, "result": result_words(state.result)}
    if state.result is Result.FAILED:
        title = _("Inspection %(number)s failed") % values
        onward = _(
            "Nothing is released on it, whoever keeps silent. The goods are sorted and inspected again on the tightened plan at the supplier's cost, or both sides sign a lower price."
        )
    else:
        title = _("Report of inspection %(number)s: %(result)s") % values
        onward = _(
            "The buyer answers it as evidence of the order: another letter says until when, and what silence means."
        )
    differs = _("The inspector's own verdict is another: silence does not accept it.") if state.verdicts_differ else ""
    said = tuple(filter(None, (differs, onward)))
    return Words(title, said, _path(inspection), _("Read the report"))


def _path(inspection: Inspection) -> str:
    return reverse("delivery:inspection", args=[inspection.pk])
