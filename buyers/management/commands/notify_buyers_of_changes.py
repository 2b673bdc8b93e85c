"""The sweep of the same name, by hand."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from buyers.services import changes


class Command(BaseCommand):
    help = "Tell buyers, once, what changed on their shortlists and what their saved searches newly find."

    def handle(self, *args: Any, **options: Any) -> None:
        written = changes.notify_buyers_of_changes(on=timezone.localdate(), at=timezone.now())
        self.stdout.write(f"{written} changes written.")
