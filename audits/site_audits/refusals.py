"""Why an act on a site audit is refused, and the sentences for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.desk import permissions
from kpmarket.foundation.acts import Refusals


class SiteAuditRefused(Exception):
    """The act is not possible now."""


class AuditOver(SiteAuditRefused):
    """The audit was reported or cancelled, or has findings that keep it from being cancelled."""


class NotInTeam(SiteAuditRefused):
    """Only its auditors conduct an audit, and only the lead auditor reports it."""


class Incomplete(SiteAuditRefused):
    """Questions lack an answer, or a finding. ``clauses`` names them."""

    def __init__(self, clauses: Sequence[str]) -> None:
        super().__init__(", ".join(clauses))
        self.clauses = clauses


class TooLong(SiteAuditRefused):
    """The level would hold for longer than it may. ``last`` is the last possible day."""

    def __init__(self, last: date) -> None:
        super().__init__(str(last))
        self.last = last


class StepNotPossible(SiteAuditRefused):
    """The finding is in another state than the step asks for."""


class TooEarly(SiteAuditRefused):
    """The effect of an action is checked from a day on that lies ahead."""

    def __init__(self, first: date) -> None:
        super().__init__(str(first))
        self.first = first


class SentBefore(SiteAuditRefused):
    """This file is there already."""


class TooManyFiles(SiteAuditRefused):
    """As many files as fit are there."""


REFUSALS: Refusals = {
    permissions.NotAnAuditor: gettext_lazy("Only auditors in office may do this. Nothing was changed."),
    permissions.ConflictOfInterest: gettext_lazy(
        "Somebody of the audit has an interest in this company: a colleague must do it. Nothing was changed."
    ),
    permissions.CompanyNotHandedIn: gettext_lazy("The company is a draft or was rejected: it is not audited."),
    AuditOver: gettext_lazy("The audit has ended, or has findings that stand. Nothing was changed."),
    NotInTeam: gettext_lazy("Its own auditors conduct an audit, and the lead auditor reports it. Nothing was changed."),
    Incomplete: lambda refusal: (
        _("Not reported: an answer, or the finding that goes with it, is missing for %(clauses)s.")
        % {"clauses": ", ".join(refusal.clauses)}
    ),
    TooLong: lambda refusal: (
        _("The level of this audit holds until %(day)s at most. Nothing was changed.")
        % {"day": date_format(refusal.last)}
    ),
    StepNotPossible: gettext_lazy(
        "Something happened to this finding in the meantime: look at it again. Nothing was changed."
    ),
    TooEarly: lambda refusal: (
        _("The effect can be checked from %(day)s on. Nothing was changed.") % {"day": date_format(refusal.first)}
    ),
    SentBefore: gettext_lazy("This very file is there already."),
    TooManyFiles: gettext_lazy("No more files fit here."),
}
