"""``manage.py compare_twins``: differences between Union law and the markets that copy it, without a twin or a reason."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audits.law import files, twins
from audits.law.yaml_reading import read_text


class Command(BaseCommand):
    """Fails when a difference has neither a twin row nor a written reason."""

    help = "List where the rows of XI, CH, TR and GB differ from the Union's without a reason in twins.yaml."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each unexplained difference and each reason that explains nothing."""
        markets, reasons = twins.read_reasons(read_text(files.RULEBOOK_DIR / twins.FILE, twins.FILE))
        book = files.load()
        idle = twins.unused(book, markets, reasons)
        for reason in idle:
            self.stdout.write(f"explains nothing: {reason.text}")
        found = twins.unexplained(book, markets, reasons)
        for one in found:
            self.stdout.write(str(one))
        if found or idle:
            raise CommandError(f"{len(found)} differences without a reason, {len(idle)} reasons without a difference")
        explained = len(list(twins.differences(book, markets)))
        self.stdout.write(f"{explained} differences, each with a reason.")
