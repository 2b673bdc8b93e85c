"""What the desk says when a service refuses an act on a case."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from audits.desk import corrections, holding, permissions, reopening
from audits.desk.certificates import NoPageImages, RevocationDayOutOfBounds
from audits.desk.checklists import ChecklistLacks
from audits.desk.contradictions import OpenContradiction
from audits.desk.findings import ConfidentialFinding, UnknownFinding
from audits.desk.stored_pages import PagesChanged
from audits.desk.suppliers import CreditCodeTaken
from audits.desk.two_signatures import SamePerson
from audits.signatures import independence, signing
from kpmarket.foundation.acts import Refusals
from kpmarket.foundation.transitions import IllegalTransition

REFUSALS: Refusals = {
    IllegalTransition: _("This case has changed in the meantime: look at it again. Nothing was changed."),
    permissions.NotAnAuditor: _("Only auditors in office may do this. Nothing was changed."),
    permissions.SeniorOnly: _("Only a senior auditor may do this. Nothing was changed."),
    permissions.CompanyNotHandedIn: _(
        "The company is a draft or was rejected: its certificates wait until it is handed in. Nothing was changed."
    ),
    permissions.NotYourCase: _("Only the auditor who took this case decides it. Nothing was changed."),
    holding.TooManyCases: lambda refusal: (
        ngettext(
            "An auditor holds at most %(count)s case at a time: decide it or put it back first. Nothing was changed.",
            "An auditor holds at most %(count)s cases at a time: decide one or put one back first. Nothing was changed.",
            holding.limit(),
        )
        % {"count": holding.limit()}
    ),
    permissions.ConflictOfInterest: _("You belong to this company: a colleague must judge it. Nothing was changed."),
    CreditCodeTaken: _("Another company with this credit code is on file: only one of the two can be qualified."),
    UnknownFinding: _("These findings have changed in the meantime: look at them again. Nothing was changed."),
    ConfidentialFinding: _("A finding about another company is never sent to a supplier. Nothing was changed."),
    RevocationDayOutOfBounds: _(
        "A revocation takes effect between the first day of the document and today. Nothing was changed."
    ),
    SamePerson: _("You gave the first signature: a colleague must give the second. Nothing was changed."),
    corrections.AlreadyProposed: _("A correction waits for its second signature already. Nothing was changed."),
    corrections.NoGrounds: _("Say to your colleagues why it is corrected. Nothing was changed."),
    reopening.FalseFromTheStart: _(
        "What was false from the start cannot count again. If that is wrong, correct the decision. Nothing was changed."
    ),
    reopening.ReopeningDayOutOfBounds: _(
        "A revoked document counts again from a day between its revocation and today. Nothing was changed."
    ),
    PagesChanged: _(
        "A stored page is missing or is not the one that was uploaded. Nothing was decided. Put the case back and tell whoever "
        "runs the site."
    ),
    NoPageImages: _("This certificate has no page image: it cannot be approved."),
    ChecklistLacks: _(
        "The checklist does not allow an approval: a question lacks its answer, or what it is about has changed. Nothing was "
        "decided."
    ),
    OpenContradiction: _(
        "Facts contradict each other: answer that finding first. Dismiss it with a reason, or send the document back."
    ),
    independence.NotStated: _("Say first whether you have an interest in this company. Nothing was changed."),
    independence.InterestUnnamed: _("Say in words which interest it is. Nothing was changed."),
    signing.AlreadyRecommended: _("A recommendation waits for its second signature already. Nothing was changed."),
    signing.RecommendationVoid: _(
        "What was judged has changed since it was recommended. The recommendation is void: the case is judged again."
    ),
    signing.RefusalWithoutNote: _("Say why you refuse the second signature. Nothing was changed."),
}
