"""Registers that contradict a certificate in force: notify the responsible auditor once, and list the open ones."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import translation

from audits.models import Auditor, Decision, RegisterCheck, Review
from audits.models.register_check import CheckOutcome
from kpmarket.accounts.models import Notice, User
from kpmarket.accounts.offices import in_office
from suppliers.models import Certificate, Invitation

Pair = tuple[int, str]


def notify_of_contradiction(made: RegisterCheck) -> int:
    """Write a notice for each responsible auditor when a scheduled check found a new contradiction; return how many."""
    if made.outcome != CheckOutcome.CONTRADICTED or _is_same_answer(_answer_before(made), made):
        return 0
    auditors = responsible_auditors(made.certificate, at=made.taken_at)
    Notice.objects.bulk_create(_notice_for(auditor, made) for auditor in auditors)
    return len(auditors)


def responsible_auditors(certificate: Certificate, *, at: datetime) -> list[User]:
    """The auditor who has the case, or else the one who approved it, while in office; otherwise every auditor in office.

    Never a person who belongs to the company.
    """
    office = Auditor.objects.filter(in_office(at)).values("user")
    eligible = User.objects.filter(pk__in=office, is_active=True, is_staff=True)
    joined = Invitation.objects.filter(supplier=certificate.supplier_id).exclude(accepted_by=None)
    eligible = eligible.exclude(memberships__supplier=certificate.supplier_id).exclude(
        pk__in=joined.values("accepted_by")
    )
    taken = Review.objects.open().filter(certificate=certificate).values_list("auditor", flat=True)
    approved = Decision.objects.filter(certificate=certificate, outcome=Decision.Outcome.APPROVED)
    for key in [*taken, *approved.values_list("by", flat=True)[:1]]:
        if auditor := eligible.filter(pk=key).first():
            return [auditor]
    return list(eligible.order_by("pk"))


def open_contradictions(*, on: date) -> list[RegisterCheck]:
    """The latest answer of each register that contradicts a certificate in force, until a person looked there."""
    same = Q(certificate=OuterRef("certificate"), register=OuterRef("register"), is_manual=False)
    later = Q(taken_at__gt=OuterRef("taken_at")) | Q(taken_at=OuterRef("taken_at"), pk__gt=OuterRef("pk"))
    checks = list(
        RegisterCheck.objects.contradictions()
        .light()
        .filter(~Exists(RegisterCheck.objects.answered().filter(same, later)))
        .filter(certificate__in=Certificate.objects.in_force(on))
        .select_related("certificate__supplier", "certificate__certificate_type")
    )
    histories = _answers_by_register(checks) if checks else {}
    return [check for check in checks if not _is_settled(check, histories[check.certificate_id, check.register])]


def _answers_by_register(checks: list[RegisterCheck]) -> dict[Pair, list[RegisterCheck]]:
    """Every answer about those certificates, latest first, by certificate and register."""
    answered = RegisterCheck.objects.answered().filter(certificate__in={check.certificate_id for check in checks})
    by_register: dict[Pair, list[RegisterCheck]] = defaultdict(list)
    for answer in answered.only("certificate_id", "register", "outcome", "differences", "is_manual", "taken_at"):
        by_register[answer.certificate_id, answer.register].append(answer)
    return by_register


def _is_settled(last: RegisterCheck, history: list[RegisterCheck]) -> bool:
    """Whether a person looked there after the register first gave this answer."""
    was_looked_up = False
    for answer in history:
        if answer.is_manual:
            was_looked_up = True
        elif not _is_same_answer(answer, last):
            return False
        elif was_looked_up:
            return True
    return False


def _answer_before(made: RegisterCheck) -> RegisterCheck | None:
    earlier = RegisterCheck.objects.answered().light().exclude(pk=made.pk)
    return earlier.filter(certificate=made.certificate_id, register=made.register, is_manual=False).first()


def _is_same_answer(first: RegisterCheck | None, other: RegisterCheck) -> bool:
    return first is not None and (first.outcome, first.differences) == (other.outcome, other.differences)


def _notice_for(auditor: User, made: RegisterCheck) -> Notice:
    kind = made.certificate.certificate_type
    params = {
        "type_en": kind.name_en if kind else "",
        "type_zh": kind.name_zh if kind else "",
        "number": made.certificate.number,
        "register_en": _register_name("en", made),
        "register_zh": _register_name("zh-hans", made),
    }
    url = reverse("admin:audits_certificatecase_change", args=[made.certificate_id])
    return Notice(
        recipient=auditor,
        kind="register_contradicts",
        params=params,
        url=f"{url}#registers",
        created_at=made.taken_at,
    )


def _register_name(language: str, made: RegisterCheck) -> str:
    with translation.override(language):
        return str(made.get_register_display())
