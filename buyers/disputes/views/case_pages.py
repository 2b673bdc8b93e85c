"""Legal cases for the side that opened them: the list, opening one, and its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from buyers.disputes.forms.cases import CaseDayForm, CaseFilesForm, CaseNoteForm, OpenCaseForm
from buyers.disputes.models import CasePage, Claim, LegalCase
from buyers.disputes.services.cases import law_days
from buyers.disputes.services.cases.opening import Client, OpenedAlready, Opening, answer_by, open_case
from buyers.disputes.services.liability_insurance import liability_of
from buyers.models import Buyer
from buyers.trade.models import Order, Side
from buyers.trade.services.order_deadlines import CHINA
from buyers.trade.views.scope import acting_order, side_for
from kpmarket.accounts.models import User
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit
from kpmarket.foundation.storage import files
from suppliers.models import Supplier

PER_PAGE = 50


@dataclass(frozen=True)
class About:
    """What a new case is about: an order, a claim of it, or neither; and the clients to choose from by their value."""

    order: Order | None
    claim: Claim | None
    clients: dict[str, Client]

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [
            (key, str(one.buyer or (one.supplier and one.supplier.display_name))) for key, one in self.clients.items()
        ]


@require_safe
def cases(request: PersonRequest) -> HttpResponse:
    """Cases of the sides that this person acts for, the newest first."""
    rows = LegalCase.objects.for_user(request.user).select_related("order", "buyer", "supplier")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    days = law_days.next_days(list(page), timezone.localdate())
    return render(request, "disputes/cases.html", {"page": page, "rows": [(one, days.get(one.pk)) for one in page]})


@require_http_methods(["GET", "HEAD", "POST"])
def case_open(request: PersonRequest) -> HttpResponse:
    """The form; a POST opens the case."""
    about = _about(request)
    is_sent = request.method == "POST"
    form = OpenCaseForm(
        request.POST if is_sent else None,
        clients=about.choices,
        has_order=about.order is not None,
        initial=_proposed(request.user, about),
    )
    if is_sent and form.is_valid() and (case := _opened(request, about, form)):
        return redirect(case)
    context = {"form": form, "order": about.order, "claim": about.claim}
    return render(request, "disputes/case_open.html", context, status=422 if is_sent else 200)


@require_safe
def case(request: PersonRequest, pk: int) -> HttpResponse:
    """One case: state, steps, days of law, private notes, documents."""
    return show_case(request, case_of(request, pk))


def case_of(request: PersonRequest, pk: int) -> LegalCase:
    """A case of a side that this person acts for. Raises Http404."""
    rows = LegalCase.objects.for_user(request.user).select_related(
        "order__buyer", "order__supplier", "claim__order", "buyer", "supplier", "counsel", "person"
    )
    return get_object_or_404(rows, pk=pk)


def show_case(request: PersonRequest, shown: LegalCase, **refused: Any) -> HttpResponse:
    """The page; ``refused`` are forms that come back with their errors, by name."""
    now, on = timezone.now(), timezone.localdate()
    steps = list(shown.steps.select_related("by"))
    asked = law_days.days_still_asked(shown, steps, at=now) if shown.is_open else ()
    deadlines = list(shown.deadlines.select_related("acknowledged_by"))
    context = {
        "case": shown,
        "liability": liability_of(shown.order, on=on) if shown.order else None,
        "steps": steps,
        "days": law_days.days_of_law(deadlines, get_language() or "en", on),
        "asked": asked,
        "notes": shown.notes.select_related("by"),
        "documents": shown.files.prefetch_related("pages"),
        "answer_by": None if shown.answered_at else answer_by(shown),
        "answer_is_late": not shown.answered_at and answer_by(shown).is_over(now),
        "zone": CHINA.key,
        "note_form": refused.get("note_form") or CaseNoteForm(auto_id="id_note_%s"),
        "day_form": refused.get("day_form") or CaseDayForm(asked=asked, today=on, auto_id="id_day_%s"),
        "files_form": refused.get("files_form") or CaseFilesForm(auto_id="id_files_%s"),
    }
    return render(request, "disputes/case.html", context, status=422 if refused else 200)


@require_safe
def case_page(request: PersonRequest, token: str) -> HttpResponseBase:
    """The picture of one page of a document, for the client's side."""
    readable = LegalCase.objects.for_user(request.user).values("pk")
    shown = get_object_or_404(CasePage.objects.filter(file__case__in=readable), token=token)
    return files.show_image(shown.stored_name)


def _about(request: PersonRequest) -> About:
    """What the address names. Raises Http404 for an order or claim of others."""
    order_key, claim_key = request.GET.get("order", ""), request.GET.get("claim", "")
    if not order_key and not claim_key:
        return About(None, None, _clients_of(request.user))
    claim = get_object_or_404(Claim.objects.select_related("order"), pk=_key(claim_key)) if claim_key else None
    pk = claim.order_id if claim else _key(order_key)
    order = acting_order(request, pk)
    side = side_for(order, request.user)
    if side is None:
        raise Http404
    client = Client(order.buyer, None) if side == Side.BUYER else Client(None, order.supplier)
    return About(order, claim, {"client": client})


def _clients_of(person: User) -> dict[str, Client]:
    bought = Buyer.objects.purchased_for_by(person).order_by("pk")
    made = Supplier.objects.editable_by(person).order_by("pk")
    found = {f"buyer-{one.pk}": Client(one, None) for one in bought}
    found |= {f"supplier-{one.pk}": Client(None, one) for one in made}
    if not found:
        raise Http404
    return found


def _opened(request: PersonRequest, about: About, form: OpenCaseForm) -> LegalCase | None:
    """The case; None, with the reason in the form."""
    typed = dict(form.cleaned_data)
    client = about.clients[typed.pop("client", next(iter(about.clients)))]
    opening = Opening(**typed, order=about.order, claim=about.claim)
    now = timezone.now()
    try:
        with within_daily_limit(DailyAct.ENQUIRIES, request.user.pk, at=now):
            made = open_case(client, opening, by=request.user, at=now)
    except OverDailyLimit as over:
        form.add_error(None, str(over.sentence))
        return None
    except OpenedAlready as refusal:
        messages.info(request, _("You opened this case a moment ago. Nothing was opened a second time."))
        return refusal.case
    messages.success(request, _("The case is open. Its page says until when our legal desk answers."))
    return made


def _proposed(person: User, about: About) -> dict[str, str]:
    """The buyer's country and the person's language."""
    country = (
        about.order.buyer.country
        if about.order
        else next((one.buyer.country for one in about.clients.values() if one.buyer), "")
    )
    return {"jurisdiction": country, "language": "zh" if person.language.startswith("zh") else "en"}


def _key(text: str) -> int:
    """A key out of an address. Raises Http404 for anything else."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Http404
    return int(text)
