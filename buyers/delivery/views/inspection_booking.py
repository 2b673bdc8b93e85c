"""Booking an inspection: what is typed, the plan that follows from it, then the proposal."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from buyers.delivery.forms.inspections import BookingForm
from buyers.delivery.models import Inspection
from buyers.delivery.services.inspections import booking as services
from buyers.delivery.services.inspections.reading import InspectionState, inspection_states
from buyers.delivery.services.inspections.refusals import InspectionRefused
from buyers.delivery.services.inspections.words import WARNINGS
from buyers.delivery.views.inspections import ACT_REFUSALS, plan_words, terms_of
from buyers.terms.contract import Terms
from buyers.terms.delivery.sampling import CLASSES, SamplingPlan, Usual, sampling_plan, tables, usual_for
from buyers.terms.delivery.verdict import Result
from buyers.trade.models import Order, Side
from buyers.trade.services.evidence import today_of
from buyers.trade.views.scope import acting_order, side_for
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import sentence_of
from kpmarket.foundation.working_days import due_on


@require_http_methods(["GET", "HEAD", "POST"])
def book(request: PersonRequest, pk: int) -> HttpResponse:
    """A form; ``step=read`` computes and explains the plan, ``step=book`` proposes it. ``repeats`` names a failed one."""
    order = acting_order(request, pk)
    side, terms = side_for(order, request.user), terms_of(order)
    if side is None or order.status != Order.Status.CONFIRMED:
        raise Http404
    repeated = _repeated(request, order, terms)
    today = today_of(order, side, timezone.now())
    is_sent = request.method == "POST"
    form = BookingForm(
        request.POST if is_sent else None,
        terms=terms,
        today=today,
        lots=_lots(terms, repeated),
        initial=_initial(order, terms, repeated, today),
    )
    step = request.POST.get("step", "")
    if not (is_sent and form.is_valid()) or step == "change":
        return _show(request, order, form, repeated, status=422 if form.errors and step != "change" else 200)
    if step == "book" and (made := _proposed(request, order, form, side, repeated)):
        return redirect("delivery:inspection", made.pk)
    return _show_plan(request, order, form, repeated, today)


def _show_plan(
    request: PersonRequest, order: Order, form: BookingForm, repeated: InspectionState | None, today: date
) -> HttpResponse:
    """The plan that follows from what was typed, before it is proposed."""
    booking, figures = form.booking(), {"days": services.AHEAD, "percent": services.PACKED}
    is_tightened = repeated is not None and repeated.result is Result.FAILED
    names = {line.number: line.name for line in form.terms.lines}
    plans = [
        plan_words(_plan(quantity, form, tightened=is_tightened), line, names[line])
        for line, quantity in form.lots().items()
    ]
    context = {
        "order": order,
        "form": form,
        "repeated": repeated,
        "plans": plans,
        "warnings": [WARNINGS[code] % figures for code in services.warnings_of(booking, on=today)],
        "rules": [tables().rules[name].read_in(request.LANGUAGE_CODE or "en") for name in ("largest", "zero")],
        "supplier_pays": is_tightened or booking.paid_by == Side.SUPPLIER,
        "is_tightened": is_tightened,
        "booking": booking,
        "typed": [(name, request.POST[name]) for name in form.fields if name in request.POST],
    }
    return render(request, "delivery/inspection_read.html", context, status=422 if form.errors else 200)


def _proposed(
    request: PersonRequest, order: Order, form: BookingForm, side: Side, repeated: InspectionState | None
) -> Inspection | None:
    """The booking; None, with the reason in the form, where it was refused."""
    repeats = repeated.inspection if repeated else None
    try:
        made = services.propose(order, form.booking(), side=side, by=request.user, at=timezone.now(), repeats=repeats)
    except InspectionRefused as refusal:
        form.add_error(None, sentence_of(refusal, ACT_REFUSALS))
        return None
    messages.success(request, _("Proposed. The other side gets a letter; nothing is booked before it agrees."))
    return made


def _repeated(request: PersonRequest, order: Order, terms: Terms) -> InspectionState | None:
    """The inspection that is repeated. Raises Http404 where it is not of this order, or did not fail."""
    key = request.POST.get("repeats") or request.GET.get("repeats") or ""
    if not key:
        return None
    if not key.isascii() or not key.isdecimal():
        raise Http404
    row = get_object_or_404(Inspection, pk=int(key[:18]), order=order)
    state = next(one for one in inspection_states(order, terms) if one.inspection.pk == row.pk)
    if state.result not in (Result.FAILED, Result.VOID):
        raise Http404
    return state


def _lots(terms: Terms, repeated: InspectionState | None) -> dict[int, int]:
    """What did not pass; else every line whole."""
    if repeated is None:
        return {line.number: line.quantity for line in terms.lines}
    return {lot.line.number: lot.quantity for lot in repeated.lots if lot.result is not Result.PASSED}


def _initial(order: Order, terms: Terms, repeated: InspectionState | None, today: date) -> dict[str, object]:
    """What was booked before; else what the contract says, and what this trade usually asks for where it says nothing."""
    if repeated:
        row = repeated.inspection
        names = ("stage", "level", "place", "organisation", "paid_by")
        known: dict[str, object] = {name: getattr(row, name) for name in names}
        known |= {f"aql-{name}": aql for name, aql in row.classes.items()}
        known |= {"name": row.guest_name, "email": row.guest_email}
        if repeated.result is Result.FAILED:
            known["paid_by"] = Side.SUPPLIER
    else:
        agreed = dict(terms.inspection)
        usual = _usual(order)
        known = {"level": agreed.get("level", usual.level), "paid_by": Side.BUYER, "place": terms.supplier_address}
        classes = {name: agreed[name] for name in CLASSES if name in agreed} or usual.classes
        known |= {f"aql-{name}": aql for name, aql in classes.items()}
    return {**known, "day": due_on(today, services.AHEAD)}


def _usual(order: Order) -> Usual:
    """What is usual for the first line's type."""
    first = order.lines.select_related("product").order_by("number").first()
    return usual_for(first.product.product_type_id if first else "")


def _plan(quantity: int, form: BookingForm, *, tightened: bool) -> SamplingPlan:
    return sampling_plan(quantity, form.cleaned_data["level"], form.classes(), tightened=tightened)


def _show(
    request: PersonRequest, order: Order, form: BookingForm, repeated: InspectionState | None, *, status: int
) -> HttpResponse:
    usual = _usual(order)
    context = {
        "order": order,
        "form": form,
        "repeated": repeated,
        "usual": usual,
        "usual_note": usual.note.read_in(request.LANGUAGE_CODE or "en") if usual.note else "",
        "rules": [rule.read_in(request.LANGUAGE_CODE or "en") for rule in tables().rules.values()],
        "lot_fields": [form[name] for name in form.fields if name.startswith("lot-")],
        "class_fields": [form[name] for name in form.fields if name.startswith("aql-")],
    }
    return render(request, "delivery/inspection_book.html", context, status=status)
