"""Whom a side gives a link."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from buyers.delivery.services.guests import Invited
from kpmarket.foundation.text.fields import LineField
from kpmarket.foundation.text.mail_address import validate_mail_address


class GuestForm(forms.Form):
    """Name, organisation, address and language of somebody without an account."""

    name = LineField(label=_("Name of the person"), max_length=120)
    organisation = LineField(label=_("Organisation"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        validators=[validate_mail_address],
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language of the letter and the page"), choices=settings.LANGUAGES)

    def invited(self) -> Invited:
        """Once the form is valid."""
        names = ("name", "organisation", "email", "language")
        return Invited(**{name: self.cleaned_data[name] for name in names})
