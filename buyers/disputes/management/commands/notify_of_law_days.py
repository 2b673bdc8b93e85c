"""The sweep of the same name, by hand."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from buyers.disputes.services.cases.sweeping import notify_of_law_days


class Command(BaseCommand):
    help = "Write to clients of legal cases whose days of law come near."

    def handle(self, *args: Any, **options: Any) -> None:
        count = notify_of_law_days(at=timezone.now())
        self.stdout.write(f"{count} letters written.")
