"""Letters and notices about a case that waits for its supplier: what was asked for, and until when."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audits.desk.mail import Sentences
from audits.desk.ordering import SENT_BACK
from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Certificate, Supplier

Subject = Supplier | Certificate


def page_of(subject: Subject) -> str:
    """Where the supplier answers."""
    if isinstance(subject, Certificate):
        return subject.get_absolute_url()
    return reverse("suppliers:desk", args=[subject.pk])


def names_of(subject: Subject) -> dict[str, str]:
    """What it is about, in both languages: a notice is read in the language in force then."""
    if isinstance(subject, Certificate) and subject.certificate_type:
        kind, number = subject.certificate_type, subject.number
        return {"name_en": f"{kind.name_en} {number}".strip(), "name_zh": f"{kind.name_zh} {number}".strip()}
    company = subject.supplier if isinstance(subject, Certificate) else subject
    return {"name_en": company.name_en, "name_zh": company.name_zh}


def letters_to(users: list[User], kind: str, subject: Subject, day: date, *, key: str) -> list[Letter]:
    """To each of these people in their language, with what the auditor asked for."""
    certificate = subject if isinstance(subject, Certificate) else None
    asked = subject.history.filter(after__in=SENT_BACK).order_by("-at", "-pk").first()
    context = {
        "decision": {"note": asked.note if asked else ""},
        "supplier": certificate.supplier if certificate else subject,
        "certificate": certificate,
        "reasons": Sentences(asked.reasons if asked else []),
        "day": day,
        "action_url": f"{settings.SITE_URL}{page_of(subject)}",
        "action_label": _("Open the certificate") if certificate else _("Open your desk"),
        "reason": _("You get this letter because you act for this company."),
    }
    return [mail.compose(f"audits/{kind}", user, context, key=f"{key}-{user.pk}") for user in users]
