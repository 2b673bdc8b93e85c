"""Asking public registers about certificates, and keeping what they said or what a person saw there."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.utils import timezone

from audits.desk import log, permissions
from audits.lookups import alarms
from audits.models import RegisterCheck, RegisterScreenshot
from audits.registers import adapter, catalogue
from audits.registers.adapter import Access, Adapter
from audits.registers.client import Client
from audits.registers.question import Answer, Question
from kpmarket.accounts.models import User
from suppliers.documents import render
from suppliers.documents.results import Pixels, Refused
from suppliers.identity.identifiers import normalise
from suppliers.models import Certificate

AGAIN = timedelta(seconds=30)
"""Who presses twice gets the answer of the first time."""
OF_ANOTHER = frozenset({"eu_ar"})
"""Types whose number belongs to somebody else than the supplier, though the supplier holds the document."""


class ScreenshotRefused(Exception):
    """The file is no picture that we take; ``refused`` says why."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.code)
        self.refused = refused


@cache
def client() -> Client:
    """One for the process: it keeps the pace that registers want."""
    return Client()


def access() -> Access:
    """What the operator has for the registers."""
    return Access(settings.REGISTER_URLS, settings.REGISTER_KEYS)


def registers_of(certificate: Certificate) -> list[Adapter]:
    """The registers that can speak of this certificate."""
    kind = certificate.certificate_type
    if kind is None:
        return []
    return catalogue.registers_of(kind.pk, has_register=bool(kind.register_name or kind.register_url))


def is_asked_by_machine(register: Adapter) -> bool:
    """Whether asking can bring more than the advice that a person must look."""
    return access().opens(register)


def can_be_asked(register: Adapter) -> bool:
    """Whether a button brings anything: an answer of the register, or what can be told without it."""
    return is_asked_by_machine(register) or register.key in catalogue.CHECKED_HERE


def question_of(certificate: Certificate, register: str) -> Question:
    """What is asked of this register about this certificate, and what is claimed."""
    company = certificate.supplier
    names = (company.name_en, company.name_zh)
    if register in catalogue.BY_ISSUER:
        return Question(register, normalise(certificate.issuer_number), issuer=certificate.issuer)
    if register in catalogue.BY_COMPANY:
        return Question(register, company.credit_code, holders=names)
    kind = certificate.certificate_type
    holds = kind is not None and kind.held_by == "manufacturer" and kind.pk not in OF_ANOTHER
    return Question(
        register,
        normalise(certificate.number),
        holders=names if holds else (),
        valid_until=certificate.printed_until or certificate.valid_until,
    )


def ask(certificate: Certificate, register: str, *, at: datetime, by: User | None) -> RegisterCheck:
    """Ask now and keep the answer. The network is waited for outside any transaction; no network is an outcome.

    ``by`` is the auditor who asks, None the timetable.
    """
    if by is not None:
        permissions.require_auditor(by, certificate, at=at)
        latest = certificate.register_checks.filter(register=register, is_seen=False).first()
        if latest is not None and at - latest.taken_at < AGAIN:
            return latest
    asked = question_of(certificate, register)
    answer = adapter.look_up(
        catalogue.ADAPTERS[register],
        asked,
        None if settings.REGISTERS_OFFLINE else client(),
        on=timezone.localdate(at),
        access=access(),
    )
    return _keep(certificate, asked, answer, at=at, by=by)


def record_seen(
    certificate: Certificate,
    register: str,
    *,
    outcome: str,
    note: str,
    at: datetime,
    by: User,
    screenshot: TemporaryUploadedFile | None = None,
) -> RegisterCheck:
    """Keep what an auditor saw in a register with their own eyes. Raises ScreenshotRefused, and then nothing is kept."""
    permissions.require_auditor(by, certificate, at=at)
    picture = _drawn(screenshot) if screenshot else None
    asked = question_of(certificate, register)
    page = catalogue.ADAPTERS[register].page or (
        certificate.certificate_type.register_url if certificate.certificate_type else ""
    )
    with transaction.atomic():
        made = RegisterCheck.objects.create(
            certificate=certificate,
            register=register,
            number=asked.number,
            outcome=outcome,
            url=page,
            taken_at=at,
            by=by,
            is_seen=True,
            note=note,
        )
        if picture is not None:
            RegisterScreenshot.objects.create(
                check_made=made,
                image=picture.data,
                width=picture.width,
                height=picture.height,
                sha256=hashlib.sha256(picture.data).hexdigest(),
            )
        _log(made)
    return made


def _keep(certificate: Certificate, asked: Question, answer: Answer, *, at: datetime, by: User | None) -> RegisterCheck:
    with transaction.atomic():
        made = RegisterCheck.objects.create(
            certificate=certificate,
            register=asked.register,
            number=asked.number,
            outcome=answer.outcome,
            reason=answer.reason or "",
            shown=answer.shown,
            differences=[asdict(one) for one in answer.differences],
            url=answer.url,
            http_status=answer.http_status,
            body=answer.body,
            digest=answer.digest,
            taken_at=at,
            by=by,
        )
        if by is None:
            alarms.tell(made)
        _log(made)
    return made


def _log(made: RegisterCheck) -> None:
    """What a person did stands on the decision log too; the timetable's checks would drown it."""
    if made.by is None:
        return
    log.append(
        act="register_seen" if made.is_seen else "register_asked",
        subject=log.name_of(made.certificate),
        by=made.by,
        at=made.taken_at,
        content={"check": made.pk, "register": made.register, "outcome": str(made.outcome), "answer": made.digest},
    )


def _drawn(upload: TemporaryUploadedFile) -> Pixels:
    """The screenshot as pixels of our own."""
    drawn = render.picture(Path(upload.temporary_file_path()), widths=(), max_bytes=settings.UPLOAD_LIMIT)
    if isinstance(drawn, Refused):
        raise ScreenshotRefused(drawn)
    return drawn.image
