"""The sweep of the same name, by hand."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from buyers.disputes.services.claims import sweeping


class Command(BaseCommand):
    help = "Carry out final decisions about claims, note escalations, and write reminders."

    def handle(self, *args: Any, **options: Any) -> None:
        count = sweeping.sweep_claims(at=timezone.now())
        self.stdout.write(f"{count} claims looked at.")
