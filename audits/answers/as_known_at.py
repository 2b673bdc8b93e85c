"""What was known of a product at a moment: its facts, documents, supplier and law, as they were on record then."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from audits.clearances.evidence import gather
from audits.compliance.dossier import Evidence
from audits.compliance.rulebook import Rulebook
from audits.law.current import edition_at, rulebook_of
from audits.models import Decision
from suppliers.models import FormerFacts, Product, Supplier

NOTHING_ON_RECORD = _("We held nothing on record then.")
STATUS_AFTER = {
    Decision.Outcome.APPROVED: Supplier.Status.QUALIFIED,
    Decision.Outcome.REINSTATED: Supplier.Status.QUALIFIED,
    Decision.Outcome.SUSPENDED: Supplier.Status.SUSPENDED,
    Decision.Outcome.REJECTED: Supplier.Status.REJECTED,
}
"""The status of a company after a decision on it; other decisions leave it as it was."""


@dataclass(frozen=True)
class Record:
    """The record of one product at one moment. ``product`` has the regulatory facts of then; its other fields are today's."""

    product: Product
    documents: tuple[Evidence, ...]
    rulebook: Rulebook
    supplier_status: str | None
    """Qualified, suspended or rejected; None before the company was judged."""

    @property
    def was_qualified(self) -> bool:
        return self.supplier_status == Supplier.Status.QUALIFIED


def read_moment(text: str) -> datetime:
    """A moment in ISO 8601, in UTC without a zone. Raises ValueError."""
    moment = datetime.fromisoformat(text.strip())
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def records(products: Iterable[Product], *, known_at: datetime) -> dict[int, Record]:
    """The record of each product at that moment, by its key, in a fixed number of queries.

    A product that did not exist then is left out; before the first edition of the rulebook all are.
    """
    edition = edition_at(known_at)
    known = [product for product in products if product.created_at <= known_at]
    if edition is None or not known:
        return {}
    rulebook = rulebook_of(edition.edition)
    known = list(_with_former_facts(known, known_at))
    documents = gather(known, known_at=known_at)
    statuses = _statuses({product.supplier_id for product in known}, known_at)
    return {
        product.pk: Record(product, documents[product.pk], rulebook, statuses.get(product.supplier_id))
        for product in known
    }


def record(product: Product, *, known_at: datetime) -> Record | None:
    """The same for one product; None when nothing was on record."""
    return records([product], known_at=known_at).get(product.pk)


def supplier_status_at(supplier: Supplier, moment: datetime) -> str | None:
    """Qualified, suspended or rejected at that moment; None before the company was judged."""
    return _statuses({supplier.pk}, moment).get(supplier.pk)


def _with_former_facts(products: list[Product], known_at: datetime) -> Iterator[Product]:
    later = FormerFacts.objects.filter(product__in=products, until__gt=known_at).order_by("-until", "-pk")
    former = {facts.product_id: facts for facts in later}
    for product in products:
        then = copy.copy(product)
        if facts := former.get(product.pk):
            then.product_type_id, then.attributes = facts.product_type_id, facts.attributes
            then.manufacturer_en, then.manufacturer_zh = facts.manufacturer_en, facts.manufacturer_zh
        yield then


def _statuses(suppliers: set[int], known_at: datetime) -> dict[int, str]:
    decisions = (
        Decision.objects.standing(known_at)
        .filter(supplier__in=suppliers, certificate=None, at__lte=known_at, outcome__in=STATUS_AFTER)
        .order_by("at", "pk")
    )
    return {one.supplier_id: STATUS_AFTER[Decision.Outcome(one.outcome)] for one in decisions}
