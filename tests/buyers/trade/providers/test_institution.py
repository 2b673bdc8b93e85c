"""A payment institution is asked over HTTP: what it says is read strictly, what it fails at is said honestly."""

from datetime import date, timedelta

import pytest

from buyers.trade.providers.institution import Institution
from buyers.trade.providers.interface import Declined, Event, NotGenuine, Payout, Unreachable
from tests.buyers.trade.providers.fake_institution import KEY, SECRET, FakeInstitution, serving, signed
from tests.factories import NOON

ACCOUNT = "DE02 1001/77"
"""With what an address has to escape."""
MINUTE = timedelta(minutes=1)


@pytest.fixture
def fake():
    return FakeInstitution()


@pytest.fixture
def institution(fake):
    with serving(fake) as url:
        yield Institution(url, key=KEY, secret=SECRET)


def payout(key="KPPAY01", amount=500):
    return Payout(key, ACCOUNT, amount, "USD", "Jiangsu Lanhe", "6222020200112233", "ICBKCNBJ", "CN", "KP-2026-000001")


class TestBookings:
    def test_bookings_come_in_their_order_with_all_that_is_said_about_them(self, fake, institution):
        fake.book(
            ACCOUNT,
            126_000,
            counterparty={"name": "Krankenhaus Süd gGmbH", "account": "DE89370400440532013000"},
            text="Rechnung KP",
            reference="RF11KP20260000012301",
        )
        fake.book(ACCOUNT, -1_500, code="FEES", booked_on="2026-11-23")

        first, second = institution.receipts(ACCOUNT, "")

        assert (first.id, first.amount, first.balance, first.currency) == (f"tx_{ACCOUNT}_1", 126_000, 126_000, "USD")
        assert (first.party, first.party_account) == ("Krankenhaus Süd gGmbH", "DE89370400440532013000")
        assert (first.text, first.reference) == ("Rechnung KP", "RF11KP20260000012301")
        assert (second.amount, second.balance, second.code, second.booked_on) == (
            -1_500,
            124_500,
            "FEES",
            date(2026, 11, 23),
        )

    def test_only_what_came_after_a_booking_is_read(self, fake, institution):
        first, second = fake.book(ACCOUNT, 1), fake.book(ACCOUNT, 2)

        assert [one.id for one in institution.receipts(ACCOUNT, first["id"])] == [second["id"]]

    def test_pages_follow_each_other(self, fake, institution):
        fake.page = 2
        for amount in range(1, 6):
            fake.book(ACCOUNT, amount)

        assert [one.amount for one in institution.receipts(ACCOUNT, "")] == [1, 2, 3, 4, 5]

    @pytest.mark.parametrize(
        "answer",
        [
            "[]",
            "no JSON",
            '{"data": "none"}',
            '{"data": [1]}',
            '{"data": [{"id": "a", "amount": 12.5, "balance": 1, "currency": "USD", "booked_on": "2026-11-20"}]}',
            '{"data": [{"id": "a", "amount": true, "balance": 1, "currency": "USD", "booked_on": "2026-11-20"}]}',
            '{"data": [{"id": "a", "amount": "12", "balance": 1, "currency": "USD", "booked_on": "2026-11-20"}]}',
            '{"data": [{"id": "", "amount": 1, "balance": 1, "currency": "USD", "booked_on": "2026-11-20"}]}',
            '{"data": [{"id": "a", "amount": 1, "balance": 1, "currency": 5, "booked_on": "2026-11-20"}]}',
            '{"data": [{"id": "a", "amount": 1, "balance": 1, "currency": "USD", "booked_on": "20 November"}]}',
        ],
    )
    def test_nothing_is_booked_on_a_guess(self, fake, institution, answer):
        fake.faults = [answer]

        with pytest.raises(Unreachable):
            institution.receipts(ACCOUNT, "")


class TestFailures:
    def test_an_error_that_passes_is_no_error(self, fake, institution):
        fake.book(ACCOUNT, 1)
        fake.faults = ["500", "drop"]

        assert len(institution.receipts(ACCOUNT, "")) == 1

    @pytest.mark.parametrize("faults", [["500"] * 3, ["drop"] * 3])
    def test_an_institution_that_does_not_answer_is_unreachable(self, fake, institution, faults):
        fake.faults = faults

        with pytest.raises(Unreachable):
            institution.receipts(ACCOUNT, "")

    def test_nobody_there_is_unreachable(self, fake):
        with serving(fake) as url:
            gone = Institution(url, key=KEY, secret=SECRET)

        with pytest.raises(Unreachable):
            gone.receipts(ACCOUNT, "")

    def test_a_wrong_key_is_said_in_the_institutions_words(self, fake, institution):
        institution.key = "wrong"

        with pytest.raises(Unreachable, match="Who is that"):
            institution.receipts(ACCOUNT, "")

    def test_keys_are_sent_over_encrypted_connections_alone(self):
        with pytest.raises(ValueError, match="https"):
            Institution("http://pay.example", key=KEY, secret=SECRET)


