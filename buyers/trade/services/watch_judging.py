"""One line of an order judged by what is on record of its product: for today, the day of shipment and the day of entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from audits.clearances.market_status import MarketStatus
from audits.compliance.causes import CauseCode
from audits.compliance.rulebook import MANUFACTURER
from audits.models import NO_END, Clearance
from buyers.catalogue import reference
from buyers.terms.watch import (
    BEARERS,
    Bearer,
    Cause,
    Consequence,
    HoldKind,
    Money,
    Stage,
    Stop,
    consequence_of,
    free_to_cancel_from,
    shipped_on,
    stages_of,
    weightiest,
    with_bearer,
)
from buyers.trade.models import Order, OrderLine
from buyers.trade.services.watch_reading import STOPPED, OrderOnWatch
from suppliers.models import Certificate
from suppliers.sentences.reasons import RejectionReason, RevisionReason

ONE_DAY = timedelta(days=1)
FALSE = frozenset(
    {
        RejectionReason.ALTERED,
        RejectionReason.FORGED,
        RejectionReason.ISSUER_DENIES,
        RejectionReason.REPEATED_FALSE_STATEMENT,
        RevisionReason.SIGNATURE_INVALID,
    }
)
"""Reasons of a revocation that lie with the supplier; the others say that the desk approved what it should not have."""
OF_LAW = frozenset(CauseCode) - {CauseCode.EVIDENCE_ENDS, CauseCode.EVIDENCE_BEGINS}


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a line may not move on. Computed for a day, stored nowhere. ``since`` is the first day of it."""

    order: Order
    line: OrderLine
    kind: HoldKind
    since: date
    cause: Cause
    documents: tuple[Certificate, ...]
    """The documents whose end or revocation is the cause, where it is one."""
    stages: tuple[Stage, ...]
    consequence: Consequence
    free_to_cancel_from: date | None

    @property
    def bearer(self) -> Bearer:
        return BEARERS[self.cause][0]

    @property
    def money(self) -> Money:
        return BEARERS[self.cause][1]

    def stops(self, what: Stop) -> bool:
        return what in self.consequence.stops

    @property
    def code(self) -> str:
        """The same for as long as it is the same hold, whatever the day: by this both sides are notified once."""
        return f"{self.kind}:{self.cause}:{self.since}"


@dataclass(frozen=True, slots=True)
class LineWatch:
    """One line on one day: how it stands, and whether that lasts until the goods are expected there."""

    order: Order
    line: OrderLine
    stages: tuple[Stage, ...]
    today: MarketStatus
    at_shipment: MarketStatus
    at_entry: MarketStatus
    until: date | None
    """The last day on which it is as good as what the order was placed on; None: no end is known, or nothing holds today."""
    shipment: date | None
    """When the goods left, or are expected to leave."""
    entry: date | None
    """When they are expected to enter."""
    is_shipped: bool
    days_short: int
    cause: Cause | None
    """What ends it too early."""
    documents: tuple[Certificate, ...]
    hold: Hold | None

    @property
    def is_too_short(self) -> bool:
        """Whether it holds today and ends before the goods are expected to enter."""
        return self.days_short > 0

    @property
    def is_over(self) -> bool:
        """Whether all of the line has entered: nothing is watched for any more."""
        return self.stages == (Stage.ENTERED,)

    @property
    def code(self) -> str:
        """The same for as long as the same thing ends it on the same day."""
        return f"short:{self.cause}:{self.until}"


def judge_line(one: OrderOnWatch, line: OrderLine, on: date) -> LineWatch:
    """The line as the recorded clearances of its product say."""
    return _Judgement(one, line, on).line_watch()


