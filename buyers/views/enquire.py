"""Asking for offers: several products of several suppliers and types in one enquiry, filled in before anybody signs in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from buyers.catalogue import destination, reference
from buyers.catalogue.prices import money, number
from buyers.catalogue.quantities import in_listed_units, read_quantity
from buyers.catalogue.selection import Line, product_keys, read_selection, write_selection
from buyers.enquiry_forms import EnquiryForm, LineFields
from buyers.forms import DayForm
from buyers.models import Buyer, Enquiry
from buyers.services import enquiries as services
from buyers.services.approvals import dearest, is_above_limit
from buyers.services.attachments import AttachmentRefused
from buyers.services.delivery_terms import notes_on_wish
from buyers.services.enquiries import Need, SentAlready
from buyers.services.line_states import Concern, LineState, judge_lines
from buyers.views.drafts import forget_enquiry, keep_enquiry, kept_enquiry
from buyers.views.people import ask_who, buyer_of, refuse_viewers
from buyers.views.uploads import uploads_within_limits
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit
from kpmarket.foundation.places import day_there
from suppliers.models import Product
from suppliers.sentences import reader as sentences


@dataclass(frozen=True)
class Row:
    """A product in the form: its quantity, its state on arrival and what stands against it."""

    product: Product
    fields: LineFields
    moq: str
    state: LineState | None


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("Cookie")
@login_not_required
def enquire(request: PersonRequest) -> HttpResponse:
    """The form; a POST sends it, or keeps it until its sender has an account."""
    buyer = buyer_of(request)
    if buyer:
        refuse_viewers(buyer)
    elif request.user.is_authenticated and request.method != "POST":
        return ask_who(request.get_full_path())
    lines, draft = lines_asked(request)
    products = products_of(lines)
    if not products:
        messages.warning(request, _("Choose at least one product that is on offer."))
        return redirect("buyers:catalogue")
    form = enquiry_form(request, buyer, products, lines, draft)
    problem = trouble(products)
    is_sendable = form.is_bound and form.is_valid() and not problem
    states = judged_lines(form, products)
    notes = notes_on_wish(form.cleaned_data["incoterm"], form.cleaned_data["place"]) if is_sendable else []
    codes = [*(f"incoterm:{note.code}" for note in notes), *(code for state in states.values() for code in state.codes)]
    if is_sendable and not set(codes).difference(request.POST.get("noted", "").split()):
        if buyer is None:
            return keep_and_go_on(request)
        if answer := send(request, buyer, form):
            return answer
    context = {
        "form": form,
        "rows": [
            Row(product, form.line_of(product), number(product.moq), states.get(product.pk)) for product in products
        ],
        "problem": problem,
        "left_out": len(lines) - len(products),
        "noted": " ".join(codes),
        "term_doubts": notes,
        "is_to_confirm": is_sendable and not form.errors,
        "buyer": buyer,
        "last_day": Enquiry(sent_at=timezone.now()).last_day_to_answer,
    }
    return render(
        request, "buyers/enquire.html", context, status=422 if form.errors or (form.is_bound and problem) else 200
    )


def lines_asked(request: PersonRequest) -> tuple[tuple[Line, ...], QueryDict | None]:
    """The products with quantities: those of the form, of the address, of what was kept, or of the selection."""
    draft = None if request.method == "POST" else kept_enquiry(request)
    typed = request.POST if request.method == "POST" else draft or request.GET
    here = reference.destination(typed.get("destination", "")) or destination.chosen(request)
    keys = product_keys(typed.getlist("product"))
    code = here.code if here else ""
    if not keys and here and request.method != "POST":
        return read_selection(request).lines_for(code), draft
    quantity = read_quantity(typed.get("quantity", ""))
    return tuple(Line(key, code, quantity) for key in keys), draft


def products_of(lines: Sequence[Line]) -> list[Product]:
    """Those products that are on offer, in the order in which they were chosen."""
    keys = [line.product for line in lines]
    found = Product.objects.on_offer().select_related("supplier", "product_type", "listing").in_bulk(keys)
    return [found[key] for key in keys if key in found]


def enquiry_form(
    request: PersonRequest,
    buyer: Buyer | None,
    products: Sequence[Product],
    lines: Sequence[Line],
    draft: QueryDict | None,
) -> EnquiryForm:
    here = destination.chosen(request)
    place = here.code if here else buyer.country if buyer else ""
    initial: dict[str, Any] = {"destination": place, "needed_by": day_in_address(request)}
    initial |= {f"quantity-{line.product}": line.quantity for line in lines}
    if draft:
        initial |= {**draft.dict(), "documents": draft.getlist("documents")}
    is_sent = request.method == "POST"
    return EnquiryForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        on=today_at(place),
        products=products,
        takes_files=buyer is not None,
        initial=initial,
    )


def day_in_address(request: HttpRequest) -> date | None:
    """The day that the address names; what is none is said, and the field stays empty."""
    form = DayForm({"on": request.GET.get("on", "")})
    if form.is_valid():
        return form.cleaned_data["on"]
    for sentence in form.errors["on"]:
        messages.warning(request, f"{_('Needed by')}: {sentence}")
    return None


def today_at(place: str) -> date:
    return day_there(place, timezone.now()) if reference.destination(place) else timezone.localdate()


def judged_lines(form: EnquiryForm, products: Sequence[Product]) -> dict[int, LineState]:
    """The state of each line, by product: on the day of arrival where one is known, else today."""
    stated = form.cleaned_data if form.is_bound else {}
    here = reference.destination(str(stated.get("destination") or form.initial["destination"]))
    if here is None:
        return {}
    today = today_at(here.code)
    lines = [(product, listed_quantity(stated, product)) for product in products]
    states = judge_lines(lines, here, arrives=stated.get("needed_by") or today, today=today)
    if "needed_by" not in stated:
        states = [state.without(Concern.TOO_SOON) for state in states]
    return {state.product.pk: state for state in states}


def listed_quantity(stated: Mapping[str, Any], product: Product) -> int | None:
    """How many of the product's own unit the form asks for; None where it is not known."""
    quantity, unit = stated.get(f"quantity-{product.pk}"), stated.get(f"unit-{product.pk}", "")
    return in_listed_units(product, quantity, unit) if isinstance(quantity, int) else None


