"""Second signatures and statements of independence on the page of a case."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from audits.admin.case.access import CaseAccess, access_to, person
from audits.admin.case.acts import RefusedForms
from audits.admin.case.previewing import PreviewAdmin
from audits.admin.case.refusals import REFUSALS
from audits.desk import corrections
from audits.models import IndependenceStatement, Recommendation
from audits.signatures import independence, signing
from audits.signatures.forms import RefusalForm, StatementForm
from audits.signatures.sentences import grounds_in_words
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.acts import perform, sentence_of
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.sentences.reasons import sentences

RECOMMENDED = _(
    "This decision needs two signatures. You gave the first: nothing changes until a colleague gives the second."
)
DONE = {
    "sign": _("Signed and logged. The decision is in force."),
    "refuse": _("Refused and logged. Your colleague reads why."),
    "withdraw": _("Your recommendation is withdrawn."),
}


@dataclass(frozen=True)
class Signatures:
    """What the page says about signatures. ``needs_statement``: the person has not said that they are independent."""

    recommendation: Recommendation | None
    reasons: list[str]
    grounds: list[tuple[str, int]]
    may_sign: bool
    may_withdraw: bool
    needs_statement: bool
    refusal_form: forms.Form
    statement_form: forms.Form


class SigningAdmin(PreviewAdmin):
    """The addresses at which a case gets its second signature, and a person states their independence."""

    def get_urls(self) -> list[URLPattern]:
        name = self.opts.model_name
        views = {"sign": self.sign, "independence": self.state_independence}
        return [
            *(
                path(f"<int:pk>/{act}/", self.admin_site.admin_view(require_POST(view)), name=f"audits_{name}_{act}")
                for act, view in views.items()
            ),
            *super().get_urls(),
        ]

    def render_signing(self, request: HttpRequest, subject: Any, **refused: forms.Form) -> HttpResponse:
        """The page of the case with a refused form of this panel."""
        return self.render_case(request, subject, RefusedForms(signing=refused))

    def sign_first(self, request: HttpRequest, subject: Any, outcome: str, form: forms.Form) -> bool:
        """Decide, or give the first of two signatures; the page says which. Whether it is decided."""
        service, by, at = self.outcomes[outcome], person(request), timezone.now()
        arguments = self.decision_arguments(form.cleaned_data)
        try:
            made = signing.decide(subject, outcome, service, by=by, at=at, **arguments)
        except tuple(REFUSALS) as refusal:
            messages.error(request, sentence_of(refusal, REFUSALS))
            return False
        if isinstance(made, Recommendation):
            messages.info(request, str(RECOMMENDED))
            return False
        words = _("The case of %(case)s is decided and logged; the supplier is notified.")
        messages.success(request, words % {"case": subject})
        return True

    def sign(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Sign, refuse or withdraw the recommendation that the page showed."""
        require_fresh_sign_in(request)
        subject = self.subject(request, pk)
        if not access_to(subject, request).may_judge:
            raise Http404
        waiting = signing.open_recommendation(subject)
        answer = request.POST.get("answer", "")
        if waiting is None or str(waiting.pk) != request.POST.get("recommendation") or answer not in DONE:
            messages.error(request, str(REFUSALS[IllegalTransition]))
            return redirect(f"admin:audits_{self.opts.model_name}_change", subject.pk)
        acting: dict[str, Any] = {"by": person(request), "at": timezone.now()}
        if answer == "refuse":
            form = RefusalForm(request.POST, auto_id="refusal_%s")
            if not form.is_valid():
                return self.render_signing(request, subject, refusal_form=form)
            act: Any = partial(signing.refuse, waiting, note=form.cleaned_data["note"], **acting)
        else:
            act = partial(signing.sign if answer == "sign" else signing.withdraw, waiting, **acting)
        perform(request, act, DONE[answer], REFUSALS)
        return redirect(f"admin:audits_{self.opts.model_name}_change", subject.pk)

    def answer_correction(self, request: HttpRequest, subject: Any, *, is_signed: bool) -> HttpResponse:
        """The second signature under a correction, or none."""
        correction = corrections.open_correction(subject)
        if correction is None or str(correction.pk) != request.POST.get("correction"):
            messages.error(request, str(REFUSALS[IllegalTransition]))
            return redirect(f"admin:audits_{self.opts.model_name}_change", subject.pk)
        if is_signed and (preview := self.unconfirmed(request, subject, "sign_correction", None)):
            messages.error(request, preview.sentence)
            return self.render_case(request, subject, None, preview)
        service = corrections.sign_correction if is_signed else corrections.decline_correction
        done = _("Signed and logged. The supplier is notified.") if is_signed else _("The decision stays as it is.")
        perform(request, lambda: service(correction, by=person(request), at=timezone.now()), done, REFUSALS)
        return redirect(f"admin:audits_{self.opts.model_name}_change", subject.pk)

    def state_independence(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep that the person has no interest in the company, or which one: then the case goes back."""
        subject = self.subject(request, pk)
        if not access_to(subject, request).may_judge:
            raise Http404
        interest, note = IndependenceStatement.Interest.NONE.value, ""
        if "independent" not in request.POST:
            form = StatementForm(request.POST, auto_id="interest_%s")
            if not form.is_valid():
                return self.render_signing(request, subject, statement_form=form)
            interest, note = form.cleaned_data["interest"], form.cleaned_data["note"]
        by, at = person(request), timezone.now()
        act = partial(independence.state, subject, interest=interest, note=note, by=by, at=at)
        is_done = perform(request, act, _("Kept and logged."), REFUSALS)
        if is_done and interest != IndependenceStatement.Interest.NONE:
            return redirect("admin:audits_queue_changelist")
        return redirect(f"admin:audits_{self.opts.model_name}_change", subject.pk)


def signatures_of(
    subject: Any, access: CaseAccess, request: HttpRequest, refused: dict[str, forms.Form] | None = None
) -> Signatures:
    """What the page of the case says about signatures, for the person of the request."""
    waiting = signing.open_recommendation(subject)
    user = person(request)
    is_first = waiting is not None and waiting.proposed_by_id == user.pk
    judges = access.may_decide or (waiting is not None and access.may_judge and not is_first)
    review = access.review if judges else None
    return Signatures(
        recommendation=waiting,
        reasons=sentences(waiting.reasons) if waiting else [],
        grounds=grounds_in_words(waiting.grounds, is_sampled=waiting.is_sampled) if waiting else [],
        may_sign=waiting is not None and access.may_judge and not is_first,
        may_withdraw=is_first and waiting is not None and waiting.upholds_id is None,
        needs_statement=review is not None and not independence.has_stated(review, user),
        **{
            "refusal_form": RefusalForm(auto_id="refusal_%s"),
            "statement_form": StatementForm(auto_id="interest_%s"),
            **(refused or {}),
        },
    )
