"""What a side may do on the page of a claim: each act with its form, its button and its service."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from buyers.disputes.forms.claims import (
    FiledForm,
    SettleForm,
    WordsAndFilesForm,
    WordsForm,
)
from buyers.disputes.models import Claim
from buyers.disputes.services.claims.refusal_words import REFUSALS
from buyers.disputes.services.claims.refusals import SharesWrong
from buyers.disputes.services.claims.settling import propose_settlement, sign_settlement
from buyers.disputes.services.claims.talking import act_in_claim
from buyers.services.attachments import AttachmentRefused
from buyers.terms.disputes.claim_facts import Act
from buyers.terms.disputes.claim_rules import claim_rules
from buyers.views.uploads import uploads_within_limits
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import Words, perform, sentence_of
from kpmarket.foundation.limits.daily import OverDailyLimit
from kpmarket.foundation.text.fields import DigestField
from suppliers.certificates.files import StoredUpload
from suppliers.sentences import reader as sentences

Held = Mapping[int, int]
Service = Callable[[PersonRequest, Claim, forms.Form, Sequence[StoredUpload]], object]


@dataclass(frozen=True)
class ActView:
    """One act. ``needs``: the act of the clock that allows it; ``is_open``: its form is shown without a press."""

    needs: Act
    form: type[forms.Form]
    title: Words
    about: Words
    button: Words
    done: Words
    service: Service
    is_open: bool = False
    tone: str = "secondary"

    def form_of(self, claim: Claim, held: Held, request: PersonRequest | None = None) -> forms.Form:
        """Its form, bound to what was sent where there is a request."""
        extra: dict[str, Any] = {}
        if issubclass(self.form, SettleForm):
            extra = {"currency": claim.order.currency, "held": held}
        prefix = f"id_{self.needs}_%s"
        if request is None:
            return self.form(auto_id=prefix, **extra)
        return self.form(request.POST, request.FILES, auto_id=prefix, **extra)


@dataclass(frozen=True)
class OfferedAct:
    """An act with its form, as the page shows it."""

    name: str
    view: ActView
    form: forms.Form
    is_open: bool


def offered_forms(
    claim: Claim, may: Collection[Act], held: Held, refused: Mapping[str, forms.Form], opened: str = ""
) -> list[OfferedAct]:
    """The acts that this side may do now; a form that was refused stays as it was typed. ``opened``: the act of the address."""
    shown = {opened, *refused}
    return [
        OfferedAct(name, view, refused.get(name) or view.form_of(claim, held), view.is_open or name in shown)
        for name, view in ACTS.items()
        if (view.needs in may and name != "sign") or name in refused
    ]


def perform_act(request: PersonRequest, claim: Claim, name: str, form: forms.Form) -> bool:
    """Do it with its files. Whether it was done; the reason stands in the form or above the page where it was not."""
    view = ACTS[name]
    uploads = form.cleaned_data.get("attachments") or []
    try:
        with uploads_within_limits(request, uploads) as stored:
            return perform(request, lambda: _serve(view, request, claim, form, stored), view.done, REFUSALS)
    except AttachmentRefused as refusal:
        form.add_error("attachments", f"{refusal.name}: {sentences.refusal(refusal.refused, refusal.name)}")
    except OverDailyLimit as over:
        form.add_error("attachments" if "attachments" in form.fields else None, str(over.sentence))
    return False


def _serve(
    view: ActView, request: PersonRequest, claim: Claim, form: forms.Form, stored: Sequence[StoredUpload]
) -> object:
    """The service's answer; a refusal about one part of the money stands at its field too."""
    try:
        return view.service(request, claim, form, stored)
    except SharesWrong as refusal:
        name = f"buyer-{refusal.part}"
        form.add_error(name if name in form.fields else None, str(sentence_of(refusal, REFUSALS)))
        raise


