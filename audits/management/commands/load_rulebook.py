"""Take the rulebook's files as the edition in force."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from audits.clearances import judging
from audits.law import current, files
from audits.law.yaml_reading import RulebookError
from audits.models import RulebookEdition


class Command(BaseCommand):
    help = "Load audits/rulebook/ (or another directory) as the edition in force, whole or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, default=files.RULEBOOK_DIR)

    def handle(self, *args: object, directory: Path, verbosity: int, **options: object) -> None:
        try:
            edition, is_new, changed = _load_and_judge(directory, at=timezone.now())
        except RulebookError as error:
            raise CommandError(f"{error}. The edition in force stays.") from error
        current.read_all()
        if verbosity:
            news = f"loaded; {changed} clearance rows changed" if is_new else "was loaded before"
            self.stdout.write(f"Edition {edition.edition} {news}.")


@transaction.atomic
def _load_and_judge(directory: Path, *, at: datetime) -> tuple[RulebookEdition, bool, int]:
    """The edition and the clearances that it changes, in one transaction."""
    edition, is_new = current.load_rulebook(directory, by=None, at=at)
    return edition, is_new, judging.apply_edition(at=at)
