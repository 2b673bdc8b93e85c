"""Law and forum of a contract: the fields that placing an order, changing it and the builder of clauses share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from buyers.terms import clause, legal
from buyers.trade.services.contract_choices import ARBITRATION_LANGUAGES
from kpmarket.foundation.text.fields import LineField

NUMBERS = [("", gettext_lazy("As the institution's rules say")), ("1", "1"), ("3", "3")]
LANGUAGES = [("", gettext_lazy("As the institution's rules say")), *ARBITRATION_LANGUAGES.items()]


def forum_choices() -> list[tuple[str, str]]:
    language = get_language() or "en"
    return [(one.id, f"{one.label.read_in(language)} ({one.id})") for one in legal.forums().values()]


def law_choices(country: str, on: date) -> list[tuple[str, str]]:
    """Laws that a buyer in that country may choose."""
    language = get_language() or "en"
    return [(law.id, law.label.read_in(language)) for law in legal.laws_for(country, on)]


class LawFields(forms.Form):
    """``law`` gets its choices from whoever knows the buyer's country."""

    law = forms.ChoiceField(label=gettext_lazy("Law"))
    forum = forms.ChoiceField(
        label=gettext_lazy("Disputes"),
        choices=forum_choices,
        help_text=gettext_lazy("Facts, not legal advice: have the contract checked where much depends on it."),
    )
    seat = LineField(
        label=gettext_lazy("Seat of the arbitration"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("One city. Left empty: the usual seat of the institution."),
    )
    arbitration_language = forms.ChoiceField(
        label=gettext_lazy("Language of the arbitration"), choices=LANGUAGES, required=False
    )
    arbitrators = forms.ChoiceField(label=gettext_lazy("Arbitrators"), choices=NUMBERS, required=False)

    def clean_seat(self) -> str:
        seat: str = self.cleaned_data["seat"]
        forum = self.cleaned_data.get("forum", "")
        codes = clause.doubtful_words(clause.Choice("", (forum,), seat, "", "", 0)) if seat else []
        if codes:
            raise forms.ValidationError([refusal_words(code) for code in codes])
        return seat

    def law_chosen(self) -> Mapping[str, Any]:
        """What stands in the terms, once the form is valid."""
        typed = self.cleaned_data
        return {
            "law": typed["law"],
            "forum": typed["forum"],
            "seat": typed["seat"],
            "arbitration_language": typed["arbitration_language"],
            "arbitrators": int(typed["arbitrators"] or 0),
        }


def refusal_words(code: str) -> str:
    """Why a clause is refused."""
    return {
        "two-institutions": _("Name one institution: with two, either may say that it is not competent."),
        "no-institution": _("Name the institution."),
        "unknown-institution": _("Choose an institution from the list."),
        "no-seat": _("Name the seat: the courts of that place can set the award aside."),
        "or-court": _("Arbitration or a court, not both: a clause that leaves it open may be void."),
        "arbitrators": _("Choose one or three arbitrators."),
        "language": _("Choose the language."),
        "law": _("The CISG does not hold in the buyer's country: choose a law."),
    }[code]
