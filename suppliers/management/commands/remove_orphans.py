"""The door to the tidying of files for people and for cron."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from suppliers import orphans


class Command(BaseCommand):
    help = "Name the files, older than a day, that no row knows; with --delete remove them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--delete", action="store_true", help="remove them; otherwise they are only named")

    def handle(self, *args: Any, **options: Any) -> None:
        act = orphans.remove_orphans if options["delete"] else orphans.orphans
        found = act(at=timezone.now())
        for path in found:
            self.stdout.write(str(path))
        self.stdout.write(f"{len(found)} files {'removed' if options['delete'] else 'would be removed'}.")
