"""The report on how well fields are read."""

import gzip
import json

import pytest
from django.core.management import CommandError, call_command

from suppliers.documents import packing
from suppliers.documents.fields import KindFacts
from suppliers.documents.reading import Box, Line, Page, Reading, Source
from suppliers.documents.sniff import Kind
from suppliers.management.commands import reading_report


def entry(name, look, number, issued):
    texts = ("Certificate of Free Sale", f"Certificate No.: {number}", "Date of issue: 6 May 2024")
    lines = tuple(
        Line(text, Box(0.1, 0.1 + 0.05 * step, 0.7, 0.13 + 0.05 * step), Source.TEXT_LAYER)
        for step, text in enumerate(texts)
    )
    reading = Reading(Kind.PDF, 100, (Page(1, 1000, 1400, Source.TEXT_LAYER, lines=lines),))
    truth = {"kind": [["cfs"]], "number": [["CFS-2024-17"]], "issued_on": [[issued]]}
    return {"name": name, "look": look, "truth": truth, "not_judged": [], "reading": reading.as_json()}


@pytest.fixture
def folder(tmp_path):
    kinds = {"cfs": packing.pack(KindFacts("Certificate of Free Sale", "自由销售证明"))}
    (tmp_path / "kinds.json").write_text(json.dumps(kinds), encoding="utf-8")
    documents = {
        "development": [entry("dev-1", "clean", "CFS-2024-17", "2024-05-06")],
        "held_out": [
            entry("held-1", "clean", "CFS-2024-17", "2024-05-06"),
            entry("held-2", "phone", "CFS-2024-18", "2024-05-06"),
        ],
    }
    for part, entries in documents.items():
        with gzip.open(tmp_path / f"{part}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(one) + "\n" for one in entries)
    return tmp_path


@pytest.fixture(autouse=True)
def few_layouts(tmp_path, monkeypatch):
    """One transcript a part, in place of all real ones, which take seconds."""
    parts = {}
    for part in reading_report.REAL_PARTS:
        parts[part] = tmp_path / part
        parts[part].mkdir()
        truth = {"number": [["CFS-2024-17"]], "issuer": [["Chamber of Commerce of Hamburg"]]}
        line = [0.1, 0.1, 0.6, 0.13, 0.99, "Certificate No.: CFS-2024-17"]
        layout = {"look": "ocr", "size": [1000, 1400], "truth": truth, "not_judged": [], "lines": [line]}
        (parts[part] / "free-sale.json").write_text(json.dumps(layout), encoding="utf-8")
    monkeypatch.setattr(reading_report, "REAL_PARTS", parts)


def report(folder, capsys, *options):
    call_command("reading_report", str(folder), *options)
    return capsys.readouterr().out.splitlines()


def row_of(lines, field):
    return next([cell.strip() for cell in line.split("|")[2:-1]] for line in lines if line.startswith(f"| {field} "))


def test_every_part_that_is_there_is_reported(folder, capsys):
    heads = [line for line in report(folder, capsys) if "documents" in line and ";" in line]

    assert heads[0].startswith("real-layouts: ")
    assert not any(line.startswith("real-layouts-measured") for line in heads)
    assert heads[1:] == [
        "development: 1 documents, 0 unreadable; proposals from 0.5",
        "held-out: 2 documents, 0 unreadable; proposals from 0.5",
    ]


def test_a_row_tells_precision_recall_and_count_of_each_look(folder, capsys):
    lines = report(folder, capsys, "--part", "held-out")

    assert row_of(lines, "number") == ["1.000 / 1.000 (1)", "0.000 / 0.000 (1)", "0.500 / 0.500 (2)"]


def test_one_look_is_reported_alone(folder, capsys):
    lines = report(folder, capsys, "--part", "held-out", "--look", "phone")

    assert row_of(lines, "number") == ["0.000 / 0.000 (1)"] * 2


def test_targets_are_met_missed_or_have_no_documents(folder, capsys):
    lines = [line for line in report(folder, capsys, "--part", "held-out") if line.startswith("target")]

    assert [line.rsplit(": ", 1)[1] for line in lines if ": number " in line] == ["met", "MISSED"]
    assert [line.rsplit(": ", 1)[1] for line in lines if ": valid_from " in line] == ["no such documents"] * 2


def test_mistakes_are_named_when_asked_for(folder, capsys):
    lines = report(folder, capsys, "--part", "held-out", "--mistakes")

    assert lines[-1] == "held-2 number: CFS-2024-17 read as CFS-2024-18"


def test_a_threshold_keeps_unsure_proposals_out(folder, capsys):
    lines = report(folder, capsys, "--part", "development", "--at-least", "0.999")

    assert row_of(lines, "number") == ["- / 0.000 (1)"] * 2


@pytest.mark.parametrize("missing", ["kinds.json", "held_out.jsonl.gz"])
def test_a_folder_without_its_files_is_answered_in_a_sentence(folder, missing):
    (folder / missing).unlink()

    with pytest.raises(CommandError, match=f"has no {missing}"):
        call_command("reading_report", str(folder), "--part", "held-out")


def test_layouts_kept_for_measuring_are_counted_but_their_mistakes_are_not_shown(folder, capsys):
    lines = report(folder, capsys, "--part", "real-layouts-measured")

    assert lines[1].startswith("real-layouts-measured: ")
    assert lines[2] == "issuers: 1"
    assert row_of(lines, "number") == ["1/1 = 1.000", "1/1 = 1.000"]
    assert lines[-1] == "wrong values that would be called clearly read: 0, 0.0 per 100 documents"
    with pytest.raises(CommandError, match="who sees them tunes for them"):
        call_command("reading_report", str(folder), "--part", "real-layouts-measured", "--mistakes")
