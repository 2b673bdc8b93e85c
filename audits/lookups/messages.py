"""Sentences for auditors, by the codes of the registers."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audits.models import RegisterCheck
from audits.registers.adapter import InterfaceSource
from audits.registers.question import Point, Reason


@dataclass(frozen=True)
class Difference:
    """A point in which a register contradicts a certificate: its name, the claimed value and that in the register."""

    name: Promise
    claimed: str
    found: str


REASONS = {
    Reason.BY_HAND: _("This register has no interface for programs. Look there, and record what you find."),
    Reason.OFFLINE: _("This site does not ask registers. Look there, and record what you find."),
    Reason.NO_CONNECTION: _("There was no connection. This says nothing about the certificate."),
    Reason.TIMED_OUT: _("The register took too long. This says nothing about the certificate."),
    Reason.BUSY: _("The register was busy. This says nothing about the certificate."),
    Reason.REFUSED: _("The register refused the request. This says nothing about the certificate."),
    Reason.ELSEWHERE: _("The register redirected to another host, which we do not follow."),
    Reason.TOO_LARGE: _("The answer was longer than we accept."),
    Reason.UNREADABLE: _("The answer could not be read: it was cut off or damaged."),
    Reason.UNEXPECTED: _("The answer has an unknown format. Look there, and record what you find."),
    Reason.NO_NUMBER: _("There is no number to look up."),
    Reason.NOT_IN_THIS_REGISTER: _("This register does not hold numbers of this form."),
    Reason.GUARDED: _("The register answered with a page for browsers only. Look there, and record what you find."),
    Reason.NO_KEY: _("This site has no account with this register. Look there, and record what you find."),
}
INTERFACES: dict[InterfaceSource, str | Promise] = {
    InterfaceSource.DOCUMENTED: _("A program asks it through its documented interface."),
    InterfaceSource.UNDOCUMENTED: _("A program asks it as its own pages do; the interface is not documented."),
    InterfaceSource.REPORTED: _(
        "A program asks it as others report; nothing is documented. Compare with the page of the register."
    ),
    InterfaceSource.OF_A_COPY: _("A program asks a copy of it, at an address that the operator of this site set."),
    InterfaceSource.FOR_PEOPLE: "",
}
"""How far an answer can be trusted, by how the register is asked."""
POINTS = {
    Point.HOLDER: _("Holder differs from the claim"),
    Point.ISSUER: _("Issuing body differs from the claim"),
    Point.WITHDRAWN: _("No longer valid in the register"),
    Point.EXPIRED: _("Expired in the register"),
    Point.LAST_DAY: _("Ends earlier than claimed"),
    Point.CHECK_DIGIT: _("The check digit is wrong"),
}
ENTRY_LABELS = {
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


def reason_of(made: RegisterCheck) -> str | Promise:
    """Why there is no answer; empty where there is one."""
    return REASONS[Reason(made.reason)] if made.reason else ""


def differences_of(made: RegisterCheck) -> list[Difference]:
    """The points in which the register contradicts the certificate."""
    return [Difference(POINTS[Point(row["point"])], row["claimed"], row["found"]) for row in made.differences]


def entry_of(made: RegisterCheck) -> list[tuple[str | Promise, str]]:
    """What the register holds, as pairs of label and value."""
    return [(ENTRY_LABELS[name], value) for name, value in made.shown.items() if name in ENTRY_LABELS]
