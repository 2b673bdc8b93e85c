"""The sweep of the same name, by hand."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from buyers.delivery.services.acceptance.sweeping import notify_of_arrivals


class Command(BaseCommand):
    help = "Ask buyers to check goods that arrived, and remind them before the days end."

    def handle(self, *args: Any, **options: Any) -> None:
        count = notify_of_arrivals(at=timezone.now())
        self.stdout.write(f"{count} letters written.")
