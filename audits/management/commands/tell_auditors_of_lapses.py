"""The sweep of the same name, by hand."""

from __future__ import annotations

from datetime import date

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from audits.desk import escalation


class Command(BaseCommand):
    help = "Tell auditors, once, of documents that lapsed a week ago and that nobody renewed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="the day, as 2026-11-22; today without it")

    def handle(self, *args: object, on: date | None, **options: object) -> None:
        count = escalation.tell_auditors_of_lapses(on=on or timezone.localdate(), at=timezone.now())
        self.stdout.write(f"{count} notices.")
