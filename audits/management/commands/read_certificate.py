"""Reads files from the command line: one line of JSON for each."""

import json
import os
import time
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from audits.findings import Finding
from audits.findings.standalone_checks import standalone_findings
from audits.law import files
from suppliers.documents import packing
from suppliers.documents.fields import KindFacts, Proposal
from suppliers.documents.page_ocr import Ocr
from suppliers.documents.reader import read
from suppliers.documents.results import Code, Refused
from suppliers.documents.sandbox import SandboxError
from suppliers.documents.sandboxed_fields import propose
from suppliers.documents.statements import statements_in

UNREADABLE = frozenset({Code.UNREADABLE, Code.TOOK_TOO_LONG, Code.USED_TOO_MUCH_MEMORY})


class Command(BaseCommand):
    """Findings are those of the file alone: no claim, no company and no register is at hand.

    ``outcome`` is read, unreadable, refused, or failed when the reading itself could not be set up.
    """

    help = (
        "Read files as uploaded certificates are read and print a line of JSON for each: outcome, reading, proposals, "
        "statements of its own standing, findings, "
        "seconds and peak memory in bytes. Nothing is stored, no database is asked."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--ocr", choices=[str(one) for one in Ocr], default=str(Ocr.WHERE_NEEDED))
        parser.add_argument("--roots", type=Path, help="certificates (PEM) that may vouch for who signed")

    def handle(self, *args: Any, **options: Any) -> None:
        roots = options["roots"].read_text(encoding="ascii") if options["roots"] else ""
        kinds = known_kinds()
        for file in options["files"]:
            started = time.monotonic()
            facts = _facts(file, Ocr(options["ocr"]), roots, kinds)
            seconds = round(time.monotonic() - started, 3)
            empty: dict[str, object] = {
                "reading": None,
                "proposals": [],
                "statements": [],
                "findings": [],
                "peak_memory": 0,
            }
            line = {"file": _name(file), **empty, **facts, "seconds": seconds}
            self.stdout.write(json.dumps(line, ensure_ascii=False))


def _name(file: Path) -> str:
    """The file's name; bytes in it that are no text are written out."""
    return os.fsencode(file).decode(errors="backslashreplace")


def _facts(file: Path, ocr: Ocr, roots: str, kinds: Mapping[str, KindFacts]) -> dict[str, object]:
    """How reading ended, with what was read or the reason."""
    now = timezone.now()
    try:
        if file.exists() and not file.is_file():
            return {"outcome": "refused", "reason": "not-a-file"}
        reading = read(file, at=now, ocr=ocr, roots=roots)
    except OSError as error:
        return {"outcome": "refused", "reason": "not-found" if isinstance(error, FileNotFoundError) else "not-opened"}
    except SandboxError:
        return {"outcome": "failed", "reason": "sandbox-not-set-up"}
    if isinstance(reading, Refused):
        outcome = "unreadable" if reading.code in UNREADABLE else "refused"
        return {
            "outcome": outcome,
            "reason": str(reading.code),
            "params": dict(reading.params),
            "peak_memory": reading.memory,
        }
    findings = [_finding_as_json(one) for one in standalone_findings(reading, on=now.date())]
    proposed = propose(reading, kinds)
    return {
        "outcome": "read",
        "reading": reading.as_json(),
        "proposals": [] if isinstance(proposed, Refused) else [_proposal_as_json(one) for one in proposed.proposals],
        "statements": [packing.pack(one) for one in statements_in(reading)],
        "findings": findings,
        "peak_memory": reading.memory,
    }


def _proposal_as_json(one: Proposal) -> dict[str, object]:
    packed: dict[str, object] = packing.pack(one)
    return packed


def known_kinds() -> dict[str, KindFacts]:
    """The kinds of documents as the rulebook's files name them: no database is asked."""
    return {
        one.id: KindFacts(
            name_en=one.name,
            name_zh=one.name_zh,
            number_pattern="" if one.number_identifies == "issuing_body" else one.number_pattern or "",
            number_pattern_is_guess=one.number_pattern_is_guess,
            validity_months=one.validity_months,
            market=one.market,
        )
        for one in files.load().evidence_types.values()
    }


def _finding_as_json(one: Finding) -> dict[str, object]:
    return {"code": one.code, "severity": str(one.severity), "params": dict(one.params), "page": one.page}
