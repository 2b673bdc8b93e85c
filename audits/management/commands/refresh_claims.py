"""Runs the task of the same name by hand."""

from __future__ import annotations

from datetime import date

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from audits.clearances import claims_sweep


class Command(BaseCommand):
    help = (
        "Judge claims of products again whose documents began or ended; with --all of every product, after an upgrade."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="the day, as 2026-11-22; today without it")
        parser.add_argument("--all", action="store_true", help="every listed product")

    def handle(self, *args: object, on: date | None, **options: object) -> None:
        count = claims_sweep.refresh_claims(on=on or timezone.localdate(), everything=bool(options["all"]))
        self.stdout.write(f"The claims of {count} products stand otherwise than before.")
