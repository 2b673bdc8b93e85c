"""Drawing a share of decisions at random, so that nobody steers which, and everybody can check it afterwards.

Each day has a secret seed. The log has its SHA-256 when it is made, and the seed itself a month later, when nobody gains by
knowing it. A case is chosen by the seed of the day on which it was taken: putting the decision off changes nothing.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from audits.desk import log
from audits.models import Review, SampleSeed

SIGNATURE, SECOND_REVIEW = "signature", "second_review"
SPAN = 1 << 64
SECRET_FOR = timedelta(days=30)
"""Cases that were taken on a day are decided by then, as a rule."""


def is_sampled(review: Review, *, purpose: str, percent: int, at: datetime) -> bool:
    """Whether this case belongs to that share. ``percent`` 0 draws none and makes no seed."""
    if percent <= 0:
        return False
    seed = seed_of(timezone.localdate(review.opened_at), at=at)
    return falls_into(seed, f"{purpose}:{review.pk}", percent=percent)


def falls_into(seed: str, name: str, *, percent: int) -> bool:
    """The draw itself: the first eight bytes of SHA-256 of seed and name, as a share of all that there are."""
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big") * 100 < percent * SPAN


def seed_of(day: date, *, at: datetime) -> str:
    """The seed of a day, made when it is first needed."""
    found = SampleSeed.objects.filter(day=day).first()
    if found is not None:
        return found.seed
    try:
        with transaction.atomic():
            return _new_seed(day, at=at)
    except IntegrityError:
        return SampleSeed.objects.get(day=day).seed


def _new_seed(day: date, *, at: datetime) -> str:
    """Make and announce a seed, and give away those that have become old enough since the last one was made."""
    before = SampleSeed.objects.order_by("-made_at", "-pk").first()
    old = SampleSeed.objects.filter(made_at__lt=at - SECRET_FOR)
    if before is not None:
        old = old.filter(made_at__gte=before.made_at - SECRET_FOR)
    content: dict[str, Any] = {
        "day": day.isoformat(),
        "opened": {f"{one.day}": one.seed for one in old.order_by("made_at")},
    }
    made = SampleSeed.objects.create(day=day, seed=secrets.token_hex(32), made_at=at)
    content["sha256"] = hashlib.sha256(made.seed.encode()).hexdigest()
    log.append(act="sample_seed_made", subject=f"sample:{day.isoformat()}", by=None, at=at, content=content)
    return made.seed
