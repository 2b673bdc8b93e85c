"""Which products lose a market, or part of it, because the law changes and not their documents. Reads, and writes nothing."""

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
from audits.compliance.dossier import statements
from audits.compliance.missing import MissingDocument, missing
from audits.compliance.timeline import CauseCode
from audits.editions.effects import rank
from audits.editions.law_change_messages import Cause, LawChange, Names, Way
from audits.law.current import current_rulebook
from audits.models import Clearance
from suppliers.models import Certificate, CertificateType, Product

LAW = [code for code in CauseCode if code not in (CauseCode.EVIDENCE_BEGINS, CauseCode.EVIDENCE_ENDS)]
"""Turns that no document makes. Of several, a document's stands first: then its own reminder is told."""
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
    """How it stands the day after, or today where that has passed."""
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
    """Runs of days that a cause of the law ends between that day and the longest rung from ``on``.

    Of those that have ended only what we held true on the last day: what is approved later was never lost.
    """
    held = Clearance.objects.filter(
        product=OuterRef("product"),
        market=OuterRef("market"),
        valid_from__lte=OuterRef("valid_until"),
        valid_until__gte=OuterRef("valid_until"),
        recorded_at__date__lte=OuterRef("valid_until"),
    )
    return (
        Clearance.objects.current()
        .filter(valid_until__range=(since, on + timedelta(days=max(settings.REMINDER_LADDER, default=0))))
        .filter(ends_because__0__code__in=LAW)
        .filter(Q(valid_until__gte=on) | Exists(held))
    )


def losses(ending: QuerySet[Clearance], *, on: date) -> list[Loss]:
    """Those of the runs after which the market is less open, in two queries."""
    rows = list(ending.order_by("supplier", "market", "valid_until", "product"))
    if not rows:
        return []
    later = _later(ending, min(row.valid_until for row in rows))
    found = (_loss(row, later[row.product_id, row.market_id], on) for row in rows)
    return [loss for loss in found if loss]


def _later(ending: QuerySet[Clearance], first: date) -> dict[tuple[int, str], list[Clearance]]:
    pairs = {"product__in": ending.order_by().values("product"), "market__in": ending.order_by().values("market")}
    found: dict[tuple[int, str], list[Clearance]] = defaultdict(list)
    fields = ("product", "market", "state", "valid_from", "valid_until", "to_arrange")
    for row in Clearance.objects.current().filter(valid_until__gt=first, **pairs).only(*fields):
        found[row.product_id, row.market_id].append(row)
    return found


def _loss(row: Clearance, later: list[Clearance], on: date) -> Loss | None:
    day = max(row.valid_until + ONE_DAY, on)
    then = next((one for one in later if one.valid_from <= day <= one.valid_until), None)
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


class Prospect:
    """Losses with all that it takes to tell of them, in a fixed number of queries."""

    def __init__(self, found: Iterable[Loss], *, on: date) -> None:
        self.losses, self.on, self.law = tuple(found), on, current_rulebook()
        products = Product.objects.filter(pk__in={loss.product for loss in self.losses})
        self.products = products.select_related("product_type").in_bulk()
        self.documents, self.drafts = gather(self.products.values()), gather_drafts(self.products.values())
        used = {key for loss in self.losses for key in loss.certificates}
        self.certificates = Certificate.objects.approved().in_bulk(used)
        self.names = Names(self.law, CertificateType.objects.only("name_en", "name_zh", "kind").in_bulk())
        self._known: dict[tuple[str, str, str, date], tuple[MissingDocument, ...]] = {}

    def changes(self, keys: Iterable[Key]) -> list[LawChange]:
        """What these name, rules that cause alike told as one: by day, the market first that most products lose."""
        wanted = set(keys)
        alike: dict[tuple[Any, ...], list[Loss]] = defaultdict(list)
        for loss in self.losses:
            if loss.key in wanted:
                alike[self._likeness(loss)].append(loss)
        told = [self._change(group) for group in alike.values()]
        most = Counter[tuple[date, str]]()
        for one in told:
            most[one.day, one.market] += one.products
        return sorted(told, key=lambda one: (one.day, -most[one.day, one.market], one.market, -one.products))

    def _likeness(self, loss: Loss) -> tuple[Any, ...]:
        """What rules of several product types share when they say the same."""
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
                Way(*way, tuple(sorted(some, key=_place)), self.names)
                for way, some in sorted(ways.items(), key=lambda item: (-len(item[1]), repr(item[0])))
            ),
            documents=tuple(self._staying(group)),
            names=self.names,
        )

    def _documents(self, loss: Loss) -> tuple[MissingDocument, ...]:
        """The least work that would keep or open it again; none where the supplier's part stays complete."""
        if loss.after:
            return ()
        product = self.products[loss.product]
        own, coming = self.documents[loss.product], self.drafts[loss.product]
        day = max(loss.day, self.on)
        place = (pattern_of(product, own).signature, pattern_of(product, coming).signature, loss.market, day)
        if place not in self._known:
            facts = dossier(product, own, market=loss.market, in_preparation=coming)
            ways = missing(with_buyer_documents(facts, self.law), self.law, on=day)
            self._known[place] = ways[0] if ways else ()
        return self._known[place]

    def _staying(self, group: list[Loss]) -> Iterator[Certificate]:
        """Documents that the change leaves valid and that still count under it."""
        day, causes = group[0].day, group[0].causes
        used = {key for loss in group for key in loss.certificates}
        documents = (self.certificates[key] for key in sorted(used) if key in self.certificates)
        for document in sorted(documents, key=lambda one: self.names.place(one.certificate_type_id)):
            lasts = document.valid_until is None or document.valid_until >= day
            if lasts and not any(_is_meant(document, cause) for cause in causes):
                yield document


def _is_meant(document: Certificate, cause: Cause) -> bool:
    """Whether it is this document that an edition or an entitlement takes the ground from."""
    if cause["code"] == CauseCode.ISSUER_ENDS:
        return document.certificate_type_id == cause.get("type")
    return cause["code"] == CauseCode.EDITION_ENDS and cause["type"] in str(document.stated.get("standard", ""))


def _place(product: Product) -> tuple[str, str]:
    return product.product_type_id, product.model


def law_ahead(supplier: int, *, on: date) -> list[LawChange]:
    """The changes of the law that lie ahead of one company's products, the first one first."""
    found = losses(ended_by_law(on=on, since=on).filter(supplier=supplier), on=on)
    return Prospect(found, on=on).changes(loss.key for loss in found) if found else []
