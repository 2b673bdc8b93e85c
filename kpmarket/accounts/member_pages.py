"""What the pages of members have in common, whichever group they belong to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kpmarket.accounts.member_forms import InvitationForm
from kpmarket.accounts.members import AlreadyMember, TooManyInvitations
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit


def send_invitation(
    request: PersonRequest, form: InvitationForm, invite: Callable[..., Any], *, is_member: str | Promise
) -> bool:
    """Invite whom the valid form names; False, with the reason in the form, where that is refused.

    ``is_member`` is the sentence for an address that belongs to the group.
    """
    try:
        with within_daily_limit(DailyAct.INVITATIONS, request.user.pk, at=timezone.now()):
            invite(**form.cleaned_data, by=request.user, at=timezone.now())
    except OverDailyLimit as over:
        form.add_error(None, str(over.sentence))
    except AlreadyMember:
        form.add_error("email", str(is_member))
    except TooManyInvitations:
        form.add_error(None, _("Too many invitations are open. Withdraw some, or wait until they are accepted."))
    return not form.errors
