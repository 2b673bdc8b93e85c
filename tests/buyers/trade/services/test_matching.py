"""What entries are taken for by rule, and what stays open for a person."""

import pytest

from buyers.trade.models import Match, Movement, StatementEntry
from buyers.trade.services import accounts
from buyers.trade.services.balances import balances_of
from buyers.trade.services.ledger import balance
from buyers.trade.services.matching import give_up_match, match_open_entries, take_for_order
from buyers.trade.services.movements import release
from buyers.trade.services.refusals import LedgerRefusal
from buyers.trade.services.statements import expected_balance
from tests.buyers.trade.bank_days import Bank, paid, reference_of
from tests.buyers.trade.statements.bank_files import Booking
from tests.factories.trade import HolderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank():
    return Bank()


def taken_for(entry):
    found = Match.objects.filter(entry=entry, ended_at=None).first()
    return found and (found.kind, found.order)


def test_a_payment_with_the_right_reference_is_held_for_the_part_that_is_demanded(bank):
    order = bank.order()

    (entry,) = bank.day(paid(order, "1260.00"))

    assert taken_for(entry) == ("order", order)
    assert balances_of(order).held == {1: 126_000}
    assert balance(accounts.unmatched(bank.account)) == 0


@pytest.mark.parametrize("spoil", ["{}", "{}\n", "your inv {} thx", "//RFB/{}//"])
def test_a_reference_in_the_text_is_found_however_it_is_broken(bank, spoil):
    order = bank.order()
    printed = reference_of(order)
    text = spoil.format(f"{printed[:4].lower()} {printed[4:9]} {printed[9:]}")

    (entry,) = bank.day(paid(order, "1260.00", reference="", text=text))

    assert taken_for(entry) == ("order", order)


def test_a_reference_in_the_payers_own_id_is_found(bank):
    order = bank.order()

    (entry,) = bank.day(paid(order, "1260.00", reference="", end_to_end_id=reference_of(order)))

    assert taken_for(entry) == ("order", order)


def test_a_wrong_digit_in_the_reference_matches_nothing(bank):
    order = bank.order()
    right = reference_of(order)
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)

    (entry,) = bank.day(paid(order, "1260.00", reference=wrong))

    assert taken_for(entry) is None
    assert balance(accounts.unmatched(bank.account)) == 126_000


def test_two_references_in_one_text_match_nobody(bank):
    one, other = bank.order(), bank.order()

    (entry,) = bank.day(paid(one, "2520.00", reference="", text=f"{reference_of(one)} {reference_of(other)}"))

    assert taken_for(entry) is None


def test_the_same_sum_of_two_orders_without_a_reference_matches_nobody(bank):
    one, other = bank.order(), bank.order()

    (entry,) = bank.day(paid(one, "1260.00", reference="", text="DEPOSIT"))

    assert taken_for(entry) is None
    assert balances_of(one).received == balances_of(other).received == 0


def test_another_payer_stays_open_and_the_buyer_is_asked_once(bank, mailoutbox):
    order = bank.order()

    (entry,) = bank.day(paid(order, "1260.00", name="LAKESIDE TRADING DMCC"))
    match_open_entries(bank.account, at=bank.now)

    assert taken_for(entry) is None and balances_of(order).received == 0
    (letter,) = mailoutbox
    assert letter.to == [order.buyer.user.email]
    assert "LAKESIDE TRADING DMCC" in letter.body and "1,260.00" in letter.body


@pytest.mark.parametrize(
    ("organisation", "printed"),
    [
        ("Klinikum Görlitz gGmbH", "KLINIKUM GOERLITZ GGMBH"),
        ("Hôpital Saint-Éloi S.A.", "HOPITAL SAINT ELOI SA"),
        ("Städtisches Krankenhaus Bad Musterstadt GmbH", "STAEDTISCHES KRANKENHAUS BAD MU"),
        ("Nordlys Apotek AS", "Nordlys  Apotek"),
    ],
)
def test_a_name_as_banks_print_it_is_the_buyers(bank, organisation, printed):
    order = bank.order(buyer__organisation=organisation)

    (entry,) = bank.day(paid(order, "1260.00", name=printed))

    assert taken_for(entry) == ("order", order)


@pytest.mark.parametrize("printed", ["", "KLINIKUM", "KLINIKUM MUSTERDORF", "KLINIKUM MUSTERSTADT CATERING", "HOLDING"])
def test_a_name_that_is_only_like_the_buyers_is_left_to_a_person(bank, printed):
    order = bank.order(buyer__organisation="Klinikum Musterstadt")

    (entry,) = bank.day(paid(order, "1260.00", name=printed))

    assert taken_for(entry) is None


