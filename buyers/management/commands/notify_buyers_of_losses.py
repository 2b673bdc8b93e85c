"""The sweep of the same name, by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from buyers.services import losses
from kpmarket.foundation.sweep_days import add_day_arguments, sweep_day


class Command(BaseCommand):
    help = "Notify buyers, once, of what they relied on and is no longer cleared."

    def add_arguments(self, parser: CommandParser) -> None:
        add_day_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        on = sweep_day(options["on"], today=timezone.localdate(), pretend=options["pretend"])
        if options["pretend"]:
            for letter in losses.preview(on=on, at=timezone.now()):
                self.stdout.write(f"{letter.address}: {letter.subject}")
        else:
            written = losses.notify_buyers_of_losses(on=on, at=timezone.now())
            self.stdout.write(f"{written} notices of losses written for {on}.")
