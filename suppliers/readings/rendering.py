"""Drawing what a person uploaded: quick files are free, and who sends slow ones waits before sending more.

A file is rendered while the person waits, by a process that serves others too. So what a file may take at most is set aside
before it is rendered, and given back but for what it took beyond an ordinary document.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings

from kpmarket.accounts.models import User
from kpmarket.foundation.limits.allowance import Allowance
from suppliers.documents.protocol import Limits
from suppliers.documents.results import Code, Refused

ORDINARY = timedelta(seconds=3)
"""What an ordinary document stays under, on a busy machine too: it costs nothing."""

SLOWEST_FILES, WINDOW = 4, timedelta(minutes=10)
"""How many files of the longest time one person may have rendered, at once or one after the other, and in how long."""

Result = TypeVar("Result")


def on_allowance(render: Callable[..., Result | Refused], *, by: User | str, at: datetime) -> Result | Refused:
    """What was rendered within the `limits` handed to it, or that it was not tried because this person's files took too long lately.

    A text stands for somebody without an account: one of its own for each.
    """
    payer = by if isinstance(by, str) else by.pk
    longest = math.ceil(settings.SANDBOX_SECONDS * 1000)
    allowance = Allowance("drawing", SLOWEST_FILES * longest, WINDOW)
    if not allowance.take(payer, longest, at=at):
        return Refused(Code.NOT_NOW, {"minutes": math.ceil(allowance.again(at=at).total_seconds() / 60)})
    started = time.monotonic()
    try:
        return render(max_bytes=settings.UPLOAD_LIMIT, limits=Limits(seconds=settings.SANDBOX_SECONDS))
    finally:
        beyond = time.monotonic() - started - ORDINARY.total_seconds()
        allowance.give_back(payer, longest - min(longest, max(0, math.ceil(beyond * 1000))), at=at)
