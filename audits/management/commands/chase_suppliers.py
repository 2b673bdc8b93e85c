"""Runs the task of the same name by hand."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from audits.desk import chasing


class Command(BaseCommand):
    help = "Remind suppliers of what was sent back to them, and close what was not answered."

    def handle(self, *args: object, **options: object) -> None:
        done = chasing.chase_suppliers(at=timezone.now())
        self.stdout.write(f"{done.written} reminded, {done.closed} closed.")
