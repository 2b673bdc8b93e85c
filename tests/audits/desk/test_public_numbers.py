"""Numbers by quarter tell nobody about one company, not even by subtraction."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.desk.public_numbers import FLOOR, Counted, numbers_before, published, quarters_before
from audits.models import Decision, RegisterCheck
from suppliers.models import CertificateEvent
from tests.factories import CertificateFactory, SupplierFactory, UserFactory

counts = st.lists(
    st.integers(0, 12).flatmap(
        lambda companies: st.builds(Counted, st.integers(companies, companies * 3), st.just(companies))
    ),
    min_size=1,
    max_size=7,
)


@given(counts)
def test_what_is_left_out_cannot_be_reckoned_from_the_rest(row):
    shown, total = published(row)

    hidden = [one for one, number in zip(row, shown, strict=True) if number is None]
    for one, number in zip(row, shown, strict=True):
        assert number is None or number == one.number
        assert number is None or one.companies == 0 or one.companies >= FLOOR
    if hidden and total is not None:
        assert len(hidden) > 1
        assert max(one.companies for one in hidden) >= FLOOR


@given(counts)
def test_nothing_is_left_out_where_nobody_could_be_recognised(row):
    if all(one.companies == 0 or one.companies >= FLOOR for one in row):
        assert published(row) == ([one.number for one in row], sum(one.number for one in row))


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ([(40, 9), (3, 1), (12, 7)], ([40, None, None], 55)),
        ([(40, 9), (3, 1), (0, 0)], ([None, None, 0], 43)),
        ([(3, 1), (2, 2), (0, 0)], ([None, None, 0], None)),
    ],
)
def test_the_smallest_number_in_which_it_can_hide_goes_with_it(row, shown):
    assert published([Counted(*one) for one in row]) == shown


def test_the_quarter_that_runs_is_not_published():
    assert quarters_before(date(2026, 1, 1))[:2] == [date(2025, 10, 1), date(2025, 7, 1)]
    assert quarters_before(date(2026, 12, 31))[0] == date(2026, 7, 1)


@pytest.mark.django_db
def test_a_quarter_counts_what_was_decided_in_it_by_the_clock_of_the_site():
    auditor, handed_in = UserFactory(), datetime(2026, 7, 1, 4, tzinfo=UTC)
    for number in range(5):
        document = CertificateFactory(supplier=SupplierFactory())
        CertificateEvent.objects.create(subject=document, before="draft", after="submitted", at=handed_in)
        Decision.objects.create(
            supplier=document.supplier,
            certificate=document,
            outcome="approved",
            by=auditor,
            at=datetime(2026, 7, 2 + number, 5, tzinfo=UTC),
        )
        RegisterCheck.objects.create(
            certificate=document, register="iaf", outcome="confirmed", taken_at=datetime(2026, 8, 1, tzinfo=UTC)
        )
    for at in (
        datetime(2026, 6, 30, 17, tzinfo=UTC),
        datetime(2026, 9, 30, 17, tzinfo=UTC),
    ):  # 1 July, 1 October in Shanghai
        Decision.objects.create(supplier=document.supplier, outcome="suspended", by=auditor, at=at)

    (third,) = numbers_before(date(2026, 11, 30))

    assert third.name == "2026 Q3"
    assert third.numbers["companies_suspended"] is None
    assert third.numbers["documents_approved"] is None
    assert (third.total, third.days, third.rechecks) == (6, 3, 5)
