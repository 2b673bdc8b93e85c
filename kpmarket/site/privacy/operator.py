"""Who runs the site and answers for people's data, as far as the operator has said so. Nothing is invented here."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FACTS: dict[str, str | Promise] = {
    "OPERATOR_NAME": _("Operator of this site and controller of your data"),
    "OPERATOR_ADDRESS": _("Postal address"),
    "OPERATOR_REGISTRATION": _("Registered as"),
    "CONTACT_EMAIL": _("Questions about the site"),
    "COMPLAINTS_CONTACT": _("Complaints"),
    "GOVERNING_LAW": _("Law and courts"),
    "PRIVACY_CONTACT": _("Questions about your data"),
    "DATA_PROTECTION_OFFICER": _("Data protection officer"),
    "DATA_LOCATION": _("Where the servers stand"),
}
NONE_NEEDED = "none"
ADDRESSES = ("PRIVACY_CONTACT", "CONTACT_EMAIL", "COMPLAINTS_CONTACT")
OF_PRIVACY = ("OPERATOR_NAME", "OPERATOR_ADDRESS", "PRIVACY_CONTACT", "DATA_PROTECTION_OFFICER", "DATA_LOCATION")


@dataclass(frozen=True)
class Fact:
    """One legal fact about the operator; an empty ``value`` was not stated."""

    setting: str
    label: str | Promise
    value: str
    is_address: bool


def facts() -> list[Fact]:
    """All that the operator may state, stated or not."""
    return [Fact(setting, label, _value(setting), setting in ADDRESSES) for setting, label in FACTS.items()]


def missing() -> list[str]:
    """Names of the settings that the operator has not set."""
    return [setting for setting in FACTS if not getattr(settings, setting).strip()]


def _value(setting: str) -> str:
    value: str = getattr(settings, setting).strip()
    return str(_("None is required.")) if value == NONE_NEEDED else value
