"""The table of the OWASP ASVS in the documentation."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kpmarket.site.security_table import find_faults, read_rows, table, with_table

SOURCE, DOCUMENT = Path("docs/asvs.yaml"), Path("docs/security.md")


class Command(BaseCommand):
    help = "Write the table of the OWASP ASVS in docs/security.md from docs/asvs.yaml, or check it and what it names."

    def add_arguments(self, parser: CommandParser) -> None:
        group = parser.add_mutually_exclusive_group(required=True)
        group.add_argument("--update", action="store_true", help="write the table")
        group.add_argument(
            "--check", action="store_true", help="fail when the table is out of date or names what is gone"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        rows = read_rows((settings.BASE_DIR / SOURCE).read_text("utf-8"))
        if faults := list(find_faults(rows, settings.BASE_DIR, settings)):
            raise CommandError("\n".join(faults))
        document = settings.BASE_DIR / DOCUMENT
        written = document.read_text("utf-8")
        current = with_table(written, table(rows))
        if check and current != written:
            raise CommandError(f"{DOCUMENT} is out of date: python manage.py security_table --update")
        if not check:
            document.write_text(current, "utf-8")
