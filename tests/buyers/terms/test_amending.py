"""What an amendment does to the price: sums stay exact, and what is settled stays."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.amending import differences, recomputed, with_lines, without_units
from buyers.terms.contract import Charge, LineTerms, PartTerms, Terms
from buyers.terms.errors import TermsError


def parts(*amounts):
    total = sum(amounts)
    shares = [10_000 * one // total for one in amounts[:-1]]
    shares.append(10_000 - sum(shares))
    return tuple(
        PartTerms(number, share, amount, "order_confirmed", 7, "accepted", ())
        for number, (share, amount) in enumerate(zip(shares, amounts, strict=True), start=1)
    )


def terms(**changes):
    line = LineTerms(1, 7, "Mask", "口罩", "M-1", "", 50_000, "piece", 1, Decimal("0.0840"), 420_000)
    usual = {
        "buyer": "Klinikum",
        "buyer_address": "",
        "buyer_country": "DE",
        "supplier": "Lanhe",
        "supplier_zh": "蓝禾",
        "supplier_address": "",
        "destination": "DE",
        "currency": "USD",
        "lines": (line,),
        "parts": parts(126_000, 294_000),
        "plan": "deposit_30_70",
        "incoterm": "FCA",
        "place": "Wuhan",
        "mode": "sea",
        "latest_shipment": date(2026, 12, 28),
        "expected_entry": date(2027, 2, 2),
        "tolerance_bp": 0,
        "acceptance_days": 10,
        "inspection": {},
        "documents": (),
        "law": "cisg",
        "forum": "HKIAC",
    }
    return Terms(**{**usual, **changes})


def test_five_percent_off_after_the_deposit_was_released_lowers_the_balance_by_all_of_it():
    new = with_lines(terms(), {1: (50_000, Decimal("0.0798"))}, settled={1})

    assert new.total == 399_000
    assert [part.amount for part in new.parts] == [126_000, 273_000]


def test_before_anything_is_settled_every_part_follows_its_share():
    new = with_lines(terms(), {1: (49_999, Decimal("0.0840"))}, settled=())

    assert new.total == 419_992
    assert [part.amount for part in new.parts] == [125_997, 293_995]


def test_the_total_cannot_become_less_than_what_is_settled():
    with pytest.raises(TermsError) as refusal:
        with_lines(terms(), {1: (10_000, Decimal("0.0840"))}, settled={1})

    assert refusal.value.code == "below-settled"


def test_nothing_can_be_added_once_every_part_is_settled():
    assert recomputed(parts(10, 20), 30, {1, 2}) == parts(10, 20)
    with pytest.raises(TermsError) as refusal:
        recomputed(parts(10, 20), 31, {1, 2})

    assert refusal.value.code == "no-part-left"


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=5), st.integers(0, 10**10), st.sets(st.integers(1, 5)))
def test_parts_always_come_to_the_total_and_settled_ones_stay(amounts, total, settled):
    before = parts(*amounts)
    try:
        after = recomputed(before, total, settled)
    except TermsError:
        return

    assert sum(part.amount for part in after) == total
    assert all(part.amount >= 0 for part in after)
    assert all(new == old for new, old in zip(after, before, strict=True) if old.number in settled)


def test_differences_name_each_point_with_what_held_and_what_would():
    before = terms()
    after = replace(with_lines(before, {1: (60_000, Decimal("0.0840"))}, ()), latest_shipment=date(2027, 1, 5))

    found = {(one.field, one.line): (one.before, one.after) for one in differences(before, after)}

    assert found[("quantity", 1)] == (50_000, 60_000)
    assert found[("latest_shipment", None)] == (date(2026, 12, 28), date(2027, 1, 5))
    assert found[("total", None)] == (420_000, 504_000)
    assert found[("part", 1)] == (126_000, 151_200)
    assert ("unit_price", 1) not in found


class TestWithoutUnits:
    def test_what_is_left_is_paid_and_the_cost_is_a_charge_of_its_own(self):
        left = without_units(terms(), {1: 20_000}, kept=5_000, settled={1})

        assert left.lines[0].quantity == 30_000 and left.lines[0].amount == 252_000
        assert left.charges == (Charge("cancellation", 5_000),)
        assert left.total == 257_000
        assert [part.amount for part in left.parts] == [126_000, 131_000]
        assert left.cancelled_of(1) == 20_000

    def test_what_ends_twice_adds_up(self):
        first = without_units(terms(), {1: 20_000}, kept=5_000, settled=())
        second = without_units(first, {1: 10_000}, kept=1_000, settled=(), by_right="late")

        assert second.cancelled_of(1) == 30_000
        assert second.charges == (Charge("cancellation", 6_000),)
        assert second.by_right == "late"

    def test_of_a_whole_order_only_what_is_settled_and_kept_is_owed(self):
        left = without_units(terms(), {1: 50_000}, kept=10_000, settled={1})

        assert left.open_lines == ()
        assert left.total == 136_000
        assert [part.amount for part in left.parts] == [126_000, 10_000]

    @pytest.mark.parametrize(
        ("units", "code"),
        [
            ({}, "nothing-cancelled"),
            ({1: 0}, "nothing-cancelled"),
            ({1: 50_001}, "more-than-ordered"),
            ({2: 1}, "more-than-ordered"),
            ({1: 40_000}, "below-settled"),
        ],
    )
    def test_what_cannot_be_is_refused(self, units, code):
        with pytest.raises(TermsError) as refusal:
            without_units(terms(), units, kept=0, settled={1})

        assert refusal.value.code == code


class TestCharges:
    """Freight is for goods that travel; a mould is made once, for however many pieces."""

    AGREED = (Charge("tooling", 300_000), Charge("freight", 185_000))

    def of(self, units, *, follows=True, agreed=None, **facts):
        before = terms(charges=self.AGREED, freight_follows=follows, parts=parts(271_500, 633_500))
        return without_units(before, units, kept=0, settled=(), agreed=agreed, **facts)

    def test_freight_falls_with_the_price_of_what_ends_and_the_mould_stays(self):
        left = self.of({1: 20_000}, by_right="late")

        # 30,000 of 50,000: 1,850.00 x 252,000 / 420,000
        assert left.charges == (Charge("tooling", 300_000), Charge("freight", 111_000))
        assert left.total == 252_000 + 411_000 == sum(part.amount for part in left.parts)

    def test_a_contract_that_does_not_say_so_keeps_its_freight(self):
        assert self.of({1: 20_000}, follows=False).charges == self.AGREED

    def test_what_both_agree_on_counts_instead(self):
        left = self.of({1: 20_000}, agreed={"freight": 160_000, "tooling": 0})

        assert left.charges == (Charge("freight", 160_000),)

    @pytest.mark.parametrize("agreed", [{"freight": 185_001}, {"freight": -1}, {"sample": 1}])
    def test_nothing_is_added_when_units_end(self, agreed):
        with pytest.raises(TermsError) as refusal:
            self.of({1: 1}, agreed=agreed)

        assert refusal.value.code == "more-than-agreed"

    @given(st.integers(1, 50_000), st.integers(0, 10**9), st.integers(0, 10**9))
    def test_freight_is_its_share_of_the_prices_that_are_left_to_the_minor_unit(self, ended, freight, tooling):
        """Of the amounts in the contract, not of units: 1 of 50,000 at 0.0840 costs 8.4 cents and its line says 0.08.

        By units the share may differ by more than one minor unit where freight is larger than the goods, as a line's amount
        is rounded itself, by half a minor unit; each side can compute it from what both signed, which is what counts.
        """
        before = terms(charges=(Charge("tooling", tooling), Charge("freight", freight)), freight_follows=True)

        left = without_units(before, {1: ended}, kept=0, settled=())

        goods, stays = left.lines[0].amount, left.charge("freight")
        assert 0 <= freight * goods - stays * 420_000 < 420_000
        assert left.total == goods + left.charge("tooling") + stays == sum(part.amount for part in left.parts)
        assert left.charge("tooling") == (0 if ended == 50_000 else tooling)
