"""Money that leaves: two people, one file, to the supplier's account in force or back to where it came from."""

from datetime import timedelta

import pytest
from defusedxml import ElementTree
from django.db import IntegrityError, transaction

from buyers.trade.models import PaymentInstruction
from buyers.trade.services import accounts, payees
from buyers.trade.services.balances import balances_of
from buyers.trade.services.desk import NotInOffice, OwnOrder
from buyers.trade.services.ledger import balance
from buyers.trade.services.movements import give_back, release
from buyers.trade.services.payees import (
    AccountChanged,
    CoolingOff,
    HolderDiffers,
    NoAccount,
    NotQualified,
    NoWayBack,
    QuestionOpen,
)
from buyers.trade.services.payment_ends import LessThanSent, confirm_payment, refuse_by_bank
from buyers.trade.services.payment_files import NAMESPACE, latin, write_payment_file
from buyers.trade.services.payouts import (
    NothingLeft,
    NothingToExport,
    SamePerson,
    TakenAlready,
    approve_payment,
    cancel_payment,
    export_payments,
    instructions_of,
    left_to_prepare,
    prepare_payout,
    prepare_refunds,
    prepare_return,
)
from buyers.trade.services.refusals import OtherHolder
from buyers.trade.services.statements import expected_balance
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Membership
from tests.buyers.trade.bank_days import Bank, approved_account, finance, money, paid
from tests.buyers.trade.statements.bank_files import Booking
from tests.factories import MembershipFactory
from tests.factories.trade import HolderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank():
    return Bank()


@pytest.fixture
def second():
    return finance()


def released(bank, **facts):
    """An order whose first part was paid and released: USD 1,260.00 are the supplier's."""
    order = bank.order(**facts)
    bank.day(paid(order, "1260.00"))
    release(order, 1, evidence="evidence 1", by=None, at=bank.now)
    approved_account(order.supplier, at=bank.now)
    return order


def handed_over(bank, second, order):
    made = prepare_payout(order, bank.account, by=bank.by, at=bank.now)
    approve_payment(made, by=second, at=bank.now)
    export_payments(bank.account, pay_on=bank.now.date(), by=second, at=bank.now)
    made.refresh_from_db()
    return made


def debit(instruction, **facts):
    usual = {"side": "DBIT", "name": "SUPPLIER", "end_to_end_id": instruction.end_to_end_id}
    return Booking(money(instruction.amount), **{**usual, **facts})


def returned(instruction, amount=None, **facts):
    usual = {"returned": "AC04", "end_to_end_id": instruction.end_to_end_id}
    return Booking(amount or money(instruction.amount), **{**usual, **facts})


def test_a_payout_is_prepared_approved_exported_and_confirmed_by_the_next_statement(bank, second):
    order = released(bank)

    made = handed_over(bank, second, order)
    assert balances_of(order).sent_to_supplier == 126_000 and made.status == "handed_over"
    bank.day(debit(made))

    made.refresh_from_db()
    assert made.status == "confirmed"
    assert balances_of(order).paid_to_supplier == 126_000
    assert balance(accounts.bank(bank.account)) == 0 == expected_balance(bank.account)


def test_prepared_twice_it_is_prepared_once(bank):
    order = released(bank)
    prepare_payout(order, bank.account, by=bank.by, at=bank.now)

    with pytest.raises(NothingLeft):
        prepare_payout(order, bank.account, by=bank.by, at=bank.now)


