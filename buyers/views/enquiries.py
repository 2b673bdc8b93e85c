"""The buyer's side of enquiries: ask, see what came back, write again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from buyers.catalogue import destination
from buyers.catalogue.selection import read_selection
from buyers.forms import EnquiryForm, MessageForm
from buyers.models import Buyer, BuyerMembership, Enquiry, Message, Thread
from buyers.services import enquiries as services
from buyers.services.enquiries import Need, SentAlready, SeveralTypes, TooManySuppliers
from buyers.views.people import ask_who, buyer_of, refuse_viewers
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit
from suppliers.models import Product

MOST_PRODUCTS = 50
PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def enquire(request: PersonRequest) -> HttpResponse:
    """Ask the suppliers of the chosen products for an offer."""
    buyer = buyer_of(request)
    if buyer is None:
        return ask_who(request.get_full_path())
    refuse_viewers(buyer)
    wanted = keys((request.POST if request.method == "POST" else request.GET).getlist("product"))
    if not wanted and (here := destination.chosen(request)):
        wanted = sorted(read_selection(request).products_for(here.code))
    products = chosen_products(wanted)
    if not products:
        messages.warning(request, _("Choose at least one product that is on offer."))
        return redirect("buyers:catalogue")
    form = enquiry_form(request, buyer)
    problem = trouble(products)
    if form.is_bound and form.is_valid() and not problem and (answer := send(request, buyer, products, form)):
        return answer
    context = {
        "form": form,
        "products": products,
        "problem": problem,
        "left_out": len(wanted) - len(products),
        "most_suppliers": Enquiry.MOST_SUPPLIERS,
    }
    return render(request, "buyers/enquire.html", context, status=422 if form.is_bound else 200)


@require_safe
def enquiries(request: PersonRequest) -> HttpResponse:
    """What the organisation asked, the latest first."""
    mine = Enquiry.objects.filter(buyer=buyer_of(request)).with_answers().select_related("product_type")
    page = Paginator(mine.order_by("-sent_at", "-pk"), PAGE).get_page(request.GET.get("page"))
    return render(request, "buyers/enquiries.html", {"page": page, "today": timezone.localdate()})


@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request: PersonRequest, pk: int) -> HttpResponse:
    """One enquiry with its conversations; a POST writes in one of them."""
    theirs = Enquiry.objects
    scope = theirs.answerable_by(request.user) if request.method == "POST" else theirs.for_user(request.user)
    shown = get_object_or_404(scope.select_related("product_type").prefetch_related(conversations()), pk=pk)
    threads = list(shown.threads.all())
    form = MessageForm(request.POST if request.method == "POST" else None)
    answered = thread_asked(threads, request.POST.get("thread", "")) if form.is_bound else None
    if answered and form.is_valid():
        onward = f"{shown.get_absolute_url()}#thread-{answered.pk}"
        if answer := write(request, answered, form, is_from_buyer=True, onward=onward):
            return answer
    context = {
        "enquiry": shown,
        "threads": [(thread, form if thread == answered else MessageForm()) for thread in threads],
        "may_write": shown.role_held in BuyerMembership.PURCHASING_ROLES,  # type: ignore[attr-defined]  # by for_user
        "is_open": shown.is_open(timezone.localdate()),
        "has_news": any(has_news(thread) for thread in threads),
    }
    return render(request, "buyers/enquiry.html", context, status=422 if form.is_bound else 200)


@require_POST
def enquiry_read(request: PersonRequest, pk: int) -> HttpResponse:
    """The buyer has read the replies."""
    shown = get_object_or_404(Enquiry.objects.answerable_by(request.user), pk=pk)
    for thread in shown.threads.all():
        services.mark_read(thread, is_buyer=True, at=timezone.now())
    return HttpResponse(status=204) if request.htmx else redirect(shown)


def enquiry_form(request: PersonRequest, buyer: Buyer) -> EnquiryForm:
    here = destination.chosen(request)
    return EnquiryForm(
        request.POST if request.method == "POST" else None,
        on=timezone.localdate(),
        initial={"destination": here.code if here else buyer.country},
    )


def send(request: PersonRequest, buyer: Buyer, products: Sequence[Product], form: EnquiryForm) -> HttpResponse | None:
    """Send it, and say to how many; None, with the reason in the form, when this person sent too many today."""
    need = Need(**{name: form.cleaned_data[name] for name in ("quantity", "needed_by", "destination", "message")})
    try:
        with within_daily_limit(DailyAct.ENQUIRIES, request.user.pk, at=timezone.now()):
            sent = services.send_enquiry(buyer, products, need, by=request.user, at=timezone.now())
    except OverDailyLimit as over:
        form.add_error(None, str(over.sentence))
        return None
    except SentAlready as already:
        messages.info(request, _("You asked about these products a moment ago. Nothing was sent a second time."))
        return redirect(already.enquiry)
    count = len({product.supplier_id for product in products})
    words = ngettext("Sent to %(count)s supplier.", "Sent to %(count)s suppliers.", count)
    messages.success(request, words % {"count": count})
    return redirect(sent)


def write(
    request: PersonRequest, thread: Thread, form: MessageForm, *, is_from_buyer: bool, onward: str
) -> HttpResponse | None:
    """One more letter, from either side; None, with the reason in the form, when this person wrote too many today."""
    text = form.cleaned_data["text"]
    try:
        with within_daily_limit(DailyAct.REPLIES, request.user.pk, at=timezone.now()):
            services.reply(thread, text, by=request.user, is_from_buyer=is_from_buyer, at=timezone.now())
    except OverDailyLimit as over:
        form.add_error("text", str(over.sentence))
        return None
    except SentAlready:
        messages.info(request, _("You sent this a moment ago. Nothing was sent a second time."))
    except services.Closed:
        messages.error(request, _("This enquiry is over: its days to answer have passed."))
    else:
        messages.success(request, _("Your message was sent."))
    return redirect(onward)


def trouble(products: Sequence[Product]) -> str:
    """Why these products cannot go into one enquiry; nothing where they can."""
    try:
        services.check_products(products)
    except TooManySuppliers:
        return _("An enquiry goes to at most %(most)s suppliers. Take some products out.") % {
            "most": Enquiry.MOST_SUPPLIERS
        }
    except SeveralTypes:
        return _("An enquiry is about one product type. Take the products of the other types out.")
    return ""


def keys(values: Iterable[str]) -> list[int]:
    """Keys of products as the form or the URL names them, each once; what is none is left out."""
    numbers = (int(value) for value in values if value.isdecimal() and len(value) < 19)
    return list(dict.fromkeys(numbers))[:MOST_PRODUCTS]


def chosen_products(wanted: Sequence[int]) -> list[Product]:
    """Those of them that are on offer, in the order in which they were chosen."""
    found = Product.objects.on_offer().select_related("supplier", "product_type", "listing").in_bulk(wanted)
    return [found[key] for key in wanted if key in found]


def conversations() -> Prefetch:
    letters = Prefetch("messages", queryset=Message.objects.select_related("author").order_by("sent_at", "pk"))
    threads = (
        Thread.objects.select_related("supplier", "product__supplier", "product__listing")
        .prefetch_related(letters)
        .order_by("pk")
    )
    return Prefetch("threads", queryset=threads)


def thread_asked(threads: Iterable[Thread], key: str) -> Thread | None:
    return next((thread for thread in threads if str(thread.pk) == key), None)


def has_news(thread: Thread) -> bool:
    """Whether the supplier wrote since the buyer last looked."""
    read_at = thread.buyer_read_at
    return any(
        not letter.is_from_buyer and (read_at is None or letter.sent_at > read_at) for letter in thread.messages.all()
    )
