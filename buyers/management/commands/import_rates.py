"""Stores the ECB's reference rates from a file."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from buyers.catalogue import reference
from buyers.models import ExchangeRate
from buyers.services.rate_files import BadRates, read_rates

CHUNK = 1000


class Command(BaseCommand):
    help = (
        "Import reference rates from a file of the European Central Bank (eurofxref, XML or CSV, unpacked). Prices are "
        "shown in the reader's currency by the latest ones, with their day. Nothing is downloaded."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="for example eurofxref-daily.xml")
        parser.add_argument("--demonstration", action="store_true", help="mark the rates as invented: pages say so")

    def handle(self, *args: object, file: Path, demonstration: bool, **options: object) -> None:
        try:
            rates = read_rates(file.read_text(encoding="utf-8"))
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise CommandError(f"{file} is no text: unpack it first.") from None
        except BadRates as error:
            raise CommandError(f"{file}: {error}") from None
        if (last := max(one.day for one in rates)) > timezone.localdate():
            raise CommandError(f"{file}: the day {last} is still to come.")
        rows = {(one.day, one.currency): ExchangeRate(**one._asdict(), is_demonstration=demonstration) for one in rates}
        ExchangeRate.objects.bulk_create(
            rows.values(),
            batch_size=CHUNK,
            update_conflicts=True,
            unique_fields=["day", "currency"],
            update_fields=["per_euro", "is_demonstration"],
        )
        reference.forget()
        days = sorted({one.day for one in rates})
        self.stdout.write(f"{len(rows)} rates, of {days[0]} to {days[-1]}.")
