"""Who may act for a company or an organisation: an address, and what its owner may do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kpmarket.foundation.text.mail_address import validate_mail_address


class InvitationForm(forms.Form):
    """An address and the role that it will have. ``roles`` are the roles with what each may do."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        validators=[validate_mail_address],
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, roles: Mapping[Any, Any], initial_role: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        role.initial = initial_role
        if isinstance(role, forms.ChoiceField):
            role.choices = [(str(value), words) for value, words in roles.items()]


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, roles: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        if isinstance(role, forms.ChoiceField):
            role.choices = roles
