import threading
from dataclasses import replace

import pytest

from suppliers.documents import comparison, page_ocr, reader, render, sandbox, stages
from suppliers.documents.agreement import agreement
from suppliers.documents.protocol import Answer, Limits
from suppliers.documents.reader import Ocr
from suppliers.documents.reading import Box, Change, Line, MarkKind, Outcome, Reading, Source, StageName, Trust
from suppliers.documents.results import Code, Refused
from suppliers.documents.sniff import Kind
from tests.suppliers.documents import sample_files, sample_pages, signed_pdfs

pytestmark = pytest.mark.slow

AT = signed_pdfs.JUDGED_AT
FORGED = ("Business Licence", "Number 000000", "Valid until 2099", "Anybody Trading Co., Ltd.")


def read(source, **options):
    return reader.read(source, at=AT, **options)


def outcomes(reading):
    return {stage.name: (stage.outcome, stage.reason) for stage in reading.stages}


@pytest.fixture(scope="session")
def licence():
    """A PDF as from an office program."""
    return read(sample_pages.licence())


@pytest.fixture(scope="session")
def scans():
    """The same document four times: upright, upside down, on each of its sides. One child reads them all."""
    page = sample_pages.photo_pdf(sample_pages.worded_pdf())
    content = sample_pages.tiff(page, page.rotate(180), page.rotate(90, expand=True), page.rotate(270, expand=True))
    return read(content)


@pytest.fixture(scope="session")
def covered():
    """The image of one document over the text layer of another."""
    page = sample_pages.photo_pdf(sample_pages.worded_pdf())
    return read(sample_pages.worded_pdf(FORGED, over=page))


def test_a_page_with_a_text_layer_is_read_from_it(licence):
    (page,) = licence.pages

    assert (licence.kind, page.number, page.source, page.confidence) == (Kind.PDF, 1, Source.TEXT_LAYER, 1.0)
    for words in (
        "国械注准20243140123",
        "深圳市康平医疗器械有限公司",
        "Shenzhen Kangping Medical Co., Ltd.",
        "2029年3月4日",
    ):
        assert words in page.text
    assert outcomes(licence) == {
        StageName.PAGES: (Outcome.DONE, ""),
        StageName.TEXT_LAYER: (Outcome.DONE, ""),
        StageName.STRUCTURE: (Outcome.DONE, ""),
        StageName.SIGNATURES: (Outcome.NOT_NEEDED, "no-signature-fields"),
        StageName.BARCODES: (Outcome.DONE, ""),
        StageName.COMPARISON: (Outcome.DONE, ""),
        StageName.OCR: (Outcome.NOT_NEEDED, "text-layer-is-enough"),
    }


def test_the_text_layer_agrees_with_the_image(licence):
    (page,) = licence.pages

    assert (page.compared, page.differences, page.agreement) == (comparison.MAX_LINES_PER_PAGE, (), None)


def test_a_reading_reports_its_time_memory_and_engines(licence):
    done = [stage for stage in licence.stages if stage.outcome == Outcome.DONE]

    assert all(stage.seconds > 0 and 10 * 1024**2 < stage.memory < 1024**3 for stage in done)
    assert set(licence.engines) == {"pypdfium2", "pikepdf", "pyhanko", "zxing-cpp", "rapidocr", "onnxruntime"}


def test_a_reading_can_be_kept(licence, scans):
    for reading in (licence, scans):
        assert Reading.from_json(reading.as_json()) == reading


def test_a_scan_is_read_from_its_picture(scans):
    page = scans.pages[0]

    assert (page.source, page.rotation) == (Source.OCR, 0)
    assert page.confidence > 0.9
    assert agreement(page.text, "\n".join(sample_pages.WORDS)) > 0.95
    number = next(line for line in page.lines if "国械注准20243140123" in line.text)
    assert 0.05 < number.box.left < 0.12
    assert 0.3 < number.box.top < number.box.bottom < 0.4
    assert scans.metadata is scans.structure is None
    assert outcomes(scans)[StageName.STRUCTURE] == (Outcome.NOT_NEEDED, "not-a-pdf")


DARK_RED = (140, 5, 20)


def test_a_day_under_a_red_seal_is_read():
    scan = sample_pages.photo_pdf(sample_pages.worded_pdf(), dpi=80)
    reading = read(sample_pages.tiff(sample_pages.stamp_seal(scan, (112, 197, 202, 288), DARK_RED)))

    day = next(line for line in reading.pages[0].lines if "2029年3月4日" in line.text)
    assert day.text == sample_pages.WORDS[-1]
    assert 0.75 < day.box.top < day.box.bottom < 0.9


@pytest.mark.parametrize(("index", "rotation"), [(1, 180), (2, 90), (3, 270)])
def test_a_rotated_scan_is_read_upright(scans, index, rotation):
    upright, page = scans.pages[0], scans.pages[index]

    assert page.rotation == rotation
    assert agreement(page.text, upright.text) > 0.95


