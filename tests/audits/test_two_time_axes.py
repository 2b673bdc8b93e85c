"""Whatever happens, and in whatever order: what was said at a moment is what we find again later, by both ways."""

import contextlib
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audits.answers.as_known_at import records
from audits.answers.clearance_panel import documents_of
from audits.answers.country_states import states
from audits.clearances import judging
from audits.clearances.market_status import MarketStatus
from audits.desk import certificates, reviews
from audits.law import current
from audits.models import Clearance
from suppliers.models import Certificate, CertificateType, Product
from suppliers.products.services import FactsFrozen, save_product
from tests.audits import small_law
from tests.audits.dossiers import product_with
from tests.factories import AuditorFactory, CertificateFactory, CertificatePageFactory, UserFactory

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
STEP = timedelta(hours=7)
DAYS = (date(2024, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2027, 1, 31), date(2027, 2, 1), date(2029, 1, 1))
MARKETS = {"EU": "DE", "US": "US"}
"""Markets, each with a country of it."""
US = small_law.FILES["markets/US.yaml"]
EDITIONS = (
    small_law.FILES,
    {**small_law.FILES, "markets/US.yaml": US.replace("asks: doc", "asks: report")},
    {**small_law.FILES, "markets/US.yaml": US.replace("confidence: low", "confidence: high")},
    {
        **small_law.FILES,
        "evidence_types.yaml": small_law.FILES["evidence_types.yaml"].replace("covers: company", "covers: product"),
    },
)

documents = st.sampled_from(["doc", "report", "licence"])
some_day = st.dates(date(2025, 1, 1), date(2028, 12, 31))
spans = st.tuples(st.dates(date(2025, 1, 1), date(2026, 1, 31)), st.dates(date(2026, 6, 1), date(2028, 12, 31)))
events = st.one_of(
    st.tuples(st.just("approve"), documents, st.integers(0, 1), spans),
    st.tuples(st.just("revoke"), st.integers(0, 5), some_day),
    st.tuples(st.just("renew"), st.integers(0, 5), spans),
    st.tuples(st.just("publish"), st.integers(0, len(EDITIONS) - 1)),
    st.tuples(st.just("state"), st.integers(0, 1), st.booleans()),
)


