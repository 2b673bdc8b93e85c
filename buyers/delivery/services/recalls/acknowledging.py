"""A buyer who was written to about a recall says what became of the goods; the supplier and the desk see who has not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from audits.desk import log
from buyers.delivery.models import RecallAcknowledgement, RecallQuestion
from buyers.delivery.services.recalls.letters import KIND
from buyers.trade.models import Order, OrderLetter
from buyers.trade.services.ledger import lock_order
from kpmarket.accounts.models import User

PREFIX = f"{KIND}:"


class NotNotified(Exception):
    """Nobody of the buyer was written to about this recall for this order."""


class AcknowledgedAlready(Exception):
    """Somebody of the buyer said it before: ``acknowledgement``."""

    def __init__(self, acknowledgement: RecallAcknowledgement) -> None:
        super().__init__(acknowledgement.pk)
        self.acknowledgement = acknowledgement


@dataclass(frozen=True)
class Answer:
    """An order whose buyer was written to, and what it said; None while it has said nothing."""

    order: Order
    written_at: datetime
    acknowledgement: RecallAcknowledgement | None


def answers_to(questions: Iterable[RecallQuestion]) -> dict[int, list[Answer]]:
    """By question, who has not answered first. Two queries for any number."""
    causes = {f"{PREFIX}{one.pk}": one.pk for one in questions}
    letters = OrderLetter.objects.filter(kind=KIND, cause__in=causes).select_related("order__buyer")
    rows = RecallAcknowledgement.objects.filter(question__in=causes.values()).select_related("by")
    said = {(one.question_id, one.order_id): one for one in rows}
    found: dict[int, dict[int, Answer]] = {key: {} for key in causes.values()}
    for letter in letters.order_by("written_at", "pk"):
        key = causes[letter.cause]
        answer = Answer(letter.order, letter.written_at, said.get((key, letter.order_id)))
        found[key].setdefault(letter.order_id, answer)
    return {
        key: sorted(by_order.values(), key=lambda one: one.acknowledgement is not None)
        for key, by_order in found.items()
    }


def question_for(order: Order, pk: int) -> RecallQuestion | None:
    """The recall of that key, if the buyer of the order was written to about it."""
    if not OrderLetter.objects.filter(order=order, kind=KIND, cause=f"{PREFIX}{pk}").exists():
        return None
    return RecallQuestion.objects.select_related("notice", "product", "supplier").filter(pk=pk).first()


@transaction.atomic
def acknowledge(
    order: Order, question: RecallQuestion, answer: str, note: str, *, by: User, at: datetime
) -> RecallAcknowledgement:
    """Keep what the buyer says, once. Raises NotNotified or AcknowledgedAlready."""
    order = lock_order(order.pk)
    if question_for(order, question.pk) is None:
        raise NotNotified
    if made := RecallAcknowledgement.objects.filter(order=order, question=question).first():
        raise AcknowledgedAlready(made)
    made = RecallAcknowledgement.objects.create(order=order, question=question, answer=answer, note=note, by=by, at=at)
    content = {"question": question.pk, "answer": str(answer)}
    log.append(act="recall_acknowledged", subject=f"order:{order.pk}", by=by, at=at, content=content)
    return made
