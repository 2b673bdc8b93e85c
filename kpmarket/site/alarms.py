"""What is wrong with the site now, for senior auditors and superusers on the first page of the audit desk.

Each alarm is computed from what is stored when the page is asked for: none depends on a task having run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.desk import log, queue
from audits.desk.permissions import is_senior
from buyers.trade.services.debts import debts
from buyers.trade.services.provider_accounts import silent_contacts
from kpmarket.accounts.models import ErasureRequest, User
from kpmarket.site import health
from kpmarket.site.privacy import operator
from kpmarket.site.task_silence import SilentTask, silent_tasks, tasks_never_done

LETTERS_WAIT = timedelta(minutes=30)
FILES_WAIT = timedelta(minutes=30)
ERASURE_LATE = timedelta(days=2)
"""The nightly task carries requests out: one that is later could not be."""
VERIFY_LOG = "audits.tasks.verify_log"
VERIFY_LEDGER = "buyers.trade.tasks.verify_ledger"


@dataclass(frozen=True)
class Alarm:
    """What is wrong, what to do, and where."""

    code: str
    what: str
    to_do: str
    url: str = ""


@dataclass(frozen=True)
class Alarms:
    """What a person sees: ``is_shown`` only to those who can do something about it."""

    is_shown: bool
    rows: tuple[Alarm, ...] = field(default=())


def alarms_for(user: User, *, at: datetime) -> Alarms:
    """The alarms for this person at that moment."""
    if not (user.is_staff and (user.is_superuser or is_senior(user, at=at))):
        return Alarms(is_shown=False)
    return Alarms(is_shown=True, rows=tuple(alarm for check in CHECKS for alarm in check(user, at)))


def of_the_log(user: User, at: datetime) -> Iterator[Alarm]:
    """The last entries are checked now; whether the whole log is whole, a task finds out each night."""
    if faults := log.verify_last():
        what = _("The decision log was changed at entry %(sequence)s.") % {"sequence": faults[0].sequence}
        to_do = _(
            "Decide nothing, keep a copy of the database, and run verify_log with the head that you keep elsewhere."
        )
        yield Alarm("log-changed", what, to_do, reverse("admin:audits_logentry_changelist"))


def of_tasks(user: User, at: datetime) -> Iterator[Alarm]:
    for task in (*silent_tasks(at=at), *tasks_never_done(at=at)):
        if task.name == VERIFY_LOG:
            what = _("The decision log as a whole was last found unchanged: %(moment)s.") % {"moment": _moment(task)}
            yield Alarm(
                "log-not-verified", what, _("Run verify_log and read what it prints; see that the timetable runs.")
            )
        elif task.name == VERIFY_LEDGER:
            what = _("The ledger as a whole was last found right: %(moment)s.") % {"moment": _moment(task)}
            to_do = _("Pay nothing out, run verify_ledger and read what it prints; see that the timetable runs.")
            yield Alarm("ledger-not-verified", what, to_do)
        else:
            facts = {"task": task.name, "moment": _moment(task)}
            what = _("The task %(task)s is silent. It last ended well: %(moment)s.") % facts
            to_do = _("See that one timetable and the workers run. The worker's log says why a task fails.")
            yield Alarm("task-silent", what, to_do)


def of_money(user: User, at: datetime) -> Iterator[Alarm]:
    for debt in debts():
        what = _(
            "Of money held for others, %(amount)s is missing: banks recalled it after it was released, or took charges."
        )
        to_do = _("Pay it into the holder's account at once, and book that as paid in by the site.")
        yield Alarm("money-missing", what % {"amount": debt}, to_do)


def of_the_institution(user: User, at: datetime) -> Iterator[Alarm]:
    for contact in silent_contacts(at=at):
        facts = {"account": contact.account, "moment": _when(contact.answered_at), "problem": contact.problem}
        what = _("The payment institution of %(account)s last answered well: %(moment)s. Now: %(problem)s.") % facts
        to_do = _("Ask the institution. Payments wait and are made once; what came in meanwhile is fetched afterwards.")
        yield Alarm("institution-silent", what, to_do)


def of_letters(user: User, at: datetime) -> Iterator[Alarm]:
    found = health.letters(at=at)
    if found["longest_wait"] > LETTERS_WAIT.total_seconds():
        words = ngettext(
            "%(count)s letter waits, the first for %(minutes)s minutes.",
            "%(count)s letters wait, the first for %(minutes)s minutes.",
            found["waiting"],
        )
        what = words % {"count": found["waiting"], "minutes": found["longest_wait"] // 60}
        to_do = _("See that a worker of the queue 'letters' runs and that the mail server of EMAIL_URL answers.")
        yield Alarm("letters-wait", what, to_do, _letters_page(user, "waiting"))
    if count := found["put_aside"]:
        words = ngettext("%(count)s letter did not arrive.", "%(count)s letters did not arrive.", count)
        to_do = _(
            "A superuser opens the letters, reads the error, asks the person for the right address, and tries again."
        )
        yield Alarm("letters-put-aside", words % {"count": count}, to_do, _letters_page(user, ""))


def of_files(user: User, at: datetime) -> Iterator[Alarm]:
    found = health.reading_queue(at=at)
    if found["longest_wait"] > FILES_WAIT.total_seconds():
        words = ngettext(
            "%(count)s file waits to be read, the first for %(minutes)s minutes.",
            "%(count)s files wait to be read, the first for %(minutes)s minutes.",
            found["waiting"],
        )
        what = words % {"count": found["waiting"], "minutes": found["longest_wait"] // 60}
        yield Alarm("files-wait", what, _("See that a reader runs. More readers need more cores."))


def of_cases(user: User, at: datetime) -> Iterator[Alarm]:
    late = queue.overdue(on=timezone.localdate(at))
    if late:
        words = ngettext("%(count)s case is past its day.", "%(count)s cases are past their day.", late)
        to_do = _("Take the oldest one, or ask the auditor who took it.")
        yield Alarm("cases-late", words % {"count": late}, to_do, reverse("admin:audits_queue_changelist"))


def of_erasures(user: User, at: datetime) -> Iterator[Alarm]:
    late = ErasureRequest.objects.due(at - ERASURE_LATE).count()
    if late:
        words = ngettext(
            "%(count)s request for erasure is past its day.", "%(count)s requests for erasure are past their day.", late
        )
        to_do = _(
            "The log says why: mostly the person became the only owner of a company, or works for this site. Write to them."
        )
        yield Alarm("erasures-late", words % {"count": late}, to_do)


def of_the_operator(user: User, at: datetime) -> Iterator[Alarm]:
    if missing := operator.missing():
        what = _("The privacy page does not say who runs this site: %(settings)s.") % {"settings": ", ".join(missing)}
        yield Alarm("operator-unknown", what, _("Set these in the environment and restart."), reverse("privacy"))


CHECKS: tuple[Callable[[User, datetime], Iterator[Alarm]], ...] = (
    of_the_log,
    of_letters,
    of_tasks,
    of_money,
    of_the_institution,
    of_files,
    of_cases,
    of_erasures,
    of_the_operator,
)


def _moment(task: SilentTask) -> str:
    return _when(task.last)


def _when(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT") if moment else _("never")


def _letters_page(user: User, state: str) -> str:
    """The list of letters, which is for superusers."""
    if not user.is_superuser:
        return ""
    page = reverse("admin:kpmarket_letter_changelist")
    return f"{page}?state={state}" if state else page
