"""Changing one row of a market file: all other bytes stay."""

import re

import pytest

from audits.law import files
from audits.law.row_editing import CannotEditByForm, add_row, change_row, row_in, rows_in, values_in
from audits.law.yaml_reading import read_yaml

TEXT = """\
# The law of A.
market: AA
name: Land A   # as it calls itself
name_zh: 甲国

requirements:
  mask:
    # How masks come in.
    - id: AA.mask.1
      route: Declaration
      from: 2021-05-26
      # Nobody knows until when.
      asks: {all_of: [doc, {report: {standard: EN 1}}]}   # both
      confidence: high
      legal_basis: Article 1
      sources: [law]
      notes: >-
        Folded text
        # that is no comment.

    - {id: AA.mask.2, route: Short, asks: doc, confidence: low, legal_basis: x, sources: [law]}

  # Gowns come last.
  gown:
    - id: AA.gown.1
      route: Gown
      asks:
        any_of:
          - doc
          - report
      confidence: low
      legal_basis: Article 2
      sources: [law]
# The end.
"""
SHIPPED = sorted(name for name in files.texts_of(files.RULEBOOK_DIR) if name.startswith("markets/"))


def changed(id_, text=TEXT, **values):
    """The text with some keys of a row set, or taken out with None."""
    wanted = {**values_in(text, id_), **{key.rstrip("_"): value for key, value in values.items()}}
    return change_row(text, id_, {key: value for key, value in wanted.items() if value is not None})


def difference(before, after):
    """Lines that went and lines that came."""
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_rows_are_located_by_line():
    assert [(row.id, row.section, row.start, row.end) for row in rows_in(TEXT)] == [
        ("AA.mask.1", "mask", 8, 19),
        ("AA.mask.2", "mask", 20, 21),
        ("AA.gown.1", "gown", 24, 33),
    ]
    assert row_in(TEXT, "AA.mask.3") is None
    assert values_in(TEXT, "AA.mask.3") is None


def test_a_row_that_says_what_it_said_keeps_every_byte():
    for row in rows_in(TEXT):
        assert change_row(TEXT, row.id, values_in(TEXT, row.id)) == TEXT or not row.is_block


def test_only_the_lines_of_the_changed_key_differ():
    assert difference(TEXT, changed("AA.mask.1", confidence="low", route="Declaration of A")) == (
        ["      route: Declaration", "      confidence: high"],
        ["      route: Declaration of A"],
    )


def test_a_new_key_is_inserted_in_order():
    after = changed("AA.mask.1", until="2026-12-31", corrected={"D9": "misread: it ends"})

    assert difference(TEXT, after) == (
        [],
        ["      until: 2026-12-31", "      corrected: {D9: 'misread: it ends'}"],
    )
    assert after.index("until:") > after.index("from: 2021")
    assert after.index("# Nobody knows") > after.index("until: 2026")
    assert after.index("corrected:") > after.index("# that is no comment")


def test_a_removed_key_is_removed_with_its_lines():
    assert difference(TEXT, changed("AA.mask.1", notes=None)) == (
        ["      notes: >-", "        Folded text", "        # that is no comment."],
        [],
    )


def test_a_comment_before_the_next_key_stays_when_the_key_above_changes():
    assert "# Nobody knows until when." in changed("AA.mask.1", from_="2022-01-01")


def test_a_row_in_one_line_is_written_out():
    after = changed("AA.mask.2", until="2026-12-31")

    assert row_in(after, "AA.mask.2").is_block
    assert after.split("    - id: AA.mask.2")[0] == TEXT.split("    - {id: AA.mask.2")[0]
    assert after.endswith(TEXT[TEXT.index("\n  # Gowns come last.") :])


def test_a_list_in_several_lines_is_replaced_whole():
    assert difference(TEXT, changed("AA.gown.1", asks="doc")) == (
        ["      asks:", "        any_of:", "          - doc", "          - report"],
        ["      asks: doc"],
    )


def test_long_values_break_and_say_the_same():
    long = {"all_of": [{"report": {"standard": f"EN {number}"}} for number in range(12)]}
    words = " ".join(["word"] * 60)

    after = changed("AA.mask.1", asks=long, notes=words)

    assert values_in(after, "AA.mask.1")["asks"] == long
    assert values_in(after, "AA.mask.1")["notes"] == words
    assert max(map(len, after.splitlines())) <= 120


