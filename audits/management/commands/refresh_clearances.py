"""Judges every product again, or reports where the record drifted."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from audits import tasks
from audits.clearances import judging, refreshing
from audits.law.current import NoRulebook
from suppliers.models import Product

MAX_NAMED = 50


class Command(BaseCommand):
    help = (
        "Refresh the clearances of all products, taking up a refresh that was interrupted; "
        "with --check change nothing and fail where they drifted."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare with a fresh assessment, change nothing")
        parser.add_argument("--sample", type=int, metavar="N", help="check N products taken at random")
        parser.add_argument(
            "--changed",
            action="store_true",
            help="leave alone products whose facts and documents are as they were when they were judged",
        )
        parser.add_argument("--background", action="store_true", help="hand the chunks to the workers")

    def handle(
        self,
        *args: object,
        check: bool,
        sample: int | None,
        changed: bool,
        background: bool,
        verbosity: int,
        **options: object,
    ) -> None:
        try:
            if check:
                self._check(sample)
            else:
                self._refresh(force=not changed, background=background, verbosity=verbosity)
        except NoRulebook:
            raise CommandError("No rulebook is loaded yet: run manage.py load_rulebook first.") from None

    def _check(self, sample: int | None) -> None:
        products = Product.objects.only("pk").order_by("pk" if sample is None else "?")
        drifted = list(judging.drift(products if sample is None else products[:sample]))
        if drifted:
            named = ", ".join(str(key) for key in drifted[:MAX_NAMED])
            raise CommandError(f"{len(drifted)} products drifted: {named}")
        self.stdout.write("No drift.")

    def _refresh(self, *, force: bool, background: bool, verbosity: int) -> None:
        refresh = refreshing.start(at=timezone.now())
        waiting = refreshing.to_do(refresh)
        for chunk in waiting:
            if background:
                tasks.refresh_chunk.delay(chunk, force=force)
                continue
            refreshing.do(chunk, at=timezone.now(), force=force)
            if verbosity > 1:
                done, chunks, changed = refreshing.progress(refresh)
                self.stdout.write(f"{done} of {chunks} chunks, {changed} clearance rows changed.")
        if background and waiting:
            self.stdout.write(f"{len(waiting)} chunks handed to the workers; run again to see or resume.")
            return
        refreshing.finish(refresh, at=timezone.now())
        if verbosity:
            self.stdout.write(f"{refreshing.progress(refresh).changed} clearance rows changed.")