class World:
    """A supplier with two masks, a senior auditor who decides, and the first edition of the law."""

    def __init__(self):
        current.rulebook_of.cache_clear()
        current.put_in_force(EDITIONS[0], by=None, at=BEGIN)
        facts = {"attributes": {"sterile": False}}
        first = product_with(created_at=BEGIN, **facts)
        self.products = [first, product_with(supplier=first.supplier, created_at=BEGIN + STEP, **facts)]
        self.auditor = AuditorFactory(level="senior", since=BEGIN - STEP).user
        for document in ("licence", "doc", "report"):
            self.approve(document, 0, (date(2025, 1, 1), date(2028, 12, 31)), at=BEGIN)

    def happens(self, event, at):
        kind, *facts = event
        getattr(self, kind)(*facts, at=at)

    def approve(self, document, which, span, *, at, supersedes=None):
        product = self.products[which]
        certificate = CertificateFactory(
            supplier=product.supplier,
            certificate_type=CertificateType.objects.get(pk=document),
            status="submitted",
            stated={"standard": "EN 1"} if document == "report" else {},
            valid_from=span[0],
            valid_until=span[1],
            supersedes=supersedes,
        )
        certificate.products.add(product)
        CertificatePageFactory(file__certificate=certificate)
        reviews.start_review(certificate, by=self.auditor, at=at)
        certificates.approve_certificate(certificate, by=self.auditor, at=at)

    def revoke(self, which, effective_on, *, at):
        """From that day, or from the start where the document was not in force by then."""
        if found := self.standing(which):
            is_within = certificates.first_day(found) <= effective_on <= timezone.localdate(at)
            reasons = ["other"] if is_within else ["forged"]
            certificates.revoke_certificate(
                found, by=self.auditor, at=at, reasons=reasons, note="Withdrawn", effective_on=effective_on
            )

    def renew(self, which, span, *, at):
        if found := self.standing(which):
            self.approve(
                found.certificate_type_id,
                self.products.index(found.products.get()),
                span,
                at=at,
                supersedes=found,
            )

    def publish(self, which, *, at):
        current.put_in_force(EDITIONS[which], by=None, at=at)
        judging.refresh_products(Product.objects.all(), at=at)

    def state(self, which, is_sterile, *, at):
        product = Product.objects.get(pk=self.products[which].pk)
        product.attributes = {"sterile": is_sterile}
        with contextlib.suppress(FactsFrozen):
            save_product(product, [], by=UserFactory(), at=at)

    def standing(self, which):
        approved = list(Certificate.objects.filter(status="approved").order_by("pk"))
        return approved[which % len(approved)] if approved else None

    def said(self):
        """What a page says now of every product, market and day."""
        return self.everything(lambda product: partial(states, product, documents_of(product)))

    def reconstructed(self, moment):
        """What we say now of what we knew then; None where nothing was on record."""
        known = records(Product.objects.order_by("pk"), known_at=moment)

        def answer(product):
            then = known.get(product.pk)
            return then and partial(states, then.product, then.documents, law=current.rulebook_at(moment))

        return self.everything(answer)

    def everything(self, answer_of):
        found = {}
        for product in Product.objects.order_by("pk"):
            answer = answer_of(product)
            for day in DAYS:
                reported = answer and answer(on=day, today=day)
                found |= {
                    (product.pk, market, day): reported and reported[country] for market, country in MARKETS.items()
                }
        return found

    def stored(self, moment):
        """What the clearances said then: of those that ship, or are ready to."""
        found = Clearance.objects.known_at(moment)
        return {
            (row.product_id, row.market_id, day): MarketStatus(row.state)
            for row in found
            for day in DAYS
            if row.valid_from <= day <= row.valid_until
        }


class _Undo(Exception):
    """Takes back what an example wrote."""


@contextlib.contextmanager
def world():
    with contextlib.suppress(_Undo), transaction.atomic():
        yield World()
        raise _Undo


def recorded(answers):
    return {asked: standing for asked, standing in answers.items() if standing and standing.is_open}


relaxed = partial(settings, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.mark.slow
@relaxed(max_examples=12)
@given(happening=st.lists(events, min_size=2, max_size=6), between=st.floats(0, 0.99))
def test_what_was_said_at_a_moment_is_found_again_whatever_happened_since(db, happening, between):
    with world() as here:
        reported = []
        for step, event in enumerate(happening, start=2):
            here.happens(event, BEGIN + step * STEP)
            reported.append((BEGIN + step * STEP, here.said()))

        for since, said in reported:
            for moment in (since, since + between * STEP):
                assert here.reconstructed(moment) == said
                assert here.stored(moment) == recorded(said)


@relaxed(max_examples=5)
@given(happening=st.lists(events, max_size=4))
def test_before_the_first_edition_and_before_a_product_existed_nothing_is_on_record(db, happening):
    with world() as here:
        for step, event in enumerate(happening, start=2):
            here.happens(event, BEGIN + step * STEP)
        early, later = (product.pk for product in here.products)

        assert set(here.reconstructed(BEGIN - STEP).values()) == {None}
        assert here.stored(BEGIN - STEP) == {}
        assert {key for (key, *_), state in here.reconstructed(BEGIN).items() if state} == {early}
        assert {key for (key, *_), state in here.reconstructed(BEGIN + STEP).items() if state} == {early, later}


@pytest.mark.django_db
def test_a_revocation_dated_back_changes_what_is_cleared_and_never_what_we_knew():
    with world() as here:
        product, decided = here.products[0], BEGIN + 5 * STEP
        here.revoke(1, date(2025, 1, 1), at=decided)

        now, before = here.said(), here.reconstructed(decided - STEP)

    asked = (product.pk, "EU", date(2026, 6, 30))
    assert (now[asked], before[asked]) == (MarketStatus.BLOCKED, MarketStatus.CLEARED)
