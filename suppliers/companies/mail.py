"""Letters about a company."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from suppliers.models import Supplier


def send_submission_receipt(supplier_pk: int, user_pk: int) -> None:
    """We have it, and this is what happens next."""
    context = {
        "supplier": Supplier.objects.get(pk=supplier_pk),
        "action_url": settings.SITE_URL + reverse("suppliers:desk", args=[supplier_pk]),
        "action_label": _("Open your desk"),
        "reason": _("You get this letter because you submitted the company."),
    }
    mail.send("suppliers/submission_receipt", User.objects.get(pk=user_pk), context)
