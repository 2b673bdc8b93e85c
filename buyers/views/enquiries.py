"""The buyer's side of enquiries: what came back, and writing again."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from buyers.catalogue import reference
from buyers.catalogue.quantities import in_listed_units
from buyers.forms import MessageForm
from buyers.models import Attachment, BuyerMembership, Enquiry, EnquiryLine, Message, Thread
from buyers.services import enquiries as services
from buyers.services.attachments import AttachmentRefused
from buyers.services.enquiries import SentAlready
from buyers.services.line_states import LineState, judge_lines
from buyers.views.people import buyer_of
from buyers.views.uploads import uploads_within_limits
from kpmarket.accounts.requests import PersonRequest
from kpmarket.accounts.unsent_words import forget_words, kept_words
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit
from suppliers.sentences import reader as sentences

PAGE = 25


@require_safe
def enquiries(request: PersonRequest) -> HttpResponse:
    """What the organisation asked, the latest first."""
    mine = Enquiry.objects.filter(buyer=buyer_of(request)).with_answers().prefetch_related(lines())
    page = Paginator(mine.order_by("-sent_at", "-pk"), PAGE).get_page(request.GET.get("page"))
    return render(request, "buyers/enquiries.html", {"page": page, "today": timezone.localdate()})


@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request: PersonRequest, pk: int) -> HttpResponse:
    """One enquiry with its conversations; a POST writes in one of them."""
    theirs = Enquiry.objects
    scope = theirs.answerable_by(request.user) if request.method == "POST" else theirs.for_user(request.user)
    shown = get_object_or_404(scope.prefetch_related(lines(), attachments(message=None), conversations()), pk=pk)
    threads, states = list(shown.threads.all()), states_of(shown, shown.lines.all())
    form = message_form(request)
    answered = thread_asked(threads, request.POST.get("thread", "")) if form.is_bound else None
    if answered and form.is_valid():
        onward = f"{shown.get_absolute_url()}#thread-{answered.pk}"
        if answer := write(request, answered, form, is_from_buyer=True, onward=onward):
            return answer
    there = shown.deadline.read_in(shown.buyer.zone)
    context = {
        "enquiry": shown,
        "threads": [
            (
                thread,
                [(line, states.get(line.product_id)) for line in thread.lines.all()],
                form if thread == answered else empty_form(request, thread),
            )
            for thread in threads
        ],
        "may_write": shown.role_held in BuyerMembership.PURCHASING_ROLES,  # type: ignore[attr-defined]  # by for_user
        "ends_here": date_format(there, "DATETIME_FORMAT") if there else "",
        "zone": shown.buyer.zone.key,
        "is_open": shown.is_open(timezone.localdate()),
        "has_news": any(has_news(thread) for thread in threads),
    }
    return render(request, "buyers/enquiry.html", context, status=422 if form.is_bound else 200)


@require_POST
def enquiry_read(request: PersonRequest, pk: int) -> HttpResponse:
    """The buyer has read the replies."""
    shown = get_object_or_404(Enquiry.objects.answerable_by(request.user), pk=pk)
    for thread in shown.threads.all():
        services.mark_read(thread, is_buyer=True, by=request.user, at=timezone.now())
    return HttpResponse(status=204) if request.htmx else redirect(shown)


def message_form(request: PersonRequest) -> MessageForm:
    """What was written, or nothing yet; ids of its fields carry the key of the conversation."""
    is_sent, thread = request.method == "POST", request.POST.get("thread", "")
    place = f"id_%s_{thread}" if thread.isdecimal() else "id_%s"
    return MessageForm(request.POST if is_sent else None, request.FILES if is_sent else None, auto_id=place)


def empty_form(request: PersonRequest, thread: Thread) -> MessageForm:
    """With what was typed here while the session had ended, and an id of its own."""
    return MessageForm(initial={"text": kept_words(request, thread.pk)}, auto_id=f"id_%s_{thread.pk}")


def write(
    request: PersonRequest, thread: Thread, form: MessageForm, *, is_from_buyer: bool, onward: str
) -> HttpResponse | None:
    """One more letter, from either side; None, with the reason in the form, where it was not sent."""
    text, now = form.cleaned_data["text"], timezone.now()
    try:
        with (
            within_daily_limit(DailyAct.REPLIES, request.user.pk, at=now),
            uploads_within_limits(request, form.cleaned_data["attachments"]) as stored,
        ):
            services.reply(thread, text, by=request.user, is_from_buyer=is_from_buyer, at=now, attachments=stored)
    except OverDailyLimit as over:
        form.add_error("text", str(over.sentence))
        return None
    except AttachmentRefused as refusal:
        form.add_error("attachments", f"{refusal.name}: {sentences.refusal(refusal.refused, refusal.name)}")
        return None
    except SentAlready:
        messages.info(request, _("You sent this a moment ago. Nothing was sent a second time."))
    except services.Closed:
        messages.error(request, _("This enquiry is over: its days to answer have passed."))
    else:
        messages.success(request, _("Your message was sent."))
    forget_words(request)
    return redirect(onward)


def states_of(enquiry: Enquiry, asked: Iterable[EnquiryLine]) -> dict[int, LineState]:
    """The state of each product on the day of arrival; nothing once that day is over."""
    here, today = reference.destination(enquiry.destination), timezone.localdate()
    wanted = [(line.product, in_listed_units(line.product, line.quantity, line.unit)) for line in asked]
    if here is None or enquiry.needed_by < today or not wanted:
        return {}
    states = judge_lines(wanted, here, arrives=enquiry.needed_by, today=timezone.localdate(enquiry.sent_at))
    return {state.product.pk: state for state in states}


def lines() -> Prefetch:
    return Prefetch(
        "lines", queryset=EnquiryLine.objects.select_related("product__supplier", "product__listing").order_by("pk")
    )


def attachments(**those: object) -> Prefetch:
    rows = Attachment.objects.filter(**those).prefetch_related("pages").order_by("pk")
    return Prefetch("attachments", queryset=rows)


def letters() -> Prefetch:
    rows = Message.objects.select_related("author").prefetch_related(attachments()).order_by("sent_at", "pk")
    return Prefetch("messages", queryset=rows)


def conversations() -> Prefetch:
    threads = Thread.objects.select_related("supplier").prefetch_related(lines(), letters()).order_by("pk")
    return Prefetch("threads", queryset=threads)


def thread_asked(threads: Iterable[Thread], key: str) -> Thread | None:
    return next((thread for thread in threads if str(thread.pk) == key), None)


def has_news(thread: Thread) -> bool:
    """Whether the supplier wrote since the buyer last looked."""
    read_at = thread.buyer_read_at
    return any(
        not letter.is_from_buyer and (read_at is None or letter.sent_at > read_at) for letter in thread.messages.all()
    )
