"""The table of settings in the documentation."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kpmarket.site.settings_table import MeaningMissing, settings_in, table, with_table

SOURCE, DOCUMENT = Path("kpmarket/settings.py"), Path("docs/settings.md")


class Command(BaseCommand):
    help = (
        "Write the table of environment variables in docs/settings.md from settings.py, or check that it is up to date."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        group = parser.add_mutually_exclusive_group(required=True)
        group.add_argument("--update", action="store_true", help="write the table")
        group.add_argument("--check", action="store_true", help="fail when the table is out of date")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        document = settings.BASE_DIR / DOCUMENT
        written = document.read_text("utf-8")
        try:
            generated = table(settings_in((settings.BASE_DIR / SOURCE).read_text("utf-8")))
        except MeaningMissing as error:
            raise CommandError(f"{SOURCE}: a variable has no comment that says what it means: {error}") from error
        current = with_table(written, generated)
        if check and current != written:
            raise CommandError(f"{DOCUMENT} is out of date: python manage.py settings_table --update")
        if not check:
            document.write_text(current, "utf-8")
