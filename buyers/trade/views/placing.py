"""Placing an order: a form, then the whole contract to read, then the signature. Works without scripts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from buyers.catalogue import destination, reference
from buyers.models import Buyer, BuyerMembership
from buyers.terms.clock import clocks
from buyers.terms.errors import TermsError
from buyers.terms.plans import milestones
from buyers.trade.forms.placing import USUAL, PlaceForm
from buyers.trade.models import QuoteRevision
from buyers.trade.services import contract_words, placing, quotes
from buyers.trade.services.contracts import DigestDiffers
from buyers.trade.services.order_offers import (
    BelowMinimum,
    NoListedPrice,
    NotOnOffer,
    OrderOffer,
    listed_offer,
    quoted_offer,
)
from buyers.trade.services.parties import OnBothSides
from buyers.trade.services.placing import NoOrderTaken, OrderDraft, PlacedAlready
from buyers.views.people import ask_who, buyer_of, refuse_viewers
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.places import day_there
from suppliers.models import Product

TRANSIT = timedelta(days=40)
"""Proposed between the latest shipment and the entry: by sea from China to most ports. A proposal that the buyer changes."""
SLACK = timedelta(days=7)
MOST_PRODUCTS = 20


@dataclass(frozen=True)
class Asked:
    """What the page is about: a revision of a quote, or listed products of one supplier."""

    revision: QuoteRevision | None
    products: list[Product]
    offer: OrderOffer | None


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: PersonRequest) -> HttpResponse:
    """The form; ``step=read`` shows the contract, ``step=sign`` signs and places the order."""
    buyer = buyer_of(request)
    if buyer is None:
        return ask_who(request.get_full_path())
    refuse_viewers(buyer)
    now = timezone.now()
    asked = _subject_of(request)
    is_sent = request.method == "POST"
    form = _form(request.POST if is_sent else None, request, buyer, asked, now)
    step = request.POST.get("step", "")
    if not is_sent or not form.is_valid() or step == "change":
        return _show_form(request, form, asked, buyer)
    offer = _offer(form, asked, now)
    draft = placing.draft_order(buyer, offer, form.wishes(), at=now) if offer else None
    if offer is None or draft is None or draft.refusals:
        for refusal in draft.refusals if draft else ():
            form.add_error(None, refusal)
        return _show_form(request, form, asked, buyer)
    if step == "sign" and (answer := _place(request, draft, now)):
        return answer
    return _show_contract(request, form, asked, draft)


def _subject_of(request: PersonRequest) -> Asked:
    typed = request.POST if request.method == "POST" else request.GET
    if quote := typed.get("quote", ""):
        revision = _revision(request, quote, typed.get("revision", ""))
        offer = quoted_offer(revision)
        return Asked(revision, offer.products, offer)
    keys = [int(key) for key in typed.getlist("product") if key.isascii() and key.isdecimal() and len(key) < 10]
    on_offer = Product.objects.on_offer().select_related("supplier", "product_type")
    products = list(on_offer.filter(pk__in=keys[:MOST_PRODUCTS]).order_by("pk"))
    if not products or len({one.supplier_id for one in products}) > 1:
        raise Http404
    return Asked(None, products, None)


def _revision(request: PersonRequest, quote: str, number: str) -> QuoteRevision:
    """The revision that the buyer saw, of a quote to an organisation that this person buys for."""
    if (
        not (quote.isascii() and quote.isdecimal() and number.isascii() and number.isdecimal())
        or len(quote + number) > 12
    ):
        raise Http404
    theirs = Buyer.objects.purchased_for_by(request.user)
    found = QuoteRevision.objects.select_related("quote__thread__enquiry__buyer", "quote__thread__supplier")
    return get_object_or_404(
        found,
        quote=int(quote),
        number=int(number),
        quote__thread__enquiry__buyer=buyer_of(request),
        quote__thread__enquiry__buyer__in=theirs,
    )


def _form(data: QueryDict | None, request: PersonRequest, buyer: Buyer, asked: Asked, now: datetime) -> PlaceForm:
    here = destination.chosen(request)
    place = (asked.offer.destination if asked.offer else "") or request.GET.get("to", "") or (here.code if here else "")
    place = place if reference.destination(place) else buyer.country
    today = day_there(place, now)
    return PlaceForm(
        data,
        on=today,
        country=buyer.country,
        products=[] if asked.offer else asked.products,
        offer=asked.offer,
        initial=_initial(request, asked, place, today),
    )


def _initial(request: PersonRequest, asked: Asked, place: str, today: date) -> dict[str, Any]:
    """What is proposed: days from the lead time, terms of the listed price."""
    offer = asked.offer
    lead = offer.lead_time_days if offer else max(one.lead_time_days or 30 for one in asked.products)
    shipped = today + timedelta(days=lead) + SLACK
    first = asked.products[0]
    proposed: dict[str, Any] = {
        **USUAL,
        "destination": place,
        "latest_shipment": shipped,
        "expected_entry": (offer.needed_by if offer and offer.needed_by and offer.needed_by > shipped else None)
        or shipped + TRANSIT,
        "documents": list(offer.documents) if offer else ["commercial_invoice", "packing_list"],
        "label_language": offer.label_language if offer else "",
        "plan": milestones().default_plan.id,
        "incoterm": first.incoterm or "FCA",
        "place": first.incoterm_place or first.supplier.city,
    }
    return proposed | {f"quantity-{one.pk}": request.GET.get("quantity", "") or one.moq for one in asked.products}


def _offer(form: PlaceForm, asked: Asked, now: datetime) -> OrderOffer | None:
    """What would be ordered; None, with the reason in the form, where it cannot be."""
    if asked.offer:
        return asked.offer
    try:
        offer = listed_offer(form.quantities, plan=form.cleaned_data["plan"], at=now)
    except BelowMinimum as below:
        words = _("The listed price is for at least %(moq)s. For fewer ask the supplier for a quote.")
        form.add_error(f"quantity-{below.product.pk}", words % {"moq": below.moq})
    except (NoListedPrice, NotOnOffer):
        form.add_error(None, _("This is no longer on offer at a listed price. Ask the supplier for a quote."))
    except TermsError:
        form.add_error(None, _("The total is larger than one order may be. Make two orders of it."))
    else:
        return offer
    return None


def _place(request: PersonRequest, draft: OrderDraft, now: datetime) -> HttpResponse | None:
    """To the order, once it is placed; None, with a message, where it was not."""
    try:
        order = placing.place_order(
            draft.buyer,
            draft.offer,
            draft.wishes,
            digest=request.POST.get("digest", ""),
            by=request.user,
            at=now,
        )
    except DigestDiffers:
        messages.warning(request, _("What you would sign changed while you read it. Please read it again."))
    except PlacedAlready as already:
        messages.info(request, _("You placed this order a moment ago. Nothing was ordered a second time."))
        return redirect(already.order)
    except OnBothSides:
        messages.error(request, _("You belong to the supplier too: somebody else has to order from it."))
    except NoOrderTaken as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
    except quotes.NewerRevision as newer:
        messages.warning(
            request, _("The quote changed. Please look again: %(what)s") % {"what": "; ".join(newer.changes)}
        )
        return redirect(newer.revision.quote)
    except quotes.QuoteRefused:
        messages.error(request, _("The quote can no longer be accepted: it was withdrawn, answered, or is over."))
        return redirect(draft.offer.revision.quote) if draft.offer.revision else None
    else:
        if draft.needs_second:
            messages.success(request, _("Signed. The order waits for a second member of your organisation."))
        else:
            messages.success(
                request, _("Signed and placed. The supplier has to confirm now; the page says until when.")
            )
        return redirect(order)
    return None


def _show_form(request: PersonRequest, form: PlaceForm, asked: Asked, buyer: Buyer) -> HttpResponse:
    others = BuyerMembership.objects.filter(buyer=buyer, role__in=BuyerMembership.PURCHASING_ROLES).count() - 1
    context = {"form": form, "asked": asked, "offer": asked.offer, "buyer": buyer, "other_members": others}
    if asked.offer:
        context["lines"] = [(line, contract_words.unit_words(line.unit)) for line in asked.offer.lines]
    return render(request, "trade/place.html", context, status=422 if form.errors else 200)


def _show_contract(request: PersonRequest, form: PlaceForm, asked: Asked, draft: OrderDraft) -> HttpResponse:
    typed = [
        (name, value)
        for name in request.POST
        if name not in ("step", "digest", "csrfmiddlewaretoken")
        for value in request.POST.getlist(name)
    ]
    context = {
        "form": form,
        "asked": asked,
        "draft": draft,
        "terms": draft.terms,
        "lines": contract_words.lines_in_words(draft.terms),
        "sections": contract_words.sections_of(draft.terms),
        "typed": typed,
        "confirm_days": clocks()["confirm_order"].days,
    }
    return render(request, "trade/place_read.html", context)
