import re

from suppliers.documents.fields.blocks import blocks_of
from tests.suppliers.documents.fields.sample_sheets import line, sheet_of

HOLDER = re.compile(r"holder\b|持有人", re.IGNORECASE | re.ASCII)


def block(*lines):
    return [[part.text for part in one.parts] for one in blocks_of(sheet_of(*lines), HOLDER)]


def test_a_value_goes_on_in_the_lines_that_begin_where_it_begins():
    first = line("Holder 持有人 Lanyu Co., Ltd.", 0.1, 0.2)
    left = first.words[2].box.left

    assert block(
        first, line("澜屿有限公司", left, 0.215), line("Suzhou", left, 0.23), line("Scope of it", 0.1, 0.245)
    ) == [["Lanyu Co., Ltd.", "澜屿有限公司", "Suzhou"]]


def test_a_value_right_of_its_label_ends_at_the_next_label():
    lines = (
        line("Holder持有人", 0.1, 0.2),
        line("Lanyu", 0.4, 0.2),
        line("Scope", 0.1, 0.222),
        line("Masks", 0.4, 0.222),
    )

    assert block(*lines) == [["Lanyu"]]


def test_a_label_may_have_a_second_line_of_its_own():
    lines = (line("Holder", 0.1, 0.2), line("Lanyu", 0.4, 0.2), line("持有", 0.1, 0.215), line("Suzhou", 0.4, 0.215))

    assert block(*lines) == [["Lanyu", "Suzhou"]]


def test_a_value_under_its_label_ends_at_the_next_label():
    lines = (
        line("Holder", 0.1, 0.2),
        line("Lanyu", 0.1, 0.215),
        line("Suzhou", 0.1, 0.23),
        line("Scope: masks", 0.1, 0.245),
    )

    assert block(*lines) == [["Lanyu", "Suzhou"]]


def test_a_value_may_stand_under_its_label_about_the_same_middle():
    label, name = line("Holder", 0.4, 0.2), line("Lanyu Medical", 0, 0.215)
    shift = (label.box.left + label.box.right - name.box.right) / 2

    assert block(label, line("Lanyu Medical", shift, 0.215)) == [["Lanyu Medical"]]
    assert block(label, line("Lanyu Medical", shift + 0.1, 0.215)) == []


def test_where_labels_stand_side_by_side_the_value_is_below():
    lines = (
        line("Holder", 0.1, 0.2),
        line("Issued on", 0.4, 0.2),
        line("Lanyu", 0.1, 0.215),
        line("11 Sep 2023", 0.4, 0.215),
        line("Telephone", 0.1, 0.23),
        line("0512-6654", 0.1, 0.245),
    )

    assert block(*lines) == [["Lanyu"]]


def test_of_two_lines_in_a_column_the_one_level_with_the_label_is_its_value():
    lines = (line("Holder", 0.1, 0.2), line("Lanyu", 0.4, 0.202), line("No. 7", 0.395, 0.2065))

    assert block(*lines)[0][0] == "Lanyu"


def test_a_label_may_be_numbered_but_not_stand_within_a_sentence():
    assert block(line("1. Holder: Lanyu", 0.1, 0.2)) == [["Lanyu"]]
    assert block(line("The holder: Lanyu", 0.1, 0.2)) == []


def test_a_label_without_any_value_has_no_block():
    assert block(line("Holder", 0.1, 0.2)) == []
