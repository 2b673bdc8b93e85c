from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from kpmarket.site.security_table import END, START, Row, find_faults, read_rows, table, with_table

SETTINGS = SimpleNamespace(X_FRAME_OPTIONS="DENY")


@pytest.fixture
def root(tmp_path):
    (tmp_path / "test_a.py").write_text("def test_it_holds(db):\n    pass\n")
    return tmp_path


@pytest.mark.parametrize("shown", ["test_a.py::test_it_holds", "test_a.py", "X_FRAME_OPTIONS"])
def test_a_test_a_file_and_a_setting_are_evidence_where_they_exist(root, shown):
    assert list(find_faults([Row("V1.1.1", 2, "Something", (shown,))], root, SETTINGS)) == []


@pytest.mark.parametrize("shown", ["test_a.py::test_it", "test_b.py::test_it_holds", "NO_SUCH_SETTING", "gone.md"])
def test_evidence_that_does_not_exist_is_named(root, shown):
    faults = list(find_faults([Row("V1.1.1", 2, "Something", (shown,))], root, SETTINGS))

    assert faults == [f"V1.1.1: there is no {shown}"]


def test_a_row_that_neither_shows_nor_says_anything_is_a_fault(root):
    assert list(find_faults([Row("V1.1.1", 2, "Something")], root, SETTINGS)) == ["V1.1.1: neither shown nor a gap"]


def test_the_table_counts_what_is_shown_in_part_and_not_at_all():
    rows = read_rows(
        "V1.1.1: {level: 1, asks: A, shown: [a.md]}\n"
        "V1.1.2: {level: 2, asks: B, shown: [a.md], gap: not all}\n"
        "V1.1.3: {level: 2, asks: C, gap: 'none | yet'}\n"
    )

    written = with_table(f"before\n{START}\nold\n{END}\nafter\n", table(rows))

    assert "3 requirements: 1 shown, 1 shown in part, 1 not shown." in written
    assert "| V1.1.3 | 2 | C |  | none \\| yet |" in written
    assert written.startswith("before\n") and written.endswith(f"{END}\nafter\n") and "old" not in written


def test_the_document_is_as_the_file_says_and_names_nothing_that_is_gone(settings, tmp_path):
    call_command("security_table", "--check")

    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/asvs.yaml").write_text("V1.1.1: {level: 1, asks: A, gap: none}\n")
    (tmp_path / "docs/security.md").write_text(f"{START}\n{END}\n")
    settings.BASE_DIR = tmp_path
    with pytest.raises(CommandError, match="out of date"):
        call_command("security_table", "--check")
    call_command("security_table", "--update")
    call_command("security_table", "--check")
