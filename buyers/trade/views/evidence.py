"""Evidence of an order: what there is, submitting more, answering it. Both sides see the same rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from buyers.services.attachments import AttachmentRefused
from buyers.terms.evidence import kinds_for, may_be_silent, stands_at_once
from buyers.terms.force_majeure import END, NOTICE
from buyers.terms.plans import EvidenceKind, milestones
from buyers.trade.forms.evidence import AnswerForm, EvidenceForm
from buyers.trade.models import Evidence, EvidenceAnswer, EvidencePage, Order, Side
from buyers.trade.services import acceptance
from buyers.trade.services import evidence as services
from buyers.trade.services.evidence_words import EvidenceWords, evidence_in_words, refusal_words
from buyers.trade.services.fact_rows import OrderFacts, Submitted
from buyers.trade.services.facts import order_facts
from buyers.trade.services.words import event_words, kind_words
from buyers.trade.views.scope import acting_order, order_of, side_for
from buyers.views.uploads import uploads_within_limits
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import perform
from kpmarket.foundation.limits.daily import OverDailyLimit
from kpmarket.foundation.storage import files
from suppliers.sentences import reader as sentences

Verdict = EvidenceAnswer.Verdict


@dataclass(frozen=True)
class Offered:
    """A kind of evidence that the reader may submit, and the event that it proves."""

    kind: str
    label: str
    event: str


@require_safe
def evidence(request: PersonRequest, pk: int) -> HttpResponse:
    """Everything that was submitted, and what this side may submit."""
    order = order_of(request, pk)
    side = side_for(order, request.user)
    facts = order_facts(order, at=timezone.now())
    context = {
        "order": order,
        "rows": rows_of(facts, side),
        "offered": kinds_to_submit(facts, side),
        "is_held_here": facts.is_held_here,
    }
    return render(request, "trade/evidence.html", context)


def rows_of(facts: OrderFacts, side: Side | None) -> list[tuple[EvidenceWords, str]]:
    """Each submission in words, the latest first, with what this side may do: answer, withdraw or nothing."""
    return [(evidence_in_words(one, facts), _act(one, facts, side)) for one in reversed(facts.evidence)]


def kinds_to_submit(facts: OrderFacts, side: Side | None) -> list[Offered]:
    """What that side may submit now: payments only where nobody holds the money."""
    if side is None or facts.terms is None or facts.order.status != Order.Status.CONFIRMED:
        return []
    kinds = [kind for kind in kinds_for(side) if not (facts.is_held_here and _is_payment(kind))]
    hindered = [NOTICE, END] if any(one.side == side and not one.ended_on for one in facts.hindrances) else [NOTICE]
    possible = hindered if facts.terms.force_majeure_days else []
    kinds = [kind for kind in kinds if kind.id not in (NOTICE, END) or kind.id in possible]
    places = {event.id: event.place for event in milestones().events.values()}
    kinds.sort(key=lambda kind: places[kind.event])
    return [Offered(kind.id, kind_words(kind.id), event_words(kind.event)) for kind in kinds]


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    """Submit evidence of one kind; a refusal keeps what was typed."""
    order = acting_order(request, pk)
    side, facts = side_for(order, request.user), order_facts(order, at=timezone.now())
    if side is None or facts.terms is None or kind not in {one.kind for one in kinds_to_submit(facts, side)}:
        raise Http404
    known = milestones().evidence[kind]
    is_sent = request.method == "POST"
    form = EvidenceForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        kind=known,
        side=side,
        terms=facts.terms,
        currency=order.currency,
        today=services.today_of(order, side, timezone.now()),
        initial={name: value for name, value in request.GET.items() if name in ("line", "part")},
    )
    if is_sent and form.is_valid() and _is_taken(request, order, side, form):
        messages.success(request, _("Submitted. The other side reads it now."))
        return redirect("trade:evidence", order.pk)
    context = {
        "order": order,
        "form": form,
        "kind": kind_words(kind),
        "event": event_words(known.event),
        "stands_at_once": stands_at_once(known, side),
        "may_be_silent": may_be_silent(known, side),
        "days": milestones().events[known.event].working_days,
    }
    return render(request, "trade/evidence_submit.html", context, status=422 if is_sent else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PersonRequest, pk: int) -> HttpResponse:
    """One submission with its pages; a POST of the other side accepts or returns it."""
    order, row = _evidence_of(request, pk)
    side, facts = side_for(order, request.user), order_facts(order, at=timezone.now())
    shown = next(one for one in facts.evidence if one.row.pk == row.pk)
    is_sent = request.method == "POST"
    may = _act(shown, facts, side)
    if is_sent and (side is None or side != acceptance.answering_side(row)):
        raise Http404
    form = AnswerForm(request.POST if is_sent else None)
    if is_sent and form.is_valid() and side is not None:
        data = form.cleaned_data
        answered = _answering(row, data["verdict"], side, request, reasons=data["reasons"], note=data["note"])
        if perform(request, answered, _("Your answer is noted."), {services.Refused: refusal_words}):
            return redirect("trade:evidence", order.pk)
    context = {"order": order, "words": evidence_in_words(shown, facts), "may": may, "form": form}
    return render(request, "trade/evidence_answer.html", context, status=422 if is_sent else 200)


@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Who submitted it takes it back, before an answer."""
    order, row = _evidence_of(request, pk)
    side = side_for(order, request.user)
    if side is None or not services.may_withdraw(row, side):
        raise Http404
    act = _answering(row, Verdict.WITHDRAWN, side, request)
    perform(request, act, _("Withdrawn. It does not count."), {services.Refused: refusal_words})
    return redirect("trade:evidence", order.pk)


