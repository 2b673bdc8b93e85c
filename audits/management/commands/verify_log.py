"""Walk along the decision log and say whether it is what was written."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audits.desk import log, log_and_rows

WORDS = {
    "altered": "entry {0} is not what was written: its digest does not fit its content",
    "missing": "entry {0} is missing",
    "unchained": "entry {0} does not follow the entry before it",
    "head_lost": "the kept head is not in the log: its end was cut off or written again (it now ends at entry {0})",
}


DIFFERENCES = {
    "decision": "entry {0}: its decision is missing in the table, or says something else",
    "status": "entry {0}: the certificate is not as its last decision left it",
    "files": "entry {0}: the files of the certificate are not those that were approved",
}


class Command(BaseCommand):
    help = (
        "Verify the decision log, and whether the tables say the same. Exit code 1 when something was changed. A log whose last entries were cut off looks "
        "whole: keep the printed head elsewhere (another machine, document) and hand it back with --head."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", default="", help="a head that was printed before and kept elsewhere")

    def handle(self, *args: object, head: str, **options: object) -> None:
        found = log.verify(kept_head=head.strip().lower())
        self.stdout.write(f"{found.count} entries, head {found.head}")
        for fault in found.faults:
            self.stderr.write(WORDS[fault.kind].format(fault.sequence))
        if found.faults:
            raise CommandError(f"The decision log is not whole: {len(found.faults)} places.", returncode=1)
        differing = list(log_and_rows.differences())
        for one in differing:
            self.stderr.write(DIFFERENCES[one.kind].format(one.sequence))
        if differing:
            raise CommandError(f"The tables are not as the log says: {len(differing)} places.", returncode=1)
        self.stdout.write(f"The log is whole. Keep the head elsewhere; later: manage.py verify_log --head {found.head}")
