"""Runs the task of the same name by hand."""

from __future__ import annotations

from datetime import date

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from audits.desk import escalation


class Command(BaseCommand):
    help = "Notify auditors, once, of certificates that expired a week ago and were not renewed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="the day, as 2026-11-22; today without it")

    def handle(self, *args: object, on: date | None, **options: object) -> None:
        count = escalation.notify_auditors_of_expired(on=on or timezone.localdate(), at=timezone.now())
        self.stdout.write(f"{count} notices.")
