"""The tables of findings in the documentation."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from audits.findings.documentation import MarksMissing, with_tables

DOCUMENT = Path("docs/findings.md")


class Command(BaseCommand):
    help = (
        "Write the tables of findings in docs/findings.md from their declarations, or check that they are up to date."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        group = parser.add_mutually_exclusive_group(required=True)
        group.add_argument("--update", action="store_true", help="write the tables")
        group.add_argument("--check", action="store_true", help="fail when the tables are out of date")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        path = settings.BASE_DIR / DOCUMENT
        written = path.read_text("utf-8")
        try:
            current = with_tables(written)
        except MarksMissing as error:
            raise CommandError(f"{DOCUMENT} has no marks for the tables.") from error
        if check and current != written:
            raise CommandError(f"{DOCUMENT} is out of date: python manage.py findings_tables --update")
        if not check:
            path.write_text(current, "utf-8")
