"""Findings as sentences in the reader's language. They are neutral: each says what was found and where to look."""

from __future__ import annotations

import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from audits.findings.checking import FINDING_TYPES
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import FindingType
from audits.models.register_check import Register

SEVERITIES = {
    Severity.CONTRADICTION: _("Contradiction"),
    Severity.WARNING: _("Please look"),
    Severity.NOTE: _("Note"),
}
SIGNERS = {"tester": _("who tested"), "checker": _("who checked"), "approver": _("who approved")}
PARTS = {
    "accreditation": _("the accreditation of the laboratory"),
    "sample_only": _("that it is about the sample only"),
    "maker": _("the manufacturer"),
    "day": _("a date"),
    "mask": _("masks"),
    "gown": _("gowns and protective clothing"),
    "eyewear": _("eye and face protection"),
    "glove": _("gloves"),
    "thermometer": _("thermometers"),
    "ventilator": _("ventilators"),
    "test": _("tests and reagents"),
    "sanitizer": _("hand sanitizers and disinfectants"),
    "oximeter": _("oximeters"),
    "concentrator": _("oxygen concentrators"),
}
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def type_of(finding: Finding) -> FindingType:
    """The declaration of its code."""
    return FINDING_TYPES[finding.code]


def sentence(finding: Finding) -> str:
    """The finding in the reader's language, with dates in that language's format."""
    params = {name: _param_in_words(name, value) for name, value in finding.params.items()}
    return str(type_of(finding).sentence) % params


def _param_in_words(name: str, value: str) -> str:
    if name == "register":
        return str(Register(value).label)
    if name == "who":
        return ", ".join(str(SIGNERS[role]) for role in value.split(", "))
    if name in {"parts", "products"}:
        return ", ".join(str(PARTS[part]) for part in value.split(", "))
    day = _date_from(value)
    return date_format(day) if day else value


def _date_from(value: str) -> date | None:
    """The date where the text is one in ISO format."""
    try:
        return date.fromisoformat(value) if ISO_DATE.fullmatch(value) else None
    except ValueError:
        return None
