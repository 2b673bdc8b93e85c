"""Walk along the decision log and say whether it is what was written, and whether tables and files say the same."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from audits.desk import decider_names, log, record_check
from audits.desk.log_and_rows import Difference

WORDS = {
    "altered": "entry {0} is not what was written: its digest does not fit its content",
    "missing": "entry {0} is missing",
    "unchained": "entry {0} does not follow the entry before it",
    "backwards": "entry {0} bears an earlier moment than those before it",
    "ahead": "entry {0} bears a moment that is still to come",
    "emptied": "the log is empty, and there are decisions: somebody emptied it",
    "head_lost": "the kept head is not in the log: its end was cut off or written again (it now ends at entry {0})",
}
DIFFERENCES = {
    "decision": "its decision is missing in the table, or says something else",
    "repeated": "its decision has an earlier entry",
    "unlogged": "no entry of the log speaks of it",
    "event": "the history of the subject and its decisions are not the same",
    "review": "the review is missing in the table, or says something else",
    "second_review": "the second judgement is missing in the table, or says something else",
    "site_audit": "the row of the site audit is missing in the table, or says something else",
    "status": "its status is not the one that its history and its last decision gave it",
    "facts": "its fields are not those that were decided on",
    "files": "the files and pages of the certificate are not those that were decided on",
    "sealed": "rows were changed, added or taken away after their day was sealed",
    "name": "the name under which the person decided is gone or changed",
    "head": "the log does not lead to it any more, or its signature does not fit",
    "clearance": "its clearances are not those that its documents and the rulebook give",
    "stored": "the stored file is missing, or is not the one that was uploaded",
}


class Command(BaseCommand):
    help = (
        "Verify the decision log, and whether tables and stored files say the same. Exit code 1 when something was changed. "
        "A log whose last entries were cut off looks whole: keep the printed head elsewhere (another machine, document) and "
        "hand it back with --head."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", default="", help="a head that was printed before and kept elsewhere")
        parser.add_argument(
            "--without-files", action="store_true", help="leave out the stored files, which take longest"
        )

    def handle(self, *args: object, head: str, without_files: bool, **options: object) -> None:
        found = log.verify(kept_head=head.strip().lower(), now=timezone.now())
        self.stdout.write(f"{found.count} entries, head {found.head}")
        for fault in found.faults:
            self.stderr.write(WORDS[fault.kind].format(fault.sequence))
        if found.faults:
            raise CommandError(f"The decision log is not whole: {len(found.faults)} places.", returncode=1)
        for person in decider_names.later_names():
            self.stdout.write(f"To look at: account {person.pk} bears another name now than when it last decided")
        differing = record_check.confirmed_differences(with_files=not without_files)
        for one in differing:
            self.stderr.write(words_of(one))
        if differing:
            raise CommandError(f"Tables or files are not as the log says: {len(differing)} places.", returncode=1)
        self.stdout.write(f"The log is whole. Keep the head elsewhere; later: manage.py verify_log --head {found.head}")


def words_of(one: Difference) -> str:
    place = f"entry {one.sequence}, {one.what}" if one.sequence else one.what
    return f"{place}: {DIFFERENCES[one.kind]}"
