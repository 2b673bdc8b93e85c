"""Deleting what has been kept as long as promised, by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from kpmarket.site.privacy import erasure, retention


class Command(BaseCommand):
    help = "Erase people who asked for it, and delete what has been kept as long as RETENTION_DAYS says."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pretend", action="store_true", help="show how much would go, and delete nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        if options["pretend"]:
            counts = {"people to be erased": erasure.due(at=at), **retention.rows_over(at=at)}
        else:
            counts = {"people erased": erasure.carry_out_due(at=at), **retention.enforce(at=at)}
        for name, count in counts.items():
            self.stdout.write(f"{count:>7}  {name}")
        self.stdout.write("Nothing was deleted." if options["pretend"] else "Done.")
