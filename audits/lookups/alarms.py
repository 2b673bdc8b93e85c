"""A register that contradicts a certificate which holds: who is told, once, and what stays on the desk. Decides nothing."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import translation

from audits.models import Auditor, Decision, RegisterCheck, Review
from audits.models.register_check import CheckOutcome
from kpmarket.accounts.models import Notice, User
from suppliers.models import Certificate, Invitation

Pair = tuple[int, str]


def tell(made: RegisterCheck) -> int:
    """A notice for the responsible auditor when the timetable met a contradiction that is new; how many were told."""
    if made.outcome != CheckOutcome.CONTRADICTED or _says_the_same(_answer_before(made), made):
        return 0
    told = responsible(made.certificate, at=made.taken_at)
    Notice.objects.bulk_create(_notice(made, auditor) for auditor in told)
    return len(told)


def responsible(certificate: Certificate, *, at: datetime) -> list[User]:
    """Who has the case, or else approved it, while in office; where nobody is left, everybody in office.

    Never a person who belongs to the company.
    """
    office = Auditor.objects.filter(Q(until=None) | Q(until__gt=at), since__lte=at).values("user")
    may = User.objects.filter(pk__in=office, is_active=True, is_staff=True)
    joined = Invitation.objects.filter(supplier=certificate.supplier_id).exclude(accepted_by=None)
    may = may.exclude(memberships__supplier=certificate.supplier_id).exclude(pk__in=joined.values("accepted_by"))
    taken = Review.objects.open().filter(certificate=certificate).values_list("auditor", flat=True)
    approved = Decision.objects.filter(certificate=certificate, outcome=Decision.Outcome.APPROVED)
    for key in [*taken, *approved.values_list("by", flat=True)[:1]]:
        if one := may.filter(pk=key).first():
            return [one]
    return list(may.order_by("pk"))


def standing(*, on: date) -> list[RegisterCheck]:
    """The last word of each register that contradicts a certificate in force, until a person looked there themselves."""
    same = Q(certificate=OuterRef("certificate"), register=OuterRef("register"), is_seen=False)
    later = Q(taken_at__gt=OuterRef("taken_at")) | Q(taken_at=OuterRef("taken_at"), pk__gt=OuterRef("pk"))
    found = list(
        RegisterCheck.objects.contradictions()
        .light()
        .filter(~Exists(RegisterCheck.objects.answered().filter(same, later)))
        .filter(certificate__in=Certificate.objects.in_force(on))
        .select_related("certificate__supplier", "certificate__certificate_type")
    )
    histories = _histories(found) if found else {}
    return [one for one in found if not _is_settled(one, histories[one.certificate_id, one.register])]


def _histories(checks: list[RegisterCheck]) -> dict[Pair, list[RegisterCheck]]:
    """Every answer about those certificates, latest first, by certificate and register."""
    answered = RegisterCheck.objects.answered().filter(certificate__in={one.certificate_id for one in checks})
    found: dict[Pair, list[RegisterCheck]] = defaultdict(list)
    for one in answered.only("certificate_id", "register", "outcome", "differences", "is_seen", "taken_at"):
        found[one.certificate_id, one.register].append(one)
    return found


def _is_settled(last: RegisterCheck, history: list[RegisterCheck]) -> bool:
    """Whether a person recorded what they saw since the register began to say this."""
    seen = False
    for one in history:
        if one.is_seen:
            seen = True
        elif not _says_the_same(one, last):
            return False
        elif seen:
            return True
    return False


def _answer_before(made: RegisterCheck) -> RegisterCheck | None:
    earlier = RegisterCheck.objects.answered().light().exclude(pk=made.pk)
    return earlier.filter(certificate=made.certificate_id, register=made.register, is_seen=False).first()


def _says_the_same(one: RegisterCheck | None, other: RegisterCheck) -> bool:
    return one is not None and (one.outcome, one.differences) == (other.outcome, other.differences)


def _notice(made: RegisterCheck, auditor: User) -> Notice:
    kind = made.certificate.certificate_type
    params = {
        "type_en": kind.name_en if kind else "",
        "type_zh": kind.name_zh if kind else "",
        "number": made.certificate.number,
        "register_en": _name_in("en", made),
        "register_zh": _name_in("zh-hans", made),
    }
    url = reverse("admin:audits_certificatecase_change", args=[made.certificate_id])
    return Notice(
        recipient=auditor,
        kind="register_contradicts",
        params=params,
        url=f"{url}#registers",
        created_at=made.taken_at,
    )


def _name_in(language: str, made: RegisterCheck) -> str:
    with translation.override(language):
        return str(made.get_register_display())
