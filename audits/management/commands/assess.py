"""Answers questions from standard input, one JSON object a line, by the rulebook that ships."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand

from audits import assess_lines, rulebook_files


class Command(BaseCommand):
    """Asks the rules and nothing else: needs no database. What a line may hold is told in ``audits.assess_lines``."""

    help = "Reads one JSON object a line from standard input and answers each with one line, in order."
    requires_system_checks = ()
    stealth_options = ("stdin",)

    def handle(self, *args: Any, **options: Any) -> None:
        lines = options.get("stdin") or sys.stdin.buffer
        try:
            for answer in assess_lines.answers(lines, rulebook_files.load()):
                self.stdout.write(answer)
                self.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read has gone: end quietly
