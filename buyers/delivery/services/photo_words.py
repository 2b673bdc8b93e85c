"""What is odd about the time of a photograph, in words that ask and accuse nobody."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from buyers.delivery.models import CheckFile, DeliveryCheck, InspectionPhoto, InspectionReport
from buyers.terms.delivery.photo_times import Oddity, Window, oddity_of

ODDITIES: dict[Oddity, Promise] = {
    Oddity.BEFORE: gettext_lazy("By the camera's clock it is older than what is reported here."),
    Oddity.AFTER: gettext_lazy("By the camera's clock it is younger than what is reported here."),
    Oddity.AHEAD: gettext_lazy("The camera's clock was ahead of the moment at which the file came."),
}


def words_of_photo(photo: InspectionPhoto, report: InspectionReport | None) -> str:
    """About a photograph of an inspection; empty where nothing is odd, or before there is a report."""
    if report is None:
        return ""
    return _words(photo.taken, Window(report.started_at, report.finished_at, photo.received_at))


def words_of_file(file: CheckFile, made: DeliveryCheck) -> str:
    """About a photograph of goods that arrived: it was to be taken on the day on which they were looked at."""
    begins = datetime.combine(made.looked_on, time.min, made.order.buyer.zone)
    return _words(file.taken or "", Window(begins, begins + timedelta(days=1), made.checked_at))


def _words(taken: str, window: Window) -> str:
    odd = oddity_of(taken, window)
    return str(ODDITIES[odd]) if odd else ""
