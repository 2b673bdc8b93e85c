"""What may be done on the page of a case, and the forms that were posted there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audits.desk.findings import AnsweredFinding

CORRECTION_ANSWERS = {"sign_correction": True, "decline_correction": False}
DONE = _("Done and logged. The supplier is notified.")
PROPOSED = _("Proposed and logged. It takes effect when a colleague signs it.")


@dataclass(frozen=True)
class Act:
    """Something that may be done to a closed case of that status. ``service`` gets the case and the fields of the form.

    ``takes_away``: clearances end by it, so that whoever does it sees first who depends on them. ``done`` is said afterwards.
    """

    status: str
    form: type[forms.Form]
    service: Callable[..., object]
    label: Promise
    is_for_seniors: bool = True
    takes_away: bool = False
    done: Promise = DONE


@dataclass(frozen=True)
class OpenAct:
    """An act on the page of a case; ``is_open`` where its form was refused."""

    name: str
    label: Promise
    form: forms.Form
    is_open: bool
    takes_away: bool


@dataclass(frozen=True)
class RefusedForms:
    """Forms that were posted and refused: the page shows them again with their errors.

    ``act`` and ``manual_check`` come with the name of the act or register. ``findings`` are those that the refused form
    was checked against.
    """

    decision: forms.Form | None = None
    act: tuple[str, forms.Form] | None = None
    manual_check: tuple[str, forms.Form] | None = None
    findings_form: forms.Form | None = None
    findings: list[AnsweredFinding] | None = None
    signing: dict[str, forms.Form] | None = None

    @property
    def form(self) -> forms.Form | None:
        """The one form that was refused."""
        named = self.act or self.manual_check
        signed = next(iter(self.signing.values()), None) if self.signing else None
        return self.decision or signed or (named[1] if named else self.findings_form)
