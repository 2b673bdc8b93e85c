"""Which of several checks an answer rests on."""

from datetime import date

from audits.compliance.ages import DeskCheck, RuleCheck, latest, oldest

MAY = RuleCheck(date(2026, 5, 4), "A", date(2026, 8, 2))
JUNE = RuleCheck(date(2026, 6, 1), "B", date(2026, 11, 28))


def test_a_check_suffices_up_to_its_last_day():
    assert not MAY.is_overdue(date(2026, 8, 2))
    assert MAY.is_overdue(date(2026, 8, 3))


def test_of_several_checks_of_one_row_the_one_that_suffices_longest_counts():
    assert latest([MAY, None, JUNE]) == JUNE
    assert latest([None]) is None


def test_an_answer_is_as_old_as_its_oldest_row_and_unchecked_if_one_row_is():
    assert oldest([JUNE, MAY]) == MAY
    assert oldest([JUNE, None]) is None
    assert oldest([]) is None


def test_a_check_of_a_whole_market_covers_every_product_type_there_and_no_other_market():
    whole, gloves = DeskCheck("US", "", MAY), DeskCheck("US", "exam_glove", MAY)

    assert whole.covers("ventilator", "US")
    assert not whole.covers("ventilator", "CA")
    assert gloves.covers("exam_glove", "US")
    assert not gloves.covers("ventilator", "US")
