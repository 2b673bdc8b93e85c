"""What the queue can be narrowed by. All of it is in the address of the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from audits.desk.ordering import ANY_MARKET
from audits.desk.queue_filter import COMPANIES, Wanted
from kpmarket.foundation.text.fields import LineField
from suppliers.models import CertificateType


class QueueFilterForm(forms.Form):
    """Kind, market, company, and the language of those who read what the desk writes."""

    q = LineField(label=_("Company"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    market = forms.ChoiceField(label=_("Market"), required=False)
    language = forms.ChoiceField(
        label=_("Language of the company"), required=False, choices=[("", _("Any")), *settings.LANGUAGES]
    )
    company = forms.IntegerField(required=False, min_value=1, max_value=2**31, widget=forms.HiddenInput)

    def __init__(self, *args: Any, markets: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [("", _("Any")), (COMPANIES, _("Company")), *CertificateType.Kind.choices]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        names = [(code, _("Several markets") if code == ANY_MARKET else code) for code in markets]
        self.fields["market"].choices = [("", _("Any")), *names]  # type: ignore[attr-defined]

    @property
    def filters(self) -> Wanted:
        """What was asked for; what is not understood narrows nothing, and its field says so."""
        found = self.cleaned_data if self.is_bound and not self.is_valid() else getattr(self, "cleaned_data", {})
        return Wanted(
            kind=found.get("kind") or "",
            market=found.get("market") or "",
            language=found.get("language") or "",
            words=found.get("q") or "",
            company=found.get("company"),
        )
