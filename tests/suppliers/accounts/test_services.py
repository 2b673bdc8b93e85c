from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, connection, transaction

from audits.desk import accounts as desk
from audits.desk.permissions import ConflictOfInterest, NotAnAuditor
from audits.models import LogEntry
from kpmarket.accounts.models import FormerAddress, Notice
from suppliers.accounts import services
from suppliers.accounts.services import Account, NothingToStop, OneWaits
from suppliers.models import BeneficiaryAccount, Supplier
from tests.factories import AuditorFactory, MembershipFactory, SupplierFactory, UserFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
NUMBER = "31050161364000000512"


@pytest.fixture
def supplier():
    return SupplierFactory(name_zh="湖北绿河医疗用品有限公司", name_en="Hubei Lvhe Medical Supplies Co., Ltd.")


@pytest.fixture
def owner(supplier):
    return MembershipFactory(supplier=supplier).user


@pytest.fixture
def auditors():
    return [AuditorFactory(since=MONDAY - timedelta(days=30)).user for _number in range(2)]


def stated(supplier, **changes):
    facts = {
        "holder_zh": supplier.name_zh,
        "holder_en": "HUBEI LVHE MEDICAL SUPPLIES CO.,LTD",
        "bank": "China Construction Bank, Xiantao branch",
        "country": "CN",
        "number": NUMBER,
        "swift": "PCBCCNBJHUX",
        "cnaps": "105536000017",
        "currency": "USD",
    }
    return Account(**{**facts, **changes})


def submitted(supplier, owner, at=MONDAY, **changes):
    return services.submit_account(supplier, stated(supplier, **changes), by=owner, at=at)


def approved(supplier, owner, auditors, at=MONDAY, decided=MONDAY + HOUR, **changes):
    account = submitted(supplier, owner, at, **changes)
    desk.check_account(account, evidence="Letter of the bank of 20 November", by=auditors[0], at=decided)
    desk.approve_account(account, evidence="Called the number in the register", by=auditors[1], at=decided)
    return account


def test_the_number_is_stored_encrypted_and_shown_by_its_end(supplier, owner):
    account = submitted(supplier, owner)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM suppliers_beneficiaryaccount")
        assert NUMBER not in str(cursor.fetchall())
    assert services.number_of(account) == NUMBER
    assert account.masked == "•••• 0512"


def test_every_owner_reads_it_at_every_address_that_is_or_was_theirs(supplier, owner, mailoutbox):
    EmailAddress.objects.create(user=owner, email="second@lvhe.example", verified=True)
    EmailAddress.objects.create(user=owner, email="unconfirmed@lvhe.example", verified=False)
    FormerAddress.objects.create(user=owner, email="before@lvhe.example", replaced_at=MONDAY - timedelta(days=2))
    FormerAddress.objects.create(user=owner, email="old@lvhe.example", replaced_at=MONDAY - timedelta(days=400))
    colleague = MembershipFactory(supplier=supplier).user
    editor = MembershipFactory(supplier=supplier, role="editor").user

    submitted(supplier, editor)

    assert {letter.to[0] for letter in mailoutbox} == {
        owner.email,
        "second@lvhe.example",
        "before@lvhe.example",
        colleague.email,
    }
    assert all("0512" in letter.body and NUMBER not in letter.body for letter in mailoutbox)
    assert set(Notice.objects.values_list("recipient", flat=True)) == {owner.pk, colleague.pk}


def test_two_auditors_put_it_in_force_when_the_cooling_off_is_over(supplier, owner, auditors):
    account = approved(supplier, owner, auditors)

    assert services.account_in_force(supplier, MONDAY + 71 * HOUR) is None
    assert services.account_in_force(supplier, MONDAY + 72 * HOUR) == account
    assert list(LogEntry.objects.order_by("sequence").values_list("act", flat=True)) == [
        "account_checked",
        "account_approved",
    ]
    assert not any(NUMBER in str(entry.content) for entry in LogEntry.objects.all())


def test_during_the_cooling_off_the_old_account_stays_the_one_in_force(supplier, owner, auditors):
    old = approved(supplier, owner, auditors)
    later = MONDAY + timedelta(days=30)
    new = approved(supplier, owner, auditors, at=later, decided=later + HOUR, number="44050158000000000999")

    assert services.account_in_force(supplier, later + 71 * HOUR) == old
    assert services.account_in_force(supplier, later + 72 * HOUR) == new


