"""The sweep of the same name, by hand."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from audits.lookups import schedule


class Command(BaseCommand):
    help = "Ask public registers again about certificates that hold and whose turn has come. Safe to run twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--most", type=int, default=schedule.MOST_PER_RUN, help="ask so many times at most")

    def handle(self, *args: object, most: int, **options: object) -> None:
        asked = schedule.check_again(clock=timezone.now, most=most)
        self.stdout.write(f"{asked} look-ups made.")
