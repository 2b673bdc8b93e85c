"""The door to reading for people and for whole folders of files: one line of JSON for each."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from suppliers.documents.reader import Ocr, read
from suppliers.documents.results import Code, Refused

UNREADABLE = frozenset({Code.UNREADABLE, Code.TOOK_TOO_LONG, Code.USED_TOO_MUCH_MEMORY})


class Command(BaseCommand):
    help = "Read files as uploaded certificates are read and print a line of JSON for each. Nothing is stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--ocr", choices=[str(one) for one in Ocr], default=str(Ocr.WHERE_NEEDED))
        parser.add_argument("--roots", type=Path, help="certificates (PEM) that may vouch for who signed")

    def handle(self, *args: Any, **options: Any) -> None:
        roots = options["roots"].read_text(encoding="ascii") if options["roots"] else ""
        for file in options["files"]:
            started = time.monotonic()
            facts = _facts(file, Ocr(options["ocr"]), roots)
            seconds = round(time.monotonic() - started, 3)
            line = {"file": str(file), **facts, "seconds": seconds}
            self.stdout.write(json.dumps(line, ensure_ascii=False))


def _facts(file: Path, ocr: Ocr, roots: str) -> dict[str, object]:
    """How reading ended, with what was read or the reason, and the peak memory of the children in bytes."""
    try:
        reading = read(file, at=timezone.now(), ocr=ocr, roots=roots)
    except OSError as error:
        return {"outcome": "refused", "reason": "not-found" if isinstance(error, FileNotFoundError) else "not-opened"}
    if isinstance(reading, Refused):
        outcome = "unreadable" if reading.code in UNREADABLE else "refused"
        why = {"reason": str(reading.code), "params": dict(reading.params)}
        return {"outcome": outcome, **why, "peak_memory": reading.memory}
    return {"outcome": "read", "reading": reading.as_json(), "peak_memory": reading.memory}