class _Judgement:
    """The steps of judging one line, in the order in which they need each other."""

    def __init__(self, one: OrderOnWatch, line: OrderLine, on: date) -> None:
        self.one, self.line, self.on = one, line, on
        self.order = one.order
        self.rows = one.rows[line.product_id]
        is_confirmed = self.order.status not in (Order.Status.TO_APPROVE, Order.Status.PLACED)
        self.stages = stages_of(line.number, one.quantity_of(line.number), one.events, is_confirmed=is_confirmed)

    def line_watch(self) -> LineWatch:
        left = shipped_on(self.line.number, self.one.events) if self._is_all_shipped() else None
        shipment, entry = self._expected(left)
        today = self.status(self.on)
        run = self.run() if self._is_good(today) else []
        until = run[-1].last_day if run else None
        days_short = max(0, (entry - until).days) if until and entry and not self._is_over() else 0
        causes = self.causes(run[-1]) if run and days_short else {}
        return LineWatch(
            self.order,
            self.line,
            self.stages,
            today,
            self.status(shipment or self.on),
            self.status(entry or self.on),
            until,
            shipment,
            entry,
            left is not None,
            days_short,
            weightiest(causes) if days_short else None,
            tuple(doc for docs in causes.values() for doc in docs),
            self.hold(today),
        )

    def _is_over(self) -> bool:
        """Whether nothing of the line is on its way any more: it entered, or all of it was cancelled."""
        return self.stages == (Stage.ENTERED,) or not self.one.quantity_of(self.line.number)

    def _is_all_shipped(self) -> bool:
        return all(stage in (Stage.ON_THE_WAY, Stage.ARRIVED, Stage.ENTERED) for stage in self.stages)

    def _expected(self, left: date | None) -> tuple[date | None, date | None]:
        """When the goods leave and enter: as the contract says, moved by as many days as they leave later or earlier."""
        terms = self.one.terms
        if terms is None:
            return left, None
        shipment = left or max(terms.latest_shipment, self.on)
        entry = shipment + max(terms.expected_entry - terms.latest_shipment, timedelta())
        return shipment, max(entry, self.on)

    def status(self, day: date) -> MarketStatus:
        """What is on record for that day; where no row speaks, *blocked* if there was one to lose, else *not assessed*."""
        row = self.row(day)
        if row is not None:
            return MarketStatus(row.state)
        return MarketStatus.BLOCKED if self.line.clearance_id else MarketStatus.NOT_ASSESSED

    def row(self, day: date) -> Clearance | None:
        """The clearance that holds on that day, the best where there are several."""
        holding = [row for row in self.rows if row.valid_from <= day <= row.valid_until]
        return min(holding, key=lambda row: (row.state not in Clearance.SHIPPING, row.pk), default=None)

    def _is_good(self, status: MarketStatus) -> bool:
        """Whether it is as good as what the order was placed on: what was cleared and is only ready now is not."""
        placed = self.line.clearance
        if placed is not None and placed.state in Clearance.SHIPPING:
            return status.value in Clearance.SHIPPING
        return status.is_open

    def run(self) -> list[Clearance]:
        """The rows that hold one after the other from today on, each as good as what the order was placed on."""
        run: list[Clearance] = []
        row = self.row(self.on)
        while row is not None and self._is_good(MarketStatus(row.state)) and row not in run:
            run.append(row)
            row = self.row(row.valid_until + ONE_DAY) if row.valid_until < NO_END else None
        return run

    def hold(self, today: MarketStatus) -> Hold | None:
        """What stops the line today. A line that was not assessed when it was placed is stopped by a prohibition alone."""
        supplier = self.order.supplier
        if self._is_over():
            return None
        if supplier.status in STOPPED:
            since = self.one.stopped_on.get(supplier.pk, timezone.localdate(self.line.known_at))
            return self._hold(HoldKind.SUPPLIER, since, {Cause.SUPPLIER_STOPPED: ()})
        if self._is_good(today) or (self.line.clearance_id is None and today is not MarketStatus.PROHIBITED):
            return None
        ended = self.row_that_ended()
        since = ended.valid_until + ONE_DAY if ended else self._taken_back_on()
        if today.is_ready:
            return self._hold(HoldKind.BUYER_PART, since, self._of_buyer(ended))
        return self._hold(HoldKind.CLEARANCE, since, self.causes(ended) if ended else self._revoked())

    def _hold(self, kind: HoldKind, since: date, causes: Mapping[Cause, Sequence[Certificate]]) -> Hold:
        cause = weightiest(causes)
        bearer = BEARERS[cause][0]
        return Hold(
            self.order,
            self.line,
            kind,
            since,
            cause,
            tuple(causes.get(cause, ())),
            self.stages,
            with_bearer(consequence_of(self.stages), bearer),
            free_to_cancel_from(since, self.stages, bearer),
        )

    def row_that_ended(self) -> Clearance | None:
        """The last row before today that was as good as what the order was placed on."""
        past = [row for row in self.rows if row.valid_until < self.on and self._is_good(MarketStatus(row.state))]
        return max(past, key=lambda row: row.valid_until, default=None)

    def _taken_back_on(self) -> date:
        """Where no such row is left: the day on which we took back what the order was placed on."""
        placed = self.line.clearance
        taken_back = placed.superseded_at if placed else None
        return timezone.localdate(taken_back or self.line.known_at)

    def _revoked(self) -> dict[Cause, list[Certificate]]:
        """What the order was placed on and is revoked now."""
        placed = self.line.clearance
        held = self._documents(map(str, placed.certificates)) if placed else ()
        return _by_cause(one for one in held if one.status == Certificate.Status.REVOKED)

    def _of_buyer(self, ended: Clearance | None) -> dict[Cause, list[Certificate]]:
        causes = self.causes(ended) if ended else self._revoked()
        return {Cause.BUYER_DOCUMENT: [doc for docs in causes.values() for doc in docs]}

    def causes(self, ended: Clearance) -> dict[Cause, list[Certificate]]:
        """What ends that row, as the order's causes, with the documents of each."""
        found: dict[Cause, list[Certificate]] = {}
        for because in ended.ends_because or ():
            if because["code"] in OF_LAW:
                found.setdefault(Cause.LAW_KNOWN if self._was_known(ended, because) else Cause.LAW, [])
                continue
            documents = list(self._documents([because.get("ref", "")]))
            if not documents:
                found.setdefault(_of_type(because.get("type", "")), [])
            for cause, held in _by_cause(documents).items():
                found.setdefault(cause, []).extend(held)
        return found

    def _was_known(self, ended: Clearance, because: Mapping[str, str]) -> bool:
        """Whether what the order was placed on said so already: both sides signed it with that end."""
        placed = self.line.clearance
        return placed is not None and placed.valid_until == ended.valid_until and because in (placed.ends_because or ())

    def _documents(self, refs: Iterable[str]) -> Iterator[Certificate]:
        for ref in refs:
            if ref.isdigit() and (document := self.one.documents.get(int(ref))):
                yield document


def _by_cause(documents: Iterable[Certificate]) -> dict[Cause, list[Certificate]]:
    found: dict[Cause, list[Certificate]] = {}
    for one in documents:
        found.setdefault(_of_document(one), []).append(one)
    return found


def _of_document(document: Certificate) -> Cause:
    """Who held it, or why it is revoked."""
    if document.status == Certificate.Status.REVOKED:
        reasons = {reason for one in document.revocations for reason in one.reasons}  # type: ignore[attr-defined]
        return Cause.FALSE_DOCUMENT if reasons & FALSE else Cause.APPROVAL_WITHDRAWN
    return _of_type(str(document.certificate_type_id or ""))


def _of_type(kind: str) -> Cause:
    known = reference.certificate_types().get(kind)
    return Cause.SUPPLIER_DOCUMENT if known is None or known.held_by == MANUFACTURER else Cause.BUYER_DOCUMENT
