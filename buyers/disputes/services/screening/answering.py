"""A person's answer to a question of a screening: the listed party or somebody else, with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from buyers.disputes.models import HitAnswer, ScreeningHit
from buyers.disputes.services.screening.cases import open_cases
from buyers.trade.models import DeskOffice, Order
from buyers.trade.services import desk
from kpmarket.accounts.models import User

ANSWERS, SECOND = (DeskOffice.Office.HANDLER, DeskOffice.Office.HEAD), (DeskOffice.Office.HEAD,)


class AnsweredAlready(Exception):
    """It is decided, or this person answered it before."""


class SecondIsHead(Exception):
    """That a party is the listed one is confirmed by the head of the desk."""


class ReasonMissing(Exception):
    """An answer says why."""


@transaction.atomic
def answer_hit(hit: ScreeningHit, verdict: HitAnswer.Verdict, reason: str, *, by: User, at: datetime) -> HitAnswer:
    """One person says that it is somebody else; that it is the listed party counts when the head of the desk says it too.

    With that the other side gets a legal case. Raises NotInOffice, OwnOrder, AnsweredAlready, SecondIsHead or ReasonMissing.
    """
    order = Order.objects.select_for_update().get(pk=hit.screening.order_id)
    if not desk.holds_office(by, *ANSWERS, at=at):
        raise desk.NotInOffice
    if desk.is_own(order, by):
        raise desk.OwnOrder
    if not reason.strip():
        raise ReasonMissing
    before = list(hit.answers.all())
    state = ScreeningHit.objects.with_state().values_list("state", flat=True).get(pk=hit.pk)
    if state != "open" or any(answer.by_id == by.pk for answer in before):
        raise AnsweredAlready
    if before and not desk.holds_office(by, *SECOND, at=at):
        raise SecondIsHead
    answer = HitAnswer.objects.create(hit=hit, verdict=verdict, reason=reason.strip(), by=by, at=at)
    if ScreeningHit.objects.with_state().values_list("state", flat=True).get(pk=hit.pk) == "listed":
        open_cases(order, hit.screening.role, by=by, at=at)
    return answer
