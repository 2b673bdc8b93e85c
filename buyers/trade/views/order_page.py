"""The page of an order: buyer and supplier see the same, each with own buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from buyers.models import BuyerMembership
from buyers.terms.next_step import Code
from buyers.trade.forms.messages import OrderMessageForm
from buyers.trade.models import Order, Side
from buyers.trade.services import messages as services
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.facts import order_facts
from buyers.trade.services.on_record import annotate_rows, annotate_subjects, take_rows
from buyers.trade.services.order_actions import Action, actions_for
from buyers.trade.services.order_sections import Reader, Section, added_steps, sections_of
from buyers.trade.services.situations import steps_in_words
from buyers.trade.services.step_words import NextStep
from buyers.trade.services.words import money_words
from buyers.trade.views.evidence import kinds_to_submit, rows_of
from buyers.trade.views.order_parts import history_views, line_views, part_views
from buyers.trade.views.order_parts.promises import promises_of
from kpmarket.accounts.models import User
from kpmarket.accounts.requests import PersonRequest
from kpmarket.accounts.unsent_words import forget_words, kept_words
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit
from kpmarket.foundation.places import place_name
from suppliers.models import Membership


@require_safe
def order(request: PersonRequest, pk: int) -> HttpResponse:
    """One order, with everything that was agreed, proven, paid and written."""
    shown = _order(request, pk)
    form = OrderMessageForm(initial={"text": kept_words(request, shown.pk)})
    return render(request, "trade/order.html", _context(request, shown, form))


@require_POST
def write(request: PersonRequest, pk: int) -> HttpResponse:
    """A message to the other side."""
    shown = _order(request, pk)
    reader, now = _reader(shown, request.user), timezone.now()
    if not reader.may_act:
        raise Http404
    form = OrderMessageForm(request.POST)
    if not form.is_valid():
        return render(request, "trade/order.html", _context(request, shown, form), status=422)
    try:
        with within_daily_limit(DailyAct.REPLIES, request.user.pk, at=now):
            services.write_message(shown, form.cleaned_data["text"], side=reader.side, by=request.user, at=now)
    except OverDailyLimit as over:
        form.add_error("text", str(over.sentence))
        return render(request, "trade/order.html", _context(request, shown, form), status=422)
    except services.SentAlready:
        messages.info(request, _("You sent this a moment ago. Nothing was sent a second time."))
    else:
        messages.success(request, _("Your message was sent."))
    forget_words(request)
    return redirect(f"{shown.get_absolute_url()}#messages")


def _order(request: PersonRequest, pk: int) -> Order:
    """The order with the person's role on either side and what is on record of it. Raises Http404 for strangers."""
    user = request.user
    of_buyer = BuyerMembership.objects.filter(buyer=OuterRef("buyer"), user=user).values("role")
    of_supplier = Membership.objects.filter(supplier=OuterRef("supplier"), user=user).values("role")
    found = (
        Order.objects.of_members(user)
        .select_related("buyer", "supplier", "holder")
        .annotate(buyer_role=Subquery(of_buyer[:1]), supplier_role=Subquery(of_supplier[:1]))
    )
    return take_rows(get_object_or_404(annotate_rows(annotate_subjects(found)), pk=pk))


def _reader(shown: Order, person: User) -> Reader:
    of_buyer: str | None = shown.buyer_role  # type: ignore[attr-defined]  # annotated
    of_supplier: str | None = shown.supplier_role  # type: ignore[attr-defined]  # annotated
    if of_buyer:
        return Reader(person, Side.BUYER, of_supplier is None and of_buyer in BuyerMembership.PURCHASING_ROLES)
    return Reader(person, Side.SUPPLIER, of_supplier in Membership.EDITING_ROLES)


def _context(request: PersonRequest, shown: Order, form: OrderMessageForm) -> dict[str, Any]:
    now, reader = timezone.now(), _reader(shown, request.user)
    facts = order_facts(shown, at=now)
    added = added_steps([facts], reader.side)[shown.pk]
    steps = (*added, *steps_in_words(facts, reader.side))
    sections = sections_of(facts, reader)
    scale = line_views.scale_of(facts)
    mine = [one for one in steps if one.is_mine]
    first = (mine or steps)[0]
    other = shown.supplier.display_name if reader.side == Side.BUYER else shown.buyer.organisation
    return {
        "order": shown,
        "side": reader.side,
        "facts": facts,
        "crumbs": [_list_of(shown, reader.side)],
        "status_label": shown.get_status_display(),
        "total": money_words(facts.terms.total, shown.currency) if facts.terms else "",
        "place": place_name(shown.destination),
        "step": first,
        "others": [one for one in steps if one is not first],
        "actions": _actions(facts, reader, first, sections),
        "sections": sections,
        "rows": rows_of(facts, reader.side if reader.may_act else None),
        "offered": kinds_to_submit(facts, reader.side if reader.may_act else None),
        "promises": promises_of(facts),
        "milestones": history_views.milestones_of(facts),
        "hindrances": history_views.hindrances_of(facts),
        "lines": line_views.lines_of(facts, reader.side, scale),
        "bars": scale,
        "parts": part_views.parts_of(facts, reader.side),
        "money": part_views.money_of(facts),
        "versions": history_views.versions_of(facts),
        "letters": shown.messages.all(),
        "may_write": reader.may_act,
        "may_act": reader.may_act,
        "other_side": other,
        "form": form,
    }


def _actions(facts: OrderFacts, reader: Reader, step: NextStep, sections: Sequence[Section]) -> list[Action]:
    """The person's own buttons: what the next step asks for, then what is possible at any time."""
    if not reader.may_act:
        return []
    found = [one for section in sections for one in section.actions if one.is_main]
    found += actions_for(facts.order, reader.side, reader.person, at=facts.at)
    address = facts.order.pk
    if step.is_mine and step.code == Code.PAY:
        url = reverse("trade:pay", args=[address, step.part])
        found.insert(0, Action("pay", _("How to pay this part"), url, is_main=True))
    if step.is_mine and step.code in (Code.PROVE, Code.CORRECT, Code.ACCEPT):
        url = reverse("trade:evidence", args=[address])
        found.insert(0, Action("evidence", _("Add evidence"), url, is_main=True))
    if step.is_mine and step.code == Code.ANSWER:
        found.insert(0, Action("answer", _("Look at the evidence"), "#evidence", is_main=True))
    return found


def _list_of(shown: Order, side: Side) -> dict[str, str]:
    """The list that the reader came from."""
    if side == Side.BUYER:
        return {"label": _("My orders"), "url": reverse("trade:orders")}
    return {"label": _("Orders"), "url": reverse("trade:supplier-orders", args=[shown.supplier_id])}
