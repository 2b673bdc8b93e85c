from types import SimpleNamespace

import pytest

from suppliers.documents import page_ocr, stages
from suppliers.documents.page_ocr import Ocr
from suppliers.documents.reading import Box, Line, Outcome, Page, Source, Stage, StageName
from suppliers.documents.results import Code, EncodedImage, PageImage
from suppliers.documents.stages import OcrPage, OcrPages, PageTextLayer

LETTERHEAD = Box(0.1, 0.03, 0.6, 0.09)
SAYS = "Holder: Ningbo Haishu Weiran Medical Co., Ltd., certificate 0H170926"
TOO_LONG = str(Code.TOOK_TOO_LONG)


def line(text, top=0.3, source=Source.TEXT_LAYER):
    return Line(text, Box(0.1, top, 0.8, top + 0.02), source, 0.97)


def page(number=1, text=SAYS):
    return Page(number, 1240, 1754, Source.TEXT_LAYER, confidence=1.0, lines=(line(text),))


def image(number=1):
    picture = EncodedImage(1240, 1754, b"%d" % number)
    return PageImage(number, picture, picture)


@pytest.fixture
def ocr(monkeypatch):
    """What OCR answers, a page for each request; what is not in `pages` took too long."""
    answers = SimpleNamespace(pages={}, requests=[])

    def run_on_images(name, _kind, images, limits=None, *, job="", **params):
        numbers = [one.number for one in images]
        answers.requests.append((job, numbers, params))
        if not all(number in answers.pages for number in numbers):
            return None, Stage(name, Outcome.FAILED, TOO_LONG, 1.0, 5)
        return OcrPages(tuple(answers.pages[number] for number in numbers)), Stage(name, Outcome.DONE, "", 1.0, 5)

    monkeypatch.setattr(stages, "run_on_images", run_on_images)
    return answers


def printed(*texts):
    return OcrPage(tuple(line(text, 0.05 + 0.25 * at, Source.OCR) for at, text in enumerate(texts)), 0.97, 0)


def add(pages, layers):
    return page_ocr.add_ocr(tuple(pages), tuple(image(one.number) for one in pages), tuple(layers), Ocr.WHERE_NEEDED)


def test_the_letterhead_that_is_a_picture_is_read_without_reading_the_page(ocr):
    ocr.pages[1] = printed("ENTE CERTIFICAZIONE MACCHINE SRL")

    (read,), stage = add([page()], [PageTextLayer(pictures=(LETTERHEAD,))])

    assert ocr.requests == [("ocr:regions", [1], {"boxes": [[[0.1, 0.03, 0.6, 0.09]]]})]
    assert [one.text for one in read.lines] == [SAYS, "ENTE CERTIFICAZIONE MACCHINE SRL"]
    assert (read.source, stage.outcome) == (Source.TEXT_LAYER, Outcome.DONE)


def test_a_page_without_pictures_needs_no_ocr(ocr):
    _, stage = add([page()], [PageTextLayer()])

    assert (stage.outcome, ocr.requests) == (Outcome.NOT_NEEDED, [])


@pytest.mark.parametrize(("invisible", "source"), [(1.0, Source.OCR), (0.0, Source.TEXT_LAYER)])
def test_an_invisible_layer_with_misread_letters_gives_way_to_the_picture(ocr, invisible, source):
    ocr.pages[1] = printed(SAYS)
    misread = "Ho1der: Ningbo Haishu Weiran Medica1 Co.. Ltd., certificate OH170926"

    (read,), _ = add([page(text=misread)], [PageTextLayer(covered=0.98, invisible=invisible)])

    assert read.source == source
    assert [one.text for one in read.hidden] == ([misread] if invisible else [])


def test_where_all_pages_take_too_long_each_is_tried_by_itself(ocr):
    ocr.pages = {1: printed("Business licence"), 3: printed("Scope of business")}

    pages, stage = add([page(number, "") for number in (1, 2, 3)], [PageTextLayer()] * 3)

    assert [[one.text for one in each.lines] for each in pages] == [["Business licence"], [""], ["Scope of business"]]
    assert (stage.outcome, stage.reason, stage.seconds) == (Outcome.PARTLY, "some-pages-only", 4.0)


def test_the_second_try_ends_after_two_failures(ocr):
    _pages, stage = add([page(number, "") for number in range(1, 6)], [PageTextLayer()] * 5)

    assert (stage.name, stage.outcome, stage.reason) == (StageName.OCR, Outcome.FAILED, TOO_LONG)
    assert [numbers for _, numbers, _ in ocr.requests] == [[1, 2, 3, 4, 5], [1], [2]]
