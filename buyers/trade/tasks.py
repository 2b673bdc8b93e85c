"""Celery tasks of trade: each reads the clock and calls a service."""

import logging

from celery import shared_task
from django.utils import timezone

from buyers.trade.services import lapsing, provider_accounts, quote_endings, sweeping, verification, watch_notices
from kpmarket.foundation.monitoring.task_runs import TaskRun

logger = logging.getLogger(__name__)


@shared_task
def notify_of_watch() -> int:
    """Notify both sides of orders whose clearance ends too early, has lapsed, or stands again."""
    count = watch_notices.notify_of_watch(on=timezone.localdate(), at=timezone.now())
    TaskRun.objects.record("buyers.trade.tasks.notify_of_watch", at=timezone.now())
    return count


@shared_task
def verify_ledger() -> int:
    """Compute the whole ledger again; how many faults there are. Only none counts as success."""
    faults = verification.verify().faults
    for fault in faults:
        logger.error("The ledger is not right: %s", fault)
    if not faults:
        TaskRun.objects.record("buyers.trade.tasks.verify_ledger", at=timezone.now())
    return len(faults)


@shared_task
def carry_out_orders() -> int:
    """Carry out what the clock allows: releases by silence, demands, reminders, orders that are complete."""
    count = sweeping.carry_out_orders(at=timezone.now())
    TaskRun.objects.record("buyers.trade.tasks.carry_out_orders", at=timezone.now())
    return count


@shared_task
def notify_of_ending_quotes() -> int:
    """Remind buyers of quotes that end within days."""
    count = quote_endings.notify_of_ending_quotes(at=timezone.now())
    TaskRun.objects.record("buyers.trade.tasks.notify_of_ending_quotes", at=timezone.now())
    return count


@shared_task
def notify_of_lapsed_orders() -> int:
    """Write to both sides of orders that were not confirmed in time."""
    count = lapsing.notify_of_lapsed_orders(at=timezone.now())
    TaskRun.objects.record("buyers.trade.tasks.notify_of_lapsed_orders", at=timezone.now())
    return count


@shared_task
def sync_payments() -> int:
    """Look at the accounts of the payment institution, if there is one; how many could not be looked at."""
    missed = provider_accounts.sync_all(clock=timezone.now)
    TaskRun.objects.record("buyers.trade.tasks.sync_payments", at=timezone.now())
    return missed
