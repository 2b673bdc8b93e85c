"""Take the rulebook's files as the edition in force."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from audits import rulebook_files
from audits.rulebook_yaml import RulebookError
from audits.services import rulebook


class Command(BaseCommand):
    help = "Load audits/rulebook/ (or another directory) as the edition in force, whole or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, default=rulebook_files.HERE)

    def handle(self, *args: object, directory: Path, verbosity: int, **options: object) -> None:
        try:
            edition, is_new = rulebook.load_rulebook(directory, by=None, at=timezone.now())
        except RulebookError as error:
            raise CommandError(f"{error}. The edition in force stays.") from error
        if verbosity:
            news = "loaded; run refresh_clearances" if is_new else "was loaded before"
            self.stdout.write(f"Edition {edition.edition} {news}.")
