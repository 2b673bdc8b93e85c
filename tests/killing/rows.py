"""What a drill asks of its database, in a process of its own: JSON on the last line.

python -m tests.killing.rows add 10
python -m tests.killing.rows count
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.utils import timezone  # noqa: E402

from kpmarket.accounts.models import Notice, User  # noqa: E402
from kpmarket.foundation.outbox.models import Letter  # noqa: E402
from suppliers.models import Certificate, CertificateEvent, CertificateType, Membership, Reminder, Supplier  # noqa: E402

CHUNK = 1000


@transaction.atomic
def add(count: int) -> None:
    """So many companies, each with an owner and one certificate of which one reminder, the first of its life, is due."""
    at, first = timezone.now(), Supplier.objects.count()
    kind, _is_new = CertificateType.objects.get_or_create(
        id="drill", defaults={"name_en": "Drill", "name_zh": "演练", "kind": "certificate", "market": "EU"}
    )
    numbers = range(first, first + count)
    users = User.objects.bulk_create((User(email=f"owner-{n}@example.org") for n in numbers), CHUNK)
    companies = Supplier.objects.bulk_create((Supplier(name_en=f"Company {n}") for n in numbers), CHUNK)
    pairs = list(zip(companies, users, strict=True))
    Membership.objects.bulk_create((Membership(supplier=s, user=u, role="owner", since=at) for s, u in pairs), CHUNK)
    certificates = Certificate.objects.bulk_create(
        (
            Certificate(
                supplier=company,
                certificate_type=kind,
                number=f"N-{company.pk}",
                status="approved",
                submitted_at=at,
                valid_until=timezone.localdate(at) + timedelta(days=max(settings.REMINDER_LADDER)),
            )
            for company in companies
        ),
        CHUNK,
    )
    CertificateEvent.objects.bulk_create(
        (CertificateEvent(subject=one, before="in_review", after="approved", at=at) for one in certificates), CHUNK
    )


def count() -> dict[str, object]:
    letters = Letter.objects.aggregate(count=Count("pk"), sent=Count("sent_at"), put_aside=Count("failed_at"))
    return {
        "due": Certificate.objects.count(),
        "reminders": Reminder.objects.count(),
        "notices": Notice.objects.count(),
        "letters": letters["count"],
        "sent": letters["sent"],
        "put_aside": letters["put_aside"],
    }


def message_ids() -> list[str]:
    return list(Letter.objects.values_list("message_id", flat=True))


if __name__ == "__main__":
    name, *numbers = sys.argv[1:]
    print(json.dumps({"add": add, "count": count, "message_ids": message_ids}[name](*map(int, numbers))))
