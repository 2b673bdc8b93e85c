"""Why an inspection is not booked, answered or reported."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from buyers.delivery.models import InspectionReport
from kpmarket.foundation.acts import Refusals


class InspectionRefused(Exception):
    """Nothing was written."""


class OrderNotRunning(InspectionRefused):
    """The order is not confirmed, or is over."""


class MoreThanOrdered(InspectionRefused):
    """A lot is larger than its line: ``line`` has ``quantity`` units."""

    def __init__(self, line: int, quantity: int) -> None:
        super().__init__(line, quantity)
        self.line, self.quantity = line, quantity


class BookedAlready(InspectionRefused):
    """The same is booked for that day, or the failed one is repeated already."""


class NotForYou(InspectionRefused):
    """This is for the other side to do."""


class AnsweredBefore(InspectionRefused):
    """It was agreed, declined, cancelled or reported before."""


class NotAgreed(InspectionRefused):
    """Nothing is reported on a booking that is not agreed on."""


class NothingToRepeat(InspectionRefused):
    """Only an inspection that did not pass is repeated."""


class SentBefore(InspectionRefused):
    """This very file is there already."""


class TooManyPhotos(InspectionRefused):
    """More files than an inspection takes."""


class ReportedAlready(InspectionRefused):
    """There is a report: a second press, or a second device."""

    def __init__(self, report: InspectionReport) -> None:
        super().__init__(report)
        self.report = report


REFUSALS: Refusals = {
    OrderNotRunning: _("The order does not run: nothing can be booked or reported."),
    BookedAlready: _("This is booked already. Nothing was booked a second time."),
    NotForYou: _("This is for the other side to do."),
    AnsweredBefore: _("Somebody decided before: look at where the booking stands now."),
    NotAgreed: _("Both sides have to agree on the booking before anything is reported."),
    NothingToRepeat: _("Only an inspection that did not pass is repeated."),
    SentBefore: _("This file is there already. It was not taken in a second time."),
    TooManyPhotos: _("An inspection takes at most 200 files. What was sent before is kept."),
    ReportedAlready: _("The report is there already. Nothing was taken in a second time."),
    MoreThanOrdered: lambda refusal: (
        _("Line %(line)s has %(quantity)s units.") % {"line": refusal.line, "quantity": f"{refusal.quantity:,}"}
    ),
}
"""Sentences for whoever wanted it."""
