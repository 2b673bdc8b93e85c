"""Which products lose a market, or part of it, because the law changes and not their documents. Nothing is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from audits.clearances.evidence import dossier, gather, gather_drafts
from audits.clearances.market_status import MarketStatus
from audits.clearances.patterns import pattern_of
from audits.compliance.buyer_side import with_buyer_documents
from audits.compliance.causes import CauseCode
from audits.compliance.dossier import statements
from audits.compliance.missing import MissingDocument, missing
from audits.compliance.rulebook import Rulebook
from audits.compliance.standards import citations
from audits.editions.effects import rank
from audits.editions.law_change_messages import Cause, LawChange, Names, Way
from audits.law.current import current_rulebook
from audits.models import Clearance
from suppliers.certificates.claimed_scope import scope_text
from suppliers.models import Certificate, CertificateType, Product

LAW_CAUSES = [code for code in CauseCode if code not in (CauseCode.EVIDENCE_BEGINS, CauseCode.EVIDENCE_ENDS)]
"""Causes other than documents. A document among several causes comes first, and has a reminder of its own."""
ONE_DAY = timedelta(days=1)


class Key(NamedTuple):
    """What a company is reminded of once for each rung: one change, by its first cause."""

    supplier: int
    market: str
    day: date
    code: str
    about: str


@dataclass(frozen=True)
class Loss:
    """A run of days of one product in one market that a change of the law ends, leaving it less open."""

    supplier: int
    product: int
    market: str
    until: date
    causes: tuple[Cause, ...]
    certificates: tuple[int, ...]
    after: MarketStatus | None
    """Its status on the day after, or today where that day has passed."""
    arrange: tuple[MissingDocument, ...]

    @property
    def day(self) -> date:
        """The first day under the changed law."""
        return self.until + ONE_DAY

    @property
    def key(self) -> Key:
        first = self.causes[0]
        is_of_a_document = first["code"] in (CauseCode.ISSUER_BEGINS, CauseCode.ISSUER_ENDS)
        parts = ("type", "id") if is_of_a_document else ("type", "ref", "id")
        about = ":".join(first[part] for part in parts if part in first)
        return Key(self.supplier, self.market, self.day, first["code"], about[:200])


def ended_by_law(*, on: date, since: date) -> QuerySet[Clearance]:
    """Runs of days that the law ends between ``since`` and the longest rung from ``on``.

    Of runs that have ended, only those recorded by their last day: what was approved later was never lost.
    """
    known_by_then = Clearance.objects.filter(
        product=OuterRef("product"),
        market=OuterRef("market"),
        valid_from__lte=OuterRef("valid_until"),
        valid_until__gte=OuterRef("valid_until"),
        recorded_at__date__lte=OuterRef("valid_until"),
    )
    return (
        Clearance.objects.current()
        .filter(valid_until__range=(since, on + timedelta(days=max(settings.REMINDER_LADDER, default=0))))
        .filter(ends_because__0__code__in=LAW_CAUSES)
        .filter(Q(valid_until__gte=on) | Exists(known_by_then))
    )


def losses(ending: QuerySet[Clearance], *, on: date) -> list[Loss]:
    """Those of the runs after which the market is less open, in two queries."""
    rows = list(ending.order_by("supplier", "market", "valid_until", "product"))
    if not rows:
        return []
    later = _later_runs(ending, min(row.valid_until for row in rows))
    candidates = (_loss(row, later[row.product_id, row.market_id], on) for row in rows)
    return [loss for loss in candidates if loss]


def _later_runs(ending: QuerySet[Clearance], first: date) -> dict[tuple[int, str], list[Clearance]]:
    """The current runs that end after ``first``, by product and market."""
    pairs = {"product__in": ending.order_by().values("product"), "market__in": ending.order_by().values("market")}
    runs: dict[tuple[int, str], list[Clearance]] = defaultdict(list)
    fields = ("product", "market", "countries", "state", "valid_from", "valid_until", "to_arrange")
    for row in Clearance.objects.current().filter(valid_until__gt=first, **pairs).only(*fields):
        runs[row.product_id, row.market_id].append(row)
    return runs


def _loss(row: Clearance, later: list[Clearance], on: date) -> Loss | None:
    day = max(row.valid_until + ONE_DAY, on)
    then = max(
        (one for one in later if one.valid_from <= day <= one.valid_until and one.covers_countries_of(row)),
        key=lambda one: rank(MarketStatus(one.state)),
        default=None,
    )
    after = MarketStatus(then.state) if then else None
    if rank(after) >= rank(MarketStatus(row.state)):
        return None
    return Loss(
        supplier=row.supplier_id,
        product=row.product_id,
        market=row.market_id,
        until=row.valid_until,
        causes=tuple(row.ends_because or ()),
        certificates=tuple(row.certificates),
        after=after,
        arrange=tuple(MissingDocument(one["type"], _narrowing(one["with"])) for one in then.to_arrange) if then else (),
    )


def _narrowing(stored: dict[str, Any]) -> Any:
    return statements({key: tuple(value) if isinstance(value, list) else value for key, value in stored.items()})


class LawChangeReport:
    """Losses as changes of the law that people can read, in a fixed number of queries."""

    def __init__(self, found_losses: Iterable[Loss], *, on: date) -> None:
        self.losses, self.on, self.law = tuple(found_losses), on, current_rulebook()
        products = Product.objects.filter(pk__in={loss.product for loss in self.losses})
        self.products = products.select_related("product_type").in_bulk()
        self.documents, self.drafts = gather(self.products.values()), gather_drafts(self.products.values())
        used = {key for loss in self.losses for key in loss.certificates}
        self.certificates = Certificate.objects.approved().in_bulk(used)
        self.names = Names(self.law, CertificateType.objects.only("name_en", "name_zh", "kind").in_bulk())
        self._known: dict[tuple[str, str, str, date], tuple[MissingDocument, ...]] = {}

    def changes(self, keys: Iterable[Key]) -> list[LawChange]:
        """The changes with these keys, rules of several product types that say the same as one.

        They are sorted by day; on each day the market that most products lose comes first.
        """
        wanted = set(keys)
        groups: dict[tuple[Any, ...], list[Loss]] = defaultdict(list)
        for loss in self.losses:
            if loss.key in wanted:
                groups[self._group_key(loss)].append(loss)
        changes = [self._change(group) for group in groups.values()]
        products = Counter[tuple[date, str]]()
        for one in changes:
            products[one.day, one.market] += one.products
        return sorted(changes, key=lambda one: (one.day, -products[one.day, one.market], one.market, -one.products))

    def _group_key(self, loss: Loss) -> tuple[Any, ...]:
        """Equal for rules of several product types that say the same."""
        causes = (
            (
                cause["code"],
                cause.get("type"),
                self.names.route(cause.get("id", "")),
                self.names.citation(cause).text,
            )
            for cause in loss.causes
        )
        return (loss.market, loss.day, *causes)

    def _change(self, group: list[Loss]) -> LawChange:
        ways: dict[
            tuple[MarketStatus | None, tuple[MissingDocument, ...], tuple[MissingDocument, ...]], list[Product]
        ] = defaultdict(list)
        for loss in group:
            ways[loss.after, self._documents(loss), loss.arrange].append(self.products[loss.product])
        first = group[0]
        return LawChange(
            market=first.market,
            day=first.day,
            causes=first.causes,
            ways=tuple(
                Way(*way, tuple(sorted(products, key=_product_order)), self.names)
                for way, products in sorted(ways.items(), key=lambda item: (-len(item[1]), repr(item[0])))
            ),
            documents=tuple(self._documents_that_stay(group)),
            names=self.names,
        )

    def _documents(self, loss: Loss) -> tuple[MissingDocument, ...]:
        """The cheapest way to keep the market, or to open it again; empty where the supplier's part stays complete."""
        if loss.after:
            return ()
        product = self.products[loss.product]
        own, in_preparation = self.documents[loss.product], self.drafts[loss.product]
        day = max(loss.day, self.on)
        cached = (pattern_of(product, own).signature, pattern_of(product, in_preparation).signature, loss.market, day)
        if cached not in self._known:
            facts = dossier(product, own, market=loss.market, in_preparation=in_preparation)
            ways = missing(with_buyer_documents(facts, self.law), self.law, on=day)
            self._known[cached] = ways[0] if ways else ()
        return self._known[cached]

    def _documents_that_stay(self, group: list[Loss]) -> Iterator[Certificate]:
        """Documents that are valid after the change and still count."""
        day, causes = group[0].day, group[0].causes
        used = {key for loss in group for key in loss.certificates}
        documents = (self.certificates[key] for key in sorted(used) if key in self.certificates)
        for document in sorted(documents, key=lambda one: self.names.place(one.certificate_type_id)):
            lasts = document.valid_until is None or document.valid_until >= day
            if lasts and not any(_is_invalidated(document, cause, self.law) for cause in causes):
                yield document


def _is_invalidated(document: Certificate, cause: Cause, law: Rulebook) -> bool:
    """Whether the end of an entitlement or of a standard's edition makes this document worthless."""
    if cause["code"] == CauseCode.ISSUER_ENDS:
        return document.certificate_type_id == cause.get("type")
    printed = scope_text(document.stated, "standard")
    cited = citations(law.vocabulary, printed)
    return cause["code"] == CauseCode.EDITION_ENDS and any(one.key == cause["type"] for one in cited)


def _product_order(product: Product) -> tuple[str, str]:
    return product.product_type_id, product.model


def law_ahead(supplier: int, *, on: date) -> list[LawChange]:
    """The coming changes of the law for one company's products, the earliest first."""
    coming = losses(ended_by_law(on=on, since=on).filter(supplier=supplier), on=on)
    return LawChangeReport(coming, on=on).changes(loss.key for loss in coming) if coming else []
