import io
import resource

import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from suppliers.documents import render, sandbox
from suppliers.documents.protocol import Answer, Limits
from suppliers.documents.results import Code, EncodedImage, PageImages, ProductImage, Refused
from suppliers.documents.sniff import Kind
from tests.suppliers.documents import sample_files

SMALL = Limits(seconds=10, memory=300 * 1024**2)


def open_image(pixels):
    return Image.open(io.BytesIO(pixels.data))


@pytest.mark.parametrize(
    ("make", "kind", "sizes"),
    [
        (sample_files.pdf, Kind.PDF, [(1240, 1755)]),
        (lambda: sample_files.pdf(3, size=(432, 576)), Kind.PDF, [(901, 1200)] * 3),
        (lambda: sample_files.pdf(size=(14_000, 7_000)), Kind.PDF, [(1999, 1000)]),
        (lambda: sample_files.picture("JPEG"), Kind.JPEG, [(600, 400)]),
        (lambda: sample_files.picture("PNG"), Kind.PNG, [(600, 400)]),
        (lambda: sample_files.picture("WEBP"), Kind.WEBP, [(600, 400)]),
        (lambda: sample_files.picture("JPEG", size=(4000, 3000)), Kind.JPEG, [(2000, 1500)]),
        (sample_files.heic, Kind.HEIC, [(600, 400)]),
        (lambda: sample_files.tiff(3), Kind.TIFF, [(300, 200)] * 3),
    ],
)
def test_each_page_becomes_a_picture_of_our_own(make, kind, sizes):
    rendered = render.pages(make())

    assert isinstance(rendered, PageImages), rendered
    assert rendered.kind == kind
    assert [page.number for page in rendered.pages] == list(range(1, len(sizes) + 1))
    assert [(page.image.width, page.image.height) for page in rendered.pages] == sizes
    assert [open_image(page.image).size for page in rendered.pages] == sizes
    assert [open_image(page.image).format for page in rendered.pages] == ["WEBP"] * len(sizes)
    assert all(max(open_image(page.preview).size) <= 360 for page in rendered.pages)


@pytest.mark.parametrize(
    "prefix", [b"\xef\xbb\xbf\r\n", b"\x1b%-12345X@PJL JOB\r\n", b"Content-Type: application/pdf\r\n\r\n"]
)
def test_what_a_printer_or_mail_program_wrote_before_a_pdf_does_no_harm(prefix):
    rendered = render.pages(prefix + sample_files.pdf(2))

    assert [page.number for page in rendered.pages] == [1, 2]


def test_a_report_of_250_pages_is_taken_with_small_pages_after_the_first_ones():
    rendered = render.pages(sample_files.pdf(250, size=(144, 144)))

    assert [page.image.width for page in rendered.pages] == [300] * 20 + [180] * 230


def test_a_photograph_of_108_megapixels_is_taken():
    photograph = io.BytesIO()
    Image.new("L", (12_000, 9_000), 200).save(photograph, "JPEG")

    rendered = render.pages(photograph.getvalue())

    assert [(page.image.width, page.image.height) for page in rendered.pages] == [(2000, 1500)]


def test_a_long_screenshot_is_cut_between_its_lines():
    screenshot = Image.new("L", (400, 1800), "white")
    for top in range(0, 1800, 40):
        screenshot.paste(0, (50, top, 350, top + 25))
    out = io.BytesIO()
    screenshot.save(out, "PNG")

    pages = [open_image(page.image).convert("L") for page in render.pages(out.getvalue()).pages]

    assert [page.width for page in pages] == [400] * 4
    assert sum(page.height for page in pages) == 1800
    assert all(page.crop((60, page.height - 3, 340, page.height)).getextrema()[0] > 200 for page in pages[:-1])


def test_a_long_product_picture_stays_whole():
    made = render.product_image(sample_files.picture("PNG", size=(320, 1200)))

    assert (made.image.width, made.image.height) == (320, 1200)


@pytest.mark.parametrize("make", [lambda: sample_files.pdf(21, size=(72, 72)), lambda: sample_files.tiff(21)])
def test_long_documents_are_encoded_as_jpeg_for_speed(make):
    rendered = render.pages(make())

    assert [page.image.suffix for page in rendered.pages] == [".jpg"] * 21
    assert {open_image(page.image).format for page in rendered.pages} == {"JPEG"}


@pytest.mark.parametrize("make", [sample_files.pdf, sample_files.photograph, sample_files.heic])
def test_a_second_run_gives_the_same_bytes(make):
    content = make()

    assert render.pages(content) == render.pages(content)


