"""Proposing a change of a confirmed order's terms, and ending an order or part of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from buyers.terms.contract import Terms
from buyers.terms.errors import TermsError
from buyers.trade.forms.order_changes import AmendForm, CancelForm
from buyers.trade.forms.part_ends import PartEndForm
from buyers.trade.mail.deadlines import minor_words
from buyers.trade.models import Order, Side
from buyers.trade.services import amendments, cancelling, part_ends
from buyers.trade.services.amendments import BelowShipped, NoLowerPrice, NothingChanges, ShippedAlready
from buyers.trade.services.change_words import changes_in_words
from buyers.trade.services.contract_words import plan_words
from buyers.trade.services.contracts import contract_in_force
from buyers.trade.services.importers import has_importer
from buyers.trade.services.part_ends import PartNotPossible, WholeOrder
from buyers.trade.services.parties import OnBothSides
from buyers.trade.views.order_refusals import REFUSALS
from buyers.trade.views.scope import acting_order, side_for
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import perform, sentence_of


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: PersonRequest, pk: int) -> HttpResponse:
    """A form with the terms in force; ``step=read`` compares old and new, ``step=sign`` proposes and signs."""
    order = acting_order(request, pk)
    in_force = contract_in_force(order)
    if in_force is None or order.status != Order.Status.CONFIRMED:
        messages.error(request, _("Terms can be changed while the order runs and both sides have signed it."))
        return redirect(order)
    form = AmendForm(
        request.POST if request.method == "POST" else None,
        terms=in_force.terms,
        on=timezone.localdate(),
        has_importer=has_importer(order.supplier_id, order.destination),
        failed=amendments.failed_lines(order, at=timezone.now()),
        preset={"reason": request.GET.get("reason", ""), "accepts_failed": request.GET.getlist("failed")},
    )
    step = request.POST.get("step", "")
    if not (form.is_bound and form.is_valid()) or step == "change":
        return _show(request, order, form)
    new = _amended(order, form)
    if new is None:
        return _show(request, order, form)
    if step == "sign" and perform(
        request,
        lambda: amendments.propose_amendment(
            order.pk, form.changes(), reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        ),
        _(
            "Proposed and signed for your side. The other side gets a letter; until it signs, the contract stays as it is."
        ),
        REFUSALS,
    ):
        return redirect(order)
    return _read(request, order, form, in_force.terms, new)


@require_http_methods(["GET", "HEAD", "POST"])
def end_part(request: PersonRequest, pk: int) -> HttpResponse:
    """Units that end, with cause and cost; ``step=read`` compares old and new, ``step=sign`` proposes it or ends them."""
    order, now = acting_order(request, pk), timezone.now()
    side, in_force = side_for(order, request.user), contract_in_force(order)
    ways = part_ends.ways_to_end_part(order, side, at=now) if side else ()
    if side is None or in_force is None or not ways:
        messages.error(request, _("Nothing of this order is left that could be ended before it is shipped."))
        return redirect(order)
    form = PartEndForm(request.POST if request.method == "POST" else None, ways=ways, terms=in_force.terms)
    step, new = request.POST.get("step", ""), None
    if form.is_bound and form.is_valid() and step != "change":
        new = _without_part(order, side, form)
    if new is None:
        shown = {"order": order, "form": form, "rights": [one.cause.label for one in ways[1:]]}
        return render(request, "trade/end_part.html", shown, status=422 if form.errors else 200)
    done = (
        _("Ended. Both sides get a letter; the order goes on with what is left.")
        if new.by_right
        else _("Proposed and signed for your side. Until the other side signs, the contract stays as it is.")
    )
    if step == "sign" and perform(
        request,
        lambda: part_ends.end_part(
            order.pk, form.part_end(), reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        ),
        done,
        REFUSALS,
    ):
        return redirect(order)
    return _read(request, order, form, in_force.terms, new)


def _read(request: PersonRequest, order: Order, form: AmendForm | PartEndForm, old: Terms, new: Terms) -> HttpResponse:
    """Old and new next to each other, and the button that signs."""
    context = {
        "order": order,
        "form": form,
        "typed": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
        "changed": changes_in_words(old, new),
        "total": minor_words(new.total, new.currency),
        "is_by_right": bool(new.by_right),
        "is_ending": new.cancelled != old.cancelled,
    }
    return render(request, "trade/amend_read.html", context)


def _without_part(order: Order, side: Side, form: PartEndForm) -> Terms | None:
    """The new terms; None, with the reason in the form."""
    try:
        return part_ends.terms_without(order, side, form.part_end(), at=timezone.now())
    except PartNotPossible:
        form.add_error(
            "kept", _("At most what these units cost, and of a whole order what was paid in and is not released.")
        )
    except WholeOrder as refusal:
        form.add_error(None, sentence_of(refusal, REFUSALS))
    except TermsError as error:
        form.add_error(None, _terms_refusal(error, order))
    return None


def _amended(order: Order, form: AmendForm) -> Terms | None:
    """The new terms; None, with the reason in the form."""
    try:
        return amendments.amended(order, form.changes(), at=timezone.now())
    except BelowShipped as below:
        form.add_error(f"quantity-{below.line}", sentence_of(below, REFUSALS))
    except NoLowerPrice as refusal:
        form.add_error(f"price-{refusal.line}", sentence_of(refusal, REFUSALS))
    except ShippedAlready as refusal:
        form.add_error("place", sentence_of(refusal, REFUSALS))
    except NothingChanges as refusal:
        form.add_error(None, sentence_of(refusal, REFUSALS))
    except TermsError as error:
        form.add_error(None, _terms_refusal(error, order))
    return None


def _terms_refusal(error: TermsError, order: Order) -> str:
    match error.code:
        case "below-settled":
            settled = minor_words(int(str(error.facts["settled"])), order.currency)
            return _("%(settled)s of the price are settled: the total cannot become less.") % {"settled": settled}
        case "no-part-left":
            return _("Every part of the price is settled: the total can no longer change. Make another order.")
        case _:
            return _("The total is larger than one order may be. Make two orders of it.")


def _show(request: PersonRequest, order: Order, form: AmendForm) -> HttpResponse:
    context = {"order": order, "form": form, "plan": plan_words(form.terms.plan)}
    return render(request, "trade/amend.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: PersonRequest, pk: int) -> HttpResponse:
    """The causes that hold now, what each does to money, and the button."""
    order, now = acting_order(request, pk), timezone.now()
    side = side_for(order, request.user)
    ways = cancelling.ways_to_cancel(order, side, at=now) if side else ()
    if side is None:
        messages.error(request, sentence_of(OnBothSides(), REFUSALS))
        return redirect(order)
    form = CancelForm(request.POST if request.method == "POST" else None, ways=ways, currency=order.currency)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        perform(
            request,
            lambda: cancelling.cancel(
                order.pk, typed["cause"], kept=typed.get("kept"), note=typed["note"], by=request.user, at=now
            ),
            _("The order is ended. Both sides get a letter."),
            REFUSALS,
        )
        return redirect(order)
    context = {
        "order": order,
        "form": form,
        "has_parts": bool(side and part_ends.ways_to_end_part(order, side, at=now)),
        "ways": [
            (way, minor_words(way.goes_back, order.currency), minor_words(way.most_kept, order.currency))
            for way in ways
        ],
    }
    return render(request, "trade/cancel.html", context, status=422 if form.errors else 200)
