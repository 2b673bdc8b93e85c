"""Letters about the account to which a company is paid. They name its last characters, never the number."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import BeneficiaryAccount


def page_of(account: BeneficiaryAccount) -> str:
    """Where owners see it, and stop it."""
    return reverse("suppliers:account", args=[account.supplier_id])


def account_letter(kind: str, account: BeneficiaryAccount, user: User, *, to: str) -> Letter:
    """One letter to one address of an owner, in the owner's language. It is duty: nobody can switch it off."""
    context = {
        "account": account,
        "supplier": account.supplier,
        "action_url": settings.SITE_URL + page_of(account),
        "action_label": _("See the account"),
        "reason": _("You get this letter because you are or were reached at this address as an owner of the company."),
    }
    mark = hashlib.sha256(to.encode()).hexdigest()[:8]
    key = f"{kind.rpartition('/')[2]}-{account.pk}-{user.pk}-{mark}"
    with translation.override(user.language):
        return mail.compose(kind, to, context, key=key)
