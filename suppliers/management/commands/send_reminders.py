"""The reminder sweep, by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from kpmarket.foundation.sweep_days import add_day_arguments, sweep_day
from suppliers.reminders import writing


class Command(BaseCommand):
    help = "Remind suppliers of certificates that end or have ended. Safe to run twice, safe to miss a day."

    def add_arguments(self, parser: CommandParser) -> None:
        add_day_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        on = sweep_day(options["on"], today=timezone.localdate(), pretend=options["pretend"])
        if options["pretend"]:
            for letter in writing.preview(on=on):
                self.stdout.write(f"{letter.address}: {letter.subject}")
        else:
            self.stdout.write(f"{writing.write_due(on=on, at=timezone.now())} reminders written for {on}.")
