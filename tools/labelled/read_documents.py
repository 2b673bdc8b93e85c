"""Generate and read the labelled documents: `python -m tools.labelled.read_documents [--part known-families] [--again]`.

A page takes five to eight seconds of processor time. The program runs with the lowest priority and resumes where it was
stopped.
"""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser
from datetime import UTC, datetime

from suppliers.documents.reader import read
from suppliers.documents.reading import Reading
from suppliers.documents.results import Code, Refused
from suppliers.documents.worker_pool import WORKER_POOL
from tools.labelled import looks, readings_store, rendering
from tools.labelled.plan import Part, documents

READ_AT = datetime(2026, 11, 22, tzinfo=UTC)


def main() -> None:
    parser = ArgumentParser(description="Generate and read the labelled documents.")
    parser.add_argument("--part", choices=[str(part) for part in Part], help="one part only")
    parser.add_argument("--again", action="store_true", help="delete the kept readings first")
    parser.add_argument("--labels", action="store_true", help="read nothing, only write the labels again")
    options = parser.parse_args()
    parts = [Part(options.part)] if options.part else list(Part)
    os.nice(19)
    WORKER_POOL.enable()
    if options.again:
        for part in parts:
            readings_store.path_of(part).unlink(missing_ok=True)
    if not options.labels:
        _read_documents(parts)
    for part in parts:
        readings_store.pack(part)
    WORKER_POOL.stop()


def _read_documents(parts: list[Part]) -> None:
    done = {name for part in parts for name in readings_store.names_in(part)}
    wanted = [document for document in documents() if document.part in parts and document.name not in done]
    with rendering.open_renderer() as render:
        for place, document in enumerate(wanted, 1):
            started = time.monotonic()
            html, content = rendering.page_of(document)
            answer = read(looks.file_of(render(html), document.look, document.name), at=READ_AT)
            is_complete = _is_complete(answer)
            if is_complete:
                readings_store.keep(document, content, answer)
            word = "" if is_complete else ": out of time, left for another run"
            print(f"{place}/{len(wanted)} {document.name} {time.monotonic() - started:.1f} s{word}", flush=True)


def _is_complete(answer: Reading | Refused) -> bool:
    """Whether every stage had enough time, so that the answer depends on the document and not on a busy machine."""
    if isinstance(answer, Refused):
        return answer.code != Code.TOOK_TOO_LONG
    return all(stage.reason != Code.TOOK_TOO_LONG for stage in answer.stages)


if __name__ == "__main__":
    main()
