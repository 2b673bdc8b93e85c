"""Two answers for whoever watches the site: is the process there, and can it do its work."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import RedisError

from kpmarket.foundation import scanner
from kpmarket.foundation.task_runs import TaskRun
from suppliers.documents import sandbox
from suppliers.models import CertificateReading

SILENCE = timedelta(hours=1)
"""A task on the timetable that has not ended well for so long is named."""


@require_safe
@never_cache
@login_not_required
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("live\n", content_type="text/plain")


@require_safe
@never_cache
@login_not_required
def ready(request: HttpRequest) -> JsonResponse:
    """Database, migrations and cache answer: 200, else 503. Silent tasks, the scanner and the queue are told beside it."""
    now = timezone.now()
    checks: dict[str, Callable[[], bool]] = {"database": database, "migrations": migrations, "cache": keeps}
    results = {name: succeeds(check) for name, check in checks.items()}
    tasks = {run.name: run.succeeded_at for run in TaskRun.objects.all()} if results["database"] else {}
    silent = [name for name, at in tasks.items() if now - at > SILENCE]
    healthy = all(results.values())
    told = {
        "silent_tasks": silent,
        "scanner": scanner.state(),
        "sandbox": sandbox_state(),
        "reading": reading(at=now) if results["database"] else {},
    }
    return JsonResponse({"ready": healthy, **results, **told}, status=200 if healthy else 503)


def sandbox_state() -> str:
    """Whether every attempt to break out of it failed; tried once for each process."""
    try:
        return "closed" if sandbox.protections().complete else "open"
    except sandbox.SandboxError:
        return "not usable"


def reading(*, at: datetime) -> dict[str, int]:
    """How many files wait to be read and are being read, and for how many seconds the first one waits."""
    turns = CertificateReading.objects.filter(file__removed_at=None)
    waiting = turns.filter(state=CertificateReading.State.WAITING)
    first = waiting.aggregate(first=Min("asked_at"))["first"]
    return {
        "waiting": waiting.count(),
        "being_read": turns.filter(state=CertificateReading.State.READING).count(),
        "longest_wait": round((at - first).total_seconds()) if first else 0,
    }


def succeeds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, OSError, RedisError):
        return False


def database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def keeps() -> bool:
    word = secrets.token_hex(8)
    cache.set("health", word, 10)
    return bool(cache.get("health") == word)
