"""Read one hostile file like an upload, and report the requirements that this violates."""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from suppliers.documents import render, stages
from suppliers.documents.protocol import Limits
from suppliers.documents.reader import Ocr, read
from suppliers.documents.reading import Outcome, Reading
from suppliers.documents.results import EncodedImage, PageImages, Refused
from suppliers.sentences import reader
from tests.hostile.case import CANARY, PARTLY, READ, Case

READ_AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
GRACE = 10
"""Seconds allowed for starting and ending a child on a busy machine."""

MAX_MEMORY = max(Limits().memory, *(limits.memory for name, limits in stages.LIMITS.items() if name != "ocr"))
ERROR = "error"
UNSTORABLE = re.compile(r"\\\\u(0000|d[89ab]..(?!\\\\ud[c-f])|(?<!\\\\ud[89ab]..\\\\u)d[c-f]..)")
"""NUL and lone surrogates: JSON can express them, PostgreSQL cannot store them."""

METADATA_KEYS = ("exif", "xmp", "icc_profile", "comment", "photoshop")


@dataclass(frozen=True)
class End:
    """How reading ended: `read`, `partly`, a refusal code, or `error`, which must never occur."""

    name: str
    outcome: str
    rendering: float
    seconds: float
    memory: int
    stages: tuple[str, ...] = ()
    broken: tuple[str, ...] = field(default=())


def end_of(case: Case, folder: Path, port: int) -> End:
    """Write the file, read it, and remove it."""
    path = folder / case.name
    path.write_bytes(case.written_for(port))
    started = time.monotonic()
    try:
        return _read_and_check(case, path, started)
    except Exception as error:  # any error is a finding
        return End(case.name, ERROR, 0, time.monotonic() - started, 0, broken=(repr(error)[:200],))
    finally:
        path.unlink()


def _read_and_check(case: Case, path: Path, started: float) -> End:
    rendered = render.pages(path)
    rendering = time.monotonic() - started
    if isinstance(rendered, Refused):
        broken = (
            *_excess_memory(rendered.memory),
            *_missing_sentence(rendered, case),
            *_unexpected_end(case, str(rendered.code)),
        )
        late = ("rendered for too long",) if rendering > Limits().seconds + GRACE else ()
        return End(case.name, str(rendered.code), rendering, rendering, rendered.memory, broken=broken + late)
    reading = read(path, at=READ_AT, rendered=rendered, ocr=Ocr.NEVER)
    if isinstance(reading, Refused):
        raise TypeError("rendered pages cannot be refused afterwards")
    failed = tuple(f"{stage.name}:{stage.reason}" for stage in reading.stages if stage.outcome == Outcome.FAILED)
    partly = any(stage.outcome in {Outcome.FAILED, Outcome.PARTLY} for stage in reading.stages)
    outcome = PARTLY if partly else READ
    broken = (*_violations_of_reading(reading), *_violations_of_images(rendered), *_unexpected_end(case, outcome))
    return End(case.name, outcome, rendering, time.monotonic() - started, reading.memory, failed, broken)


def _unexpected_end(case: Case, outcome: str) -> Iterator[str]:
    if outcome not in case.ends:
        yield f"ended as {outcome}, not as {' or '.join(sorted(case.ends))}"


def _excess_memory(memory: int) -> Iterator[str]:
    if memory > MAX_MEMORY:
        yield f"held {memory} bytes"


def _missing_sentence(refused: Refused, case: Case) -> Iterator[str]:
    sentence = reader.refusal(refused, case.name)
    if not sentence.endswith(".") or "%(" in sentence:
        yield f"refused with no sentence: {sentence!r}"


def _violations_of_reading(reading: Reading) -> Iterator[str]:
    """Violations in a reading: time, memory, a stage without a sentence, content that no database stores."""
    yield from _excess_memory(reading.memory)
    for stage in reading.stages:
        limit = stages.LIMITS.get(stage.name, Limits()).seconds + GRACE
        if stage.seconds > limit:
            yield f"{stage.name} took {stage.seconds} s"
        if not reader.stage_outcome(stage.outcome, stage.reason):
            yield f"{stage.name} ended without a word"
    stored = json.dumps(reading.as_json(), allow_nan=False)
    if UNSTORABLE.search(stored):
        yield "holds characters that no database takes"
    if Reading.from_json(json.loads(stored)) != reading:
        yield "changes when it is stored"


def _violations_of_images(rendered: PageImages) -> Iterator[str]:
    for page in rendered.pages:
        for pixels in (page.image, page.preview):
            yield from (f"page {page.number}: {what}" for what in not_only_pixels(pixels))


def not_only_pixels(pixels: EncodedImage) -> Iterator[str]:
    """What an image of ours holds in addition to pixels: anything is a violation."""
    if CANARY in pixels.data:
        yield "holds words of the original"
    with Image.open(io.BytesIO(pixels.data)) as image:
        yield from (f"holds {name}" for name in METADATA_KEYS if image.info.get(name))
        if image.size != (pixels.width, pixels.height) or getattr(image, "n_frames", 1) != 1:
            yield "is not the picture that was announced"
    if pixels.data[:4] == b"RIFF" and int.from_bytes(pixels.data[4:8], "little") + 8 != len(pixels.data):
        yield "goes on behind its end"
    if pixels.data[:2] == b"\xff\xd8" and not pixels.data.endswith(b"\xff\xd9"):
        yield "goes on behind its end"
