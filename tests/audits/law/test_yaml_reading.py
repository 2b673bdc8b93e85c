"""Texts that are refused before anything is built from them."""

import pytest

from audits.law.yaml_reading import MAX_BYTES, MAX_LEVELS, RulebookError, read_text, read_yaml

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdef", "bcdefg", strict=True)
)

FAULTS = {
    "an alias inside its own anchor": ("a: &a [1, *a]", "line 1", "*a refers to itself"),
    "a ring of two": ("a: &a\n  b: &b\n    c: *a\n", "line 3", "*a refers to itself"),
    "aliases that multiply": (LAUGHS, "line 5", "more than 100000 values, aliases written out"),
    "too many values": ("[" + "1," * 100_000 + "]", "line 1", "more than 100000 values, aliases written out"),
    "lists in lists": ("[" * 100_000, "line 1", f"more than {MAX_LEVELS} levels deep"),
    "five megabytes": ("a: " + "x" * 5_000_000, "", "is larger than 1 MB"),
    "a NUL character": ("a: 1\nb: \0\n", "line 2", "holds a NUL character"),
    "a letter that could not be read": (
        "a: 1\nb: caf\ufffd\n",
        "line 2",
        "holds the character for unreadable bytes: the text was not UTF-8",
    ),
    "another control character": ("a: \x07", "", "not YAML: unacceptable character #x0007"),
    "an alias to nothing": ("a: *b", "line 1", "found undefined alias"),
    "a Python object": (
        "a: !!python/object/apply:os.system [ls]",
        "line 1",
        "could not determine a constructor for the tag 'tag:yaml.org,2002:python/object/apply:os.system'",
    ),
    "a number without end": ("a: " + "9" * 5000, "", "not YAML: Exceeds the limit"),
    "two documents": ("a: 1\n---\nb: 2\n", "line 2", "but found another document"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_text_is_refused_by_line_and_reason(fault):
    text, row, reason = FAULTS[fault]

    with pytest.raises(RulebookError) as refused:
        read_yaml(text, "markets/EU.yaml")

    assert (refused.value.file, refused.value.row) == ("markets/EU.yaml", row)
    assert refused.value.reason.startswith(reason)


def test_an_alias_that_refers_to_something_finished_is_fine():
    assert read_yaml("a: &a [1]\nb: *a\n", "x") == {"a": [1], "b": [1]}


def test_another_encoding_is_refused_and_so_is_a_huge_file(tmp_path):
    path = tmp_path / "EU.yaml"
    path.write_bytes("name: Größe".encode("latin-1"))
    with pytest.raises(RulebookError, match=r"^EU: is not UTF-8: byte 9 is not part of a character$"):
        read_text(path, "EU")

    path.write_bytes(b"x" * (MAX_BYTES + 1))
    with pytest.raises(RulebookError, match=r"^EU: is larger than 1 MB$"):
        read_text(path, "EU")


def test_a_text_keeps_its_line_ends_and_its_byte_order_mark(tmp_path):
    path = tmp_path / "EU.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\n")

    assert read_text(path, "EU").encode() == path.read_bytes()
    assert read_yaml(read_text(path, "EU"), "EU") == {"a": 1}
