"""Letters to a supplier's people about what was decided."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audits.models import Decision
from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter
from suppliers.sentences.reasons import sentences


def page_of(decision: Decision) -> str:
    """Where the supplier reads about it on the site."""
    if decision.certificate:
        return decision.certificate.get_absolute_url()
    return reverse("suppliers:desk", args=[decision.supplier_id])


def decision_letter(decision: Decision, kind: str, user: User) -> Letter:
    """What was decided, in that person's language."""
    context = {
        "decision": decision,
        "supplier": decision.supplier,
        "certificate": decision.certificate,
        "reasons": Sentences(decision.reasons),
        "action_url": f"{settings.SITE_URL}{page_of(decision)}",
        "action_label": _("Open the certificate") if decision.certificate else _("Open your desk"),
        "reason": _("You get this letter because you act for this company."),
    }
    return mail.compose(f"audits/{kind}", user, context, key=f"decision-{decision.pk}-{user.pk}")


class Sentences:
    """Reasons that are put into words only when a letter is written, in the language of that letter."""

    def __init__(self, codes: list[str]) -> None:
        self.codes = codes

    def __iter__(self) -> Iterator[str]:
        return iter(sentences(self.codes))

    def __bool__(self) -> bool:
        return bool(self.codes)