class TestPayments:
    def test_a_payment_is_taken_once_for_its_key(self, fake, institution):
        fake.book(ACCOUNT, 1_000)

        assert institution.pay_out(payout()) == institution.pay_out(payout()) == "po_1"
        assert len(fake.payouts) == 1
        assert fake.payouts["po_1"]["beneficiary"]["account"] == "6222020200112233"

    @pytest.mark.parametrize("faults", [["500"], ["drop"], ["drop after"], ["drop after", "500"]])
    def test_a_time_out_after_it_was_taken_pays_nothing_twice(self, fake, institution, faults):
        fake.book(ACCOUNT, 1_000)
        fake.faults = faults

        assert institution.pay_out(payout()) == "po_1"
        assert len(fake.payouts) == 1

    def test_a_refusal_is_said_in_the_institutions_words(self, fake, institution):
        with pytest.raises(Declined, match="Not so much money"):
            institution.pay_out(payout())

    def test_the_same_key_for_another_payment_is_a_fault_of_ours_and_says_nothing_of_the_first(self, fake, institution):
        fake.book(ACCOUNT, 1_000)
        institution.pay_out(payout())

        with pytest.raises(Unreachable, match="used for another"):
            institution.pay_out(payout(amount=501))

    def test_a_payment_that_was_rejected_says_why(self, fake, institution):
        fake.book(ACCOUNT, 1_000)
        number = institution.pay_out(payout())
        assert not institution.status(number).is_rejected

        fake.reject(number, "account closed")

        assert institution.status(number).is_rejected
        assert institution.status(number).reason == "account closed"


class TestMessages:
    BODY = b'{"type": "transaction.booked", "account": "DE02 1001/77"}'

    @pytest.fixture
    def institution(self):
        return Institution("https://pay.example", key=KEY, secret=SECRET)

    def test_a_message_names_its_id_and_the_account(self, institution):
        headers = signed(self.BODY, key="evt_1", at=NOON)

        assert institution.verify(self.BODY, headers, at=NOON + MINUTE) == Event("evt_1", ACCOUNT)

    def test_one_of_several_signatures_is_enough(self, institution):
        headers = signed(self.BODY, key="evt_1", at=NOON)
        headers["webhook-signature"] = f"v1,AAAA {headers['webhook-signature']}"

        assert institution.verify(self.BODY, headers, at=NOON).id == "evt_1"

    @pytest.mark.parametrize("late", [6 * MINUTE, -6 * MINUTE])
    def test_a_message_of_another_time_is_worth_nothing(self, institution, late):
        with pytest.raises(NotGenuine, match="too old"):
            institution.verify(self.BODY, signed(self.BODY, key="evt_1", at=NOON), at=NOON + late)

    def test_another_secret_signs_nothing(self, institution):
        headers = signed(self.BODY, key="evt_1", at=NOON, secret="b3RoZXI=")

        with pytest.raises(NotGenuine, match="signature"):
            institution.verify(self.BODY, headers, at=NOON)

    def test_a_signature_is_of_this_body_this_id_and_this_moment(self, institution):
        headers = signed(self.BODY, key="evt_1", at=NOON)

        for body, change in (
            (self.BODY + b" ", {}),
            (self.BODY, {"webhook-id": "evt_2"}),
            (self.BODY, {"webhook-timestamp": str(int(NOON.timestamp()) + 1)}),
        ):
            with pytest.raises(NotGenuine, match="signature"):
                institution.verify(body, headers | change, at=NOON)

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("webhook-id", ""),
            ("webhook-id", "x" * 101),
            ("webhook-timestamp", "soon"),
            ("webhook-timestamp", "1" * 11),
            ("webhook-timestamp", "²"),
            ("webhook-signature", ""),
            ("webhook-signature", "ü"),
        ],
    )
    def test_headers_that_are_none_are_refused(self, institution, name, value):
        with pytest.raises(NotGenuine):
            institution.verify(self.BODY, signed(self.BODY, key="evt_1", at=NOON) | {name: value}, at=NOON)

    @pytest.mark.parametrize("body", [b"no JSON", b"[]", b"{}", b'{"account": 5}', b"\xff"])
    def test_a_body_that_names_no_account_is_refused(self, institution, body):
        with pytest.raises(NotGenuine):
            institution.verify(body, signed(body, key="evt_1", at=NOON), at=NOON)

    @pytest.mark.parametrize("secret", ["", "whsec_", "not base 64!"])
    def test_without_a_secret_nothing_is_genuine(self, secret):
        institution = Institution("https://pay.example", key=KEY, secret=secret)

        with pytest.raises(NotGenuine):
            institution.verify(self.BODY, signed(self.BODY, key="evt_1", at=NOON), at=NOON)
