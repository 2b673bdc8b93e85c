"""Logs of loggers, and what is said to an excursion: a statement of the maker, then the buyer's answer.

An excursion is never accepted by silence: while the buyer has not accepted it, silence accepts nothing of those lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from buyers.delivery.models import Shipment, TemperatureFile, TemperatureLog, TemperaturePage, TemperatureStep
from buyers.delivery.services.shipments.authors import Author
from buyers.terms.delivery.logger_files import LoggerFile
from buyers.terms.delivery.temperature import Range, TemperatureFacts, temperature_facts
from buyers.terms.events import ALL_LINES, NOTHING_WITHHELD, Withheld
from buyers.trade.models import Order
from buyers.trade.services import payments
from buyers.trade.services.ledger import lock_order
from buyers.trade.services.on_record import have_rows
from kpmarket.accounts.models import User
from kpmarket.foundation.storage.files import StoredFile
from suppliers.certificates.files import StoredUpload

EXCURSION = "excursion"


class AnsweredAlready(Exception):
    """The buyer has answered this excursion."""


class NothingOutside(Exception):
    """The log has no excursion: nothing has to be said to it."""


@dataclass(frozen=True)
class NewLog:
    """What somebody hands in: the shipment's line (None: all), the range asked for, and the facts."""

    line: int | None
    wanted: Range
    facts: TemperatureFacts
    serial: str
    is_read: bool


def log_of_file(file: LoggerFile, wanted: Range, line: int | None) -> NewLog:
    """The facts that a logger's file holds. Raises TermsError as ``temperature_facts`` does."""
    return NewLog(line, wanted, temperature_facts(file.channels, wanted), file.serial, is_read=True)


@transaction.atomic
def keep_log(
    shipment: Shipment,
    new: NewLog,
    *,
    author: Author,
    at: datetime,
    original: tuple[str, StoredFile] | None = None,
    report: StoredUpload | None = None,
) -> TemperatureLog:
    """Keep a log with its file: ``original`` a logger's text file with its name, or ``report`` a PDF or a picture."""
    lock_order(shipment.order_id)
    log = TemperatureLog.objects.create(
        shipment=shipment,
        line=new.line,
        serial=new.serial,
        low=new.wanted.low,
        high=new.wanted.high,
        facts=_as_json(new.facts),
        is_read=new.is_read,
        has_excursion=new.facts.has_excursion,
        side=author.side,
        recorded_at=at,
        **author.columns("recorded"),
    )
    if original:
        name, stored = original
        columns = {"original_name": name, "stored_name": stored.name, "kind": "csv", "size": stored.size}
        TemperatureFile.objects.create(log=log, sha256=stored.sha256, **columns)
    if report:
        _keep(report, log)
    return log


@transaction.atomic
def state_stability(
    log: TemperatureLog, text: str, *, by: User, at: datetime, files: Sequence[StoredUpload] = ()
) -> TemperatureStep:
    """The supplier hands in what the maker says about the excursion. Raises NothingOutside, AnsweredAlready."""
    _refuse_answered(log)
    step = TemperatureStep.objects.create(log=log, kind=TemperatureStep.Kind.STATEMENT, text=text, by=by, at=at)
    for file in files:
        _keep(file, log, step)
    return step


@transaction.atomic
def answer_excursion(log: TemperatureLog, *, accepts: bool, text: str, by: User, at: datetime) -> TemperatureStep:
    """The buyer accepts the goods in spite of it, or does not; then what follows for the money is carried out.

    Raises NothingOutside, AnsweredAlready.
    """
    order = lock_order(log.shipment.order_id)
    _refuse_answered(log)
    kind = TemperatureStep.Kind.ACCEPTED if accepts else TemperatureStep.Kind.REFUSED
    try:
        with transaction.atomic():
            step = TemperatureStep.objects.create(log=log, kind=kind, text=text, by=by, at=at)
    except IntegrityError as clash:
        raise AnsweredAlready from clash
    if accepts:
        payments.carry_out(Order.objects.select_related("buyer", "supplier", "holder").get(pk=order.pk), at=at, by=by)
    return step


def withheld_by_excursions(orders: Sequence[Order]) -> Mapping[int, Mapping[int, Withheld]]:
    """Lines of which silence accepts nothing, because an excursion was not accepted. One query for any number of orders."""
    found: dict[int, dict[int, Withheld]] = {}
    for order, line in _lines_outside(orders):
        lines = found.setdefault(order, {})
        number = ALL_LINES if line is None else line
        lines[number] = lines.get(number, NOTHING_WITHHELD) + Withheld(held=frozenset({EXCURSION}))
    return found


def open_excursions() -> QuerySet[TemperatureLog]:
    """Logs with an excursion that the buyer did not accept."""
    return TemperatureLog.objects.filter(has_excursion=True).exclude(steps__kind=TemperatureStep.Kind.ACCEPTED)


def _lines_outside(orders: Sequence[Order]) -> set[tuple[int, int | None]]:
    """Keys of orders with the numbers of lines that such logs are about."""
    if have_rows(orders, "shipments"):
        shipments = [shipment for one in orders for shipment in one.shipments.all()]
        return {
            (shipment.order_id, log.line)
            for shipment in shipments
            for log in shipment.open_excursions  # type: ignore[attr-defined]  # read with the order
        }
    return set(open_excursions().filter(shipment__order__in=orders).values_list("shipment__order", "line"))


def stored_names() -> chain[str]:
    """Names of all files that logs hold, for the sweep of files that no row names."""
    return chain.from_iterable(
        rows.values_list("stored_name", flat=True).iterator()
        for rows in (TemperatureFile.objects, TemperaturePage.objects)
    )


def _refuse_answered(log: TemperatureLog) -> None:
    if not log.has_excursion:
        raise NothingOutside
    if log.steps.exclude(kind=TemperatureStep.Kind.STATEMENT).exists():
        raise AnsweredAlready


def _keep(upload: StoredUpload, log: TemperatureLog, step: TemperatureStep | None = None) -> None:
    row = TemperatureFile.objects.create(log=log, step=step, **upload.columns())
    TemperaturePage.objects.bulk_create(TemperaturePage(file=row, **page.columns()) for page in upload.pages)


def _as_json(facts: TemperatureFacts) -> dict[str, Any]:
    """Moments as text, on the logger's own clock."""
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in asdict(facts).items()}
