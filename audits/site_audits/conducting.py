"""At the site: answers as often as they change, photos one by one, findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import chain

from django.db import transaction

from audits.desk import log
from audits.desk.log_and_site_audits import digest_of_words
from audits.models import (
    SiteAnswer,
    SiteAudit,
    SiteFinding,
    SiteFindingFile,
    SiteFindingPage,
    SitePhoto,
    SitePhotoPage,
)
from audits.site_audits.planning import lock_running, name_of
from audits.site_audits.reading import AuditState
from audits.site_audits.refusals import NotInTeam, SentBefore, TooManyFiles
from kpmarket.accounts.models import User
from kpmarket.foundation.storage import files
from suppliers.certificates.files import StoredUpload

MOST_PHOTOS = 300


@dataclass(frozen=True)
class Given:
    """An answer as the form brings it. ``known`` is the key of the answer that stood there when the page was made, 0 for none."""

    said: str
    note: str
    known: int


@dataclass(frozen=True)
class Found:
    """A finding as it is written down. Empty ``question``: what none asks, with the clause in words."""

    question: str
    clause: str
    grade: str
    text: str
    evidence: str
    due_on: date | None


class AnsweredByColleague(Exception):
    """A colleague answered questions otherwise meanwhile: ``answers`` by question. Nothing was kept."""

    def __init__(self, answers: Mapping[str, SiteAnswer]) -> None:
        super().__init__(", ".join(answers))
        self.answers = answers


@transaction.atomic
def save_answers(audit: SiteAudit, given: Mapping[str, Given], *, by: User, at: datetime) -> int:
    """Keep the answers that are new, and say how many. The same answers sent again change nothing.

    Raises AnsweredByColleague, NotInTeam, AuditOver.
    """
    state = _locked_for_team(audit, by=by, at=at)
    changed = {name: one for name, one in given.items() if _is_new(one, state.answers.get(name))}
    astray = {name: last for name, one in changed.items() if (last := state.answers.get(name)) and last.pk != one.known}
    if astray:
        raise AnsweredByColleague(astray)
    SiteAnswer.objects.bulk_create(
        SiteAnswer(audit=audit, question=name, said=one.said, note=one.note, by=by, at=at)
        for name, one in changed.items()
    )
    return len(changed)


def _is_new(one: Given, last: SiteAnswer | None) -> bool:
    return bool(one.said) and (last is None or (last.said, last.note) != (one.said, one.note))


@transaction.atomic
def keep_photo(audit: SiteAudit, upload: StoredUpload, *, key: str, question: str, by: User, at: datetime) -> SitePhoto:
    """Keep the pictures of a file that is stored already, and forget its original with all that a camera wrote into it.

    Raises SentBefore, TooManyFiles, NotInTeam, AuditOver.
    """
    state = _locked_for_team(audit, by=by, at=at)
    if photo_with_key(audit, key):
        raise SentBefore
    if audit.photos.count() >= MOST_PHOTOS:
        raise TooManyFiles
    asked = {one.id for one in state.questions}
    photo = SitePhoto.objects.create(
        audit=audit,
        question=question if question in asked else "",
        key=key,
        original_name=upload.name,
        sha256=upload.original.sha256,
        taken=upload.taken,
        sent_by=by,
        received_at=at,
    )
    SitePhotoPage.objects.bulk_create(SitePhotoPage(photo=photo, **page.columns()) for page in upload.pages)
    transaction.on_commit(partial(files.remove, upload.original.name))
    return photo


def photo_with_key(audit: SiteAudit, key: str) -> SitePhoto | None:
    """The file that was taken in under that key before."""
    return SitePhoto.objects.filter(audit=audit, key=key).first()


@transaction.atomic
def record_finding(audit: SiteAudit, found: Found, *, by: User, at: datetime) -> SiteFinding:
    """Write a finding down; a critical one suspends the level of the company at once. Raises NotInTeam or AuditOver."""
    state = _locked_for_team(audit, by=by, at=at)
    clauses = {one.id: one.clause for one in state.questions}
    made = SiteFinding.objects.create(
        audit=audit,
        number=max((one.finding.number for one in state.findings), default=0) + 1,
        by=by,
        at=at,
        **{**vars(found), "clause": clauses.get(found.question, found.clause)},
    )
    content = {"supplier": audit.supplier_id, "number": made.number, "grade": made.grade, "clause": made.clause}
    content |= {"words_sha256": digest_of_words(made)}
    log.append(act="site_finding_recorded", subject=name_of(audit), by=by, at=at, content=content)
    return made


def stored_names() -> Iterator[str]:
    """Names of all files of site audits, for the sweep of files that no row names."""
    models = (SitePhotoPage.objects, SiteFindingFile.objects, SiteFindingPage.objects)
    return chain.from_iterable(rows.values_list("stored_name", flat=True).iterator() for rows in models)


def _locked_for_team(audit: SiteAudit, *, by: User, at: datetime) -> AuditState:
    state = lock_running(audit, by=by, at=at)
    if by.pk not in audit.team:
        raise NotInTeam
    return state
