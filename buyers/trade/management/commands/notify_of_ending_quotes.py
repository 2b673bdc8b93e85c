"""Remind buyers of quotes that end within days."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from buyers.trade.services.quote_endings import notify_of_ending_quotes


class Command(BaseCommand):
    help = "Write, once, to the buyers of quotes that can be accepted for three days more."

    def handle(self, *args: Any, **options: Any) -> None:
        count = notify_of_ending_quotes(at=timezone.now())
        self.stdout.write(f"{count} quotes end soon; their buyers were notified.")
