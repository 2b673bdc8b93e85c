"""Two addresses for monitoring: whether the process answers, and whether the site can do its work."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import RedisError

from kpmarket.foundation.outbox.models import Letter
from kpmarket.foundation.serving.wsgi_bridge import client_address
from kpmarket.foundation.storage import scanner
from kpmarket.foundation.working_days import last_decreed_year
from kpmarket.site.privacy import operator
from kpmarket.site.task_silence import silent_tasks
from suppliers.documents import sandbox
from suppliers.models import CertificateReading

THIS_MACHINE = ("127.0.0.1", "::1")


@require_safe
@never_cache
@login_not_required
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("live\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
@login_not_required
def ready(request: HttpRequest) -> JsonResponse:
    """200 when database, migrations and cache are in order, else 503.

    The other facts decide nothing, and are for requests from this machine alone: they tell what is weak just now.
    """
    now = timezone.now()
    checks: dict[str, Callable[[], bool]] = {"database": database, "migrations": migrations, "cache": cache_works}
    results = {name: succeeds(check) for name, check in checks.items()}
    is_ready = all(results.values())
    if not comes_from_here(request):
        return JsonResponse({"ready": is_ready}, status=200 if is_ready else 503)
    facts = {
        "silent_tasks": [task.name for task in silent_tasks(at=now)] if results["database"] else [],
        "scanner": scanner.state(),
        "sandbox": sandbox_state(),
        "reading": reading_queue(at=now) if results["database"] else {},
        "letters": letters(at=now) if results["database"] else {},
        "operator_facts_missing": operator.missing(),
        "holidays_decreed_until": last_decreed_year(on=timezone.localdate(now)),
    }
    return JsonResponse({"ready": is_ready, **results, **facts}, status=200 if is_ready else 503)


def comes_from_here(request: HttpRequest) -> bool:
    """Whether this machine itself asks; not through a proxy that says for whom."""
    address = client_address(request.META, settings.TRUSTED_PROXY_COUNT)
    is_forwarded = "HTTP_X_FORWARDED_FOR" in request.META and not settings.TRUSTED_PROXY_COUNT
    return not is_forwarded and address in THIS_MACHINE


def sandbox_state() -> str:
    """Whether each attempt to break out of it failed; attempted once per process."""
    try:
        return "closed" if sandbox.protections().complete else "open"
    except sandbox.SandboxError:
        return "not usable"


def reading_queue(*, at: datetime) -> dict[str, int]:
    """How many files wait to be read and are being read, and for how many seconds the first one has waited."""
    readings = CertificateReading.objects.filter(file__removed_at=None)
    waiting = readings.filter(state=CertificateReading.State.WAITING)
    first = waiting.aggregate(first=Min("asked_at"))["first"]
    return {
        "waiting": waiting.count(),
        "being_read": readings.filter(state=CertificateReading.State.READING).count(),
        "longest_wait": round((at - first).total_seconds()) if first else 0,
    }


def letters(*, at: datetime) -> dict[str, int]:
    """How many letters wait and were put aside, and for how many seconds the first one waits."""
    waiting = Letter.objects.waiting().aggregate(count=Count("pk"), first=Min("created_at"))
    return {
        "waiting": waiting["count"],
        "put_aside": Letter.objects.put_aside().count(),
        "longest_wait": round((at - waiting["first"]).total_seconds()) if waiting["first"] else 0,
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


def cache_works() -> bool:
    """Whether the cache returns a value that was just stored."""
    value = secrets.token_hex(8)
    cache.set("health", value, 10)
    return bool(cache.get("health") == value)
