"""The queue in SQL: what awaits review, how late each case is, and in which order to take them.

The working days since a case arrived are found by halving a list of moments at which one more had begun, so that the
database sorts ten thousand cases and hands over one page. A case that arrived more than ``OLDEST`` working days ago counts
as that old: among those the first submitted comes first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from audits.desk.risk import LOWEST, points_of_type
from audits.models import Clearance
from kpmarket.foundation import working_days
from kpmarket.foundation.review_times import review_days
from suppliers.models import Certificate, CertificateEvent, Product, ProductType, Supplier, SupplierEvent

OLDEST = 60
SENT_BACK = (Certificate.Status.REVISION_REQUESTED, Supplier.Status.INFORMATION_REQUESTED)
NEW_COMPANY = (Supplier.Status.SUBMITTED, Supplier.Status.IN_REVIEW, Supplier.Status.INFORMATION_REQUESTED)
"""A certificate of such a company is judged with it: its days count from the later submission of the two."""
ANY_MARKET = "*"
Rows = QuerySet[Any]
TypesByPoints = Mapping[int, Sequence[str]]


def suppliers() -> Rows:
    """Companies, each with ``was_sent_back``."""
    return Supplier.objects.annotate(was_sent_back=_was_sent_back(SupplierEvent))


def certificates() -> Rows:
    """Certificates, each with ``was_sent_back``."""
    return Certificate.objects.annotate(was_sent_back=_was_sent_back(CertificateEvent))


def is_overdue(rows: Rows, on: date) -> Q:
    """Condition: past the day on which the review was due."""
    starts = _starts(on, OLDEST)
    return Q(was_sent_back=False) & ~_arrived_since(rows, starts[min(review_days(is_revision=False), OLDEST)]) | Q(
        was_sent_back=True
    ) & ~_arrived_since(rows, starts[min(review_days(is_revision=True), OLDEST)])


def arrived_within(rows: Rows, on: date, days: int) -> Q:
    """Condition: no more than so many working days have passed since it arrived."""
    return _arrived_since(rows, _starts(on, days)[days])


def with_order(rows: Rows, on: date, types: TypesByPoints) -> Rows:
    """With ``order``: working days left, less one for every two points of risk. The lowest comes first."""
    new = Case(When(_is_new_company(rows), then=Value(2)), default=Value(0), output_field=IntegerField())
    again = Case(When(was_sent_back=True, then=Value(1)), default=Value(0), output_field=IntegerField())
    days = Case(
        When(was_sent_back=True, then=Value(review_days(is_revision=True))),
        default=Value(review_days(is_revision=False)),
        output_field=IntegerField(),
    )
    risk = (product_points(rows, types) + new + again) / Value(2)
    order = ExpressionWrapper(days - _Age(_arrival(rows), _starts(on, OLDEST)) - risk, output_field=IntegerField())
    ordered: Rows = rows.annotate(order=order)
    return ordered


def types_by_points() -> TypesByPoints:
    """Keys of product types by their points of risk."""
    types: dict[int, list[str]] = defaultdict(list)
    for key, kind, facts in ProductType.objects.values_list("pk", "kind", "facts"):
        types[points_of_type(kind, facts)].append(key)
    return types


def product_points(rows: Rows, types: TypesByPoints) -> Combinable:
    """The points of the riskiest product: of those that a certificate covers, or of all of a company."""
    is_certificate = rows.model is Certificate
    type_of_product = "product__product_type__in" if is_certificate else "product_type__in"
    owner = "certificate" if is_certificate else "supplier"
    products: Rows = Certificate.products.through.objects.all() if is_certificate else Product.objects.all()
    whens = [When(Q((type_of_product, keys)), then=Value(points)) for points, keys in types.items() if points > LOWEST]
    worth = Case(*whens, default=Value(LOWEST), output_field=IntegerField())
    highest = products.filter(**{owner: OuterRef("pk")}).order_by().values(owner).annotate(highest=Max(worth))
    return Coalesce(Subquery(highest.values("highest")), Value(LOWEST))


def clearances_at_stake(rows: Rows, on: date) -> Combinable:
    """How many clearances of that day its products have: in the certificate's market, or in all of them."""
    held = Clearance.objects.holding(on).cleared().order_by()
    if rows.model is Supplier:
        return _with_counts(held.filter(supplier=OuterRef("pk")).values("supplier"))
    covered = held.filter(product__certificates=OuterRef("pk")).values("product__certificates")
    return Case(
        When(certificate_type__market=ANY_MARKET, then=_with_counts(covered)),
        default=_with_counts(covered.filter(market=OuterRef("certificate_type__market"))),
        output_field=IntegerField(),
    )


