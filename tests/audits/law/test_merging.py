"""Two changes of one text."""

import pytest

from audits.law.merging import Conflict, merge_texts

BASE = """\
market: AA
requirements:
  mask:
    - id: AA.mask.1
      route: One
      asks: doc
    - id: AA.mask.2
      route: Two
      asks: doc
    - id: AA.mask.3
      route: Three
      asks: doc
"""


def test_a_change_of_one_side_alone_is_taken():
    changed = BASE.replace("One", "Eins")

    assert merge_texts(BASE, changed, BASE) == changed
    assert merge_texts(BASE, BASE, changed) == changed
    assert merge_texts(BASE, changed, changed) == changed


def test_changes_of_different_rows_are_both_kept():
    ours, theirs = BASE.replace("One", "Eins"), BASE.replace("route: Three", "route: Drei\n      from: 2020-01-01")

    assert merge_texts(BASE, ours, theirs) == theirs.replace("One", "Eins")


def test_the_same_change_in_both_is_taken_once():
    ours = BASE.replace("One", "Eins").replace("Three", "Drei")
    theirs = BASE.replace("One", "Eins").replace("Two", "Zwei")

    assert merge_texts(BASE, ours, theirs) == theirs.replace("Three", "Drei")


def test_changes_of_the_same_line_are_named_by_row():
    ours = BASE.replace("Two", "Zwei").replace("Three", "Drei")
    theirs = BASE.replace("Two", "Deux").replace("Three", "Trois")

    with pytest.raises(Conflict) as conflict:
        merge_texts(BASE, ours, theirs)

    assert conflict.value.rows == ("AA.mask.2", "AA.mask.3")


def test_two_rows_added_in_the_same_place_are_named():
    new = "    - id: AA.mask.4{}\n      route: New\n      asks: doc\n"

    with pytest.raises(Conflict, match=r"^AA.mask.4a$"):
        merge_texts(BASE, BASE + new.format("a"), BASE + new.format("b"))


@pytest.mark.parametrize(
    ("base", "name"),
    [("law:\n  title: The law\n", "law"), ("- {standard: EN 1, edition: '1'}\n", "standard: EN 1"), ("#\n", "line 1")],
)
def test_in_other_files_the_entry_is_named(base, name):
    last = base.splitlines(keepends=True)[-1]

    with pytest.raises(Conflict) as conflict:
        merge_texts(base, base.replace(last, f" {last.strip()}1\n"), base.replace(last, f" {last.strip()}2\n"))

    assert conflict.value.rows == (name,)
