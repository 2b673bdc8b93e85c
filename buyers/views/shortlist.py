"""What a buyer keeps an eye on: put there, taken off, compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from audits.answers.statuses import closed_statuses
from audits.clearances.market_status import MarketStatus, capped
from audits.models import Clearance
from buyers.catalogue import destination, reference
from buyers.catalogue.cards import days, unverified_in
from buyers.catalogue.prices import Price, number, price_of
from buyers.catalogue.reference import Destination
from buyers.catalogue.selection import Line, product_key
from buyers.forms import EntryForm
from buyers.models import Buyer, ProductNews, ShortlistEntry
from buyers.services import shortlist as services
from buyers.views.people import ask_who, buyer_of, onward_url, refuse_viewers
from buyers.views.sheets import sheet
from kpmarket.accounts.requests import HtmxRequest, PersonRequest
from kpmarket.foundation import spreadsheets
from kpmarket.templatetags.kp import STATES
from suppliers.models import PriceTier, Product, ProductType

MOST_NEWS = 10
Holding = dict[tuple[int, str], list[Clearance]]
"""(product, market) -> the clearances that hold on the day, each in some of the market's countries or in all."""


@dataclass(frozen=True)
class Row:
    """One product as the comparison shows it."""

    entry: ShortlistEntry
    product: Product
    is_on_offer: bool
    state: str
    until: date | None
    price: Price | None
    moq: str
    lead_time: str
    standards: str
    """Those that an approved document shows."""
    unverified_standards: tuple[str, ...]
    unverified: tuple[str, ...]
    """Claims in name and model that none shows."""


@dataclass(frozen=True)
class Group:
    """The products of one type for one destination: what can be compared, and asked about together."""

    place: Destination
    product_type: ProductType
    rows: Sequence[Row]


@require_safe
def shortlist(request: HttpRequest) -> HttpResponse:
    """Everything on the shortlist with its state today, side by side."""
    buyer = buyer_of(request)
    if buyer is None:
        return ask_who(request.get_full_path())
    return page(request, buyer, EntryForm())


@require_POST
def shortlist_note(request: PersonRequest, pk: int) -> HttpResponse:
    """How many are needed, and a note, for everybody in the organisation."""
    buyer = buyer_of(request)
    mine = ShortlistEntry.objects.filter(buyer__in=Buyer.objects.purchased_for_by(request.user))
    entry = get_object_or_404(mine.select_related("buyer"), pk=pk)
    form = EntryForm(request.POST, instance=entry)
    if form.is_valid():
        form.save()
        return redirect("buyers:shortlist")
    return page(request, buyer or entry.buyer, form)


def page(request: HttpRequest, buyer: Buyer, form: EntryForm) -> HttpResponse:
    """The list, or a file of it where ``format`` asks for one."""
    today = timezone.localdate()
    listed = groups(buyer, today)
    if kind := spreadsheets.kind_of(request.GET.get("format", "")):
        return sheet(table(listed), kind, name="shortlist")
    product, _mark, code = request.GET.get("removed", "").partition(".")
    gone = product_key(product) if reference.destination(code) else None
    context = {
        "groups": listed,
        "today": today,
        "news": ProductNews.objects.filter(buyer=buyer)
        .select_related("product__supplier", "product__listing")
        .order_by("-pk")[:MOST_NEWS],
        "removed": Line(gone, code) if gone else None,
        "entry_form": form,
    }
    return render(request, "buyers/shortlist.html", context, status=422 if form.errors else 200)


def table(listed: Sequence[Group]) -> Iterator[list[spreadsheets.Cell]]:
    """The list as rows of a file."""
    yield [
        _("Destination"), _("Product type"), _("Product"), _("Model"), _("Supplier"), _("Quantity"), _("Note"),
        _("Today"), _("Until"), _("Price"), _("Minimum order"), _("Lead time"), _("Standards and classes"),
    ]  # fmt: skip
    for group in listed:
        for one in group.rows:
            yield [
                group.place.name,
                group.product_type.display_name,
                one.product.display_name,
                one.product.model,
                one.product.supplier.display_name,
                one.entry.quantity or "",
                one.entry.note,
                str(STATES[one.state].word) if one.is_on_offer else _("no longer on offer"),
                one.until.isoformat() if one.until else "",
                f"{one.price.text} {one.price.note}" if one.price else "",
                one.product.moq,
                one.lead_time,
                one.standards,
            ]


