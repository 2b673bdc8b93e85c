"""What awaits review, riskiest and oldest first, with the deadline of each case; and what waits for its supplier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Sum, Value
from django.utils import timezone

from audits.desk import clock, ordering
from audits.desk.holding import goes_back_on
from audits.desk.ordering import SENT_BACK
from audits.desk.permissions import own_companies
from audits.desk.queue_filter import EVERYTHING, IS_SENT_BACK, VIEWS, Wanted, awaiting, handed_in, in_view, not_of
from audits.desk.risk import Risk, points_of_type, risk_of
from audits.models import Chaser, FindingAnswer, RegisterCheck, Review
from kpmarket.accounts.models import User
from kpmarket.foundation import working_days
from kpmarket.foundation.review_times import review_days
from suppliers.models import Certificate, Product, Supplier

OPEN_TO_CERTIFICATES = (Supplier.Status.QUALIFIED, Supplier.Status.SUSPENDED)


@dataclass(frozen=True)
class Case:
    """One row of the queue. ``clearances`` is how many its products have now, None where nobody asked."""

    subject: Supplier | Certificate
    supplier: Supplier
    risk: Risk
    due: date
    working_days_left: int
    review: Review | None
    is_own_company: bool
    products: Sequence[Product] = ()
    clearances: int | None = None
    goes_back: date | None = None
    spent: clock.Spent | None = None

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


@dataclass(frozen=True)
class SentBack:
    """A case that waits for its supplier since a day; ``is_silent`` past the days that a supplier has."""

    subject: Supplier | Certificate
    supplier: Supplier
    asked_at: datetime
    working_days: int
    until: date
    chasers: Sequence[Chaser] = ()
    """The letters that were written about it since."""

    @property
    def is_certificate(self) -> bool:
        return isinstance(self.subject, Certificate)

    @property
    def asked_on(self) -> date:
        return timezone.localdate(self.asked_at)

    @property
    def is_silent(self) -> bool:
        return bool(self.working_days > settings.SUPPLIER_DAYS)


def cases(
    *,
    user: User,
    on: date,
    view: str = "all",
    wanted: Wanted = EVERYTHING,
    start: int = 0,
    stop: int | None = None,
    but_of: Collection[int] = (),
) -> list[Case]:
    """What awaits review, in the order in which to take it, from ``start`` up to ``stop``; none of companies ``but_of``.

    The database sorts, so that the time depends on how many are shown. As many queries however many there are.
    """
    types = ordering.types_by_points()
    ordered = [
        ordering.with_order(rows.filter(in_view(rows, view, user, on), not_of(rows, but_of)), on, types)
        .order_by()
        .annotate(is_certificate=Value(int(rows.model is Certificate)))
        .values_list("order", "submitted_at", "is_certificate", "pk")
        for rows in awaiting(wanted)
    ]
    page = ordered[0].union(ordered[1], all=True).order_by("order", "submitted_at", "is_certificate", "pk")[start:stop]
    keys = [(bool(is_certificate), pk) for _order, _moment, is_certificate, pk in page]
    subjects = _subjects(keys, on, types)
    reviews = _reviews_of(keys)
    own = own_companies(user)
    return [_case_of(subjects[key], reviews.get(key), own, on) for key in keys]


def counts(*, user: User, on: date, wanted: Wanted = EVERYTHING) -> dict[str, int]:
    """How many cases each view has; two queries."""
    sums = dict.fromkeys(VIEWS, 0)
    for rows in handed_in(wanted):
        marks = {
            f"in_{view}": models.Case(models.When(in_view(rows, view, user, on), then=Value(1)), default=Value(0))
            for view in VIEWS
        }
        found = rows.annotate(**marks).aggregate(**{view: Sum(f"in_{view}") for view in VIEWS})
        for view, count in found.items():
            sums[view] += count or 0
    return sums


def overdue(*, on: date) -> int:
    """How many cases are past their day; two queries."""
    return sum(rows.filter(ordering.is_overdue(rows, on)).count() for rows in awaiting(EVERYTHING))


def waiting_for_supplier(
    *, on: date, wanted: Wanted = EVERYTHING, start: int = 0, stop: int | None = None
) -> list[SentBack]:
    """What was sent back and did not return, the longest wait first."""
    asked = [
        rows.filter(IS_SENT_BACK)
        .order_by()
        .annotate(asked_at=Subquery(_last_request(rows)), is_certificate=Value(int(rows.model is Certificate)))
        .values_list("asked_at", "is_certificate", "pk")
        for rows in handed_in(wanted)
    ]
    page = list(asked[0].union(asked[1], all=True).order_by("asked_at", "is_certificate", "pk")[start:stop])
    subjects = _subjects([(bool(is_certificate), pk) for _at, is_certificate, pk in page], on, {})
    chasers = _chasers_of([(bool(is_certificate), pk) for _at, is_certificate, pk in page])
    return [
        sent_back(subjects[bool(is_certificate), pk], at, on=on, chasers=chasers[bool(is_certificate), pk])
        for at, is_certificate, pk in page
        if at
    ]


def sent_back(subject: Supplier | Certificate, at: datetime, *, on: date, chasers: Iterable[Chaser] = ()) -> SentBack:
    """A case that was sent back at that moment, as of a day; of its letters those since then count."""
    asked_on = timezone.localdate(at)
    waited = working_days.working_days_left(asked_on, on)
    since = [chaser for chaser in chasers if chaser.asked_at == at]
    until = max([working_days.due_on(asked_on, settings.SUPPLIER_DAYS), *(chaser.until for chaser in since)])
    return SentBack(subject, _company(subject), at, waited, until, since)


def waiting_of_companies(companies: Iterable[int]) -> dict[int, int]:
    """How many untaken certificates each of these companies has in the queue."""
    rows = Certificate.objects.awaiting_review().filter(
        supplier__in=set(companies), status=Certificate.Status.SUBMITTED
    )
    return dict(rows.order_by().values("supplier").annotate(number=Count("pk")).values_list("supplier", "number"))


def markets() -> list[str]:
    """The markets of certificates in the queue."""
    rows = Certificate.objects.awaiting_review().exclude(certificate_type=None).order_by("certificate_type__market")
    return list(rows.values_list("certificate_type__market", flat=True).distinct())


def case_of(
    subject: Supplier | Certificate,
    product_points: Iterable[int],
    review: Review | None,
    *,
    own_companies: Collection[int],
    on: date,
    was_sent_back: bool,
    **shown: Any,
) -> Case:
    """One case. ``product_points`` are the points of risk of its products, ``own_companies`` those of the reader."""
    supplier = _company(subject)
    risk = risk_of(
        product_points=product_points,
        is_new_company=supplier.status not in OPEN_TO_CERTIFICATES,
        is_resubmission=was_sent_back,
    )
    due = working_days.due_on(timezone.localdate(ordering.arrived_at(subject)), review_days(is_revision=was_sent_back))
    left = working_days.working_days_left(on, due)
    return Case(subject, supplier, risk, due, left, review, supplier.pk in own_companies, **shown)


def points_of_products(suppliers: Iterable[int]) -> Mapping[int, dict[int, int]]:
    """Points of risk by company and product."""
    points: dict[int, dict[int, int]] = {key: {} for key in suppliers}
    products = Product.objects.filter(supplier__in=points).select_related("product_type")
    for product in products.only("supplier", "product_type__kind", "product_type__facts"):
        kind = product.product_type
        points[product.supplier_id][product.pk] = points_of_type(kind.kind, kind.facts)
    return points


def facts_of_history(subject: Supplier | Certificate, *, on: date) -> dict[str, Any]:
    """For ``case_of``: whether the case was sent back before, and how long it has been with whom; one query."""
    history = list(subject.history.order_by("at", "pk"))
    return {
        "was_sent_back": any(change.after in SENT_BACK for change in history),
        "spent": clock.spent(history, on=on),
    }


def _last_request(rows: ordering.Rows) -> Any:
    events = rows.model.history.rel.related_model.objects.filter(subject=OuterRef("pk"), after__in=SENT_BACK)
    return events.order_by("-at", "-pk").values("at")[:1]


def _chasers_of(keys: Sequence[tuple[bool, int]]) -> Mapping[tuple[bool, int], list[Chaser]]:
    """The letters about these cases, in one query."""
    certificates = [pk for is_certificate, pk in keys if is_certificate]
    companies = [pk for is_certificate, pk in keys if not is_certificate]
    found: dict[tuple[bool, int], list[Chaser]] = defaultdict(list)
    for one in Chaser.objects.filter(
        Q(certificate__in=certificates) | Q(certificate=None, supplier__in=companies)
    ).order_by("sent_at", "pk"):
        found[one.certificate_id is not None, one.certificate_id or one.supplier_id].append(one)
    return found


def _subjects(keys: Sequence[tuple[bool, int]], on: date, types: ordering.TypesByPoints) -> dict[tuple[bool, int], Any]:
    """The rows of these keys, with what a line of the queue shows."""
    found: dict[tuple[bool, int], Any] = {}
    for rows in (ordering.suppliers(), ordering.certificates()):
        is_certificate = rows.model is Certificate
        wanted = [pk for kind, pk in keys if kind == is_certificate]
        rows = rows.annotate(
            points=ordering.product_points(rows, types), clearances_at_stake=ordering.clearances_at_stake(rows, on)
        )
        if is_certificate:
            rows = rows.select_related("supplier", "certificate_type").prefetch_related("products")
        if wanted:
            found |= {(is_certificate, row.pk): row for row in rows.filter(pk__in=wanted)}
    return found


def _reviews_of(keys: Sequence[tuple[bool, int]]) -> dict[tuple[bool, int], Any]:
    """The open review of each, with the moment of the last act."""
    certificates = [pk for is_certificate, pk in keys if is_certificate]
    companies = [pk for is_certificate, pk in keys if not is_certificate]
    by_auditor = {"certificate": OuterRef("certificate"), "by": OuterRef("auditor")}
    reviews = Review.objects.open().filter(
        Q(certificate__in=certificates) | Q(certificate=None, supplier__in=companies)
    )
    reviews = reviews.select_related("auditor").annotate(
        answered_at=Subquery(FindingAnswer.objects.filter(**by_auditor).order_by("-at").values("at")[:1]),
        looked_up_at=Subquery(RegisterCheck.objects.filter(**by_auditor).order_by("-taken_at").values("taken_at")[:1]),
    )
    return {(bool(one.certificate_id), one.certificate_id or one.supplier_id): one for one in reviews}


def _case_of(subject: Any, review: Any, own: Collection[int], on: date) -> Case:
    if review is None or subject.status != subject.Status.IN_REVIEW:
        review, goes_back = None, None
    else:
        acts = [review.opened_at, review.answered_at, review.looked_up_at]
        goes_back = goes_back_on(timezone.localdate(max(at for at in acts if at)))
    return case_of(
        subject,
        [subject.points],
        review,
        own_companies=own,
        on=on,
        was_sent_back=subject.was_sent_back,
        products=list(subject.products.all()) if isinstance(subject, Certificate) else (),
        clearances=subject.clearances_at_stake,
        goes_back=goes_back,
    )


def _company(subject: Supplier | Certificate) -> Supplier:
    return subject.supplier if isinstance(subject, Certificate) else subject