@pytest.mark.parametrize(
    ("make", "refused"),
    [
        (lambda: b"", Refused(Code.EMPTY)),
        (lambda: sample_files.EXECUTABLE, Refused(Code.WRONG_KIND)),
        (lambda: sample_files.EXECUTABLE + sample_files.pdf(), Refused(Code.WRONG_KIND)),
        (lambda: sample_files.SVG, Refused(Code.WRONG_KIND)),
        (lambda: sample_files.GIF, Refused(Code.WRONG_KIND)),
        (lambda: sample_files.EPS, Refused(Code.WRONG_KIND)),
        (lambda: sample_files.pdf(password="secret"), Refused(Code.PASSWORD_PROTECTED)),
        (lambda: sample_files.pdf(3000), Refused(Code.TOO_MANY_PAGES, {"pages": 3000, "limit": 300})),
        (lambda: sample_files.tiff(101), Refused(Code.TOO_MANY_PAGES, {"limit": 100})),
        (
            sample_files.huge_png,
            Refused(Code.TOO_MANY_PIXELS, {"width": 20_000, "height": 20_000, "limit": 120_000_000}),
        ),
        (lambda: sample_files.picture()[:-800], Refused(Code.UNREADABLE)),
        (lambda: sample_files.picture("PNG")[:60], Refused(Code.UNREADABLE)),
        (lambda: sample_files.picture("WEBP")[:60], Refused(Code.UNREADABLE)),
        (lambda: sample_files.heic()[:500], Refused(Code.UNREADABLE)),
        (lambda: sample_files.tiff(1)[:60], Refused(Code.UNREADABLE)),
        (lambda: sample_files.pdf()[:300], Refused(Code.UNREADABLE)),
        (lambda: b"%PDF-1.7\n", Refused(Code.UNREADABLE)),
        (lambda: sample_files.pdf(0)[:9] + sample_files.EPS, Refused(Code.UNREADABLE)),
        (lambda: b"\xff\xd8\xff" + sample_files.EPS, Refused(Code.UNREADABLE)),
    ],
)
def test_what_is_refused_says_why(make, refused):
    assert render.pages(make()) == refused


def test_a_file_over_the_limit_is_refused_before_anything_is_started(monkeypatch, tmp_path):
    monkeypatch.delattr(sandbox, "run_measured")
    document = tmp_path / "document"
    with document.open("wb") as file:
        file.write(sample_files.pdf())
        file.truncate(20 * 1024 * 1024 + 1)

    assert render.pages(document) == Refused(Code.TOO_LARGE, {"size": 20_971_521, "limit": 20_971_520})


def test_a_pdf_without_pages_is_refused():
    empty = sample_files.hand_written_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")

    assert render.pages(empty) == Refused(Code.UNREADABLE)


@pytest.mark.slow
@pytest.mark.parametrize(
    "make",
    [sample_files.self_drawing_pdf, sample_files.laughing_pdf, sample_files.swelling_pdf],
    ids=["a form that draws itself", "forms that draw forms", "a stream that swells"],
)
def test_a_small_pdf_that_wants_all_memory_is_stopped_in_the_child(make):
    content = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    refused = render.pages(content, limits=SMALL)

    assert refused == Refused(Code.USED_TOO_MUCH_MEMORY)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 * 1024


def test_a_document_that_takes_too_long_is_stopped():
    assert render.pages(sample_files.pdf(100), limits=Limits(seconds=0.2)) == Refused(Code.TOOK_TOO_LONG)


def test_a_photo_is_rotated_upright_and_loses_its_location():
    photograph = sample_files.photograph()
    assert sample_files.GPS_PLACE.encode() in photograph

    page = render.pages(photograph).pages[0]

    assert (page.image.width, page.image.height) == (400, 600)
    for pixels in (page.image, page.preview):
        assert open_image(pixels).getexif() == {}
        assert set(open_image(pixels).info) <= {"loop", "background", "timestamp", "duration"}
        assert not any(word in pixels.data for word in (sample_files.GPS_PLACE.encode(), b"EXIF", b"ICCP", b"XMP "))


def test_chinese_without_an_embedded_font_is_rendered():
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 200), invariant=True)
    canvas.setFont("STSong-Light", 40)
    canvas.drawString(20, 80, "医疗器械")
    canvas.save()

    page_image = open_image(render.pages(out.getvalue()).pages[0].image).convert("L")

    assert sum(page_image.histogram()[:80]) > 500


