"""Lines that run across columns are cut; words of one line stay together."""

from dataclasses import replace

from suppliers.documents.fields.column_split import split_columns
from tests.suppliers.documents.fields.sample_sheets import line, sheet_of, words_of

WIDE = 1000 / 1400


def across(*pieces):
    """One line of a text layer through pieces that begin at these places."""
    words = tuple(word for left, text in pieces for word in words_of(text, left, 0.1))
    return replace(line("x"), text=" ".join(text for _, text in pieces), words=words)


def pieces(one):
    return [piece.text for piece in split_columns(one, WIDE)]


def test_a_line_through_two_columns_is_two_lines_each_in_its_place():
    label, value = split_columns(across((0.1, "UK Responsible Person"), (0.4, "Thornley Ltd, Leeds")), WIDE)

    assert (label.text, value.text) == ("UK Responsible Person", "Thornley Ltd, Leeds")
    assert (label.box.left, value.box.left) == (0.1, 0.4)
    assert label.box.right < 0.4 < value.box.right


def test_words_of_one_line_stay_together():
    assert pieces(line("Valid until 7 August 2030")) == ["Valid until 7 August 2030"]


def test_single_characters_with_gaps_are_one_word():
    assert pieces(across((0.1, "名"), (0.2, "称 苏州蓝禾"))) == ["名 称 苏州蓝禾"]


def test_an_empty_line_has_no_columns():
    assert pieces(replace(line("x"), text="  ", words=())) == []


def test_a_sheet_has_the_pieces_for_its_rows():
    rows = sheet_of(across((0.1, "Issue date"), (0.5, "Expiry date"))).rows

    assert [row.text for row in rows] == ["Issue date", "Expiry date"]
