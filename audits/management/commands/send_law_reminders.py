"""The sweep of the same name, by hand."""

from __future__ import annotations

from datetime import date

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from audits.editions import law_reminders


class Command(BaseCommand):
    help = (
        "Remind suppliers of changes of the law under documents that stay valid. Safe to run twice, safe to miss a day."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="the day, as 2026-11-22; today without it")

    def handle(self, *args: object, on: date | None, **options: object) -> None:
        day = on or timezone.localdate()
        sent = law_reminders.send_law_reminders(on=day, clock=timezone.now)
        self.stdout.write(f"{sent} reminders of law changes sent for {day}.")
