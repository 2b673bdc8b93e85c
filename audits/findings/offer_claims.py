"""What buyers read of a product, against what its documents state, this one included."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from audits.claims.offer import judge_offer
from audits.compliance.dossier import Evidence, Statement, statements
from audits.findings.case import Case
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import Topic

TOPIC = Topic("Claims of the offer")


OFFER_CLAIMS_MORE = TOPIC.declare(
    "offer_claims_more",
    Severity.WARNING,
    _("The offer of %(model)s says “%(words)s”; its documents state %(stated)s."),
)
OFFER_CLAIMS_UNSHOWN_APPROVAL = TOPIC.declare(
    "offer_claims_unshown_approval",
    Severity.WARNING,
    _("The offer of %(model)s says “%(words)s”; no document of it shows that."),
)


def contradicted_claims(case: Case) -> Iterator[Finding]:
    """Words of an offer that its approved documents and this one contradict: a higher class, or an approval without one."""
    stated: dict[str, Statement] = {
        "standard": case.claim.standards,
        "class": case.claim.classes,
        "scope": case.claim.scope,
    }
    this = Evidence(case.kind.id, stated=statements({key: value for key, value in stated.items() if value}))
    for item in case.items:
        offer = judge_offer(item.texts, (*item.approved, this), on=case.on)
        for judged in offer.contradictions:
            if judged.instead:
                yield OFFER_CLAIMS_MORE.finding(model=item.model, words=judged.claim.words, stated=judged.instead)
            else:
                yield OFFER_CLAIMS_UNSHOWN_APPROVAL.finding(model=item.model, words=judged.claim.words)


CHECKS = (contradicted_claims,)
