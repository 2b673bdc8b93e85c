"""Letters to a supplier's people about what was decided."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audits.models import Decision
from kpmarket.foundation import mail
from suppliers.models import Membership
from suppliers.sentences.reasons import sentences


def page_of(decision: Decision) -> str:
    """Where the supplier reads about it on the site."""
    if decision.certificate:
        return decision.certificate.get_absolute_url()
    return reverse("suppliers:desk", args=[decision.supplier_id])


def send_decision(pk: int, kind: str) -> None:
    """One letter to each member who may act, in that person's language."""
    decision = Decision.objects.select_related("supplier", "certificate__certificate_type").get(pk=pk)
    members = Membership.objects.filter(supplier=decision.supplier, role__in=Membership.EDITING_ROLES)
    for member in members.filter(user__is_active=True).select_related("user"):
        context = {
            "decision": decision,
            "supplier": decision.supplier,
            "certificate": decision.certificate,
            "reasons": Sentences(decision.reasons),
            "action_url": f"{settings.SITE_URL}{page_of(decision)}",
            "action_label": _("Open the certificate") if decision.certificate else _("Open your desk"),
            "reason": _("You get this letter because you act for this company."),
        }
        mail.send(f"audits/{kind}", member.user, context)


class Sentences:
    """Reasons that are put into words only when a letter is written, in the language of that letter."""

    def __init__(self, codes: list[str]) -> None:
        self.codes = codes

    def __iter__(self) -> Iterator[str]:
        return iter(sentences(self.codes))

    def __bool__(self) -> bool:
        return bool(self.codes)
