import io
import tempfile

import pytest
from PIL import Image

from suppliers.documents import render
from suppliers.documents.protocol import Limits
from suppliers.documents.results import Code, EncodedImage
from tests.hostile.case import BROKEN, CANARY, Case
from tests.hostile.listener import Listener
from tests.hostile.runner import ERROR, end_of, not_only_pixels
from tests.hostile.sample import NEVER_OPENED, SAMPLE
from tests.suppliers.documents import sample_files

pytestmark = pytest.mark.slow


@pytest.fixture
def scratch(tmp_path, monkeypatch):
    """The folder for all temporary files."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def work(tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case.name)
def test_it_ends_within_its_limits_without_a_trace_and_calls_nobody(case, work, scratch):
    with Listener() as listener:
        end = end_of(case, work, listener.port)

    assert end.broken == ()
    assert listener.visits == 0
    assert [*work.iterdir(), *scratch.iterdir()] == []


def test_what_its_first_bytes_give_away_is_refused_before_a_child_is_started(work, monkeypatch):
    def start(*anything):
        raise AssertionError("a child was started")

    monkeypatch.setattr("suppliers.documents.sandbox.run_measured", start)

    ends = [end_of(case, work, 50123) for case in NEVER_OPENED]

    assert [(end.name, end.broken) for end in ends if end.broken] == []
    assert {end.outcome for end in ends} == {Code.WRONG_KIND, Code.EMPTY, Code.TOO_LARGE}


def test_an_error_and_another_end_than_said_are_broken_promises(work, monkeypatch):
    def stumble(path):
        raise KeyError(path)

    wrong = end_of(Case("wrong.html", BROKEN, lambda: sample_files.HTML), work, 50123)
    monkeypatch.setattr(render, "pages", stumble)
    error = end_of(Case("error.pdf", BROKEN, lambda: sample_files.HTML), work, 50123)

    assert wrong.broken == ("ended as wrong-kind, not as unreadable",)
    assert (error.outcome, len(error.broken)) == (ERROR, 1)


def encode_image(kind, **options):
    out = io.BytesIO()
    Image.new("RGB", (20, 10), "white").save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("pixels", "said"),
    [
        (EncodedImage(20, 10, encode_image("WEBP")), []),
        (EncodedImage(20, 10, encode_image("JPEG")), []),
        (EncodedImage(20, 10, encode_image("WEBP", exif=b"Exif\x00\x00place")), ["holds exif"]),
        (EncodedImage(20, 10, encode_image("JPEG", comment=CANARY)), ["holds words of the original", "holds comment"]),
        (EncodedImage(20, 10, encode_image("WEBP") + b"tail"), ["goes on behind its end"]),
        (EncodedImage(20, 10, encode_image("JPEG") + b"tail"), ["goes on behind its end"]),
        (EncodedImage(20, 11, encode_image("WEBP")), ["is not the picture that was announced"]),
    ],
)
def test_whatever_a_picture_holds_besides_dots_is_noticed(pixels, said):
    assert list(not_only_pixels(pixels)) == said


def test_a_bomb_is_stopped_when_its_time_is_over(scratch):
    """With a lower limit the same file is stopped earlier, so it is the limit that stops it."""
    refused = render.pages(sample_files.laughing_pdf(), limits=Limits(seconds=1))

    assert refused.code == Code.TOOK_TOO_LONG
    assert tempfile.gettempdir() == str(scratch)
    assert list(scratch.iterdir()) == []
