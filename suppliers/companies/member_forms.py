"""Who may act for the company."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kpmarket.accounts import member_forms
from suppliers.models import Membership

ROLE_MEANING = {
    Membership.Role.OWNER: _("Owner: everything, and who belongs to the company"),
    Membership.Role.EDITOR: _("Editor: the company, its products and certificates"),
    Membership.Role.VIEWER: _("Viewer: reads, changes nothing"),
}


class InvitationForm(member_forms.InvitationForm):
    """An address and what its owner may do for the company."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args, roles=ROLE_MEANING, initial_role=Membership.Role.EDITOR)


class RoleForm(member_forms.RoleForm):
    """Another role for a member of the company."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args, roles=Membership.Role.choices)
