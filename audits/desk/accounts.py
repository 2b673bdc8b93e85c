"""What auditors do about the account to which a company is paid: one checks it, another approves it, either returns it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audits.desk import log, permissions
from kpmarket.accounts.models import User
from suppliers.accounts import services as accounts
from suppliers.identity.bank_numbers import REFUSED
from suppliers.models import BeneficiaryAccount, Supplier


class AccountMoved(Exception):
    """A colleague or an owner was quicker: it no longer stands where this act begins."""


class SameAuditor(Exception):
    """Who checked an account does not approve it."""


class HolderDiffers(Exception):
    """The holder is not the registered company in both languages: money never goes there."""


class NotQualified(Exception):
    """The company's registered names were not judged yet."""


@transaction.atomic
def check_account(account: BeneficiaryAccount, *, evidence: str, by: User, at: datetime) -> None:
    """The first pair of eyes; ``evidence`` says what the account was compared with. Raises AccountMoved, NotQualified or HolderDiffers."""
    permissions.require_auditor(by, account.supplier, at=at)
    _refuse_other_holder(account)
    _move(BeneficiaryAccount.objects.waiting().filter(checked_at=None), account, checked_by=by, checked_at=at)
    _note(account, "account_checked", by=by, at=at, evidence=evidence)


@transaction.atomic
def approve_account(account: BeneficiaryAccount, *, evidence: str, by: User, at: datetime) -> None:
    """The second pair of eyes: in force from now, not before the cooling-off is over. Every owner is written to.

    Raises AccountMoved, SameAuditor, NotQualified or HolderDiffers.
    """
    permissions.require_auditor(by, account.supplier, at=at)
    _refuse_other_holder(account)
    if account.checked_by_id == by.pk:
        raise SameAuditor
    begins = max(at, account.cooling_off_until)
    checked = BeneficiaryAccount.objects.waiting().filter(checked_at__isnull=False).exclude(checked_by=by)
    _move(checked, account, approved_by=by, approved_at=at, in_force_from=begins)
    _note(account, "account_approved", by=by, at=at, evidence=evidence, in_force_from=begins.isoformat())
    accounts.write_of_decision(account, at=at)


@transaction.atomic
def return_account(account: BeneficiaryAccount, *, note: str, by: User, at: datetime) -> None:
    """Send it back with the reason; the company may submit another. Raises AccountMoved."""
    permissions.require_auditor(by, account.supplier, at=at)
    _move(BeneficiaryAccount.objects.waiting(), account, ended_by=by, ended_at=at, note=note)
    _note(account, "account_returned", by=by, at=at, note=note)
    accounts.write_of_decision(account, at=at)


def _refuse_other_holder(account: BeneficiaryAccount) -> None:
    if account.supplier.status != Supplier.Status.QUALIFIED:
        raise NotQualified
    if set(accounts.findings(account)) & set(REFUSED):
        raise HolderDiffers


def _move(rows: object, account: BeneficiaryAccount, **values: object) -> None:
    """Compare and swap: of two auditors at once one is refused."""
    if not rows.filter(pk=account.pk).update(**values):  # type: ignore[attr-defined]
        raise AccountMoved
    account.refresh_from_db()


def _note(account: BeneficiaryAccount, act: str, *, by: User, at: datetime, **content: str) -> None:
    """The log names the account by its key and last characters, never the number."""
    facts = {"supplier": account.supplier_id, "end": account.number_end, **content}
    log.append(act=act, subject=f"account:{account.pk}", by=by, at=at, content=facts)
