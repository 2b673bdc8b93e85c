"""The supplier states how the goods of a line travel; the gates answer at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from buyers.delivery.forms.goods import GoodsForm, initial_of
from buyers.delivery.models import GoodsFacts
from buyers.delivery.services.gates import gates_of_lines
from buyers.delivery.services.goods.facts import goods_facts_of, goods_of, state_goods
from buyers.trade.models import Order, OrderLine, Side
from buyers.trade.services.contracts import contract_in_force
from buyers.trade.views.scope import acting_order
from kpmarket.accounts.requests import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def goods(request: PersonRequest, pk: int, line: int) -> HttpResponse:
    """The form for one line; what was typed is kept as another statement."""
    order = acting_order(request, pk, Side.SUPPLIER)
    row = get_object_or_404(order.lines.select_related("product"), number=line)
    contract, now = contract_in_force(order), timezone.now()
    if contract is None or order.status != Order.Status.CONFIRMED:
        raise Http404
    stated = goods_facts_of([order.pk]).get((order.pk, line))
    is_sent = request.method == "POST"
    form = GoodsForm(request.POST if is_sent else None, initial=_initial(stated, row))
    if is_sent and form.is_valid():
        state_goods(order, line, form.columns(), by=request.user, at=now)
        messages.success(request, _("Stated. Both sides see what it means for the booking."))
        return redirect("delivery:terms", order.pk)
    context = {
        "order": order,
        "line": row,
        "form": form,
        "stated": stated,
        "gates": gates_of_lines(order, [row], contract.terms.mode, at=now),
    }
    return render(request, "delivery/goods.html", context, status=422 if form.errors else 200)


def _initial(stated: GoodsFacts | None, line: OrderLine) -> dict[str, object]:
    """The last statement; before there is one, what the product itself says."""
    if stated:
        return initial_of(stated)
    known = goods_of(None, line.product)
    return {"is_dangerous": known.is_dangerous, "un": known.un, "battery": known.battery}
