"""Days of the record, sealed: each night the log takes in the digest of all rows that decisions rest on and that bear that day.

What no entry names by itself (a supplier's submission, a clearance, the moment when one ended) cannot be changed, added or
taken away afterwards without a difference between the tables and the seal. The columns of a seal never change: a new
one gets a new name, and its first seal takes in all days before (``from_the_beginning``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from django.db import models, transaction

from audits.desk import log
from audits.models import (
    ChecklistAnswer,
    Clearance,
    Correction,
    Decision,
    IndependenceStatement,
    LogEntry,
    Recommendation,
    Review,
    SecondOpinion,
    SecondReview,
    Settlement,
    SiteAnswer,
    SiteAudit,
    SiteAuditEnd,
    SiteFinding,
    SiteFindingStep,
)
from suppliers.models import CertificateEvent, SupplierEvent

ACT = "days_sealed"
CHUNK = 2000
STEP = ("subject", "before", "after", "by", "at", "reasons", "note")
DAYS = ("valid_from", "valid_until", "recorded_at")
RECOMMENDED = (
    *("supplier", "certificate", "review", "upholds", "outcome", "reasons", "note", "internal_note", "effective_on"),
    *("arguments", "judged", "grounds", "is_sampled", "proposed_by", "proposed_at"),
)
LISTS = ("ends_because", "certificates", "requirements", "to_arrange")
PROPOSED = (
    "corrects", "outcome", "reasons", "note", "internal_note", "effective_on", "proposed_by", "proposed_at",
)  # fmt: skip
PLANNED = (
    *("supplier", "standard", "version", "questions", "site", "scope", "mode", "day", "lead", "second"),
    *("planned_by", "planned_at"),
)
FOLLOWED = ("finding", "number", "kind", "correction", "root_cause", "action", "note", "day", "by", "at")


class Sealed(NamedTuple):
    """Rows of a table that belong to the day of ``moment``, and the columns that are sealed."""

    model: type[models.Model]
    moment: str
    columns: tuple[str, ...]


SEALED = {
    "decisions": Sealed(
        Decision, "at", ("supplier", "certificate", "outcome", "reasons", "note", "effective_on", "by", "at", "review")
    ),
    "reviews_opened": Sealed(
        Review, "opened_at", ("supplier", "certificate", "auditor", "opened_at", "handed_over_by", "note")
    ),
    "reviews_closed": Sealed(Review, "closed_at", ("closed_at",)),
    "checklist_answers": Sealed(
        ChecklistAnswer, "decision__at", ("decision", "version", "family", "question", "said", "machine", "note")
    ),
    "corrections_proposed": Sealed(Correction, "proposed_at", PROPOSED),
    "corrections_closed": Sealed(Correction, "closed_at", ("closed_by", "closed_at", "result")),
    "recommendations_made": Sealed(Recommendation, "proposed_at", RECOMMENDED),
    "recommendations_ended": Sealed(
        Recommendation, "closed_at", ("closed_by", "closed_at", "ended", "refusal", "result")
    ),
    "statements_of_independence": Sealed(
        IndependenceStatement, "at", ("person", "supplier", "review", "interest", "note", "at")
    ),
    "second_reviews_chosen": Sealed(SecondReview, "chosen_at", ("decision", "judged", "chosen_at")),
    "second_reviews_lapsed": Sealed(SecondReview, "lapsed_at", ("lapsed_at",)),
    "second_opinions": Sealed(SecondOpinion, "at", ("second_review", "outcome", "note", "by", "at")),
    "settlements": Sealed(Settlement, "at", ("second_review", "stands", "note", "by", "at")),
    "site_audits": Sealed(SiteAudit, "planned_at", PLANNED),
    "site_audit_ends": Sealed(
        SiteAuditEnd, "at", ("audit", "kind", "finished_on", "valid_until", "summary", "by", "at")
    ),
    "site_answers": Sealed(SiteAnswer, "at", ("audit", "question", "said", "note", "by", "at")),
    "site_findings": Sealed(
        SiteFinding, "at", ("audit", "number", "question", "clause", "grade", "text", "evidence", "due_on", "by", "at")
    ),
    "site_finding_steps": Sealed(SiteFindingStep, "at", FOLLOWED),
    "supplier_events": Sealed(SupplierEvent, "at", STEP),
    "certificate_events": Sealed(CertificateEvent, "at", STEP),
    "clearances_recorded": Sealed(
        Clearance, "recorded_at", ("product", "market", "state", "countries", "rulebook", *DAYS, *LISTS)
    ),
    "clearances_superseded": Sealed(Clearance, "superseded_at", ("superseded_at",)),
}


@transaction.atomic
def seal_days(*, at: datetime) -> LogEntry | None:
    """Seal all days in UTC that are over and not sealed yet, the first time everything before; None where there is none."""
    log.lock_log()
    until = at.astimezone(UTC).date()
    last = LogEntry.objects.filter(act=ACT).order_by("-sequence").first()
    since = date.fromisoformat(last.content["until"]) if last else None
    if since is not None and since >= until:
        return None
    new = [name for name in SEALED if last and name not in last.content["rows"]]
    content = {
        "since": since.isoformat() if since else None,
        "until": until.isoformat(),
        "from_the_beginning": new,
        "rows": {
            name: list(_digest_of(table, None if name in new else since, until)) for name, table in SEALED.items()
        },
    }
    return log.append(act=ACT, subject=f"days_before:{until}", by=None, at=at, content=content)


def changed_days() -> Iterator[tuple[int, str]]:
    """The number of each seal that rows do not fit any more, and which rows."""
    for entry in LogEntry.objects.filter(act=ACT).order_by("sequence").iterator(chunk_size=CHUNK):
        since = entry.content["since"] and date.fromisoformat(entry.content["since"])
        until = date.fromisoformat(entry.content["until"])
        whole = entry.content.get("from_the_beginning", ())
        for name, sealed in entry.content["rows"].items():
            first = None if name in whole else since
            if list(_digest_of(SEALED[name], first, until)) != sealed:
                yield entry.sequence, f"{name} of {first or 'the beginning'} to {until}"


def _digest_of(table: Sealed, since: date | None, until: date) -> tuple[int, str]:
    """How many rows, and the SHA-256 of their lines of canonical JSON, from the day ``since`` to before ``until``."""
    rows = table.model._default_manager.filter(**{f"{table.moment}__lt": _start_of(until)})
    if since is not None:
        rows = rows.filter(**{f"{table.moment}__gte": _start_of(since)})
    digest, count = hashlib.sha256(), 0
    for values in rows.order_by("pk").values_list("pk", *table.columns).iterator(chunk_size=CHUNK):
        line = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_as_text)
        digest.update(line.encode() + b"\n")
        count += 1
    return count, digest.hexdigest()


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value.isoformat())
