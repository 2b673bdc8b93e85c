"""How long a sweep of the reminders takes with 100,000 certificates, and whether kills lose letters at a large size.

    python -m tests.bench.reminders sweep [CERTIFICATES]      # SQLite, or the database of DATABASE_URL
    python -m tests.bench.reminders kills [DUE] [KILLS]

Prints a line for each figure. The sweep ends with 1 when a target is missed: 5 s with some 5,000 due, 0.2 s with none.
"""

import os
import random
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import django

CHUNK_ROWS = 5_000
CERTIFICATES, DUE, KILLS = 100_000, 10_000, 50
CERTIFICATES_A_COMPANY = 20
DAYS_BEHIND = 4
"""The reminders of the days before were written; what fell due in so many days is some twentieth of the certificates."""
LIFE_DAYS = 1_095
"""Last days of the certificates lie within a year before today and two years after."""
SWEEP_SECONDS, IDLE_SECONDS = 5.0, 0.2


def main(what: str, *numbers: str) -> int:
    with tempfile.TemporaryDirectory(prefix="kp-bench-") as folder:
        if what == "kills":
            return kills(Path(folder), *map(int, numbers))
        os.environ["VAR_DIR"] = folder
        Path(folder, "queue", "messages").mkdir(parents=True)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kpmarket.settings")
        django.setup()
        return sweep(*map(int, numbers))


def sweep(certificates: int = CERTIFICATES) -> int:
    from django.core.management import call_command
    from django.db import connection, reset_queries
    from django.utils import timezone

    from suppliers.reminders.writing import write_due

    call_command("migrate", verbosity=0)
    at = timezone.now()
    today = timezone.localdate(at)
    fill(certificates, today, at)
    remember(today - timedelta(days=DAYS_BEHIND), at)
    connection.force_debug_cursor = True
    missed = 0
    print(f"{connection.vendor}, {certificates:,} certificates")
    for name, target in (("due", SWEEP_SECONDS), ("nothing due", IDLE_SECONDS), ("nothing due", IDLE_SECONDS)):
        reset_queries()
        wall, processor = time.perf_counter(), time.process_time()
        written = write_due(on=today, at=at)
        seconds = time.perf_counter() - wall
        print(
            f"{name:<12} {written:6,} written {seconds:8.2f} s {time.process_time() - processor:8.2f} s of processor"
            f" {len(connection.queries):5} queries (target {target} s)",
            flush=True,
        )
        missed += seconds > target
    return int(missed > 0)


def fill(count: int, today: date, at: datetime) -> None:
    """Companies with an owner and twenty approved certificates each, approved long ago."""
    from django.db import connection

    from kpmarket.accounts.models import User
    from suppliers.models import Certificate, CertificateEvent, CertificateType, Membership, Supplier

    chance, long_ago = random.Random(7), at - timedelta(days=700)
    kinds = [
        CertificateType(id=f"bench-{n}", name_en=f"Type {n}", name_zh=f"类型{n}", kind="certificate", market="EU")
        for n in range(20)
    ]
    kinds[0].reminder_days = [365, 180, 30]
    CertificateType.objects.bulk_create(kinds)
    companies = range(count // CERTIFICATES_A_COMPANY)
    users = User.objects.bulk_create((User(email=f"owner-{n}@example.org") for n in companies), CHUNK_ROWS)
    suppliers = Supplier.objects.bulk_create((Supplier(name_en=f"Company {n}") for n in companies), CHUNK_ROWS)
    Membership.objects.bulk_create(
        (
            Membership(supplier=supplier, user=user, role="owner", since=long_ago)
            for supplier, user in zip(suppliers, users, strict=True)
        ),
        CHUNK_ROWS,
    )
    for start in range(0, count, CHUNK_ROWS):
        certificates = Certificate.objects.bulk_create(
            Certificate(
                supplier=suppliers[n // CERTIFICATES_A_COMPANY],
                certificate_type=kinds[n % 20],
                number=f"N-{n}",
                status="approved",
                submitted_at=long_ago,
                valid_until=today + timedelta(days=chance.randrange(LIFE_DAYS) - 365),
            )
            for n in range(start, min(start + CHUNK_ROWS, count))
        )
        CertificateEvent.objects.bulk_create(
            CertificateEvent(subject=one, before="in_review", after="approved", at=long_ago) for one in certificates
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def remember(day: date, at: datetime) -> None:
    """Write down that everything due by that day was written."""
    from suppliers.models import Reminder
    from suppliers.reminders.due import find_due

    rows = (
        Reminder(certificate_id=one.certificate, recipient_id=one.recipient, rung=one.rung, due_on=day, created_at=at)
        for one in find_due(on=day)
    )
    Reminder.objects.bulk_create(rows, CHUNK_ROWS)


def kills(folder: Path, due: int = DUE, count: int = KILLS) -> int:
    """Kill worker, timetable, broker and database connections while so many letters are written and delivered."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kpmarket.settings")
    django.setup()
    from tests.killing.drill import Drill

    began = time.monotonic()
    with Drill(folder, os.environ.get("DATABASE_URL", "")).running() as drill:
        drill.start("worker")
        drill.start("timetable")
        drill.rows("add", str(due))
        drill.kill_at_random(count, random.Random(11), (0.2, 4.0))
        counts = drill.wait_until_all_sent(3600)
        faults = drill.faults()
        print(f"{due:,} due, {count} kills {dict(drill.kills)}, {time.monotonic() - began:.0f} s: {counts}")
        print(f"lost or under two Message-IDs: {len(faults)}; again under the same Message-ID: {drill.repeated}")
        print(*faults[:20], sep="\n")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
