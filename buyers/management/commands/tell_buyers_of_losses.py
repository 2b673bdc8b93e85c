"""The sweep of the same name, by hand."""

from __future__ import annotations

from datetime import date

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from buyers.services import losses


class Command(BaseCommand):
    help = "Tell buyers, once, of what they relied on and is no longer cleared."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--on", type=date.fromisoformat, default=None, help="the day, as 2026-11-22; today without it"
        )

    def handle(self, *args: object, on: date | None, **options: object) -> None:
        count = losses.tell_buyers_of_losses(on=on or timezone.localdate(), at=timezone.now())
        self.stdout.write(f"{count} notices sent.")
