"""The page on which a buyer reads a recall that concerns an order, and says what became of the goods."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from buyers.delivery.forms.recalls import AcknowledgeForm
from buyers.delivery.models import RecallAcknowledgement
from buyers.delivery.services.recalls import acknowledging
from buyers.trade.models import Side
from buyers.trade.views.scope import acting_order, side_for
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import perform


@require_http_methods(["GET", "HEAD", "POST"])
def recall(request: PersonRequest, pk: int, question: int) -> HttpResponse:
    """The notice, and the answer or its form."""
    order = acting_order(request, pk, Side.BUYER)
    found = acknowledging.question_for(order, question)
    if found is None or side_for(order, request.user) != Side.BUYER:
        raise Http404
    form = AcknowledgeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        act = partial(
            acknowledging.acknowledge,
            order, found, typed["answer"], typed["note"], by=request.user, at=timezone.now(),
        )  # fmt: skip
        refusals = {
            acknowledging.AcknowledgedAlready: _("A colleague answered meanwhile. Nothing was changed."),
            acknowledging.NotNotified: _("This recall does not concern the order. Nothing was changed."),
        }
        perform(request, act, _("Noted. The supplier and the desk see your answer."), refusals)
        return redirect("delivery:recall", order.pk, found.pk)
    said = RecallAcknowledgement.objects.filter(order=order, question=found).select_related("by").first()
    context = {"order": order, "question": found, "said": said, "form": None if said else form}
    return render(request, "delivery/recall.html", context, status=422 if form.errors else 200)