def arrived_at(subject: Supplier | Certificate) -> datetime:
    """From when the days of the desk count; the same as ``_arrived_since``."""
    assert subject.submitted_at is not None  # noqa: S101 - a constraint of the table
    if isinstance(subject, Certificate) and subject.supplier.status in NEW_COMPANY and subject.supplier.submitted_at:
        return max(subject.submitted_at, subject.supplier.submitted_at)
    return subject.submitted_at


def _was_sent_back(events: type[SupplierEvent] | type[CertificateEvent]) -> Exists:
    return Exists(events.objects.filter(subject=OuterRef("pk"), after__in=SENT_BACK))


def _is_new_company(rows: Rows) -> Q:
    status = "supplier__status__in" if rows.model is Certificate else "status__in"
    return ~Q((status, [Supplier.Status.QUALIFIED, Supplier.Status.SUSPENDED]))


def _arrived_since(rows: Rows, moment: datetime) -> Q:
    own = Q(submitted_at__gte=moment)
    if rows.model is Supplier:
        return own
    return own | Q(supplier__status__in=NEW_COMPANY, supplier__submitted_at__gte=moment)


def _starts(on: date, count: int) -> list[datetime]:
    """For 0 up to ``count``: the first moment from which no more than so many working days have passed by ``on``."""
    starts: list[datetime] = []
    day = on
    while len(starts) <= count:
        if working_days.is_working_day(day):
            starts.append(timezone.make_aware(datetime.combine(day, time.min)))
        day -= timedelta(days=1)
    return starts


def _arrival(rows: Rows) -> Combinable:
    """The moment of ``arrived_at``."""
    if rows.model is Supplier:
        return F("submitted_at")
    with_company = Q(supplier__status__in=NEW_COMPANY, supplier__submitted_at__gt=F("submitted_at"))
    return Case(When(with_company, then=F("supplier__submitted_at")), default=F("submitted_at"))


class _Age(Func):
    """Working days since a moment, found by halving.

    Its SQL is put together here: as sixty cases of Django's, each with a condition, it took longer to write than to answer.
    """

    output_field = IntegerField()

    def __init__(self, moment: Combinable, starts: Sequence[datetime]) -> None:
        super().__init__(moment)
        self.starts = tuple(starts)

    def as_sql(self, compiler: Any, connection: Any, **_how: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Of both databases."""
        moment, known = compiler.compile(self.source_expressions[0])
        starts = [connection.ops.adapt_datetimefield_value(start) for start in self.starts]
        return self._halves(moment, list(known), starts, 0)

    def _halves(self, moment: str, known: list[Any], starts: list[Any], first: int) -> tuple[str, list[Any]]:
        if len(starts) == 1:
            return str(first), []
        middle = len(starts) // 2
        newer, before = self._halves(moment, known, starts[:middle], first)
        older, after = self._halves(moment, known, starts[middle:], first + middle)
        parameters = [*known, starts[middle - 1], *before, *after]
        return f"CASE WHEN {moment} >= %s THEN {newer} ELSE {older} END", parameters


def _with_counts(rows: Rows) -> Combinable:
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number"), output_field=IntegerField()), 0)
