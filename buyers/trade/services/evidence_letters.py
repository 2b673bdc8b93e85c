"""Letters about evidence: to who has to answer it, and to who gets it back."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from buyers.terms.contract import Terms
from buyers.trade.mail.short_letters import Words, short_letter
from buyers.trade.models import Evidence, EvidenceAnswer, Side
from buyers.trade.services.acceptance import answering_side, last_day_to_answer, silent_on
from buyers.trade.services.letters import write_once
from buyers.trade.services.parties import people_who_act
from buyers.trade.services.return_reasons import return_reason
from buyers.trade.services.words import kind_words
from kpmarket.accounts.models import User
from kpmarket.foundation.outbox.models import Letter


def write_of_submission(evidence: Evidence, terms: Terms, *, at: datetime) -> None:
    """Ask the other side for its answer. The order's row must be locked."""
    words = partial(_to_answer, evidence, terms)
    _write(evidence, "evidence_to_answer", answering_side(evidence), words, at=at)


def write_of_return(answer: EvidenceAnswer, *, at: datetime) -> None:
    """Say what is missing to who submitted it. The order's row must be locked."""
    evidence = answer.evidence
    _write(evidence, "evidence_returned", Side(evidence.side), partial(_returned, answer), at=at)


def _write(evidence: Evidence, kind: str, side: Side, words: partial[Words], *, at: datetime) -> None:
    order, cause = evidence.order, f"evidence:{evidence.pk}"

    def compose(user: User) -> Letter:
        return short_letter(order, user, words, key=f"order-{order.pk}-{kind}-{cause}-{user.pk}")

    write_once(order, kind, cause, people_who_act(order, side), compose, at=at)


def _to_answer(evidence: Evidence, terms: Terms) -> Words:
    names = {"kind": kind_words(evidence.kind), "order": evidence.order.number}
    happened = _("It says that it happened on %(day)s.") % {"day": date_format(evidence.happened_on, "DATE_FORMAT")}
    if silent_on(evidence, terms):
        day = {"day": date_format(last_day_to_answer(evidence), "DATE_FORMAT")}
        silence = _("Accept or return it by %(day)s. If you do nothing, it counts as accepted after that day.") % day
    else:
        silence = _("It counts only if you accept it: your silence does not.")
    path = reverse("trade:evidence-answer", args=[evidence.pk])
    title = _("Please check for %(order)s: %(kind)s") % names
    return Words(title, (happened, silence), path, _("Look at it and answer"))


def _returned(answer: EvidenceAnswer) -> Words:
    evidence = answer.evidence
    names = {"kind": kind_words(evidence.kind), "order": evidence.order.number}
    reasons = tuple(return_reason(reason) for reason in answer.reasons)
    onward = _("Submit it again with what is missing. Until then it does not count.")
    path = reverse("trade:evidence", args=[evidence.order_id])
    note = (answer.note,) if answer.note else ()
    title = _("Returned for %(order)s: %(kind)s") % names
    return Words(title, (*reasons, *note, onward), path, _("Submit it again"))
