"""What people type in a claim: opening it, words and files, shares of money, a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.catalogue.quantities import QuantityField
from buyers.disputes.models import Claim
from buyers.disputes.services.claims.claimable import Claimable, claimable
from buyers.disputes.services.claims.opening import Opening
from buyers.forms import FilesField, files_field
from buyers.terms.disputes.claim_rules import Share, claim_rules
from buyers.trade.forms.evidence import AmountField
from buyers.trade.models import Side
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.words import money_words
from kpmarket.foundation.text.fields import LineField, MultilineField


def words_field(label: Any, *, most: int = 4000, rows: int = 4, **facts: Any) -> MultilineField:
    """Text of several lines."""
    return MultilineField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **facts)


class ShareField(AmountField):
    """An amount that may stay empty, which is nothing."""

    def clean(self, value: Any) -> Any:
        return super().clean(value) if (value or "").strip() else 0


class OpenForm(forms.Form):
    """A claim of one side: what happened, to which lines, and how much of which part of the price is wanted."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is about"))
    lines = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Lines concerned"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    quantity = QuantityField(
        label=gettext_lazy("How many"), required=False, help_text=gettext_lazy("In units of the line; may stay empty.")
    )
    remedy = forms.ChoiceField(label=gettext_lazy("What you want"))
    parts = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Parts of the price concerned"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("The money of these parts waits until the claim is over; other parts go on."),
    )
    text = words_field(
        gettext_lazy("What happened"),
        most=6000,
        rows=8,
        help_text=gettext_lazy(
            "What you found, when and where, and what was agreed. The other side reads it as written."
        ),
    )
    attachments = files_field()

    def __init__(self, *args: Any, facts: OrderFacts, side: Side, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.side, currency = side, facts.order.currency
        rules = [one for one in claim_rules().kinds.values() if one.by == side]
        remedies = dict.fromkeys(remedy for rule in rules for remedy in rule.remedies)
        self.fields["amount"] = AmountField(
            currency=currency,
            label=_("Amount wanted, in %(currency)s") % {"currency": currency},
            help_text=_("At most what was paid for these parts.") if side == Side.BUYER else "",
        )
        self.order_fields(["kind", "lines", "quantity", "remedy", "amount", "parts", "text", "attachments"])
        self._choose("kind", [(one.id, Claim.Kind(one.id).label) for one in rules])
        self._choose("remedy", [(one, Claim.Remedy(one).label) for one in remedies])
        terms = facts.terms
        lines = [(one.number, f"{one.number}: {one.name} {one.model}") for one in terms.lines] if terms else []
        self._choose("lines", lines)
        open_to = claimable(facts, side)
        self._choose("parts", [(one.part, _part_words(one, currency)) for one in open_to.values()])
        if len(open_to) == 1:
            self.fields["parts"].initial = list(open_to)

    def opening(self) -> Opening:
        """What was typed. Only for a valid form."""
        data = self.cleaned_data
        return Opening(
            kind=data["kind"],
            remedy=data["remedy"],
            parts=tuple(data["parts"]),
            amount=data["amount"],
            text=data["text"],
            lines=tuple(data["lines"]),
            quantity=data["quantity"] or None,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        rule = claim_rules().kinds.get(cleaned.get("kind", ""))
        if rule and cleaned.get("remedy") and cleaned["remedy"] not in rule.remedies:
            offered = ", ".join(str(Claim.Remedy(one).label) for one in rule.remedies)
            self.add_error("remedy", _("With this kind of claim you can want: %(offered)s.") % {"offered": offered})
        return cleaned

    def _choose(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """Words that an act may have."""

    text = words_field(gettext_lazy("Your words"), required=False)


class NeededWordsForm(forms.Form):
    """Words that an act has to have."""

    text = words_field(gettext_lazy("Your words"))


class WordsAndFilesForm(NeededWordsForm):
    """Words with files."""

    attachments = files_field()


class FiledForm(forms.Form):
    """That a tribunal or court was asked, with the proof of it."""

    text = words_field(gettext_lazy("Which tribunal or court, when, and its number of the case"), rows=3)
    attachments = FilesField(
        label=gettext_lazy("Proof of the filing"),
        help_text=gettext_lazy("PDF or pictures, at most five. The other side sees pictures of the pages."),
    )


class SharesForm(forms.Form):
    """How the money of each part concerned is divided; what neither side gets stays where it is."""

    def __init__(self, *args: Any, currency: str, held: Mapping[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = tuple(held)
        for part, much in held.items():
            words = {"part": part, "held": money_words(much, currency)}
            self.fields[f"buyer-{part}"] = ShareField(
                currency=currency,
                required=False,
                label=_("Part %(part)s: to the buyer") % words,
                help_text=_("At most %(held)s is there.") % words,
            )
            self.fields[f"supplier-{part}"] = ShareField(
                currency=currency, required=False, label=_("Part %(part)s: to the supplier at once") % words
            )

    def shares(self) -> tuple[Share, ...]:
        """What was typed. Only for a valid form."""
        data = self.cleaned_data
        return tuple(
            Share(part, data.get(f"buyer-{part}") or 0, data.get(f"supplier-{part}") or 0) for part in self.parts
        )


class SettleForm(SharesForm):
    """A proposal to end the claim."""

    text = words_field(
        gettext_lazy("What else is agreed"),
        required=False,
        help_text=gettext_lazy("For example what is sent again until which day."),
    )


class DecideForm(SharesForm):
    """A decision of the desk."""

    reasons = words_field(gettext_lazy("Reasons"), most=8000, rows=8)
    citations = forms.MultipleChoiceField(
        label=gettext_lazy("What it rests on"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one thing that the decision rests on.")},
    )
    costs_borne_by = forms.ChoiceField(
        label=gettext_lazy("Who bears the independent report"),
        required=False,
        choices=[("", gettext_lazy("Nobody: there was none")), *Side.choices],
    )

    def __init__(self, *args: Any, citable: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["citations"].choices = citable  # type: ignore[attr-defined]


class DeclareForm(forms.Form):
    """Whether the person has an interest in the claim."""

    has_interest = forms.TypedChoiceField(
        label=gettext_lazy("Your interest"),
        coerce=lambda value: value == "yes",
        choices=[
            ("no", gettext_lazy("I have no interest in either side or in the goods, and take this claim")),
            ("yes", gettext_lazy("I have an interest: a colleague takes it")),
        ],
        widget=forms.RadioSelect,
    )
    note = LineField(label=gettext_lazy("Which interest"), required=False, max_length=500)


def _part_words(one: Claimable, currency: str) -> str:
    """'2: at most USD 2,940.00'."""
    return _("Part %(part)s: at most %(most)s") % {"part": one.part, "most": money_words(one.most, currency)}
