"""My day: what waits for one person at the desk, by what they may do there. It is counted, and each line leads to its list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from audits.admin.case.access import office_in, roles_in
from audits.desk import permissions, queue
from audits.lookups import alarms
from audits.models import Auditor, DeskRole, DoubtReport, LookAgain, RulebookDraft
from audits.signatures.waiting import count_to_sign
from buyers.disputes.models import Claim
from buyers.trade.admin.access import offices_in
from buyers.trade.models import DeskOffice, MoneyRequest, StatementEntry
from buyers.trade.services import desk
from kpmarket.accounts.models import User
from suppliers.models import BeneficiaryAccount, TypeRequest

NEXT = 5
"""Cases of one's own that are shown with their day."""
Office = DeskOffice.Office


@dataclass(frozen=True)
class Line:
    """What waits, how many of it, and where. ``is_late``: it should have been done."""

    label: str
    count: int
    url: str
    is_late: bool = False


@dataclass(frozen=True)
class MyDay:
    """What a person does here, in words; the lines of which there is something; their cases, the first due on top."""

    roles: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    cases: tuple[queue.Case, ...] = ()
    heads_desk: bool = False
    is_quiet: bool = False
    """They have a part here, and nothing waits for them."""


class Parts(NamedTuple):
    """What a person may do at the desk: judge, what roles and offices allow."""

    office: Auditor | None
    roles: frozenset[str]
    offices: frozenset[str]


def day_in(request: HttpRequest, user: User, *, at: datetime) -> MyDay:
    """The day of the person of this request, of whom the page knows already what they may do."""
    return day_of(user, at=at, parts=Parts(office_in(request), roles_in(request), offices_in(request)))


def day_of(user: User, *, at: datetime, parts: Parts | None = None) -> MyDay:
    """The day of this person; empty for whoever has no part at the desk."""
    office, roles, offices = parts or Parts(*permissions.office_and_roles_of(user, at=at), desk.offices_of(user, at=at))
    names = [str(office.get_level_display())] if office else []
    names += [str(role.label) for role in DeskRole.Role if role in roles]
    names += [str(one.label) for one in Office if one in offices]
    heads_desk = permissions.heads_desk(user, roles)
    if not names and not heads_desk:
        return MyDay()
    lines = [
        *(_of_auditor(user, office, at) if office else ()),
        *(_of_law(user, at) if DeskRole.Role.COMPLIANCE in roles or (office and office.is_senior) else ()),
        *(_of_head(user, at) if heads_desk else ()),
        *(_of_finance() if Office.FINANCE in offices else ()),
        *(_of_claims() if offices & {Office.HANDLER, Office.HEAD} else ()),
    ]
    waiting = tuple(line for line in {line.url: line for line in lines if line.count}.values())
    own = queue.cases(user=user, on=timezone.localdate(at), view="mine", stop=NEXT) if office else []
    return MyDay(tuple(names), waiting, tuple(own), heads_desk, is_quiet=not waiting and not own)


def _of_auditor(user: User, office: Auditor, at: datetime) -> Iterator[Line]:
    on = timezone.localdate(at)
    counts = queue.counts(user=user, on=on)
    yield Line(_("Cases in your hands"), counts["mine"], _queue("mine"))
    signatures = count_to_sign(user, permissions.own_companies(user))
    yield Line(_("To countersign"), signatures, _queue("countersign"))
    yield Line(_("Overdue, of all"), counts["overdue"], _queue("overdue"), is_late=True)
    yield Line(_("Came back from the supplier"), counts["back"], _queue("back"))
    yield Line(_("To take"), counts["take"], _queue("take"))
    alarming = len(alarms.open_contradictions(on=on)) + TypeRequest.objects.open().count()
    yield Line(_("Alarms"), alarming + DoubtReport.objects.open().count(), _queue("alarms"), is_late=True)
    again = LookAgain.objects.filter(outcome="").count()
    yield Line(_("Documents to look at again"), again, reverse("admin:audits_lookagain_changelist"))
    accounts = BeneficiaryAccount.objects.waiting().exclude(checked_by=user).count()
    page = reverse("admin:suppliers_beneficiaryaccount_changelist")
    yield Line(_("Accounts to check or approve"), accounts, page)


def _of_law(user: User, at: datetime) -> Iterator[Line]:
    waiting = RulebookDraft.objects.filter(status=RulebookDraft.Status.SUBMITTED).exclude(drafted_by=user).count()
    page = reverse("admin:audits_rulebookdraft_changelist")
    yield Line(_("Drafts of the law to publish"), waiting, f"{page}?status__exact=submitted")


def _of_head(user: User, at: datetime) -> Iterator[Line]:
    counts = queue.counts(user=user, on=timezone.localdate(at))
    yield Line(_("Overdue, of all"), counts["overdue"], _queue("overdue"), is_late=True)
    yield Line(_("To take"), counts["take"], _queue("take"))
    yield Line(_("Waiting for supplier"), counts["supplier"], _queue("supplier"))


def _of_finance() -> Iterator[Line]:
    requests = MoneyRequest.objects.filter(status=MoneyRequest.Status.ASKED).count()
    yield Line(
        _("Requests to book that wait for a second person"), requests, reverse("admin:trade_moneyrequest_changelist")
    )
    entries = StatementEntry.objects.open().count()
    yield Line(_("Entries of statements without an order"), entries, reverse("admin:trade_statemententry_changelist"))


def _of_claims() -> Iterator[Line]:
    with_us = Claim.objects.filter(status__in=[Claim.Status.ESCALATED, Claim.Status.OBJECTED]).count()
    yield Line(_("Claims for the desk to decide"), with_us, reverse("admin:disputes_claim_changelist"))


def _queue(view: str) -> str:
    return f"{reverse('admin:audits_queue_changelist')}?{urlencode({'show': view})}"
