"""Answers questions from standard input, one JSON object a line: by the shipped rulebook, or about stored products."""

import json
import os
import sys
from argparse import ArgumentTypeError
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from audits.answers import assess_lines, assess_stored
from audits.answers.as_known_at import read_moment
from audits.law import files

STORED = ("as_of", "known_as_of", "product")


class Command(BaseCommand):
    """Asks the rules and nothing else, which needs no database; or our records, with two time axes.

    What a line may hold is described in ``audits.answers.assess_lines`` and ``audits.answers.assess_stored``.
    """

    help = (
        "Reads one JSON object a line from standard input and answers each with one line, in order. With --as-of, "
        "--known-as-of or --product the questions are about products that we hold."
    )
    requires_system_checks = ()
    stealth_options = ("stdin",)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--as-of",
            type=_day,
            metavar="DAY",
            help="The day on which the goods arrive, YYYY-MM-DD; today in the destination by default.",
        )
        parser.add_argument(
            "--known-as-of",
            type=_moment,
            metavar="MOMENT",
            help="Answer from what we knew then, as 2026-03-05T14:00, UTC where no zone is said; now by default.",
        )
        parser.add_argument(
            "--product",
            type=int,
            action="append",
            metavar="KEY",
            help="Ask about this product instead of reading lines; may be said again. Needs --destination.",
        )
        parser.add_argument("--destination", metavar="CODE", help="ISO 3166 code, for --product.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for answer in _answers(options):
                self.stdout.write(answer)
                self.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read has gone: end quietly


def _answers(options: dict[str, Any]) -> Iterator[str]:
    lines = options.get("stdin") or sys.stdin.buffer
    if all(options[name] is None for name in STORED):
        return assess_lines.answers(lines, files.load())
    now = timezone.now()
    moment = options["known_as_of"] or now
    if moment > now:
        raise CommandError("--known-as-of is still to come: nobody knows what we shall know then.")
    axes = assess_stored.Axes(on=options["as_of"], known_at=moment, now=now)
    return assess_stored.answers(_lines(options, lines), axes)


def _lines(options: dict[str, Any], lines: Iterable[bytes]) -> Iterable[bytes]:
    if options["product"] is None:
        return lines
    if options["destination"] is None:
        raise CommandError("--product needs --destination.")
    asked = ({"id": key, "product": key, "destination": options["destination"]} for key in options["product"])
    return (json.dumps(line).encode() for line in asked)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("a day is written YYYY-MM-DD") from None


def _moment(text: str) -> datetime:
    try:
        return read_moment(text)
    except (ValueError, OverflowError):
        raise ArgumentTypeError("a moment is written 2026-03-05T14:00 or 2026-03-05T22:00+08:00") from None
