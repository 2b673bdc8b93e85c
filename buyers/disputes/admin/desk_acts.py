"""What a case handler may do on the page of a claim: each act with its form, its button and its service."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audits.admin.case.access import person
from buyers.disputes.forms.claims import DecideForm, DeclareForm, NeededWordsForm, WordsAndFilesForm
from buyers.disputes.models import Claim, Decision
from buyers.disputes.services.claims import handling
from buyers.disputes.services.claims.carrying_out import has_all_signatures
from buyers.disputes.services.claims.citing import citable
from buyers.disputes.services.claims.claim_page import held_for
from buyers.disputes.services.claims.deciding import Written, countersign, latest_version, round_of, write_decision
from buyers.disputes.services.claims.reading import Known
from buyers.disputes.services.claims.refusal_words import REFUSALS
from buyers.services.attachments import AttachmentRefused
from buyers.terms.disputes.claim_facts import Act, Party
from buyers.terms.money import plain
from buyers.views.uploads import uploads_within_limits
from kpmarket.accounts.models import User
from kpmarket.foundation.acts import Words, perform
from kpmarket.foundation.limits.daily import OverDailyLimit
from kpmarket.foundation.text.fields import DigestField
from suppliers.certificates.files import StoredUpload
from suppliers.sentences import reader as sentences

Service = Callable[[Claim, forms.Form, dict[str, Any], Sequence[StoredUpload]], object]


class CountersignForm(forms.Form):
    """The digest of the version that was read, and that the person has no interest."""

    digest = DigestField()
    has_none = forms.BooleanField(label=_("I have no interest in either side or in the goods"))


@dataclass(frozen=True)
class DeskAct:
    """One act with its form."""

    form: type[forms.Form]
    title: Words
    about: Words
    button: Words
    done: Words
    service: Service

    def form_of(self, known: Known, request: HttpRequest | None = None) -> forms.Form:
        """Its form, bound to what was sent where there is a request."""
        extra: dict[str, Any] = {"auto_id": f"id_{self.form.__name__}_%s"}
        if issubclass(self.form, DecideForm):
            claim = known.claim
            extra |= {
                "currency": claim.order.currency,
                "held": held_for(claim),
                "citable": [(one.key, one.label) for one in citable(claim)],
            }
        if request is not None:
            return self.form(request.POST, request.FILES, **extra)
        return self.form(initial=_initial(known, self.form), **extra)


@dataclass(frozen=True)
class Offered:
    """An act with its form, as the page shows it."""

    name: str
    view: DeskAct
    form: forms.Form


def offered_acts(known: Known, user: User, refused: Mapping[str, forms.Form]) -> list[Offered]:
    """What this person may do about the claim now."""
    may = known.standing.may[Party.DESK]
    is_handler = handling.handler_of(known.claim) == user
    draft = _unsigned(known)
    open_to = {
        "declare": known.standing.stage in handling.WITH_DESK and not is_handler,
        "report": is_handler and Act.ORDER_REPORT in may,
        "received": is_handler and Act.RECEIVE_REPORT in may,
        "decide": is_handler and bool({Act.DECIDE, Act.AWARD} & may),
        "countersign": draft is not None and draft.written_by != user,
    }
    return [
        Offered(name, view, refused.get(name) or view.form_of(known))
        for name, view in ACTS.items()
        if open_to[name] or name in refused
    ]


def perform_act(request: HttpRequest, claim: Claim, name: str, form: forms.Form) -> bool:
    """Do it with its files. Whether it was done; the reason stands above the page or in the form where it was not."""
    view, who = ACTS[name], {"by": person(request), "at": timezone.now()}
    try:
        with uploads_within_limits(request, form.cleaned_data.get("attachments") or []) as stored:  # type: ignore[arg-type]
            return perform(request, lambda: view.service(claim, form, who, stored), view.done, REFUSALS)
    except AttachmentRefused as refusal:
        form.add_error("attachments", f"{refusal.name}: {sentences.refusal(refusal.refused, refusal.name)}")
    except OverDailyLimit as over:
        form.add_error("attachments", str(over.sentence))
    return False


def _unsigned(known: Known) -> Decision | None:
    """The latest version that waits for a second signature."""
    this_round = round_of(known)
    latest = latest_version(known.claim, this_round) if this_round else None
    return latest if latest and not has_all_signatures(latest) else None


def _initial(known: Known, form: type[forms.Form]) -> dict[str, Any]:
    """The version that waits, as it was typed; its digest to sign."""
    draft = _unsigned(known)
    if draft is None:
        return {}
    if issubclass(form, DecideForm):
        currency = known.claim.order.currency
        shares = {f"buyer-{part}": plain(buyer, currency) for part, buyer, _supplier in draft.shares}
        shares |= {f"supplier-{part}": plain(supplier, currency) for part, _buyer, supplier in draft.shares}
        borne = draft.costs_borne_by
        return {**shares, "reasons": draft.reasons, "citations": draft.citations, "costs_borne_by": borne}
    return {"digest": draft.digest}


def _declare(claim: Claim, form: forms.Form, who: dict[str, Any], stored: Sequence[StoredUpload]) -> object:
    data = form.cleaned_data
    return handling.declare(claim.pk, has_interest=data["has_interest"], note=data["note"], **who)


def _report(claim: Claim, form: forms.Form, who: dict[str, Any], stored: Sequence[StoredUpload]) -> object:
    return handling.order_report(claim.pk, form.cleaned_data["text"], **who)


def _received(claim: Claim, form: forms.Form, who: dict[str, Any], stored: Sequence[StoredUpload]) -> object:
    return handling.receive_report(claim.pk, form.cleaned_data["text"], files=stored, **who)


def _decide(claim: Claim, form: forms.Form, who: dict[str, Any], stored: Sequence[StoredUpload]) -> object:
    assert isinstance(form, DecideForm)  # noqa: S101 - the table says so
    data = form.cleaned_data
    written = Written(form.shares(), data["reasons"], tuple(data["citations"]), data["costs_borne_by"])
    return write_decision(claim.pk, written, **who)


def _countersign(claim: Claim, form: forms.Form, who: dict[str, Any], stored: Sequence[StoredUpload]) -> object:
    return countersign(claim.pk, form.cleaned_data["digest"], **who)


ACTS = {
    "declare": DeskAct(
        DeclareForm,
        _("Take the claim, or declare an interest"),
        _("Whoever belongs or belonged to a side is refused anyway. What is declared stays on record."),
        _("Declare"),
        _("Declared. The log has it."),
        _declare,
    ),
    "report": DeskAct(
        NeededWordsForm,
        _("Order an independent report"),
        _(
            "Say which question, and who answers it. The claimant pays first, the loser bears it; the clock stands still for at "
            "most 15 days."
        ),
        _("Order the report"),
        _("Ordered. Both sides get a letter."),
        _report,
    ),
    "received": DeskAct(
        WordsAndFilesForm,
        _("The independent report is there"),
        _("Both sides read it. The clock goes on."),
        _("File the report"),
        _("Filed. Both sides get a letter."),
        _received,
    ),
    "decide": DeskAct(
        DecideForm,
        _("Decide"),
        _(
            "You sign it with this. An edit is a new version, and makes every signature under the old one void. What neither side "
            "gets stays where it is and goes on as agreed."
        ),
        _("Write and sign the decision"),
        _("Written and signed. Where a second signature is needed, a colleague reads it now."),
        _decide,
    ),
    "countersign": DeskAct(
        CountersignForm,
        _("Sign second"),
        _("Read the version above with what it rests on. You sign that version and no other."),
        _("Sign the decision"),
        _("Signed. Both sides get a letter."),
        _countersign,
    ),
}
