"""What a person corrects about themselves, and how they ask to be erased."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from kpmarket.foundation.text.fields import LineField
from kpmarket.foundation.text.mail_address import validate_mail_address


class NameForm(forms.Form):
    """Another name to be known by."""

    name = LineField(label=_("Your name"), max_length=150)


class ErasureForm(forms.Form):
    """The person writes their address: nobody erases an account by one wrong click."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Write it here to confirm that you mean this account."),
        max_length=254,
        validators=[validate_mail_address],
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email.lower() != self.person.email.lower():
            raise forms.ValidationError(_("This is not the address of the account in which you are signed in."))
        return email
