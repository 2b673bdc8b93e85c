"""What a decision that was just made, and may still be undone, is about: read from what it wrote itself."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from audits.clearances.dependants import count_dependants
from audits.desk import log
from audits.desk.queue import OPEN_TO_CERTIFICATES
from audits.desk.risk import LOWEST, points_of_type
from audits.findings.finding import Severity
from audits.models import Clearance, Decision, FindingAnswer, LogEntry
from audits.signatures.need import COMPANY, Circumstances
from suppliers.models import Certificate, Product, Supplier

Subject = Supplier | Certificate


def circumstances_of(decision: Decision, *, at: datetime) -> Circumstances:
    """What the decision says in the log it knew, and the clearances that it changed."""
    subject: Subject = decision.certificate or decision.supplier
    changed = _changed_pairs(decision.supplier, at=at)
    dependants = count_dependants(changed, on=timezone.localdate(at)) if changed else None
    findings = _findings_known(subject)
    certificate = decision.certificate
    return Circumstances(
        outcome=decision.outcome,
        kind=certificate.certificate_type.kind if certificate and certificate.certificate_type else COMPANY,
        product=_riskiest(subject),
        is_of_new_company=certificate is not None and decision.supplier.status not in OPEN_TO_CERTIFICATES,
        contradictions=sum(one["severity"] == Severity.CONTRADICTION for one in findings),
        warnings=sum(
            one["severity"] == Severity.WARNING and one["answer"] != FindingAnswer.Answer.DISMISSED for one in findings
        ),
        clearances=sum(map(len, changed.values())),
        enquiries=dependants.enquiries if dependants else 0,
        orders=dependants.orders if dependants else 0,
    )


def _changed_pairs(supplier: Supplier, *, at: datetime) -> dict[str, set[int]]:
    """Market -> products of which a clearance began or ended at that moment."""
    rows = Clearance.objects.cleared().filter(Q(recorded_at=at) | Q(superseded_at=at), product__supplier=supplier)
    found: dict[str, set[int]] = defaultdict(set)
    for market, product in rows.order_by().values_list("market", "product").distinct():
        found[market].add(product)
    return dict(found)


def _findings_known(subject: Subject) -> list[dict[str, Any]]:
    """The findings in the entry of the decision; a company has none."""
    entry = LogEntry.objects.filter(subject=log.name_of(subject)).order_by("-sequence").first()
    return entry.content.get("surroundings", {}).get("findings", []) if entry else []


def _riskiest(subject: Subject) -> int:
    products = subject.products.all() if isinstance(subject, Certificate) else Product.objects.filter(supplier=subject)
    kinds = products.order_by().values_list("product_type__kind", "product_type__facts")
    return max((points_of_type(kind or "", facts or {}) for kind, facts in kinds), default=LOWEST)
