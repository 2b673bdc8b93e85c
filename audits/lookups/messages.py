"""Codes of the registers -> words for auditors."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audits.models import RegisterCheck
from audits.registers.adapter import InterfaceSource
from audits.registers.question import Point, Reason

REASONS = {
    Reason.BY_HAND: _("This register answers people only: look there, and record what you saw."),
    Reason.OFFLINE: _("This site asks no registers: look there, and record what you saw."),
    Reason.NO_CONNECTION: _("There was no connection. This says nothing of the certificate."),
    Reason.TIMED_OUT: _("The register took too long. This says nothing of the certificate."),
    Reason.BUSY: _("The register was busy. This says nothing of the certificate."),
    Reason.REFUSED: _("The register refused the question. This says nothing of the certificate."),
    Reason.ELSEWHERE: _("The register sent us to another host, where we do not follow."),
    Reason.TOO_LARGE: _("The answer was longer than we take."),
    Reason.UNREADABLE: _("The answer could not be read: it was cut off or broken."),
    Reason.UNEXPECTED: _("The answer has another shape than we know: look there, and record what you saw."),
    Reason.NO_NUMBER: _("There is no number to ask for."),
    Reason.NOT_IN_THIS_REGISTER: _("This register does not hold numbers of this form."),
    Reason.GUARDED: _(
        "The register answered with a page that only a browser passes: look there, and record what you saw."
    ),
    Reason.NO_KEY: _("This site has no account with this register: look there, and record what you saw."),
}
SHAPES = {
    InterfaceSource.DOCUMENTED: _("A program asks it as its documentation says."),
    InterfaceSource.UNDOCUMENTED: _("A program asks it as its own pages do: no interface is documented."),
    InterfaceSource.REPORTED: _(
        "A program asks it in a form that others report: nothing is documented. Compare the register’s page."
    ),
    InterfaceSource.OF_A_COPY: _("A program asks a copy of it, at an address that this site’s operator named."),
    InterfaceSource.FOR_PEOPLE: "",
}
"""How far to trust our reading of an answer."""
POINTS = {
    Point.HOLDER: _("Another holder than claimed"),
    Point.ISSUER: _("Another issuing body than claimed"),
    Point.WITHDRAWN: _("No longer good in the register"),
    Point.EXPIRED: _("Lapsed in the register"),
    Point.LAST_DAY: _("Ends earlier than claimed"),
    Point.CHECK_DIGIT: _("The check digit does not fit"),
}
SHOWN = {
    "number": _("Number"),
    "holder": _("Holder"),
    "owner": _("Owner"),
    "issuer": _("Issuing body"),
    "device": _("Device"),
    "product_code": _("Product code"),
    "class": _("Class"),
    "srn": _("Registration number"),
    "city": _("City"),
    "country": _("Country"),
    "agent": _("Agent in the USA"),
    "scope": _("Scope"),
    "decided": _("Decided on"),
    "issued": _("Issued on"),
    "until": _("Valid until"),
    "year": _("Registered until the end of"),
    "state": _("State in the register"),
}


def reason_of(made: RegisterCheck) -> object:
    """Why there is no answer; empty where there is one."""
    return REASONS[Reason(made.reason)] if made.reason else ""


def differences_of(made: RegisterCheck) -> list[dict[str, object]]:
    """Each difference with its name, what is claimed and what the register says."""
    return [
        {"name": POINTS[Point(one["point"])], "claimed": one["claimed"], "found": one["found"]}
        for one in made.differences
    ]


def shown_of(made: RegisterCheck) -> list[tuple[object, str]]:
    """What the register holds, as rows with names."""
    return [(SHOWN[name], value) for name, value in made.shown.items() if name in SHOWN]