def test_an_approval_after_the_cooling_off_holds_from_its_own_moment(supplier, owner, auditors):
    account = approved(supplier, owner, auditors, decided=MONDAY + 100 * HOUR)

    assert account.in_force_from == MONDAY + 100 * HOUR


def test_one_auditor_alone_approves_nothing(supplier, owner, auditors):
    account = submitted(supplier, owner)
    with pytest.raises(desk.AccountMoved):
        desk.approve_account(account, evidence="x", by=auditors[1], at=MONDAY)
    desk.check_account(account, evidence="x", by=auditors[0], at=MONDAY)

    with pytest.raises(desk.SameAuditor):
        desk.approve_account(account, evidence="x", by=auditors[0], at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        BeneficiaryAccount.objects.update(approved_by=auditors[0], approved_at=MONDAY, in_force_from=MONDAY)


@pytest.mark.parametrize(
    ("decide", "reason"),
    [(desk.check_account, "evidence"), (desk.approve_account, "evidence"), (desk.return_account, "note")],
)
def test_nobody_else_decides_and_no_auditor_for_their_own_company(supplier, owner, auditors, decide, reason):
    account = submitted(supplier, owner)
    if decide == desk.approve_account:
        desk.check_account(account, evidence="Letter of the bank", by=auditors[1], at=MONDAY)
    with pytest.raises(NotAnAuditor):
        decide(account, **{reason: "x"}, by=UserFactory(), at=MONDAY)

    MembershipFactory(supplier=supplier, user=auditors[0], role="viewer")
    with pytest.raises(ConflictOfInterest):
        decide(account, **{reason: "x"}, by=auditors[0], at=MONDAY)


@pytest.mark.parametrize("changes", [{"holder_zh": "湖北绿河贸易有限公司"}, {"holder_en": "Lvhe Trading (HK) Ltd"}])
def test_an_account_of_another_holder_is_never_approved(supplier, owner, auditors, changes):
    account = submitted(supplier, owner, **changes)

    with pytest.raises(desk.HolderDiffers):
        desk.check_account(account, evidence="x", by=auditors[0], at=MONDAY)
    desk.return_account(account, note="The holder is another company.", by=auditors[0], at=MONDAY)

    assert BeneficiaryAccount.objects.get().status_at(MONDAY) == "ended"


def test_an_account_waits_until_the_company_itself_is_qualified(supplier, owner, auditors):
    Supplier.objects.filter(pk=supplier.pk).update(status="submitted")
    supplier.refresh_from_db()
    account = submitted(supplier, owner)

    with pytest.raises(desk.NotQualified):
        desk.check_account(account, evidence="x", by=auditors[0], at=MONDAY)


@pytest.mark.parametrize("stage", ["waiting", "checked", "cooling off"])
def test_an_owner_stops_it_at_any_moment_before_it_is_in_force(supplier, owner, auditors, stage):
    account = approved(supplier, owner, auditors) if stage == "cooling off" else submitted(supplier, owner)
    if stage == "checked":
        desk.check_account(account, evidence="x", by=auditors[0], at=MONDAY)

    services.stop_account(account, by=owner, at=MONDAY + 2 * HOUR)

    assert services.account_in_force(supplier, MONDAY + 100 * HOUR) is None
    with pytest.raises(NothingToStop):
        services.stop_account(account, by=owner, at=MONDAY + 3 * HOUR)


def test_an_account_in_force_is_followed_not_stopped(supplier, owner, auditors):
    account = approved(supplier, owner, auditors)

    with pytest.raises(NothingToStop):
        services.stop_account(account, by=owner, at=MONDAY + 72 * HOUR)


def test_one_account_waits_at_a_time(supplier, owner):
    submitted(supplier, owner)

    with pytest.raises(OneWaits):
        submitted(supplier, owner, at=MONDAY + HOUR)


@pytest.mark.parametrize(
    "statement", ["UPDATE suppliers_beneficiaryaccount SET holder_zh = 'x'", "DELETE FROM suppliers_beneficiaryaccount"]
)
def test_the_database_refuses_to_change_what_was_stated(supplier, owner, statement):
    submitted(supplier, owner)

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
