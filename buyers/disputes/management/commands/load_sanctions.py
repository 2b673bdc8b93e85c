"""Load lists of sanctions from files, and compare the parties of open orders with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date

from buyers.disputes.lists.listed import Unreadable
from buyers.disputes.services.screening.comparing import screen_orders
from buyers.disputes.services.screening.lists import NotLoaded, load_list
from buyers.disputes.services.screening.sweeping import open_orders


class Command(BaseCommand):
    help = "Load published lists of sanctions (UN, OFAC, EU, UK as XML; US Consolidated Screening List as JSON), or copied tables."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, help="files as their publishers give them out")
        parser.add_argument("--day", help="day of a list that does not say its own, as 2026-11-28")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        day = parse_date(options["day"]) if options["day"] else timezone.localdate()
        if day is None:
            raise CommandError("--day is a day as 2026-11-28.")
        for file in options["files"]:
            try:
                loaded = load_list(file.read_bytes(), published_on=day, at=now)
            except (Unreadable, NotLoaded, OSError) as error:
                raise CommandError(f"{file.name}: {error}") from error
            self.stdout.write(f"{file.name}: {loaded.list_id} of {loaded.published_on}, {loaded.count} entries.")
        compared = screen_orders(open_orders(), at=now)
        self.stdout.write(f"{compared} comparisons of parties of open orders.")
