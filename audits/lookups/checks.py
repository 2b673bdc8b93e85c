"""Ask public registers about certificates, and keep their answers or what a person recorded."""

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
from suppliers.documents.results import EncodedImage, Refused
from suppliers.identity.identifiers import normalise
from suppliers.models import Certificate

MIN_INTERVAL = timedelta(seconds=30)
"""A second request within this time returns the answer of the first."""
NUMBER_OF_THIRD_PARTY = frozenset({"eu_ar"})
"""Types held by the supplier whose number identifies somebody else."""


class ScreenshotRefused(Exception):
    """The file is no image that we accept; ``refused`` says why."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.code)
        self.refused = refused


@cache
def client() -> Client:
    """One client per process: it keeps to the rate limits of the registers."""
    return Client()


def access() -> Access:
    """Addresses and keys of registers that the operator configured."""
    return Access(settings.REGISTER_URLS, settings.REGISTER_KEYS)


def registers_of(certificate: Certificate) -> list[Adapter]:
    """The registers that may know this certificate."""
    kind = certificate.certificate_type
    if kind is None:
        return []
    return catalogue.registers_of(kind.pk, has_register=bool(kind.register_name or kind.register_url))


def is_asked_by_machine(register: Adapter) -> bool:
    """Whether a program can ask this register; otherwise a person must look there."""
    return access().allows_machine(register)


def can_be_asked(register: Adapter) -> bool:
    """Whether the page offers "Ask now": a program can ask the register, or can check the number without it."""
    return is_asked_by_machine(register) or register.key in catalogue.CHECKED_HERE


def question_of(certificate: Certificate, register: str) -> Question:
    """The question to this register about this certificate, with what the supplier claims."""
    company = certificate.supplier
    names = (company.name_en, company.name_zh)
    if register in catalogue.BY_ISSUER:
        return Question(register, normalise(certificate.issuer_number), issuer=certificate.issuer)
    if register in catalogue.BY_COMPANY:
        return Question(register, company.credit_code, holders=names)
    kind = certificate.certificate_type
    holds = kind is not None and kind.held_by == "manufacturer" and kind.pk not in NUMBER_OF_THIRD_PARTY
    return Question(
        register,
        normalise(certificate.number),
        holders=names if holds else (),
        valid_until=certificate.printed_until or certificate.valid_until,
    )


def ask(certificate: Certificate, register: str, *, at: datetime, by: User | None) -> RegisterCheck:
    """Ask now and keep the answer. Runs outside any transaction, as it waits for the network; no network is an outcome.

    ``by`` is the auditor who asks; None for a scheduled check.
    """
    if by is not None:
        permissions.require_auditor(by, certificate, at=at)
        latest = certificate.register_checks.filter(register=register, is_manual=False).first()
        if latest is not None and at - latest.taken_at < MIN_INTERVAL:
            return latest
    question = question_of(certificate, register)
    answer = adapter.look_up(
        catalogue.ADAPTERS[register],
        question,
        None if settings.REGISTERS_OFFLINE else client(),
        on=timezone.localdate(at),
        access=access(),
    )
    return _store_answer(certificate, question, answer, at=at, by=by)


def record_manual_check(
    certificate: Certificate,
    register: str,
    *,
    outcome: str,
    note: str,
    at: datetime,
    by: User,
    screenshot: TemporaryUploadedFile | None = None,
) -> RegisterCheck:
    """Keep what an auditor found in a register. Raises ScreenshotRefused, and then nothing is kept."""
    permissions.require_auditor(by, certificate, at=at)
    image = _render_screenshot(screenshot) if screenshot else None
    question = question_of(certificate, register)
    page = catalogue.ADAPTERS[register].page or (
        certificate.certificate_type.register_url if certificate.certificate_type else ""
    )
    with transaction.atomic():
        made = RegisterCheck.objects.create(
            certificate=certificate,
            register=register,
            number=question.number,
            outcome=outcome,
            url=page,
            taken_at=at,
            by=by,
            is_manual=True,
            note=note,
        )
        if image is not None:
            RegisterScreenshot.objects.create(
                check_made=made,
                image=image.data,
                width=image.width,
                height=image.height,
                sha256=hashlib.sha256(image.data).hexdigest(),
            )
        _log_act(made)
    return made


def _store_answer(
    certificate: Certificate, question: Question, answer: Answer, *, at: datetime, by: User | None
) -> RegisterCheck:
    with transaction.atomic():
        made = RegisterCheck.objects.create(
            certificate=certificate,
            register=question.register,
            number=question.number,
            outcome=answer.outcome,
            reason=answer.reason or "",
            shown=answer.shown,
            differences=[asdict(difference) for difference in answer.differences],
            url=answer.url,
            http_status=answer.http_status,
            body=answer.body,
            digest=answer.digest,
            taken_at=at,
            by=by,
        )
        if by is None:
            alarms.notify_of_contradiction(made)
        _log_act(made)
    return made


def _log_act(made: RegisterCheck) -> None:
    """Write what a person did into the decision log; scheduled checks would flood it."""
    if made.by is None:
        return
    log.append(
        act="register_recorded" if made.is_manual else "register_asked",
        subject=log.name_of(made.certificate),
        by=made.by,
        at=made.taken_at,
        content={"check": made.pk, "register": made.register, "outcome": str(made.outcome), "answer": made.digest},
    )


def _render_screenshot(upload: TemporaryUploadedFile) -> EncodedImage:
    """The screenshot as an image that the sandbox encoded: no byte of the upload is kept."""
    rendered = render.product_image(Path(upload.temporary_file_path()), widths=(), max_bytes=settings.UPLOAD_LIMIT)
    if isinstance(rendered, Refused):
        raise ScreenshotRefused(rendered)
    return rendered.image
