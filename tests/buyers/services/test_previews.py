import io
from datetime import timedelta

import pytest
from PIL import Image

from buyers.services import previews
from buyers.services.previews import CannotStamp, name_reader, stamped
from kpmarket.foundation.storage import files
from suppliers.documents import render
from tests.factories import TODAY, CertificatePageFactory

pytestmark = pytest.mark.django_db


def page(colour=(255, 255, 255), **facts):
    picture = io.BytesIO()
    Image.new("RGB", (400, 560), colour).save(picture, "webp", lossless=True)
    stored = files.store_bytes(picture.getvalue(), ".webp")
    return CertificatePageFactory(stored_name=stored.name, sha256=stored.sha256, width=400, height=560, **facts)


@pytest.fixture
def children(monkeypatch):
    """The texts of the pages that were rendered, in order."""
    picture, stamp = [], render.stamp

    def counted(source, text, **facts):
        picture.append(text)
        return stamp(source, text, **facts)

    monkeypatch.setattr(render, "stamp", counted)
    return picture


def test_the_page_is_rendered_again_with_words_across_it():
    content = stamped(page(), "Klinikum Musterstadt", on=TODAY)

    picture = Image.open(io.BytesIO(content)).convert("L")
    assert picture.getextrema() != (255, 255)


def test_the_watermark_names_reader_and_day(children):
    stamped(page(), name_reader(7, "Clínica São João"), on=TODAY)

    assert children == ["KP Medical Supplies - preview - account 7 - Clinica Sao Joao - 2026-11-22"]


def test_a_second_look_starts_no_child(children):
    shown = page()

    assert stamped(shown, "Klinikum", on=TODAY) == stamped(shown, "Klinikum", on=TODAY)
    assert len(children) == 1


def test_another_reader_another_page_and_another_day_are_rendered_by_themselves(children):
    shown = page()
    stamped(shown, "Klinikum", on=TODAY)

    stamped(shown, "visitor", on=TODAY)
    stamped(page((250, 250, 250)), "Klinikum", on=TODAY)
    stamped(shown, "Klinikum", on=TODAY + timedelta(days=1))

    assert len(children) == 4


def test_previews_of_other_days_are_thrown_away(settings):
    shown = page()
    stamped(shown, "Klinikum", on=TODAY)

    stamped(shown, "Klinikum", on=TODAY + timedelta(days=1))

    kept = sorted(folder.name for folder in (settings.PRIVATE_ROOT / "previews").iterdir())
    assert kept == ["2026-11-23"]


def test_a_long_name_leaves_room_for_the_day(children):
    stamped(page(), name_reader(7, "A" * 200), on=TODAY)

    assert children[0].endswith(f" {'A' * 40} - 2026-11-22")
    assert render.latin_only(children[0]) == children[0]


@pytest.mark.parametrize("organisation", ["Rival", "account 8", "- account 8 - Rival", " " * 50, "医院", "A" * 200])
def test_the_number_of_the_account_stands_first_whatever_the_reader_calls_the_organisation(organisation):
    assert name_reader(7, organisation).split(" - ")[0] == "account 7"


def test_a_page_that_is_not_there_has_no_preview():
    with pytest.raises(CannotStamp):
        stamped(CertificatePageFactory(stored_name="0" * 48 + ".webp"), "Klinikum", on=TODAY)


def test_what_cannot_be_rendered_is_never_shown_as_it_is(settings):
    stored = files.store_bytes(b"no picture at all", ".webp")
    broken = CertificatePageFactory(stored_name=stored.name, sha256=stored.sha256)

    with pytest.raises(CannotStamp):
        stamped(broken, "Klinikum", on=TODAY)

    assert not (previews.Path(settings.PRIVATE_ROOT) / "previews").exists()
