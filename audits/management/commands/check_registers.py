"""The sweep of the same name, by hand."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from audits.lookups import schedule


class Command(BaseCommand):
    help = "Ask public registers again about certificates in force whose last look-up is old enough. Safe to run twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--limit", type=int, default=schedule.MAX_CHECKS_PER_RUN, help="make at most this many checks"
        )

    def handle(self, *args: object, limit: int, **options: object) -> None:
        asked = schedule.run_due_checks(clock=timezone.now, limit=limit)
        self.stdout.write(f"{asked} look-ups made.")