@require_POST
def shortlist_change(request: PersonRequest, pk: int) -> HttpResponse:
    """Put a product on the shortlist for a destination, or take it off."""
    keeps = request.POST.get("keep") != "no"
    offered = Product.objects.on_offer() if keeps else Product.objects.all()
    product = get_object_or_404(offered.select_related("supplier"), pk=pk)
    buyer = buyer_of(request)
    if buyer is None:
        return ask_first(request, product)
    refuse_viewers(buyer)
    here = reference.destination(request.POST.get("to", "")) or destination.chosen(request)
    if here is None:
        return redirect(f"{reverse('buyers:destination')}?next={product.get_absolute_url()}")
    if keeps:
        services.keep(buyer, product, here.code, by=request.user, at=timezone.now())
    else:
        services.drop(buyer, product, here.code)
    if request.htmx:
        tiers = product.price_tiers.all()
        context = {"product": product, "here": here, "buyer": buyer, "is_kept": keeps, "tiers": tiers}
        return render(request, "buyers/_product_actions.html", context)
    words = _("Kept on your shortlist.") if keeps else _("Taken off your shortlist.")
    messages.success(request, words)
    return redirect(onward_url(request, product.get_absolute_url()))


def ask_first(request: HtmxRequest, product: Product) -> HttpResponse:
    answer = ask_who(product.get_absolute_url())
    return HttpResponseClientRedirect(answer["Location"]) if request.htmx else answer


def groups(buyer: Buyer, on: date) -> list[Group]:
    """The shortlist by destination and type, in a fixed number of queries."""
    tiers = Prefetch("product__price_tiers", queryset=PriceTier.objects.order_by("from_quantity"))
    entries = list(
        ShortlistEntry.objects.filter(buyer=buyer)
        .select_related("product__supplier", "product__product_type", "product__listing", "added_by")
        .prefetch_related(tiers)
    )
    products = [entry.product_id for entry in entries]
    holding: Holding = defaultdict(list)
    for one in Clearance.objects.holding(on).filter(product__in=products):
        holding[one.product_id, one.market_id].append(one)
    places = {code: place_of(code) for code in {entry.destination for entry in entries}}
    entries.sort(key=lambda entry: _sort_key(entry, places))
    closed = _closed(entries, places, holding, on)
    return [
        Group(
            places[key[1]],
            members[0].product.product_type,
            [row(one, _record_of(one, places, holding), closed, on) for one in members],
        )
        for key, found in groupby(entries, key=lambda entry: _group_key(entry, places))
        for members in [list(found)]
    ]


def _record_of(entry: ShortlistEntry, places: dict[str, Destination], holding: Holding) -> Clearance | None:
    """What is on record as open or prohibited for that destination."""
    there = holding.get((entry.product_id, places[entry.destination].market or ""), [])
    return next((one for one in there if one.holds_in(entry.destination)), None)


def _closed(
    entries: list[ShortlistEntry], places: dict[str, Destination], holding: Holding, on: date
) -> dict[tuple[int, str], MarketStatus]:
    """The status of what has nothing on record, by product and destination."""
    asked = [
        (one.product, places[one.destination].market, one.destination)
        for one in entries
        if _record_of(one, places, holding) is None
    ]
    return closed_statuses(asked, on=on)


def row(entry: ShortlistEntry, held: Clearance | None, closed: dict[tuple[int, str], MarketStatus], on: date) -> Row:
    """One product with what there is to compare."""
    product = entry.product
    listing = getattr(product, "listing", None)
    shown = [one for one in listing.standards.split("|") if one] if listing else []
    lines = listing.unverified if listing else ""
    return Row(
        entry=entry,
        product=product,
        is_on_offer=product.is_on_offer,
        state=_state_of(held, product.product_type_id, on) if held else closed[product.pk, entry.destination],
        until=held.last_day if held else None,
        price=price_of(product),
        moq=number(product.moq),
        lead_time=days(product.lead_time_days),
        standards=", ".join(shown),
        unverified_standards=tuple(one for one in product.standards if one not in shown),
        unverified=unverified_in(lines, product.display_name, product.model),
    )


def _state_of(held: Clearance, product_type: str, on: date) -> str:
    overdue = reference.overdue_types(held.market_id, on=on, today=on)
    return capped(MarketStatus(held.state), is_overdue=product_type in overdue)


def place_of(code: str) -> Destination:
    """The destination with that code, or one without a market for a country that is no longer known."""
    return reference.destination(code) or Destination(code, code, None)


def _group_key(entry: ShortlistEntry, places: dict[str, Destination]) -> tuple[str, str, str]:
    return places[entry.destination].name, entry.destination, entry.product.product_type_id


def _sort_key(entry: ShortlistEntry, places: dict[str, Destination]) -> tuple[tuple[str, str, str], str, int]:
    return _group_key(entry, places), entry.product.display_name, entry.pk
