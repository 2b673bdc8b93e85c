"""Whether rows of site audits still say what the decision log says, both ways: plans, ends, findings and their steps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from audits.desk.log_and_rows import Difference
from audits.models import LogEntry, SiteAnswer, SiteAudit, SiteAuditEnd, SiteFinding, SiteFindingStep, SitePhoto

Row = SiteAudit | SiteAuditEnd | SiteFinding | SiteFindingStep
Key = tuple[str | int, ...]
WORDS: dict[type[Row], tuple[str, ...]] = {
    SiteAudit: ("version", "questions", "site", "scope", "lead_id", "second_id"),
    SiteAuditEnd: ("summary",),
    SiteFinding: ("question", "text", "evidence", "due_on"),
    SiteFindingStep: ("correction", "root_cause", "action", "note", "day"),
}
"""What people wrote: the log keeps its digest, so that an entry may be shown to outsiders."""
PLANNED, REPORTED, CANCELLED, RECORDED = (
    "site_audit_planned",
    "site_audit_reported",
    "site_audit_cancelled",
    "site_finding_recorded",
)
STEP = "site_finding_"


class _Said(NamedTuple):
    """What is compared of a row and its entry. ``facts`` are pairs of a key of the entry's content and its value."""

    act: str
    by: int | None
    at: object
    facts: tuple[tuple[str, object], ...]
    words: str


def digest_of_words(row: Row) -> str:
    """The SHA-256 of what people wrote into a row."""
    said = [getattr(row, name) for name in WORDS[type(row)]]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


def differences() -> Iterator[Difference]:
    """Each row has its one entry with the same facts, and each entry its row; an entry from before its words had a digest
    is compared without them."""
    rows = dict(_rows())
    for entry in LogEntry.objects.filter(act__startswith="site_").order_by("sequence").iterator(chunk_size=500):
        key = _key_of(entry)
        said = rows.pop(key, None)
        if said is None or not _is_same(said, entry):
            yield Difference("site_audit", entry.sequence, " ".join(map(str, key)))
    yield from (Difference("unlogged", 0, " ".join(map(str, key))) for key in sorted(rows, key=str))


def _key_of(entry: LogEntry) -> Key:
    audit = int(entry.subject.partition(":")[2])
    if entry.act == PLANNED:
        return "site audit", audit
    if entry.act in (REPORTED, CANCELLED):
        return "end of site audit", audit
    number = entry.content["number"]
    if entry.act == RECORDED:
        return "finding of site audit", audit, number
    return "step of site audit", audit, number, entry.content["step"]


def _is_same(said: _Said, entry: LogEntry) -> bool:
    written = entry.content
    if (said.act, said.by, said.at) != (entry.act, entry.by_id, entry.at):
        return False
    if any(written.get(name) != value for name, value in said.facts):
        return False
    return bool(written.get("words_sha256", said.words) == said.words)


def _rows() -> Iterator[tuple[Key, _Said]]:
    for audit in SiteAudit.objects.order_by("pk"):
        facts = {"supplier": audit.supplier_id, "standard": audit.standard, "mode": audit.mode}
        said = _statement(audit, PLANNED, audit.planned_by_id, audit.planned_at, **facts, day=audit.day.isoformat())
        yield ("site audit", audit.pk), said
    yield from _ends()
    for finding in SiteFinding.objects.order_by("pk"):
        said = _statement(finding, RECORDED, finding.by_id, finding.at, grade=finding.grade, clause=finding.clause)
        yield ("finding of site audit", finding.audit_id, finding.number), said
    for step in SiteFindingStep.objects.select_related("finding").order_by("pk"):
        key = ("step of site audit", step.finding.audit_id, step.finding.number, step.number)
        yield key, _statement(step, f"{STEP}{step.kind}", step.by_id, step.at)


def _ends() -> Iterator[tuple[Key, _Said]]:
    answers: dict[int, dict[str, str]] = {}
    for audit, question, said in SiteAnswer.objects.order_by("pk").values_list("audit", "question", "said"):
        answers.setdefault(audit, {})[question] = said
    photos: dict[int, list[str]] = {}
    for audit, sha256 in SitePhoto.objects.order_by("pk").values_list("audit", "sha256"):
        photos.setdefault(audit, []).append(sha256)
    for end in SiteAuditEnd.objects.order_by("pk"):
        facts: dict[str, object] = {}
        if end.finished_on and end.valid_until:
            facts = {"finished_on": end.finished_on.isoformat(), "valid_until": end.valid_until.isoformat()}
            facts |= {"answers": answers.get(end.audit_id, {}), "photos": photos.get(end.audit_id, [])}
        act = REPORTED if end.kind == SiteAuditEnd.Kind.REPORTED else CANCELLED
        yield ("end of site audit", end.audit_id), _statement(end, act, end.by_id, end.at, **facts)


def _statement(row: Row, act: str, by: int | None, at: object, **facts: Any) -> _Said:
    return _Said(act, by, at, tuple(facts.items()), digest_of_words(row))
