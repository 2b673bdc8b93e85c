"""The page of a case: a value shows its place, words lie where they stand, and the document can be zoomed and rotated."""

import io

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from kpmarket.foundation.storage import files
from suppliers.documents.fields import FieldName, Fields, Proposal
from suppliers.documents.reading import Box, Line, Page, Reading, Source, Word
from suppliers.documents.sniff import Kind
from tests.browser.test_accessibility import all_findings
from tests.factories import (
    NOON,
    AuditorFactory,
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    CertificateReadingFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.once]
WIDTH, HEIGHT = 900, 1200
NUMBER = Box(0.1, 0.05, 0.5, 0.08)
ISSUER = Box(0.55, 0.9, 0.95, 0.93)
PLACES = """(name) => {
    const box = document.querySelector(`[data-box="${name}"] rect`).getBoundingClientRect();
    const image = document.querySelector(`[data-box="${name}"]`).closest("[data-page]").querySelector("img");
    const page = image.getBoundingClientRect();
    const stage = image.closest("[data-stage]").getBoundingClientRect();
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    return {
        x: (x - page.left) / page.width, y: (y - page.top) / page.height, width: page.width, wide: page.width > page.height,
        visible: box.top >= stage.top && box.bottom <= stage.bottom && box.top >= 0 && box.bottom <= innerHeight,
    };
}"""


@pytest.fixture
def case(site, settings):
    """A certificate of two pages on which a number and an issuing body were read."""
    settings.EASE_SECOND_FACTOR = True
    certificate = CertificateFactory(status="submitted", number="QM 26-1", issuer="Beiyu Certification")
    file = CertificateFileFactory(certificate=certificate)
    for number in (1, 2):
        picture = io.BytesIO()
        Image.new("RGB", (WIDTH, HEIGHT), "white").save(picture, "WEBP")
        stored = files.store_bytes(picture.getvalue(), ".webp")
        CertificatePageFactory(
            file=file, number=number, stored_name=stored.name, sha256=stored.sha256, width=WIDTH, height=HEIGHT
        )
    proposals = (
        Proposal(FieldName.NUMBER, "QM 26-7", "QM 26-7", 1, NUMBER, 0.95),
        Proposal(FieldName.ISSUER, "Beiyu Certification", "Beiyu Certification", 2, ISSUER, 0.95),
    )
    pages = (Page(1, WIDTH, HEIGHT, Source.OCR, lines=(line("No. QM 26-7", NUMBER),)), Page(2, WIDTH, HEIGHT))
    CertificateReadingFactory(
        file=file,
        state="done",
        finished_at=NOON,
        content=Reading(Kind.PDF, 1000, pages).as_json(),
        fields=Fields.of(proposals).as_json(),
    )
    return certificate


def line(text, box):
    """Words of one width next to each other."""
    words, across = text.split(), box.right - box.left
    share = across / len(words)
    boxes = [Box(box.left + i * share, box.top, box.left + (i + 0.9) * share, box.bottom) for i in range(len(words))]
    return Line(text, box, Source.OCR, words=tuple(Word(*pair) for pair in zip(words, boxes, strict=True)))


@pytest.fixture
def desk(case, visitors):
    return open_case(case, visitors)


def open_case(case, visitors, **facts):
    page = visitors.arrive(AuditorFactory().user, **facts)
    page.goto(reverse("admin:audits_certificatecase_change", args=[case.pk]))
    return page


def is_at(place, x, y):
    return (round(place["x"], 2), round(place["y"], 2)) == (pytest.approx(x, abs=0.02), pytest.approx(y, abs=0.02))


def unfold(page):
    """Fields that agree are folded away until somebody asks for them."""
    page.locator("#columns summary").click()


@pytest.mark.parametrize("width", [1440, 360])
def test_clicking_a_value_shows_the_place_where_it_stands(case, visitors, width):
    page = open_case(case, visitors, width=width)

    unfold(page)
    page.locator("[data-shows=issuer_0]").click()

    expect(page.locator("[data-box=issuer_0]")).to_have_class("tone-ok is-current")
    expect(page.locator("[data-where]")).to_have_text("2 / 2")
    expect(page.locator("[data-page]:visible")).to_have_count(1)
    expect(page.locator("[data-shows=issuer_0]")).to_have_attribute("aria-current", "true")
    page.wait_for_function(f"({PLACES})('issuer_0').visible")
    assert is_at(page.evaluate(PLACES, "issuer_0"), 0.75, 0.915)


