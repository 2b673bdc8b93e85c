"""The command that lists twins that differ without a reason."""

from __future__ import annotations

import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audits.law import files, twins


def test_the_shipped_twins_differ_only_where_a_reason_says_why():
    said = StringIO()

    call_command("compare_twins", stdout=said)

    assert said.getvalue().endswith("differences, each with a reason.\n")


def test_a_difference_without_a_reason_is_printed_and_fails(monkeypatch, tmp_path):
    directory = tmp_path / "rulebook"
    shutil.copytree(files.RULEBOOK_DIR, directory)
    (directory / twins.FILE).write_text("markets: [TR]\nreasons: []\n", encoding="utf-8")
    monkeypatch.setattr(files, "RULEBOOK_DIR", directory)
    said = StringIO()

    with pytest.raises(CommandError, match="differences without a reason, 0 reasons without"):
        call_command("compare_twins", stdout=said)

    assert "TR: extra tr_uts of exam_glove MDR" in said.getvalue()
