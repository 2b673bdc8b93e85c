"""The tables of findings in the documentation."""

import re
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from audits.findings import documentation
from audits.findings.checking import FINDING_TYPES
from audits.management.commands import findings_tables


@pytest.fixture
def document(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    path = tmp_path / "docs" / "findings.md"
    path.parent.mkdir()
    path.write_text(f"Before.\n{documentation.BEGIN}\nold\n{documentation.END}\nAfter.\n", "utf-8")
    return path


def test_the_document_is_up_to_date():
    call_command("findings_tables", check=True, stdout=StringIO())


def test_every_code_in_the_document_is_declared():
    page = (settings.BASE_DIR / findings_tables.DOCUMENT).read_text("utf-8")
    handwritten = documentation.BETWEEN_MARKS.sub("", page)

    assert set(re.findall(r"`([a-z0-9]+(?:_[a-z0-9]+)+)`", handwritten)) - {"findings_tables"} <= set(FINDING_TYPES)


def test_an_update_replaces_only_what_is_between_the_marks(document):
    with pytest.raises(CommandError, match="out of date"):
        call_command("findings_tables", check=True)

    call_command("findings_tables", update=True)

    call_command("findings_tables", check=True)
    written = document.read_text("utf-8")
    assert written.startswith("Before.\n") and written.endswith("\nAfter.\n")
    assert "old" not in documentation.BETWEEN_MARKS.findall(written)[0].splitlines()


def test_a_document_without_marks_is_refused(document):
    document.write_text("No marks.", "utf-8")

    with pytest.raises(CommandError, match="no marks"):
        call_command("findings_tables", update=True)


def test_a_row_has_code_severity_sentence_and_reason():
    tables = documentation.tables().splitlines()

    assert "| `expired` | warning | Expired on *day*. | `expired` |" in tables
    assert (
        "| `file_elsewhere` | contradiction | Another company submitted exactly this file. Neither company is notified."
        " | never disclosed |"
    ) in tables
    assert any(line.endswith("*share*% agree. | in words |") for line in tables)