@pytest.mark.parametrize(
    "said",
    [
        "yes",
        "no",
        "true",
        "2021",
        "~",
        "a: b",
        "a #b",
        "[x",
        "- x",
        "'",
        '"',
        "*x",
        "&x",
        "!x",
        "%x",
        "@x",
        "多",
        "x\ny",
        "  x",
        "x  y " * 60,
        "#" + " x" * 100,
        "x" * 200,
    ],
)
def test_whatever_is_typed_comes_back(said):
    after = changed("AA.mask.1", notes=said, route=said)

    assert (values_in(after, "AA.mask.1")["notes"], values_in(after, "AA.mask.1")["route"]) == (said, said)


def test_a_row_is_added_behind_the_last_of_its_type():
    row = {
        "id": "AA.mask.3",
        "route": "New",
        "asks": "doc",
        "confidence": "low",
        "legal_basis": "x",
        "sources": ["law"],
    }

    after = add_row(TEXT, "mask", row)

    assert [one.id for one in rows_in(after)] == ["AA.mask.1", "AA.mask.2", "AA.mask.3", "AA.gown.1"]
    assert difference(TEXT, after)[0] == []
    assert after.replace("".join(after.splitlines(keepends=True)[21:27]), "") == TEXT


@pytest.mark.parametrize("section", ["hood", "shared"])
def test_a_type_that_the_file_does_not_have_gets_a_section(section):
    row = {"id": "AA.x.1", "route": "New", "asks": "doc", "confidence": "low", "legal_basis": "x", "sources": ["law"]}

    after = add_row(TEXT, section, row)

    assert row_in(after, "AA.x.1").section == section
    assert difference(TEXT, after)[0] == []


def test_a_file_without_requirements_or_last_line_end_gets_both():
    row = {"id": "AA.x.1", "route": "New", "asks": "doc", "confidence": "low", "legal_basis": "x", "sources": ["law"]}

    after = add_row("market: AA\nname: A", "mask", row)

    assert after.startswith("market: AA\nname: A\n\nrequirements:\n  mask:\n    - id: AA.x.1\n      route: New\n")


def test_line_ends_of_windows_stay():
    text = TEXT.replace("\n", "\r\n")

    after = changed("AA.mask.1", text=text, confidence="low", until="2026-12-31")

    assert "\n" not in after.replace("\r\n", "")
    assert len(after.splitlines()) == len(text.splitlines()) + 1


def test_a_row_that_is_not_there_or_lies_inside_a_flow_is_not_for_forms():
    with pytest.raises(CannotEditByForm):
        change_row(TEXT, "AA.mask.3", {"id": "AA.mask.3"})
    with pytest.raises(CannotEditByForm):
        add_row("market: AA\nrequirements: {}\n", "mask", {"id": "AA.mask.1"})


def test_an_alias_as_a_value_is_replaced_alone():
    text = TEXT.replace("asks: {all_of", "asks: &both {all_of").replace(
        "      asks:\n        any_of:\n          - doc\n          - report\n", "      asks: *both\n"
    )

    after = changed("AA.gown.1", text=text, asks="doc")

    assert difference(text, after) == (["      asks: *both"], ["      asks: doc"])


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_row_can_be_ended_and_corrected_without_touching_another_line(name):
    text = files.texts_of(files.RULEBOOK_DIR)[name]
    rows = rows_in(text)
    lines = text.splitlines(keepends=True)
    for row in (rows[0], rows[-1]):
        after = changed(row.id, text=text, until="2199-12-31", confidence="low", notes="Said again.")

        now = after.splitlines(keepends=True)
        assert now[: row.start] == lines[: row.start]
        assert now[len(now) - (len(lines) - row.end) :] == lines[row.end :]


def test_the_shipped_rows_are_all_found():
    texts = files.texts_of(files.RULEBOOK_DIR)
    found = {row.id for name in SHIPPED for row in rows_in(texts[name])}
    written = {id_ for name in SHIPPED for id_ in re.findall(r"^ *- id: (\S+)$", texts[name], re.MULTILINE)}

    assert found == written
    assert all(read_yaml(texts[name], name) for name in SHIPPED)
