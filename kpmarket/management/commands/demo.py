"""A populated, running site in one command."""

from __future__ import annotations

import socket
import sys
from datetime import timedelta
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

import kpmarket.site.demo.world as world
from audits.law.current import load_rulebook
from audits.models import RulebookEdition
from kpmarket.site.demo import processes
from kpmarket.site.demo.world import readings
from kpmarket.site.demo.world.moments import noon

DAYS_OF_LAW = -1200
DAY_ENDS = timedelta(hours=20)
"""After midnight: the last act of the world's day is over, so that nothing in it lies after what a visitor does."""
RATES = settings.BASE_DIR / "kpmarket" / "site" / "demo" / "rates.csv"
"""In the European Central Bank's format; the figures are round and invented by us, and pages say so."""


class Command(BaseCommand):
    help = "Create the database, fill a believable world, and serve it. Run twice, nothing doubles."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--fill-only", action="store_true", help="fill the database and stop")

    def handle(self, *args: object, port: int, fill_only: bool, **options: object) -> None:
        if not fill_only and is_taken(port):
            raise CommandError(f"Something already listens on port {port}. Try: make demo PORT={port + 1}")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("catalogues", verbosity=0)
        load_law()
        call_command("import_rates", str(RATES), demonstration=True, verbosity=0, stdout=StringIO())
        processes.prepare_folders()
        world.fill(on=timezone.localdate(timezone.now() - DAY_ENDS), say=self.say)
        readings.enqueue_first(at=timezone.now())
        if fill_only:
            return
        call_command("collectstatic", interactive=False, verbosity=0)
        self.say(welcome(port))
        processes.serve(port)

    def say(self, text: str) -> None:
        self.stdout.write(text)
        sys.stdout.flush()


def load_law() -> None:
    """The rulebook: the first edition as if it had been in force for as long as the world's documents, a newer one from now."""
    if RulebookEdition.objects.exists():
        call_command("load_rulebook", verbosity=0)
    else:
        load_rulebook(by=None, at=noon(timezone.localdate(), days=DAYS_OF_LAW))


def is_taken(port: int) -> bool:
    """Whether something on this machine listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def welcome(port: int) -> str:
    """Where to look, and as whom."""
    people = "\n".join(f"  {login.role:<22} {login.email:<32} {login.password}" for login in world.LOGINS)
    secrets = "\n".join(f"  {login.email:<48} {login.totp_secret}" for login in world.LOGINS if login.totp_secret)
    factor = "is not asked for here (EASE_SECOND_FACTOR)" if settings.EASE_SECOND_FACTOR else "is asked for"
    return (
        f"\nKP Medical Supplies is at http://localhost:{port}   (Ctrl-C stops it)\n\nSign in as\n{people}\n\n"
        f"The audit desk is at http://localhost:{port}/admin/. Its second factor {factor}; TOTP secrets:\n{secrets}\n"
    )
