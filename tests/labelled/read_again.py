"""Draw and read the labelled documents: `python -m tests.labelled.read_again [--part known-houses] [--again]`.

A page takes five to eight seconds of a processor: it steps back behind everything else, and goes on where it was stopped.
"""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser
from datetime import UTC, datetime

from suppliers.documents.prepared import KEEPER
from suppliers.documents.reader import read
from suppliers.documents.reading import Reading
from suppliers.documents.results import Code, Refused
from tests.labelled import drawing, kept, looks
from tests.labelled.plan import Part, documents

READ_AT = datetime(2026, 11, 22, tzinfo=UTC)


def main() -> None:
    parser = ArgumentParser(description="Draw and read the labelled documents again.")
    parser.add_argument("--part", choices=[str(one) for one in Part], help="one part only")
    parser.add_argument("--again", action="store_true", help="forget the readings that are kept")
    parser.add_argument("--labels", action="store_true", help="read nothing: only write the labels again")
    asked = parser.parse_args()
    parts = [Part(asked.part)] if asked.part else list(Part)
    os.nice(19)
    KEEPER.keep_ready()
    if asked.again:
        for part in parts:
            kept.path_of(part).unlink(missing_ok=True)
    if not asked.labels:
        _read(parts)
    for part in parts:
        kept.pack(part)
    KEEPER.stop()


def _read(parts: list[Part]) -> None:
    done = {name for part in parts for name in kept.names_in(part)}
    wanted = [document for document in documents() if document.part in parts and document.name not in done]
    with drawing.press() as draw:
        for place, document in enumerate(wanted, 1):
            started = time.monotonic()
            html, printed = drawing.page_of(document)
            answer = read(looks.file_of(draw(html), document.look, document.name), at=READ_AT)
            is_whole = _is_whole(answer)
            if is_whole:
                kept.keep(document, printed, answer)
            word = "" if is_whole else ": out of time, left for another run"
            print(f"{place}/{len(wanted)} {document.name} {time.monotonic() - started:.1f} s{word}", flush=True)


def _is_whole(answer: Reading | Refused) -> bool:
    """Whether the document decided what was read, and not a machine that was too busy for its stages."""
    if isinstance(answer, Refused):
        return answer.code != Code.TOOK_TOO_LONG
    return all(stage.reason != Code.TOOK_TOO_LONG for stage in answer.stages)


if __name__ == "__main__":
    main()
