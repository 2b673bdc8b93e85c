"""What somebody chooses who looks for law and forum of a contract."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy

from buyers.catalogue.reference import destination_choices
from buyers.terms import clause, legal
from buyers.trade.forms.law import LawFields, refusal_words
from kpmarket.foundation.text.fields import LineField


class ClauseForm(LawFields):
    """The choice, with the buyer's country that decides what is possible. Here the seat has to be named."""

    country = forms.ChoiceField(label=gettext_lazy("Country of the buyer"), choices=destination_choices)
    addition = LineField(
        label=gettext_lazy("Words of your own"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("What you would add to the clause: checked for a second institution and for courts."),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        language = get_language() or "en"
        self.fields["law"].choices = [(law.id, law.label.read_in(language)) for law in legal.laws().values()]  # type: ignore[attr-defined]
        self.order_fields(["country", "law", "forum", "seat", "arbitration_language", "arbitrators", "addition"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            for remark in clause.refusals(self.choice(), cleaned["country"], self.on):
                self.add_error(FIELDS[remark.code], refusal_words(remark.code))
        return cleaned

    def choice(self) -> clause.Choice:
        """What was chosen, once the fields are valid."""
        typed = self.cleaned_data
        forum = legal.forums()[typed["forum"]]
        return clause.Choice(
            law=typed["law"],
            forums=(forum.id,),
            seat=typed["seat"],
            seat_country=forum.seat_country if typed["seat"] in forum.seat else "",
            language=typed["arbitration_language"] or forum.language,
            arbitrators=int(typed["arbitrators"] or 0) or 1,
            addition=typed["addition"],
        )


FIELDS = {
    "two-institutions": "addition",
    "or-court": "addition",
    "no-institution": "forum",
    "unknown-institution": "forum",
    "no-seat": "seat",
    "arbitrators": "arbitrators",
    "language": "arbitration_language",
    "law": "law",
}
