import json
from io import StringIO

from django.core.management import call_command

from suppliers.documents.reading import Reading
from tests.suppliers.documents import papers, signed


def lines(*files, **options):
    out = StringIO()
    call_command("read_certificate", *map(str, files), stdout=out, ocr="never", **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_file_gets_its_line_and_a_broken_one_stops_nothing(tmp_path):
    good, broken, other = tmp_path / "good.pdf", tmp_path / "broken.pdf", tmp_path / "other.html"
    good.write_bytes(papers.pdf())
    broken.write_bytes(papers.pdf()[:300])
    other.write_bytes(papers.HTML)

    found = lines(broken, other, tmp_path / "missing.pdf", tmp_path, good)

    assert [(line["outcome"], line.get("reason")) for line in found] == [
        ("unreadable", "unreadable"),
        ("refused", "wrong-kind"),
        ("refused", "not-found"),
        ("refused", "not-opened"),
        ("read", None),
    ]
    assert found[0]["file"] == str(broken)
    assert Reading.from_json(found[-1]["reading"]).pages[0].text == "SPECIMEN certificate, page 1"
    assert all(line["seconds"] >= 0 for line in found)
    assert found[0]["peak_memory"] > 1024**2
    assert found[-1]["peak_memory"] > 10 * 1024**2


def test_signers_are_judged_by_the_roots_that_are_given(tmp_path):
    paper, roots = tmp_path / "signed.pdf", tmp_path / "roots.pem"
    paper.write_bytes(signed.signed_pdf())
    roots.write_text(signed.authority()[0])

    (without,), (given,) = lines(paper), lines(paper, roots=roots)

    assert without["reading"]["signatures"][0]["trust"] == "unknown"
    assert given["reading"]["signatures"][0]["trust"] == "trusted"
