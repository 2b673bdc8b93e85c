import json
import os
from io import StringIO

from django.core.management import call_command
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from suppliers.documents import sandbox
from suppliers.documents.reading import Reading
from tests.hostile.pdf_parts import document
from tests.suppliers.documents import sample_files, signed_pdfs

REPORT = (
    "TEST REPORT",
    "Report No.: SHHL2302008765MD",
    "Date of issue: 2023-03-14",
    "Certificate status: withdrawn",
)


def lines(*files, **options):
    out = StringIO()
    call_command("read_certificate", *map(str, files), stdout=out, ocr="never", **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_file_gets_its_line_and_a_broken_one_stops_nothing(tmp_path):
    good, broken, other = tmp_path / "good.pdf", tmp_path / "broken.pdf", tmp_path / "other.html"
    good.write_bytes(sample_files.pdf())
    broken.write_bytes(sample_files.pdf()[:300])
    other.write_bytes(sample_files.HTML)

    found = lines(broken, other, tmp_path / "missing.pdf", tmp_path, good)

    assert [(line["outcome"], line.get("reason")) for line in found] == [
        ("unreadable", "unreadable"),
        ("refused", "wrong-kind"),
        ("refused", "not-found"),
        ("refused", "not-a-file"),
        ("read", None),
    ]
    assert found[0]["file"] == str(broken)
    assert Reading.from_json(found[-1]["reading"]).pages[0].text == "SPECIMEN certificate, page 1"
    assert all(line["seconds"] >= 0 for line in found)
    assert found[0]["peak_memory"] > 1024**2
    assert found[-1]["peak_memory"] > 10 * 1024**2


def test_names_of_any_bytes_pipes_and_names_without_end_get_a_line_too(tmp_path):
    odd = tmp_path / os.fsdecode(b"\xff\xe9 document.html")
    odd.write_bytes(sample_files.HTML)
    os.mkfifo(tmp_path / "pipe")

    found = lines(odd, tmp_path / "pipe", tmp_path / ("long" * 100), tmp_path / "line\nbreak\x1b.pdf")

    assert found[0]["file"].endswith("\\xff\\xe9 document.html")
    assert [(line["outcome"], line["reason"]) for line in found] == [
        ("refused", "wrong-kind"),
        ("refused", "not-a-file"),
        ("refused", "not-opened"),
        ("refused", "not-found"),
    ]
    assert all(line["findings"] == [] and line["peak_memory"] == 0 and line["reading"] is None for line in found)


def test_what_is_odd_about_the_file_itself_is_reported(tmp_path):
    acting = tmp_path / "acting.pdf"
    acting.write_bytes(document(root=b" /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"))

    (found,) = lines(acting)

    assert found["outcome"] == "read"
    assert {"script"} <= {one["kind"] for one in found["reading"]["structure"]["marks"]}
    codes = {one["code"] for one in found["findings"]}
    assert codes == {"active_parts", "words_not_assessed"}


def test_a_child_that_cannot_be_set_up_stops_no_other_file(tmp_path, monkeypatch):
    document = tmp_path / "document.pdf"
    document.write_bytes(sample_files.pdf())
    monkeypatch.setattr(sandbox, "ENTRY", "import sys; sys.exit(70)")

    found = lines(document, tmp_path / "missing.pdf")

    assert [(line["outcome"], line["reason"]) for line in found] == [
        ("failed", "sandbox-not-set-up"),
        ("refused", "not-found"),
    ]


def test_signers_are_judged_by_the_roots_that_are_given(tmp_path):
    document, roots = tmp_path / "signed.pdf", tmp_path / "roots.pem"
    document.write_bytes(signed_pdfs.signed_pdf())
    roots.write_text(signed_pdfs.authority()[0])

    (without,), (given,) = lines(document), lines(document, roots=roots)

    assert without["reading"]["signatures"][0]["trust"] == "unknown"
    assert given["reading"]["signatures"][0]["trust"] == "trusted"


def test_what_would_be_proposed_is_printed_with_what_the_document_says_of_itself(tmp_path):
    file = tmp_path / "report.pdf"
    canvas = Canvas(str(file), pagesize=A4)
    for row, text in enumerate(REPORT):
        canvas.drawString(72, 760 - 24 * row, text)
    canvas.save()

    (line,) = lines(file)

    assert {one["field"] for one in line["proposals"]} >= {"issued_on"}
    assert [one["standing"] for one in line["statements"]] == ["cancelled"]
