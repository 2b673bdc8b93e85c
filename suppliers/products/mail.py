"""Letters about products."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import TypeRequest


def type_request_answer(request: TypeRequest) -> Letter:
    """The desk's answer to a product without a type, to the person who described it."""
    context = {
        "request": request,
        "action_url": settings.SITE_URL + request.get_absolute_url(),
        "action_label": _("Add the product") if request.product_type_id else _("See your products without a type"),
        "reason": _("You get this letter because you described the product."),
    }
    return mail.compose("suppliers/type_request_answered", request.asked_by, context, key=f"type-request-{request.pk}")
