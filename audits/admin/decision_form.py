"""What the list of decisions can be narrowed by. All of it is in the address of the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.desk.decision_list import Sought, deciders
from audits.desk.queue_filter import COMPANIES
from audits.models import Decision
from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import LineField
from suppliers.models import CertificateType


class DecisionFilterForm(forms.Form):
    """Person, days, outcome, kind, time taken, company or number."""

    by = forms.TypedChoiceField(label=_("Decided by"), required=False, coerce=int, empty_value=None)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)
    outcome = forms.ChoiceField(label=_("Outcome"), required=False, choices=[("", _("Any")), *Decision.Outcome.choices])
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("Any")), (COMPANIES, _("Company")), *CertificateType.Kind.choices],
    )
    days = forms.IntegerField(label=_("Took at least (days)"), required=False, min_value=1, max_value=10_000)
    q = LineField(label=_("Company or number"), required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = [("", _("Anybody")), *deciders()]  # type: ignore[attr-defined]

    @property
    def sought(self) -> Sought:
        """What was asked for; what is not understood narrows nothing, and its field says so."""
        self.is_valid()
        found = dict(getattr(self, "cleaned_data", {}))
        return Sought(words=found.pop("q", "") or "", **{name: value for name, value in found.items() if value})


class SearchForm(forms.Form):
    """One box for everything."""

    q = LineField(
        label=_("Search everything"),
        max_length=200,
        help_text=_("Number, hash, model, kind of document, mail address, company in either language"),
    )
