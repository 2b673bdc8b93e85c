"""The sweep of law changes, by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from audits.editions import law_reminders
from kpmarket.foundation.sweep_days import add_day_arguments, sweep_day


class Command(BaseCommand):
    help = (
        "Remind suppliers of changes of the law under documents that stay valid. Safe to run twice, safe to miss a day."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_day_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        on = sweep_day(options["on"], today=timezone.localdate(), pretend=options["pretend"])
        if options["pretend"]:
            for letter in law_reminders.preview(on=on):
                self.stdout.write(f"{letter.address}: {letter.subject}")
        else:
            written = law_reminders.write_due(on=on, at=timezone.now())
            self.stdout.write(f"{written} reminders of law changes written for {on}.")
