"""Judge every product anew, or report where the record drifted."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from audits.services import clearances
from audits.services.rulebook import NoRulebook
from suppliers.models import Product


class Command(BaseCommand):
    help = "Refresh the clearances of all products; with --check change nothing and fail where they drifted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: object, check: bool, verbosity: int, **options: object) -> None:
        try:
            self._answer(check=check, verbosity=verbosity)
        except NoRulebook:
            raise CommandError("No rulebook is loaded yet: run manage.py load_rulebook first.") from None

    def _answer(self, *, check: bool, verbosity: int) -> None:
        products = Product.objects.only("pk").order_by("pk")
        if check:
            drifted = list(clearances.drift(products))
            if drifted:
                named = ", ".join(str(key) for key in drifted[:50])
                raise CommandError(f"{len(drifted)} products drifted: {named}")
            self.stdout.write("No drift.")
            return
        changed = clearances.refresh_products(products, at=timezone.now())
        if verbosity:
            self.stdout.write(f"{changed} clearance rows changed.")