@require_safe
def page(request: PersonRequest, token: str) -> HttpResponseBase:
    """The picture of one page, for both sides of the order."""
    readable = Order.objects.of_members(request.user).values("pk")
    shown = get_object_or_404(EvidencePage.objects.filter(file__evidence__order__in=readable), token=token)
    return files.show_image(shown.stored_name)


def _is_taken(request: PersonRequest, order: Order, side: Side, form: EvidenceForm) -> bool:
    """Whether it was taken in; the reason stands in the form where it was not."""
    data, field = form.cleaned_data, "files" if "files" in form.fields else None
    submission = services.Submission(
        kind=form.kind.id,
        happened_on=data["happened_on"],
        line=data.get("line"),
        quantity=data.get("quantity") or None,
        facts=form.fact_values,
        note=data["note"],
    )
    try:
        with uploads_within_limits(request, data.get("files") or []) as stored:
            services.submit_evidence(order, submission, side=side, by=request.user, at=timezone.now(), files=stored)
    except services.TooMany as refusal:
        form.add_error("quantity", refusal_words(refusal))
    except services.Refused as refusal:
        form.add_error(None, refusal_words(refusal))
    except AttachmentRefused as refusal:
        form.add_error(field, f"{refusal.name}: {sentences.refusal(refusal.refused, refusal.name)}")
    except OverDailyLimit as over:
        form.add_error(field, str(over.sentence))
    else:
        return True
    return False


def _answering(
    row: Evidence, verdict: str, side: Side, request: PersonRequest, **facts: object
) -> Callable[[], EvidenceAnswer]:
    """The act itself, not done yet."""
    return lambda: services.answer_evidence(
        row,
        Verdict(verdict),
        side=side,
        by=request.user,
        at=timezone.now(),
        **facts,  # type: ignore[arg-type]
    )


def _evidence_of(request: PersonRequest, pk: int) -> tuple[Order, Evidence]:
    """A submission to an order of the person's sides. Raises Http404."""
    row = get_object_or_404(Evidence, pk=pk)
    return order_of(request, row.order_id), row


def _act(one: Submitted, facts: OrderFacts, side: Side | None) -> str:
    """What that side may do about a submission: ``answer``, ``withdraw`` or nothing."""
    if side is None or not one.is_open or facts.order.status != Order.Status.CONFIRMED:
        return ""
    if side == acceptance.answering_side(one.row):
        return "answer"
    return "withdraw" if services.may_withdraw(one.row, side) else ""


def _is_payment(kind: EvidenceKind) -> bool:
    return any(fact.type == "part" for fact in kind.facts)