def test_form_field_values_are_rendered():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 200), invariant=True)
    canvas.acroForm.textfield(value="WWWWWWWW", x=20, y=80, width=300, height=60, fontSize=40, borderWidth=0)
    canvas.showPage()
    canvas.save()

    page_image = open_image(render.pages(out.getvalue()).pages[0].image).convert("L")

    assert sum(page_image.histogram()[:80]) > 500


def test_a_product_picture_comes_with_the_thumbnails_that_it_is_wide_enough_for():
    made = render.product_image(sample_files.picture("PNG", size=(1000, 500)))

    assert isinstance(made, ProductImage), made
    assert (made.image.width, made.image.height) == (1000, 500)
    assert [(small.width, small.height) for small in made.thumbnails] == [(320, 160), (640, 320)]
    assert [open_image(small).size for small in made.thumbnails] == [(320, 160), (640, 320)]


def test_a_picture_of_just_one_of_the_widths_comes_in_that_width_too():
    made = render.product_image(sample_files.picture("PNG", size=(640, 480)))

    assert [small.width for small in made.thumbnails] == [320, 640]


def test_a_large_product_picture_is_brought_down():
    made = render.product_image(sample_files.picture("JPEG", size=(5000, 2500)))

    assert (made.image.width, made.image.height) == (2000, 1000)
    assert [small.width for small in made.thumbnails] == [320, 640, 1280]


def test_a_pdf_is_no_product_picture():
    assert render.product_image(sample_files.pdf()) == Refused(Code.WRONG_KIND)


def test_of_a_picture_file_with_many_pages_the_first_is_the_product():
    made = render.product_image(sample_files.tiff(3))

    assert (made.image.width, made.image.height) == (300, 200)


@pytest.mark.parametrize(
    "make", [lambda: sample_files.picture("WEBP", size=(900, 1200), colour="white"), sample_files.pdf]
)
def test_a_stamp_covers_the_page_or_refuses_what_is_not_ours(make):
    content = make()
    stamped = render.stamp(content, "Klinik Süd, 2026-11-22")

    if content.startswith(b"%PDF"):
        assert stamped == Refused(Code.UNREADABLE)
    else:
        grey = open_image(stamped).convert("L").resize((3, 3), Image.Resampling.BOX)
        assert (stamped.width, stamped.height) == (900, 1200)
        assert all(grey.getpixel((x, y)) < 254 for x in range(3) for y in range(3))


def test_two_stamps_differ():
    page = render.pages(sample_files.picture("PNG")).pages[0].image.data

    assert render.stamp(page, "Clinic A").data != render.stamp(page, "Clinic B").data


@pytest.mark.parametrize(
    ("text", "kept"),
    [("Hôpital Général\n2026", "Hopital General 2026"), ("南方医院 2026-11-22", "2026-11-22"), ("x" * 500, "x" * 120)],
)
def test_a_watermark_keeps_only_characters_of_its_font(text, kept):
    assert render.latin_only(text) == kept


def test_a_stamp_without_any_letter_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="Latin"):
        render.stamp(b"", "南方医院")


@pytest.mark.parametrize(
    "answer",
    [
        Answer({}, ()),
        Answer({"sizes": []}, ()),
        Answer({"sizes": [[10, 10]]}, ()),
        Answer({"sizes": "no"}, (sample_files.picture(),)),
        Answer({"sizes": [[10]]}, (sample_files.picture(),)),
        Answer({"sizes": [[10, -1]]}, (sample_files.picture(),)),
        Answer({"sizes": [[10, 100_000]]}, (sample_files.picture(),)),
        Answer({"sizes": [[10, True]]}, (sample_files.picture(),)),
        Answer({"sizes": [[10, 10]]}, (sample_files.HTML,)),
    ],
)
def test_a_child_that_was_taken_over_is_not_believed(monkeypatch, answer):
    monkeypatch.setattr(sandbox, "run_measured", lambda *arguments: sandbox.Run(answer, 0, 0))

    assert render.pages(sample_files.pdf()) == Refused(Code.UNREADABLE)


def test_what_passes_for_a_picture_of_ours_is_kept_as_it_is(monkeypatch):
    ours = sample_files.picture("WEBP")
    answer = Answer({"sizes": [[600, 400]]}, (ours,))
    monkeypatch.setattr(sandbox, "run_measured", lambda *arguments: sandbox.Run(answer, 0, 0))

    assert render.stamp(b"", "Clinic") == EncodedImage(600, 400, ours)
