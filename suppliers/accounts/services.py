"""What is done for a beneficiary account on the company's side, and which one is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction

from kpmarket.accounts.factor_secrets import decrypt, encrypt
from kpmarket.accounts.models import FormerAddress, Notice, User
from kpmarket.foundation.configuration.retention import Kept
from kpmarket.foundation.outbox import writing as outbox
from suppliers.accounts import mail
from suppliers.identity.bank_numbers import AccountFinding, findings_of
from suppliers.models import BeneficiaryAccount, Membership, Supplier


@dataclass(frozen=True)
class Account:
    """What a company states. ``number`` is an IBAN or a domestic number, without spaces."""

    holder_zh: str
    holder_en: str
    bank: str
    country: str
    number: str
    swift: str
    cnaps: str
    currency: str


class OneWaits(Exception):
    """An account of the company waits already: it is decided or stopped first."""


class NothingToStop(Exception):
    """The account is in force, or was ended before."""


@transaction.atomic
def submit_account(supplier: Supplier, account: Account, *, by: User, at: datetime) -> BeneficiaryAccount:
    """Hand an account to the auditors; every owner is written to at once, at every address that is or was theirs.

    Raises OneWaits.
    """
    facts = {name: value for name, value in vars(account).items() if name != "number"}
    try:
        with transaction.atomic():
            made = BeneficiaryAccount.objects.create(
                supplier=supplier,
                **facts,
                number_token=encrypt(account.number),
                number_end=account.number[-4:],
                submitted_by=by,
                submitted_at=at,
            )
    except IntegrityError as clash:
        raise OneWaits from clash
    _write_to_owners(made, "suppliers/account_submitted", at=at)
    return made


@transaction.atomic
def stop_account(account: BeneficiaryAccount, *, by: User, at: datetime) -> None:
    """An owner says that this is not their doing, or a mistake: it never comes into force. Raises NothingToStop."""
    open_ones = BeneficiaryAccount.objects.filter(pk=account.pk, ended_at=None).exclude(in_force_from__lte=at)
    if not open_ones.update(ended_by=by, ended_at=at):
        raise NothingToStop
    account.refresh_from_db()
    _write_to_owners(account, "suppliers/account_stopped", at=at)


def write_of_decision(account: BeneficiaryAccount, *, at: datetime) -> None:
    """Tell every owner what the auditors decided, at every address that is or was theirs."""
    _write_to_owners(account, "suppliers/account_decided", at=at)


def account_in_force(supplier: Supplier, at: datetime) -> BeneficiaryAccount | None:
    """The account to which the company is paid at that moment; None where none was approved."""
    return BeneficiaryAccount.objects.filter(supplier=supplier).in_force(at).first()


def number_of(account: BeneficiaryAccount) -> str:
    """The whole number. Raises NoKeyFits where MFA_KEYS lost its key."""
    return decrypt(account.number_token)


def findings(account: BeneficiaryAccount) -> list[AccountFinding]:
    """What contradicts itself in it, as the company is registered now."""
    supplier = account.supplier
    return findings_of(
        holders=(account.holder_zh, account.holder_en),
        registered=(supplier.name_zh, supplier.name_en),
        country=account.country,
        number=number_of(account),
        swift=account.swift,
    )


def addresses_of(user: User, at: datetime) -> list[str]:
    """Where somebody reads who is this person: the address, other confirmed ones, and those that were replaced lately.

    Whoever takes an account over changes its address first.
    """
    since = at - timedelta(days=settings.RETENTION_DAYS[Kept.SENT_LETTERS])
    confirmed = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    former = FormerAddress.objects.filter(user=user, replaced_at__gte=since).values_list("email", flat=True)
    return list(dict.fromkeys(address.lower() for address in (user.email, *confirmed, *former)))


def _write_to_owners(account: BeneficiaryAccount, kind: str, *, at: datetime) -> None:
    owners = Membership.objects.filter(supplier=account.supplier_id, role=Membership.Role.OWNER, user__is_active=True)
    users = [owner.user for owner in owners.select_related("user")]
    params = {"name_en": account.supplier.name_en, "end": account.number_end}
    url = mail.page_of(account)
    Notice.objects.bulk_create(
        Notice(recipient=user, kind=kind, params=params, url=url, created_at=at) for user in users
    )
    outbox.write(
        [mail.account_letter(kind, account, user, to=to) for user in users for to in addresses_of(user, at)], at=at
    )
