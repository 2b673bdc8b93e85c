"""Queue files that have no reading, or one by an older reader."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from suppliers.readings import jobs


class Command(BaseCommand):
    help = "Queue every file that has no reading, or one by an older reader."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help="queue every file, also those with a current reading")
        parser.add_argument("--here", action="store_true", help="read the files in this process, one after the other")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = jobs.stale_files(again=options["again"])
        jobs.requeue(wanted, at=timezone.now())
        for file in wanted:
            if options["here"]:
                self.stdout.write(f"{file.pk}: {jobs.read_file(file.pk, clock=timezone.now) or 'being read'}")
            else:
                jobs.call_worker(file.pk)
        waiting = jobs.count_unfinished()
        self.stdout.write(f"{len(wanted)} files asked for, {waiting} wait.")