def test_places_are_on_the_picture_as_it_lies(scans):
    def place(page):
        line = next(line for line in page.lines if line.text.startswith("Shenzhen"))
        return line.box

    upright, head, side, other_side = map(place, scans.pages)

    assert head.right == pytest.approx(1 - upright.left, abs=0.03)
    assert head.top == pytest.approx(1 - upright.bottom, abs=0.05)
    assert side.bottom == pytest.approx(1 - upright.left, abs=0.03)
    assert side.left == pytest.approx(upright.top, abs=0.05)
    assert other_side.top == pytest.approx(upright.left, abs=0.03)
    assert other_side.right == pytest.approx(1 - upright.top, abs=0.05)


def test_the_words_of_a_line_share_its_place(scans):
    line = next(line for line in scans.pages[0].lines if line.text.startswith("Shenzhen"))

    lefts = [word.box.left for word in line.words]
    assert [word.text for word in line.words] == line.text.split()
    assert lefts == sorted(set(lefts))
    assert line.words[0].box.left == pytest.approx(line.box.left, abs=0.02)


def test_a_text_layer_that_says_something_else_than_the_picture_is_kept_aside(covered):
    (page,) = covered.pages

    assert page.source == Source.OCR
    assert page.agreement < 0.3
    assert "国械注准20243140123" in page.text
    assert [line.text for line in page.hidden] == list(FORGED)


def test_where_a_line_reads_otherwise_on_the_picture_the_picture_is_believed():
    reading = read(sample_pages.lying_pdf())

    (page,) = reading.pages
    (found,) = page.differences
    assert (found.layer_text, found.image_text) == (
        "注册证编号：国械注准20249999999",
        "注册证编号：国械注准20243140123",
    )
    assert found.box.top == pytest.approx(0.3, abs=0.02)
    assert outcomes(reading)[StageName.OCR] == (Outcome.DONE, "")
    assert (page.source, page.compared) == (Source.OCR, len(sample_pages.WORDS))
    assert "20243140123" in page.text
    assert "20249999999" in "".join(line.text for line in page.hidden)
    assert 0.6 < page.agreement < 1


def test_a_text_layer_that_agrees_with_the_picture_is_kept(monkeypatch):
    printed = stages.OcrPages((stages.OcrPage((), 0.99, 0),))
    layer = sample_pages.worded_pdf()
    lines = read(layer, ocr=Ocr.NEVER).pages[0].lines
    ocr_pages = replace(printed, pages=(replace(printed.pages[0], lines=lines[1:]),))
    monkeypatch.setattr(stages, "run_on_images", answering(stages.run_on_images, ocr_pages))

    (page,) = read(layer, ocr=Ocr.COMPARE).pages

    assert (page.source, page.lines, page.hidden) == (Source.TEXT_LAYER, lines, ())
    assert 0.6 < page.agreement < 1


def test_what_only_the_picture_shows_is_added_to_a_text_layer_that_agrees(monkeypatch):
    layer = sample_pages.worded_pdf()
    lines = read(layer, ocr=Ocr.NEVER).pages[0].lines
    footer = Line("Ente Certificazione Macchine Srl", Box(0.3, 0.95, 0.6, 0.97), Source.OCR, 0.97)
    doubtful = Line("Ent3 C3rt", Box(0.7, 0.95, 0.9, 0.97), Source.OCR, 0.6)
    again = replace(lines[0], source=Source.OCR, confidence=0.99)
    printed = stages.OcrPages((stages.OcrPage((again, *lines[1:], footer, doubtful), 0.99, 0),))
    monkeypatch.setattr(stages, "run_on_images", answering(stages.run_on_images, printed))

    (page,) = read(layer, ocr=Ocr.COMPARE).pages

    assert (page.source, page.lines) == (Source.TEXT_LAYER, (*lines, footer))


def answering(really, printed):
    def run_on_images(name, *arguments):
        if name != StageName.OCR:
            return really(name, *arguments)
        return printed, stages.Stage(name, Outcome.DONE)

    return run_on_images


def test_without_ocr_the_stage_says_that_it_was_not_requested():
    reading = read(sample_files.picture("PNG"), ocr=Ocr.NEVER)

    assert outcomes(reading)[StageName.OCR] == (Outcome.NOT_ASKED, "ocr-not-wanted")
    assert (reading.pages[0].lines, reading.pages[0].source) == ((), None)


def test_of_a_long_scan_the_first_pages_are_read(monkeypatch):
    blank = stages.OcrPage((), 0.0, 0)
    monkeypatch.setattr(page_ocr, "MAX_READ_PAGES", 2)
    monkeypatch.setattr(stages, "run_on_images", answering(stages.run_on_images, stages.OcrPages((blank, blank))))

    assert outcomes(read(sample_files.tiff(3)))[StageName.OCR] == (Outcome.PARTLY, "first-pages-only")


def test_a_code_on_the_page_is_read():
    reading = read(sample_pages.qr_picture("https://example.org/国械注准20243140123"), ocr=Ocr.NEVER)

    (code,) = reading.pages[0].barcodes
    assert (code.format, code.content) == ("QRCode", "https://example.org/国械注准20243140123")
    assert len(reading.pages[0].fingerprint) == 64