def test_contradictions_stand_first_and_two_keys_go_from_value_to_value(desk):
    expect(desk.locator("tbody tr").first).to_contain_text("Differs")

    desk.keyboard.press("j")
    expect(desk.locator("[data-box=number_0]")).to_have_class("tone-bad is-current")
    unfold(desk)
    desk.keyboard.press("j")
    expect(desk.locator("[data-box=issuer_0]")).to_have_class("tone-ok is-current")
    expect(desk.locator("[data-where]")).to_have_text("2 / 2")
    desk.keyboard.press("k")

    expect(desk.locator("[data-shows=number_0]")).to_be_focused()
    expect(desk.locator(".is-current[data-box]")).to_have_count(1)
    expect(desk.locator("[data-where]")).to_have_text("1 / 2")


def test_clicking_a_place_on_the_page_leads_back_to_its_value(desk):
    place = desk.locator("[data-box=number_0] rect").bounding_box()

    desk.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)

    expect(desk.locator("[data-shows=number_0]")).to_be_focused()
    expect(desk.locator("[data-shows=number_0]")).to_have_class("desk-show is-current")


def test_words_lie_where_they_stand_and_can_be_copied(desk):
    word = desk.locator("[data-text] span", has_text="26-7")
    leaf = desk.locator("[data-page] img").first.bounding_box()
    lies = word.bounding_box()
    assert (lies["x"] - leaf["x"]) / leaf["width"] == pytest.approx(0.1 + 0.8 / 3, abs=0.01)
    assert lies["width"] / leaf["width"] == pytest.approx(0.12, abs=0.01)

    first = desk.locator("[data-text] span").first.bounding_box()
    desk.mouse.move(first["x"] + 1, first["y"] + first["height"] / 2)
    desk.mouse.down()
    desk.mouse.move(lies["x"] + lies["width"] - 1, lies["y"] + lies["height"] / 2, steps=5)
    desk.mouse.up()

    assert desk.evaluate("getSelection().toString()").strip() == "No. QM 26-7"
    expect(desk.locator(".is-current")).to_have_count(0)


def test_places_and_words_stay_on_the_page_however_it_is_zoomed_and_rotated(desk):
    before = desk.evaluate(PLACES, "number_0")
    assert is_at(before, 0.3, 0.065)

    desk.keyboard.press("+")
    desk.keyboard.press("+")
    larger = desk.evaluate(PLACES, "number_0")
    assert larger["width"] == pytest.approx(before["width"] * 1.5, rel=0.02)
    assert is_at(larger, 0.3, 0.065)

    desk.keyboard.press("r")
    rotated = desk.evaluate(PLACES, "number_0")
    assert rotated["wide"]
    assert is_at(rotated, 1 - 0.065, 0.3)
    word = desk.locator("[data-text] span").first.bounding_box()
    leaf = desk.locator("[data-page] img").first.bounding_box()
    assert (word["y"] - leaf["y"]) / leaf["height"] == pytest.approx(0.1, abs=0.02)
    for _ in range(3):
        desk.keyboard.press("r")
    desk.keyboard.press("0")

    assert desk.evaluate(PLACES, "number_0")["width"] == pytest.approx(before["width"], rel=0.02)


def test_one_key_shows_the_whole_page_and_its_full_width_again(desk):
    full = desk.locator("[data-page] img").first.bounding_box()

    desk.keyboard.press("w")
    whole = desk.locator("[data-page] img").first.bounding_box()
    desk.keyboard.press("w")

    assert whole["height"] <= desk.locator("[data-stage]").bounding_box()["height"] + 1
    assert whole["height"] < full["height"]
    assert desk.locator("[data-page] img").first.bounding_box()["width"] == pytest.approx(full["width"], abs=2)


def test_keys_are_listed_and_rest_while_somebody_writes(desk):
    desk.get_by_text("Keys", exact=True).click()
    expect(desk.locator(".desk-keys")).to_contain_text("next and previous value")

    desk.locator("[data-keys-switch]").uncheck()
    desk.keyboard.press("j")

    expect(desk.locator(".is-current")).to_have_count(0)


def test_without_scripts_values_lead_to_their_page_and_its_text_is_a_list(case, visitors):
    page = open_case(case, visitors, scripts=False)

    unfold(page)
    page.locator("[data-shows=issuer_0]").click()
    assert page.url.endswith(f"#{page.locator('[data-page]').nth(1).get_attribute('id')}")
    page.get_by_text("Text of page 1, as read from the image").click()

    expect(page.locator("[data-text]")).to_be_visible()
    expect(page.locator("[data-text]")).to_have_text("No. QM 26-7")


def test_a_case_with_a_reading_is_accessible(case, visitors):
    address = reverse("admin:audits_certificatecase_change", args=[case.pk])

    assert all_findings(visitors, AuditorFactory().user, [address]) == ""
