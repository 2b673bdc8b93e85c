"""Who runs the site and answers for people's data, as far as the operator has said so. Nothing is invented here."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FACTS: dict[str, str | Promise] = {
    "OPERATOR_NAME": _("Operator of this site and controller of your data"),
    "OPERATOR_ADDRESS": _("Postal address"),
    "PRIVACY_CONTACT": _("Questions about your data"),
    "DATA_PROTECTION_OFFICER": _("Data protection officer"),
    "DATA_LOCATION": _("Where the servers stand"),
}
NONE_NEEDED = "none"


@dataclass(frozen=True)
class Fact:
    """One legal fact about the operator; an empty ``value`` was not stated."""

    label: str | Promise
    value: str
    is_address: bool


def facts() -> list[Fact]:
    """What the privacy page says of the operator."""
    return [Fact(label, _value(setting), setting == "PRIVACY_CONTACT") for setting, label in FACTS.items()]


def missing() -> list[str]:
    """Names of the settings that the operator has not set."""
    return [setting for setting in FACTS if not getattr(settings, setting).strip()]


def _value(setting: str) -> str:
    value: str = getattr(settings, setting).strip()
    return str(_("None is required.")) if value == NONE_NEEDED else value