def keep_and_go_on(request: PersonRequest) -> HttpResponse:
    """To the sign-in, or, for who has an account already, to the question for whom they buy."""
    answer = keep_enquiry(request)
    return ask_who("/enquire/?draft=kept") if request.user.is_authenticated else answer


def send(request: PersonRequest, buyer: Buyer, form: EnquiryForm) -> HttpResponse | None:
    """Send it, and say to how many; None, with the reason in the form, where it was not sent."""
    said = form.cleaned_data
    need = Need(form.lines, said["needed_by"], said["destination"], said["message"], form.terms)
    uploads = said.get("attachments") or []
    now = timezone.now()
    try:
        with (
            within_daily_limit(DailyAct.ENQUIRIES, request.user.pk, at=now),
            uploads_within_limits(request, uploads) as stored,
        ):
            sent = services.send_enquiry(buyer, need, by=request.user, at=now, attachments=stored)
    except OverDailyLimit as over:
        form.add_error(None, str(over.sentence))
        return None
    except AttachmentRefused as refusal:
        form.add_error("attachments", f"{refusal.name}: {sentences.refusal(refusal.refused, refusal.name)}")
        return None
    except SentAlready as already:
        messages.info(request, _("You asked about these products a moment ago. Nothing was sent a second time."))
        return after_sending(request, already.enquiry, need)
    count = len(need.suppliers)
    words = ngettext("Sent to %(count)s supplier.", "Sent to %(count)s suppliers.", count)
    messages.success(request, words % {"count": count})
    note_limit(request, buyer, need)
    return after_sending(request, sent, need)


def note_limit(request: PersonRequest, buyer: Buyer, need: Need) -> None:
    """Say it when an order of one of the lines would be above the organisation's limit: asking is not ordering."""
    if buyer.approval_limit is None:
        return
    units = [(one.product, in_listed_units(one.product, one.quantity, one.unit)) for one in need.lines]
    listed = dearest((product, quantity) for product, quantity in units if quantity is not None)
    if listed and is_above_limit(buyer, listed):
        words = _(
            "At listed prices this comes to about %(sum)s. An order of it will need a second member: your limit is %(limit)s."
        )
        limit = money(buyer.approval_limit, buyer.approval_currency)
        messages.info(request, words % {"sum": money(listed.amount, listed.currency), "limit": limit})


def after_sending(request: PersonRequest, sent: Enquiry, need: Need) -> HttpResponse:
    """The enquiry; what it asks about is no longer selected."""
    forget_enquiry(request)
    response = redirect(sent)
    kept = read_selection(request)
    left = kept.without_place(need.destination, [one.product.pk for one in need.lines])
    if left != kept:
        write_selection(response, left)
    return response


def trouble(products: Sequence[Product]) -> str:
    """Why these products cannot go into one enquiry; nothing where they can."""
    if len({product.supplier_id for product in products}) <= Enquiry.MOST_SUPPLIERS:
        return ""
    return _("An enquiry goes to at most %(most)s suppliers. Take some products out.") % {
        "most": Enquiry.MOST_SUPPLIERS
    }
