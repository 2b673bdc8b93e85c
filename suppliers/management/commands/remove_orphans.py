"""Files that no row names, for people and for cron."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from suppliers import orphans


class Command(BaseCommand):
    help = "List the files older than a day that no row names; with --delete remove them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--delete", action="store_true", help="remove them; otherwise they are only listed")

    def handle(self, *args: Any, **options: Any) -> None:
        act = orphans.remove_orphans if options["delete"] else orphans.orphans
        unnamed = act(at=timezone.now())
        for file in unnamed:
            self.stdout.write(f"{file.storage}/{file.key}")
        self.stdout.write(f"{len(unnamed)} files {'removed' if options['delete'] else 'would be removed'}.")