def test_another_currency_pays_nothing_and_the_buyer_is_notified(mailoutbox):
    euros = Bank(currency="EUR")
    order = euros.order()
    type(order).objects.filter(pk=order.pk).update(currency="USD")

    (entry,) = euros.day(paid(order, "1100.00"))

    assert taken_for(entry) is None and balances_of(order).received == 0
    assert balance(accounts.unmatched(euros.account)) == 110_000
    assert "€1,100.00" in mailoutbox[0].subject and "USD" in mailoutbox[0].body


def test_money_for_an_order_of_another_holder_stays_open(bank):
    order = bank.order()
    type(order).objects.filter(pk=order.pk).update(holder=HolderFactory(name="Somebody else"))

    (entry,) = bank.day(paid(order, "1260.00"))

    assert taken_for(entry) is None


@pytest.mark.parametrize("year", [2025, 2027])
def test_a_reference_with_another_year_is_of_no_order_of_ours(bank, year):
    order = bank.order()
    type(order).objects.filter(pk=order.pk).update(placed_at=order.placed_at.replace(year=year))

    (entry,) = bank.day(paid(order, "1260.00"))

    assert taken_for(entry) is None


def test_a_charge_of_the_bank_is_recognised_by_its_code(bank):
    code = "<Domn><Cd>ACMT</Cd><Fmly><Cd>MDOP</Cd><SubFmlyCd>CHRG</SubFmlyCd></Fmly></Domn>"

    bank.day(Booking("100.00"))
    (entry,) = bank.day(Booking("18.00", side="DBIT", code=code, name=""))

    assert taken_for(entry) == ("charge", None)
    assert balance(accounts.bank(bank.account)) == 8200 == expected_balance(bank.account)


def test_a_debit_without_a_reason_stays_open(bank):
    bank.day(Booking("100.00"))

    (entry,) = bank.day(Booking("18.00", side="DBIT", name="X", end_to_end_id="RENT"))

    assert taken_for(entry) is None


class TestRecall:
    def test_what_the_payers_bank_took_back_is_not_held_any_more_and_both_sides_are_notified(self, bank, mailoutbox):
        order = bank.order()
        bank.day(paid(order, "1260.00", end_to_end_id="ZV-9"))

        (entry,) = bank.day(paid(order, "1260.00", side="DBIT", is_reversal=True, end_to_end_id="ZV-9"))

        assert taken_for(entry) == ("reversal", None)
        assert balances_of(order).held == {} and balances_of(order).received == 0
        assert balance(accounts.bank(bank.account)) == 0 == expected_balance(bank.account)
        recalls = [letter for letter in mailoutbox if "took back" in letter.subject]
        assert {letter.to[0] for letter in recalls} == {order.buyer.user.email, order.seller.email}

    def test_what_was_released_already_is_a_debt_and_nothing_is_hidden(self, bank):
        order = bank.order()
        bank.day(paid(order, "1260.00", end_to_end_id="ZV-9"))
        release(order, 1, evidence="evidence 1", by=None, at=bank.now)

        bank.day(paid(order, "1260.00", side="DBIT", is_reversal=True, end_to_end_id="ZV-9"))

        assert balance(accounts.recalled("USD")) == 126_000
        assert balances_of(order).payable == 126_000

    def test_a_reversal_that_could_be_of_two_payments_is_left_to_a_person(self, bank):
        order = bank.order()
        bank.day(paid(order, "1260.00"), paid(order, "1260.00"))

        (entry,) = bank.day(paid(order, "1260.00", side="DBIT", is_reversal=True))

        assert taken_for(entry) is None

    def test_a_recalled_payment_is_not_open_again(self, bank):
        bank.day(Booking("7.00", end_to_end_id="A-1"))

        bank.day(Booking("7.00", side="DBIT", is_reversal=True, end_to_end_id="A-1"))

        assert not StatementEntry.objects.open().exists()


def test_matching_again_changes_nothing(bank):
    order = bank.order()
    bank.day(paid(order, "1260.00"), Booking("5.00"))
    before = Movement.objects.count(), Match.objects.count()

    assert match_open_entries(bank.account, at=bank.now) == 0
    assert (Movement.objects.count(), Match.objects.count()) == before


def test_a_match_that_was_wrong_is_given_up_while_it_serves_no_part(bank):
    order, right = bank.order(status="placed"), bank.order()
    (entry,) = bank.day(Booking("1260.00", text="?"))
    wrong = take_for_order(entry, order, by=bank.by, reason="Called the buyer.", at=bank.now)

    give_up_match(wrong, reason="It was the other order.", by=bank.by, at=bank.now)
    take_for_order(entry, right, by=bank.by, reason="Called again.", at=bank.now)

    assert (balances_of(order).received, balances_of(right).received) == (0, 126_000)
    assert taken_for(entry) == ("order", right)


def test_a_match_whose_money_is_held_is_not_given_up(bank):
    order = bank.order()
    (entry,) = bank.day(paid(order, "1260.00"))

    with pytest.raises(LedgerRefusal):
        give_up_match(Match.objects.get(entry=entry), reason="x", by=bank.by, at=bank.now)
