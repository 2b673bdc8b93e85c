"""A photograph is looked at in the browser while it is sent; a warning stands next to it and holds nothing."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from suppliers.models import CertificateFile, CertificateType
from tests.browser import photos
from tests.browser import world as small
from tests.factories import MembershipFactory

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def member(law, site):
    return MembershipFactory().user


@pytest.fixture
def sheet(member):
    kind = CertificateType.objects.get(pk="iso13485")
    return small.specimen(kind, member.suppliers.get(), None, number="ISO-1")


def arrive(visitors, member, **facts):
    page = visitors.arrive(member, **facts)
    page.goto(reverse("suppliers:certificates", args=[member.suppliers.get().pk]))
    return page


def jpeg(name, picture):
    return {"name": name, "mimeType": "image/jpeg", "buffer": photos.jpeg(picture)}


def said(page, name):
    row = page.locator(".photo").filter(has_text=name)
    expect(row).to_be_visible()
    sentences = row.locator("[data-warning]")
    return {one.get_attribute("data-warning") for one in sentences.all() if one.is_visible()}


@pytest.mark.parametrize(
    ("spoil", "warnings"),
    [
        (photos.blurred, {"blur"}),
        (photos.glaring, {"glare"}),
        (photos.cut, {"cut"}),
        (lambda picture: picture.resize((600, 800)), {"small"}),
        (lambda picture: photos.glaring(photos.blurred(picture)), {"blur", "glare"}),
    ],
    ids=["blurred", "glaring", "cut", "small", "blurred and glaring"],
)
def test_what_spoils_a_photograph_is_said_next_to_the_file_that_was_sent(visitors, member, sheet, spoil, warnings):
    page = arrive(visitors, member)

    page.locator("#dropzone-input").set_input_files(jpeg("photo.jpg", spoil(photos.photo(sheet))))

    assert said(page, "photo.jpg") == warnings
    expect(page.locator("#dropzone .file--taken")).to_have_count(1)


def test_a_good_photograph_and_a_scan_are_sent_without_a_word(visitors, member, sheet):
    page = arrive(visitors, member)
    scan = next(photos.pages_of(sheet, 150))

    page.locator("#dropzone-input").set_input_files(
        [
            jpeg("photo.jpg", photos.photo(sheet)),
            jpeg("scan.jpg", scan),
            jpeg("small-scan.jpg", scan.resize((669, 946))),
            jpeg("askew.jpg", photos.photo(sheet, rotation=9)),
        ]
    )

    expect(page.locator("#dropzone .file--taken")).to_have_count(4)
    expect(page.locator(".photo")).to_have_count(0)


def test_a_bad_photograph_is_kept_or_taken_again(visitors, member, sheet):
    page = arrive(visitors, member, width=360)
    bad = photos.blurred(photos.photo(sheet))
    page.locator("#dropzone-input").set_input_files([jpeg("first.jpg", bad), jpeg("second.jpg", bad)])

    page.locator(".photo").filter(has_text="first.jpg").get_by_role("button", name="Keep it").click()
    with page.expect_file_chooser():
        page.locator(".photo").filter(has_text="second.jpg").get_by_role("button", name="Take it again").click()

    expect(page.locator("#dropzone .file--taken")).to_have_count(2)
    expect(page.locator(".photo")).to_have_count(0)
    names = sorted(file.original_name for file in CertificateFile.objects.all())
    assert names == ["first.jpg", "second.jpg"]


def test_what_the_browser_cannot_draw_goes_to_the_server_which_answers(visitors, member):
    page = arrive(visitors, member)
    broken = {"name": "broken.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0 no picture"}

    page.locator("#dropzone-input").set_input_files(broken)

    expect(page.locator("#dropzone .file--error")).to_contain_text("broken.jpg")


def test_on_a_telephone_the_camera_is_one_touch_away(visitors, member):
    page = arrive(visitors, member, width=360, has_touch=True, is_mobile=True)

    with page.expect_file_chooser():
        page.get_by_text("Photograph a document").click()