def _words(act: Act) -> Service:
    """An act that has words and files alone."""

    def service(request: PersonRequest, claim: Claim, form: forms.Form, stored: Sequence[StoredUpload]) -> object:
        text = form.cleaned_data["text"]
        return act_in_claim(claim.pk, act, by=request.user, at=timezone.now(), text=text, files=stored)

    return service


def _propose(request: PersonRequest, claim: Claim, form: forms.Form, stored: Sequence[StoredUpload]) -> object:
    assert isinstance(form, SettleForm)  # noqa: S101 - the table says so
    text = form.cleaned_data["text"]
    return propose_settlement(claim.pk, form.shares(), text, by=request.user, at=timezone.now())


def _sign(request: PersonRequest, claim: Claim, form: forms.Form, stored: Sequence[StoredUpload]) -> object:
    return sign_settlement(claim.pk, form.cleaned_data["digest"], by=request.user, at=timezone.now())


class SignForm(forms.Form):
    """The digest of the proposal that was read."""

    digest = DigestField()


def _in_days(words: Any, clock: str) -> Words:
    """The words with the days of that clock."""
    return format_lazy(words, days=claim_rules().days(clock))


ACTS = {
    "answer": ActView(
        Act.ANSWER,
        WordsAndFilesForm,
        _("Answer the claim"),
        _("Say what is right and what is not, and show it. An answer admits nothing that it does not say."),
        _("Send the answer"),
        _("Your answer is sent."),
        _words(Act.ANSWER),
        is_open=True,
        tone="",
    ),
    "propose": ActView(
        Act.PROPOSE,
        SettleForm,
        _("Propose a settlement"),
        _("You sign it with this. Money moves only when the other side signs the very same."),
        _("Propose and sign"),
        _("Proposed and signed for your side."),
        _propose,
    ),
    "sign": ActView(Act.PROPOSE, SignForm, "", "", "", _("Signed: the claim is settled."), _sign),
    "write": ActView(
        Act.WRITE,
        WordsAndFilesForm,
        _("Write, or add evidence"),
        _("Both sides and the desk read it. What was sent is never changed."),
        _("Send"),
        _("Sent."),
        _words(Act.WRITE),
    ),
    "escalate": ActView(
        Act.ESCALATE,
        WordsForm,
        _("Pass it to the desk"),
        _in_days(
            _(
                "A case handler without an interest in either side looks at it. Both sides then have {days} days for evidence."
            ),
            "evidence_window",
        ),
        _("Pass it to the desk"),
        _("The claim is with the desk."),
        _words(Act.ESCALATE),
    ),
    "extend": ActView(
        Act.EXTEND,
        WordsForm,
        _("Ask for more days for evidence"),
        _in_days(_("{days} days more for both sides, once."), "evidence_extension"),
        _in_days(_("Take {days} days more"), "evidence_extension"),
        _in_days(_("Both sides have {days} days more."), "evidence_extension"),
        _words(Act.EXTEND),
    ),
    "object": ActView(
        Act.OBJECT,
        WordsAndFilesForm,
        _("Object to the decision"),
        _("Once: name new facts, or the fault. Another case handler then decides finally."),
        _("Object"),
        _("Your objection is noted. Another case handler decides."),
        _words(Act.OBJECT),
    ),
    "file": ActView(
        Act.FILE,
        FiledForm,
        _("Arbitration or court"),
        _in_days(
            _(
                "Prove the filing: money that waits for this claim then waits for the award, for at most {days} days after the last step."
            ),
            "arbitration",
        ),
        _("Note the filing"),
        _("Noted. The claim waits for the award."),
        _words(Act.FILE),
    ),
    "withdraw": ActView(
        Act.WITHDRAW,
        WordsForm,
        _("Withdraw the claim"),
        _("It ends and stops nothing any more. This cannot be undone."),
        _("Withdraw the claim"),
        _("Withdrawn. The claim stops nothing any more."),
        _words(Act.WITHDRAW),
        tone="danger",
    ),
}
