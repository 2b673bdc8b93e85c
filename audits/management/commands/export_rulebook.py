"""Write an edition's files as they were loaded."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audits.models import RulebookEdition


class Command(BaseCommand):
    help = "Write the YAML files of an edition (the one in force) into a directory, byte for byte."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path)
        parser.add_argument("--edition", default="", help="hash of the edition, or how it begins")

    def handle(self, *args: object, directory: Path, edition: str, verbosity: int, **options: object) -> None:
        exported = _edition_beginning(edition)
        if directory.is_dir() and any(directory.iterdir()):
            raise CommandError(f"{directory} is not empty.")
        for name, text in exported.files.items():
            path = directory / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        if verbosity:
            self.stdout.write(f"Edition {exported.edition}: {len(exported.files)} files.")


def _edition_beginning(begins: str) -> RulebookEdition:
    """The edition in force, or the one whose hash begins so."""
    wanted = {"edition__startswith": begins} if begins else {"is_current": True}
    matches = list(RulebookEdition.objects.filter(**wanted)[:2])
    if len(matches) != 1:
        many = f"Several editions begin with {begins}." if matches else "There is no such edition."
        raise CommandError(many if begins else "No rulebook is loaded yet: run manage.py load_rulebook first.")
    return matches[0]
