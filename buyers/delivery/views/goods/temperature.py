"""Temperature logs of a shipment: handing one in, the maker's statement on an excursion, the buyer's answer."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.files.base import File
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from buyers.delivery.forms.goods import ExcursionForm, LogForm, StabilityForm
from buyers.delivery.models import Shipment, TemperatureLog, TemperaturePage
from buyers.delivery.services.goods import temperature as services
from buyers.delivery.services.goods.facts import goods_facts_of, range_of
from buyers.delivery.services.goods.log_words import LogWords, log_in_words, refusal_of_file
from buyers.delivery.services.shipments.authors import Author
from buyers.services.attachments import AttachmentRefused
from buyers.terms.delivery.logger_files import read_logger_file
from buyers.terms.delivery.temperature import usual_range_of
from buyers.terms.errors import TermsError
from buyers.trade.models import Order, Side
from buyers.trade.views.scope import acting_order, order_of, side_for
from buyers.views.uploads import uploads_within_limits
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import Refusals, perform
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit
from kpmarket.foundation.storage import files
from suppliers.sentences import reader as sentences

REFUSALS: Refusals = {
    services.AnsweredAlready: gettext_lazy("The buyer has answered this excursion already. Nothing was changed."),
    services.NothingOutside: gettext_lazy("This log shows no excursion: nothing has to be said to it."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def logs(request: PersonRequest, pk: int) -> HttpResponse:
    """The logs of a shipment and the form for another."""
    shipment = get_object_or_404(Shipment, pk=pk)
    order = order_of(request, shipment.order_id)
    side = side_for(order, request.user)
    if request.method == "POST" and side is None:
        raise Http404
    lines = list(order.lines.select_related("product").order_by("number"))
    choices = [(line.number, f"{line.number}: {line.product.display_name}") for line in lines]
    is_sent = request.method == "POST"
    form = LogForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        lines=choices,
        initial=_initial(order),
    )
    if is_sent and form.is_valid() and side and _is_kept(request, shipment, side, form):
        messages.success(request, _("Kept. Both sides see it."))
        return redirect("delivery:temperature", shipment.pk)
    context = {
        "order": order,
        "shipment": shipment,
        "logs": _logs(shipment),
        "form": form,
        "side": side,
        "stability": StabilityForm(),
        "answer": ExcursionForm(),
    }
    return render(request, "delivery/temperature.html", context, status=422 if form.errors else 200)


@require_POST
def statement(request: PersonRequest, pk: int) -> HttpResponse:
    """The supplier hands in what the maker says about an excursion."""
    log = _log(request, pk, Side.SUPPLIER)
    form = StabilityForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Write what the maker's data says. Nothing was kept."))
        return redirect("delivery:temperature", log.shipment_id)
    try:
        with uploads_within_limits(request, form.cleaned_data["statement_files"]) as stored:
            act = partial(
                services.state_stability,
                log,
                form.cleaned_data["text"],
                by=request.user,
                at=timezone.now(),
                files=stored,
            )
            perform(request, act, _("Kept. The buyer reads it and answers."), REFUSALS)
    except AttachmentRefused as refusal:
        messages.error(request, f"{refusal.name}: {sentences.refusal(refusal.refused, refusal.name)}")
    except OverDailyLimit as over:
        messages.error(request, str(over.sentence))
    return redirect("delivery:temperature", log.shipment_id)


@require_POST
def answer(request: PersonRequest, pk: int) -> HttpResponse:
    """The buyer accepts the goods in spite of an excursion, or does not."""
    log = _log(request, pk, Side.BUYER)
    form = ExcursionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose an answer. Nothing was changed."))
        return redirect("delivery:temperature", log.shipment_id)
    accepts = form.cleaned_data["verdict"] == "accepted"
    act = partial(
        services.answer_excursion,
        log,
        accepts=accepts,
        text=form.cleaned_data["text"],
        by=request.user,
        at=timezone.now(),
    )
    perform(request, act, _("Your answer is noted."), REFUSALS)
    return redirect("delivery:temperature", log.shipment_id)


@require_safe
def page(request: PersonRequest, token: str) -> HttpResponseBase:
    """The picture of one page, for both sides of the order."""
    readable = Order.objects.of_members(request.user).values("pk")
    shown = get_object_or_404(TemperaturePage.objects.filter(file__log__shipment__order__in=readable), token=token)
    return files.show_image(shown.stored_name)


def _is_kept(request: PersonRequest, shipment: Shipment, side: Side, form: LogForm) -> bool:
    """Whether it was taken in; the reason stands at the file where it was not."""
    author, upload = Author(side, person=request.user), form.cleaned_data["file"]
    line, now = form.cleaned_data["line"], timezone.now()
    try:
        if form.is_report:
            new = services.NewLog(line, form.wanted_range, form.typed_facts(), "", is_read=False)
            with uploads_within_limits(request, [upload]) as stored:
                services.keep_log(shipment, new, author=author, at=now, report=stored[0])
            return True
        read = read_logger_file(upload.read(), day_order=form.cleaned_data["day_order"])
        new = services.log_of_file(read, form.wanted_range, line)
        with within_daily_limit(DailyAct.UPLOADED_BYTES, request.user.pk, at=now, units=upload.size or 0):
            _keep_with_file(shipment, new, author, upload)
    except TermsError as error:
        form.add_error("day_order" if error.code == "day-order-unclear" else "file", refusal_of_file(error))
    except AttachmentRefused as refusal:
        form.add_error("file", f"{refusal.name}: {sentences.refusal(refusal.refused, refusal.name)}")
    except OverDailyLimit as over:
        form.add_error("file", str(over.sentence))
    else:
        return True
    return False


def _keep_with_file(shipment: Shipment, new: services.NewLog, author: Author, upload: File[bytes]) -> None:
    """The logger's own file is stored as it came; what fails leaves none behind."""
    upload.seek(0)
    stored = files.store(upload)
    try:
        original = (files.safe_name(upload.name or ""), stored)
        services.keep_log(shipment, new, author=author, at=timezone.now(), original=original)
    except BaseException:
        files.remove(stored.name)
        raise


def _logs(shipment: Shipment) -> list[LogWords]:
    rows = (
        TemperatureLog.objects.filter(shipment=shipment)
        .select_related("recorded_by", "guest")
        .prefetch_related("steps__by", "files__pages")
    )
    return [log_in_words(row) for row in rows]


def _log(request: PersonRequest, pk: int, side: Side) -> TemperatureLog:
    """A log of an order for whose side the person acts. Raises Http404."""
    log = get_object_or_404(TemperatureLog.objects.select_related("shipment"), pk=pk)
    acting_order(request, log.shipment.order_id, side)
    return log


def _initial(order: Order) -> dict[str, object]:
    """The range that the supplier stated for a line, or that such goods usually have."""
    stated = [found for row in goods_facts_of([order.pk]).values() if (found := range_of(row))]
    kinds = order.lines.values_list("product__product_type", flat=True)
    usual = [one.range for kind in kinds if (one := usual_range_of(kind))]
    wanted = next(iter([*stated, *usual]), None)
    return {"low": wanted.low / 100, "high": wanted.high / 100} if wanted else {}
