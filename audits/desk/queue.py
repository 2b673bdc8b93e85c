"""What awaits review, riskiest and oldest first, with the service-level clock of each case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from audits.desk import deadlines
from audits.desk.permissions import own_companies
from audits.desk.risk import Risk, points_of_type, risk_of
from audits.models import Review
from kpmarket.accounts.models import User
from kpmarket.foundation.review_times import review_days
from suppliers.models import Certificate, CertificateEvent, Product, Supplier, SupplierEvent

OPEN_TO_CERTIFICATES = (Supplier.Status.QUALIFIED, Supplier.Status.SUSPENDED)
SENT_BACK = (Certificate.Status.REVISION_REQUESTED, Supplier.Status.INFORMATION_REQUESTED)


@dataclass(frozen=True)
class Case:
    """One row of the queue."""

    subject: Supplier | Certificate
    supplier: Supplier
    risk: Risk
    due: date
    working_days_left: int
    review: Review | None
    is_own_company: bool

    @property
    def is_certificate(self) -> bool:
        return isinstance(self.subject, Certificate)

    @property
    def is_overdue(self) -> bool:
        return self.working_days_left < 0

    @property
    def days_late(self) -> int:
        return -self.working_days_left

    @property
    def auditor(self) -> User | None:
        return self.review.auditor if self.review else None

    @property
    def order(self) -> tuple[int, date, int, int]:
        """Overdue cases by age; then every two points of risk weigh as much as one working day of age."""
        return (self.working_days_left - self.risk.points // 2, self.due, -self.risk.points, self.subject.pk)


def cases(*, user: User, on: date) -> list[Case]:
    """Everything that awaits review, in the order in which to take it. Six queries, however many cases."""
    suppliers = list(_suppliers())
    certificates = list(_certificates())
    reviews = {(r.certificate_id, r.supplier_id): r for r in Review.objects.open().select_related("auditor")}
    own = own_companies(user)
    points = points_of_products({*(s.pk for s in suppliers), *(c.supplier_id for c in certificates)})
    found = [case_of(s, points[s.pk].values(), reviews.get((None, s.pk)), own, on) for s in suppliers]
    for certificate in certificates:
        covered = [points[certificate.supplier_id].get(p.pk, 1) for p in certificate.products.all()]
        review = reviews.get((certificate.pk, certificate.supplier_id))
        found.append(case_of(certificate, covered, review, own, on))
    return sorted(found, key=lambda case: case.order)


def case_of(
    subject: Supplier | Certificate,
    product_points: Iterable[int],
    review: Review | None,
    own: set[int],
    on: date,
) -> Case:
    """One case: ``subject`` carries ``was_sent_back`` from its queryset."""
    supplier = subject.supplier if isinstance(subject, Certificate) else subject
    came_back = subject.was_sent_back  # type: ignore[union-attr]
    risk = risk_of(
        product_points=product_points,
        is_new_company=supplier.status not in OPEN_TO_CERTIFICATES,
        is_resubmission=came_back,
    )
    assert subject.submitted_at is not None  # noqa: S101 - a constraint of the table
    arrived = timezone.localdate(subject.submitted_at)
    due = deadlines.due_on(arrived, review_days(is_revision=came_back))
    left = deadlines.working_days_left(on, due)
    return Case(subject, supplier, risk, due, left, review, supplier.pk in own)


def points_of_products(suppliers: Iterable[int]) -> Mapping[int, dict[int, int]]:
    """Company -> product -> points of its type."""
    points: dict[int, dict[int, int]] = defaultdict(dict)
    products = Product.objects.filter(supplier__in=suppliers).select_related("product_type")
    for product in products.only("supplier", "product_type__kind", "product_type__facts"):
        kind = product.product_type
        points[product.supplier_id][product.pk] = points_of_type(kind.kind, kind.facts)
    return points


def sent_back(events: type[SupplierEvent] | type[CertificateEvent]) -> Exists:
    """Whether a row was sent back to its supplier before."""
    return Exists(events.objects.filter(subject=OuterRef("pk"), after__in=SENT_BACK))


def _suppliers() -> Iterable[Supplier]:
    return Supplier.objects.awaiting_review().annotate(was_sent_back=sent_back(SupplierEvent))


def _certificates() -> Iterable[Certificate]:
    rows = Certificate.objects.awaiting_review().annotate(was_sent_back=sent_back(CertificateEvent))
    return rows.select_related("supplier", "certificate_type").prefetch_related("products")
