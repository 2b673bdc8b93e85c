"""Loads a file of recall notices, or asks the feeds that the settings name."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from buyers.delivery.notices.notice import Refused
from buyers.delivery.notices.reading import READERS, read_notices
from buyers.delivery.services.recalls.fetching import FeedMisnamed, fetch_recalls
from buyers.delivery.services.recalls.loading import load_notices
from buyers.delivery.services.recalls.words import refusal_words


class Command(BaseCommand):
    help = "Load recall notices from a file in a published format; without a file, ask the feeds of RECALL_FEEDS."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--format", choices=sorted(READERS))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["file"] is None:
            try:
                brought = fetch_recalls(clock=timezone.now)
            except FeedMisnamed as error:
                raise CommandError(f"RECALL_FEEDS: {error} is not 'format+https://address'.") from error
            for name, loaded in brought.items():
                self.stdout.write(f"{name}: {loaded}")
            return
        if not options["format"]:
            raise CommandError("Name the format of the file with --format.")
        try:
            notices = read_notices(options["file"].read_bytes(), options["format"])
        except OSError as error:
            raise CommandError(str(error)) from error
        except Refused as refusal:
            raise CommandError(refusal_words(refusal)) from refusal
        self.stdout.write(str(load_notices(notices, options["format"], at=timezone.now())))
