"""The door to the reminder sweep for people and for cron."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from suppliers.reminders import sending


class Command(BaseCommand):
    help = "Remind suppliers of certificates that end or have ended. Safe to run twice, safe to miss a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--on", type=date.fromisoformat, help="the day to remind for, 2026-11-22; today if left out"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["on"] or timezone.localdate()
        sent = sending.send_due_reminders(on=on, clock=timezone.now)
        self.stdout.write(f"{sent} reminders sent for {on}.")
