"""Write what somebody outside needs to check a decision by themselves."""

from __future__ import annotations

import json

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audits.desk import heads
from audits.models import LogEntry


class Command(BaseCommand):
    help = "Print the proof of one entry of the decision log as JSON, for tools/check_decision.py."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("entry", type=int, help="the number of the entry in the log")

    def handle(self, *args: object, entry: int, **options: object) -> None:
        try:
            proof = heads.proof_of(LogEntry.objects.get(sequence=entry))
        except LogEntry.DoesNotExist:
            raise CommandError(f"There is no entry {entry}.") from None
        except heads.NotSignedYet:
            raise CommandError("No signed head covers it yet: set LOG_SIGNING_KEY and let verify_log run.") from None
        self.stdout.write(json.dumps(proof, ensure_ascii=False, indent=1, sort_keys=True))