def test_a_signed_document_is_checked_in_the_sandbox():
    root, _ = signed_pdfs.authority()
    content = signed_pdfs.changed_after(signed_pdfs.signed_pdf())

    reading = read(content, roots=root, ocr=Ocr.NEVER)

    (signature,) = reading.signatures
    assert signature.is_checked, outcomes(reading)
    assert (signature.is_intact, signature.is_valid, signature.trust) == (True, True, Trust.TRUSTED)
    assert (signature.covers_whole_file, signature.change) == (False, Change.SUSPICIOUS)
    assert reading.structure.revisions == 3


def test_a_script_is_reported_and_not_run():
    def put(pdf):
        pdf.Root.OpenAction = sample_pages.script()

    reading = read(sample_pages.change_pdf(put), ocr=Ocr.NEVER)

    assert [mark.what for mark in reading.structure.having(MarkKind.SCRIPT)] == ["app.alert(1)"]


@pytest.mark.parametrize("name", [StageName.TEXT_LAYER, StageName.STRUCTURE, StageName.BARCODES])
def test_a_stage_that_fails_takes_nothing_with_it(monkeypatch, name):
    monkeypatch.setitem(stages.LIMITS, name, Limits(seconds=0.01))

    reading = read(sample_files.pdf(), ocr=Ocr.NEVER)

    assert outcomes(reading)[name] == (Outcome.FAILED, "took-too-long")
    others = {key: outcome for key, (outcome, _) in outcomes(reading).items() if key != name}
    assert Outcome.DONE in others.values()
    assert len(reading.pages) == 1


def test_ocr_that_fails_says_so(monkeypatch):
    monkeypatch.setitem(stages.LIMITS, StageName.OCR, Limits(seconds=0.01))

    reading = read(sample_files.picture("PNG"))

    assert outcomes(reading)[StageName.OCR] == (Outcome.FAILED, "took-too-long")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Code.EMPTY),
        (sample_files.HTML, Code.WRONG_KIND),
        (sample_files.pdf()[:300], Code.UNREADABLE),
        (sample_files.pdf(password="secret"), Code.PASSWORD_PROTECTED),
    ],
)
def test_a_file_without_pages_is_refused(content, code):
    assert read(content) == Refused(code)


def test_pages_rendered_before_are_not_rendered_again(monkeypatch):
    rendered = render.pages(sample_files.pdf())
    monkeypatch.delattr(render, "pages")

    reading = read(sample_files.pdf(), rendered=rendered, ocr=Ocr.NEVER)

    assert (reading.pages[0].width, reading.pages[0].height) == (1240, 1755)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"pages": "many"},
        {"pages": [{"barcodes": [], "fingerprint": 5}]},
        {"pages": [{"barcodes": [{"format": "QRCode"}], "fingerprint": ""}]},
        {"pages": []},
    ],
)
def test_a_child_that_was_taken_over_is_not_believed(monkeypatch, facts):
    rendered = render.pages(sample_files.picture())
    monkeypatch.setattr(sandbox, "run_measured", lambda *arguments: sandbox.Run(Answer(facts), 0.1, 5))

    value, stage = stages.run_on_images(StageName.BARCODES, stages.Appearances, rendered.pages)

    assert (value, stage.outcome, stage.reason) == (None, Outcome.FAILED, "unreadable")


def test_a_text_layer_is_cut_to_the_number_of_rendered_pages(monkeypatch):
    really = stages.run_on_file

    def run_on_file(name, *arguments):
        value, stage = really(name, *arguments)
        return (replace(value, pages=value.pages * 3), stage) if name == StageName.TEXT_LAYER else (value, stage)

    monkeypatch.setattr(stages, "run_on_file", run_on_file)

    assert len(read(sample_files.pdf(), ocr=Ocr.NEVER).pages) == 1


def test_nothing_is_left_lying_about(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    read(sample_files.pdf(), ocr=Ocr.NEVER)
    read(sample_files.pdf()[:300])

    assert list(tmp_path.iterdir()) == []


def test_a_stream_is_as_good_as_a_path(tmp_path):
    document = tmp_path / "document.pdf"
    document.write_bytes(sample_files.pdf())

    one, other = read(document, ocr=Ocr.NEVER), read(sample_files.pdf(), ocr=Ocr.NEVER)

    assert (one.size, one.pages, one.metadata) == (other.size, other.pages, other.metadata)


def test_each_stage_is_reported_once_in_the_callers_thread():
    reported = []

    reading = read(
        sample_pages.licence(), ocr=Ocr.NEVER, on_stage=lambda stage: reported.append((threading.get_ident(), stage))
    )

    assert {thread for thread, _ in reported} == {threading.get_ident()}
    assert sorted(stage.name for _, stage in reported) == sorted(stage.name for stage in reading.stages)
    assert {stage for _, stage in reported} == set(reading.stages)


def test_an_error_of_the_callback_stops_the_reading():
    def deaf(stage):
        raise LookupError

    with pytest.raises(LookupError):
        read(sample_pages.licence(), ocr=Ocr.NEVER, on_stage=deaf)
