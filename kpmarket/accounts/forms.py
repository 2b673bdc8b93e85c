"""Signing up: an address, a password, a name and what the person came for."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from kpmarket.foundation.text.fields import LineField


class SignupForm(forms.Form):
    """The fields that we add to allauth's own."""

    name = LineField(label=_("Your name"), max_length=150)
    purpose = forms.ChoiceField(
        label=_("I want to"),
        choices=[(User.Purpose.BUY, User.Purpose.BUY.label), (User.Purpose.SUPPLY, User.Purpose.SUPPLY.label)],
        widget=forms.RadioSelect,
        initial=User.Purpose.BUY,
    )

    def signup(self, request, user: User) -> None:
        """Called by allauth when the account is made."""
        user.name = self.cleaned_data["name"]
        user.purpose = self.cleaned_data["purpose"]
        user.language = get_language() or "en"
        user.save(update_fields=["name", "purpose", "language"])
