"""Runs the task of the same name by hand."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from audits.desk import handing


class Command(BaseCommand):
    help = "Put cases back into the queue whose auditor left them, or is in office no more."

    def handle(self, *args: object, **options: object) -> None:
        count = handing.return_due_cases(at=timezone.now())
        self.stdout.write(f"{count} cases.")
