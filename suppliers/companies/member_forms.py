"""Who may act for the company."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kpmarket.foundation.text.mail_address import validate_mail_address
from suppliers.models import Membership

ROLE_MEANING = {
    Membership.Role.OWNER: _("Owner: everything, and who belongs to the company"),
    Membership.Role.EDITOR: _("Editor: the company, its products and certificates"),
    Membership.Role.VIEWER: _("Viewer: reads, changes nothing"),
}


class InvitationForm(forms.Form):
    """An address and what its owner may do."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        validators=[validate_mail_address],
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, words) for role, words in ROLE_MEANING.items()],
        initial=Membership.Role.EDITOR,
        widget=forms.RadioSelect,
    )


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role)