def test_who_prepared_does_not_approve_nor_does_the_database_let_them(bank):
    made = prepare_payout(released(bank), bank.account, by=bank.by, at=bank.now)

    with pytest.raises(SamePerson):
        approve_payment(made, by=bank.by, at=bank.now)
    rows = PaymentInstruction.objects.filter(pk=made.pk)
    for facts in ({"approved_by": bank.by, "approved_at": bank.now}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(status="approved", **facts)


def test_nobody_moves_money_of_a_side_of_their_own(bank, second):
    order = released(bank)
    MembershipFactory(supplier=order.supplier, user=bank.by)

    with pytest.raises(OwnOrder):
        prepare_payout(order, bank.account, by=bank.by, at=bank.now)
    Membership.objects.filter(user=bank.by).delete()
    made = prepare_payout(order, bank.account, by=bank.by, at=bank.now)
    MembershipFactory(supplier=order.supplier, user=second)
    with pytest.raises(OwnOrder):
        approve_payment(made, by=second, at=bank.now)


def test_without_the_office_nothing_is_prepared_approved_or_exported(bank, second):
    made = prepare_payout(released(bank), bank.account, by=bank.by, at=bank.now)
    second.desk_offices.all().delete()

    with pytest.raises(NotInOffice):
        approve_payment(made, by=second, at=bank.now)
    with pytest.raises(NotInOffice):
        export_payments(bank.account, pay_on=bank.now.date(), by=second, at=bank.now)


class TestPayee:
    def test_without_an_approved_account_nothing_is_prepared(self, bank):
        order = bank.order()
        bank.day(paid(order, "1260.00"))
        release(order, 1, evidence="evidence 1", by=None, at=bank.now)

        with pytest.raises(NoAccount):
            prepare_payout(order, bank.account, by=bank.by, at=bank.now)

    def test_while_a_new_account_cools_off_nothing_is_paid_to_the_old_one_either(self, bank):
        order = released(bank)
        approved_account(order.supplier, at=bank.now, number="6222020200012345678", approved=False, days=71 / 24)

        with pytest.raises(CoolingOff) as refusal:
            prepare_payout(order, bank.account, by=bank.by, at=bank.now)

        assert refusal.value.until == bank.now + timedelta(hours=1)
        prepare_payout(order, bank.account, by=bank.by, at=bank.now + timedelta(hours=1))

    def test_an_account_that_changed_after_preparing_is_not_paid(self, bank, second):
        order = released(bank)
        made = prepare_payout(order, bank.account, by=bank.by, at=bank.now)
        approve_payment(made, by=second, at=bank.now)
        later = bank.now + timedelta(days=10)
        approved_account(order.supplier, at=later, number="6222020200012345678")

        with pytest.raises(AccountChanged):
            export_payments(bank.account, pay_on=later.date(), by=second, at=later)

        made.refresh_from_db()
        assert made.status == "approved" and balances_of(order).payable == 126_000

    def test_a_holder_that_is_not_the_registered_name_is_not_paid(self, bank):
        order = released(bank)
        type(order.supplier).objects.filter(pk=order.supplier.pk).update(name_en="Another Company Ltd")
        order.refresh_from_db()

        with pytest.raises(HolderDiffers):
            prepare_payout(order, bank.account, by=bank.by, at=bank.now)

    def test_an_account_that_changed_after_preparing_is_not_approved(self, bank, second):
        order = released(bank)
        made = prepare_payout(order, bank.account, by=bank.by, at=bank.now)
        later = bank.now + timedelta(days=10)
        approved_account(order.supplier, at=later, number="6222020200012345678")

        with pytest.raises(AccountChanged):
            approve_payment(made, by=second, at=later)

    def test_while_a_question_about_a_party_is_open_nobody_is_paid(self, bank, second, monkeypatch):
        order = released(bank)
        made = prepare_payout(order, bank.account, by=bank.by, at=bank.now)
        monkeypatch.setattr(payees, "is_asked", lambda _order, _side, at: True)

        with pytest.raises(QuestionOpen):
            approve_payment(made, by=second, at=bank.now)

    def test_a_company_that_is_not_qualified_any_more_is_not_paid(self, bank):
        order = released(bank)
        type(order.supplier).objects.filter(pk=order.supplier.pk).update(status="suspended")
        order.refresh_from_db()

        with pytest.raises(NotQualified):
            prepare_payout(order, bank.account, by=bank.by, at=bank.now)

    def test_an_account_of_another_holder_pays_nothing(self, bank):
        order = released(bank)
        type(order).objects.filter(pk=order.pk).update(holder=HolderFactory(name="Somebody else"))

        with pytest.raises(OtherHolder):
            prepare_payout(order, bank.account, by=bank.by, at=bank.now)


class TestFile:
    def test_a_hundred_payouts_are_one_file_whose_sum_and_count_are_right(self, bank, second):
        order = bank.order()
        entries = bank.day(*(Booking(f"{n}.07", name=f"PRAXIS {n}") for n in range(1, 101)))
        for entry in entries:
            approve_payment(prepare_return(entry, reason="No order.", by=bank.by, at=bank.now), by=second, at=bank.now)

        exported = export_payments(bank.account, pay_on=bank.now.date(), by=second, at=bank.now)
        root = ElementTree.fromstring(write_payment_file(exported.file, instructions_of(exported.file)))

        found = [float(one.text) for one in root.iter(f"{{{NAMESPACE}}}InstdAmt")]
        counts = [one.text for one in root.iter(f"{{{NAMESPACE}}}NbOfTxs")]
        sums = [one.text for one in root.iter(f"{{{NAMESPACE}}}CtrlSum")]
        ids = [one.text for one in root.iter(f"{{{NAMESPACE}}}EndToEndId")]
        assert (len(found), counts, sums) == (100, ["100", "100"], ["5057.00", "5057.00"])
        assert round(sum(found), 2) == 5057.00 and len(set(ids)) == 100
        assert balance(accounts.transit(bank.account)) == 505_700
        assert balances_of(order).received == 0

    def test_the_elements_stand_in_the_order_of_the_schema(self, bank, second):
        made = handed_over(bank, second, released(bank))

        root = ElementTree.fromstring(write_payment_file(made.file, [made]))

        names = [[child.tag.partition("}")[2] for child in one] for one in root.iter()]
        assert ["GrpHdr", "PmtInf"] in names
        assert ["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"] in names
        block = "PmtInfId PmtMtd BtchBookg NbOfTxs CtrlSum ReqdExctnDt Dbtr DbtrAcct DbtrAgt ChrgBr CdtTrfTxInf"
        assert block.split() in names
        assert ["PmtId", "Amt", "CdtrAgt", "Cdtr", "CdtrAcct", "RmtInf"] in names
        assert ["BICFI", "ClrSysMmbId"] in names and ["Nm", "PstlAdr"] in names
        text = "".join(root.itertext())
        assert "6228480402564890018" in text and "CH9300762011623852957" in text and made.order.number in text

    def test_the_file_can_be_made_again_to_the_byte(self, bank, second):
        made = handed_over(bank, second, released(bank))

        again = PaymentInstruction.objects.get(pk=made.pk)

        assert write_payment_file(again.file, instructions_of(again.file)) == write_payment_file(made.file, [made])

    def test_exported_twice_the_second_says_which_file_has_them(self, bank, second):
        made = handed_over(bank, second, released(bank))

        with pytest.raises(NothingToExport) as refusal:
            export_payments(bank.account, pay_on=bank.now.date(), by=second, at=bank.now)

        assert refusal.value.last == made.file and refusal.value.last.exported_by == second

    def test_a_payee_who_may_not_be_paid_does_not_hold_up_the_others(self, bank, second):
        good, bad = released(bank), released(bank)
        for order in (good, bad):
            approve_payment(prepare_payout(order, bank.account, by=bank.by, at=bank.now), by=second, at=bank.now)
        type(bad.supplier).objects.filter(pk=bad.supplier.pk).update(status="suspended")

        exported = export_payments(bank.account, pay_on=bank.now.date(), by=second, at=bank.now)

        assert [one.order for one in instructions_of(exported.file)] == [good]
        assert [(one.order, type(why)) for one, why in exported.left_out] == [(bad, NotQualified)]

    def test_what_is_of_ones_own_side_is_left_for_a_colleague(self, bank, second):
        orders = released(bank), released(bank)
        for order in orders:
            approve_payment(prepare_payout(order, bank.account, by=bank.by, at=bank.now), by=second, at=bank.now)
        exporter = finance()
        MembershipFactory(supplier=orders[0].supplier, user=exporter)

        exported = export_payments(bank.account, pay_on=bank.now.date(), by=exporter, at=bank.now)

        assert [one.order for one in instructions_of(exported.file)] == [orders[1]]
        assert [(one.order, type(why)) for one, why in exported.left_out] == [(orders[0], OwnOrder)]

    def test_letters_that_banks_do_not_carry_are_replaced(self):
        assert latin("Hôpital «Müller» & 江苏", 70) == "Hopital .Muller. . .."
        assert latin("江苏" * 80, 70) == "." * 70
        assert latin("", 70) == "NOTPROVIDED"


class TestReturned:
    def test_a_payment_that_comes_back_is_payable_again_and_the_supplier_is_asked(self, bank, second, mailoutbox):
        order = released(bank)
        made = handed_over(bank, second, order)
        bank.day(debit(made))
        mailoutbox.clear()

        bank.day(returned(made, name="OUR OWN"))

        made.refresh_from_db()
        assert made.status == "returned"
        assert balances_of(order).payable == 126_000 == left_to_prepare(order, "supplier")
        assert balance(accounts.bank(bank.account)) == 126_000 == expected_balance(bank.account)
        letters = [letter for letter in mailoutbox if "sent back" in letter.subject]
        assert [letter.to for letter in letters] == [[order.seller.email]]
        assert "6228480402564890018" not in letters[0].body and "0018" in letters[0].body

    def test_what_banks_kept_on_the_way_back_is_not_the_suppliers_loss(self, bank, second):
        order = released(bank)
        made = handed_over(bank, second, order)

        bank.day(debit(made), returned(made, "1235.00"))

        assert balances_of(order).payable == 126_000
        assert balance(accounts.charges("USD")) == 2500

    def test_a_return_without_a_reason_is_known_by_our_id(self, bank, second):
        made = handed_over(bank, second, released(bank))
        bank.day(debit(made))

        bank.day(Booking("1260.00", text=f"RETURN {made.end_to_end_id[:9]} {made.end_to_end_id[9:]}", name="BANK"))

        made.refresh_from_db()
        assert made.status == "returned"

    def test_what_the_bank_did_not_carry_out_is_payable_again(self, bank, second):
        order = released(bank)
        made = handed_over(bank, second, order)

        refuse_by_bank(made, reason="AC01", by=second, at=bank.now)

        assert balances_of(order).payable == 126_000 and made.status == "returned"
        with pytest.raises(IllegalTransition):
            refuse_by_bank(made, reason="AC01", by=second, at=bank.now)


def test_a_debit_of_another_sum_is_left_to_a_person_who_takes_the_rest_for_a_charge(bank, second):
    made = handed_over(bank, second, released(bank))
    bank.day(Booking("100.00"))
    more, less = bank.day(
        Booking("1275.00", side="DBIT", end_to_end_id=made.end_to_end_id),
        Booking("5.00", side="DBIT", end_to_end_id="X"),
    )

    with pytest.raises(LessThanSent):
        confirm_payment(less, made, by=bank.by, at=bank.now)
    confirm_payment(more, made, by=bank.by, at=bank.now, reason="Charges of the correspondent.")

    assert balance(accounts.charges("USD")) == 1500
    assert balance(accounts.bank(bank.account)) == 8500 == expected_balance(bank.account)


class TestBackToThePayer:
    def test_money_that_pays_nothing_goes_back_to_the_account_it_came_from_once(self, bank, second):
        (entry,) = bank.day(Booking("75.00", name="LAKESIDE TRADING DMCC", number="AE070331234567890123456"))

        made = prepare_return(entry, reason="Not explained.", by=bank.by, at=bank.now)

        assert (made.back_to, made.amount, made.order) == (entry, 7500, None)
        with pytest.raises(TakenAlready):
            prepare_return(entry, reason="Again.", by=bank.by, at=bank.now)

    def test_without_an_account_of_the_payer_there_is_no_way_back(self, bank):
        (entry,) = bank.day(Booking("75.00", number=""))

        with pytest.raises(NoWayBack):
            prepare_return(entry, reason="x", by=bank.by, at=bank.now)

    def test_a_cancelled_return_leaves_the_money_open(self, bank):
        (entry,) = bank.day(Booking("75.00"))
        made = prepare_return(entry, reason="x", by=bank.by, at=bank.now)

        cancel_payment(made, reason="The buyer explained it.", by=bank.by, at=bank.now)

        assert type(entry).objects.open().get() == entry

    def test_a_return_that_comes_back_is_open_again(self, bank, second):
        (entry,) = bank.day(Booking("75.00"))
        made = prepare_return(entry, reason="x", by=bank.by, at=bank.now)
        approve_payment(made, by=second, at=bank.now)
        export_payments(bank.account, pay_on=bank.now.date(), by=second, at=bank.now)

        bank.day(debit(made))
        bank.day(returned(made))

        assert type(entry).objects.open().get() == entry
        assert balance(accounts.unmatched(bank.account)) == 7500 == expected_balance(bank.account)

    def test_refunds_go_to_each_payer_what_that_payer_paid_the_last_payment_first(self, bank):
        order = bank.order(status="placed")
        first, last = bank.day(paid(order, "1000.00", number="DE1"), paid(order, "260.00", number="DE2"))
        give_back(order, 30_000, cause="test:1", by=None, at=bank.now)

        made = prepare_refunds(order, bank.account, by=bank.by, at=bank.now)

        assert [(one.back_to, one.amount) for one in made] == [(last, 26_000), (first, 4_000)]
        with pytest.raises(NothingLeft):
            prepare_refunds(order, bank.account, by=bank.by, at=bank.now)

    def test_what_may_not_be_refunded_now_is_not_prepared(self, bank, monkeypatch):
        order = bank.order(status="placed")
        bank.day(paid(order, "1000.00", number=""))
        give_back(order, 30_000, cause="test:1", by=None, at=bank.now)

        with pytest.raises(NoWayBack):
            prepare_refunds(order, bank.account, by=bank.by, at=bank.now)
        monkeypatch.setattr(payees, "is_asked", lambda _order, side, at: side == "buyer")
        with pytest.raises(QuestionOpen):
            prepare_refunds(order, bank.account, by=bank.by, at=bank.now)
        type(order).objects.filter(pk=order.pk).update(holder=HolderFactory(name="Somebody else"))
        with pytest.raises(OtherHolder):
            prepare_refunds(order, bank.account, by=bank.by, at=bank.now)
