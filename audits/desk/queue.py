"""What awaits review, riskiest and oldest first, with the deadline of each case."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain

from django.db.models import Exists, OuterRef
from django.utils import timezone

from audits.desk.permissions import own_companies
from audits.desk.risk import Risk, points_of_type, risk_of
from audits.models import Review
from kpmarket.accounts.models import User
from kpmarket.foundation import working_days
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
    suppliers, certificates = list(_suppliers()), list(_certificates())
    reviews = {(r.certificate_id, r.supplier_id): r for r in Review.objects.open().select_related("auditor")}
    points = points_of_products({*(s.pk for s in suppliers), *(c.supplier_id for c in certificates)})
    build = partial(case_of, own_companies=own_companies(user), on=on)
    awaiting = []
    for supplier in suppliers:
        review = reviews.get((None, supplier.pk))
        awaiting.append(build(supplier, points[supplier.pk].values(), review, was_sent_back=_is_annotated(supplier)))
    for certificate in certificates:
        covered = [points[certificate.supplier_id].get(p.pk, 1) for p in certificate.products.all()]
        review = reviews.get((certificate.pk, certificate.supplier_id))
        awaiting.append(build(certificate, covered, review, was_sent_back=_is_annotated(certificate)))
    return sorted(awaiting, key=lambda case: case.order)


def overdue(*, on: date) -> int:
    """How many cases are past their day; two queries, and the calendar is asked once for each day of arrival."""
    rows = (
        found.annotate(was_sent_back=_sent_back(events)).values_list("submitted_at", "was_sent_back")
        for found, events in (
            (Supplier.objects.awaiting_review(), SupplierEvent),
            (Certificate.objects.awaiting_review(), CertificateEvent),
        )
    )
    arrived = Counter((timezone.localdate(at), was_sent_back) for at, was_sent_back in chain(*rows))
    left = {key: working_days.working_days_left(on, _due_on(*key)) for key in arrived}
    return sum(count for key, count in arrived.items() if left[key] < 0)


def _due_on(arrived: date, was_sent_back: bool) -> date:
    return working_days.due_on(arrived, review_days(is_revision=was_sent_back))


def case_of(
    subject: Supplier | Certificate,
    product_points: Iterable[int],
    review: Review | None,
    *,
    own_companies: Collection[int],
    on: date,
    was_sent_back: bool,
) -> Case:
    """One case. ``product_points`` are the points of risk of its products, ``own_companies`` those of the reader."""
    supplier = subject.supplier if isinstance(subject, Certificate) else subject
    risk = risk_of(
        product_points=product_points,
        is_new_company=supplier.status not in OPEN_TO_CERTIFICATES,
        is_resubmission=was_sent_back,
    )
    assert subject.submitted_at is not None  # noqa: S101 - a constraint of the table
    arrived = timezone.localdate(subject.submitted_at)
    due = _due_on(arrived, was_sent_back)
    left = working_days.working_days_left(on, due)
    return Case(subject, supplier, risk, due, left, review, supplier.pk in own_companies)


def points_of_products(suppliers: Iterable[int]) -> Mapping[int, dict[int, int]]:
    """Points of risk by company and product."""
    points: dict[int, dict[int, int]] = defaultdict(dict)
    products = Product.objects.filter(supplier__in=suppliers).select_related("product_type")
    for product in products.only("supplier", "product_type__kind", "product_type__facts"):
        kind = product.product_type
        points[product.supplier_id][product.pk] = points_of_type(kind.kind, kind.facts)
    return points


def was_ever_sent_back(subject: Supplier | Certificate) -> bool:
    """Whether the case was sent back to its supplier before."""
    return subject.history.filter(after__in=SENT_BACK).exists()


def _sent_back(events: type[SupplierEvent] | type[CertificateEvent]) -> Exists:
    """The same as an annotation, for the whole queue in one query."""
    return Exists(events.objects.filter(subject=OuterRef("pk"), after__in=SENT_BACK))


def _is_annotated(subject: Supplier | Certificate) -> bool:
    return bool(getattr(subject, "was_sent_back", False))


def _suppliers() -> Iterable[Supplier]:
    return Supplier.objects.awaiting_review().annotate(was_sent_back=_sent_back(SupplierEvent))


def _certificates() -> Iterable[Certificate]:
    rows = Certificate.objects.awaiting_review().annotate(was_sent_back=_sent_back(CertificateEvent))
    return rows.select_related("supplier", "certificate_type").prefetch_related("products")
