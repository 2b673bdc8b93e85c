"""The worker and the timetable. A task is an entry point: the clock is read there, the work is in services."""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging

from kpmarket.foundation.monitoring import task_request_ids  # noqa: F401 - importing it connects its signals

DELIVERY_SECONDS = 15
"""How often the timetable has letters delivered, besides the call after each commit."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kpmarket.settings")

app = Celery("kpmarket")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.accept_content = ["json"]  # plain values only, whoever writes into the queue
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "send-reminders": {"task": "suppliers.tasks.send_reminders", "schedule": crontab(minute="*/15")},
    "call-for-waiting-files": {"task": "suppliers.tasks.call_for_waiting_files", "schedule": crontab(minute="*/2")},
    "send-law-reminders": {"task": "audits.tasks.send_law_reminders", "schedule": crontab(minute="*/30")},
    "notify-auditors-of-expired": {
        "task": "audits.tasks.notify_auditors_of_expired",
        "schedule": crontab(minute="*/30"),
    },
    "return-due-cases": {"task": "audits.tasks.return_due_cases", "schedule": crontab(minute="9,39")},
    "chase-suppliers": {"task": "audits.tasks.chase_suppliers", "schedule": crontab(hour=1, minute=15)},
    "refresh-claims": {"task": "audits.tasks.refresh_claims", "schedule": crontab(minute="5,35")},
    "check-registers": {
        "task": "audits.tasks.check_registers",
        "schedule": crontab(minute="17,47"),
        "options": {"expires": 25 * 60},
    },
    "check-sources": {"task": "audits.tasks.check_sources", "schedule": crontab(hour="*/6", minute=23)},
    "note-pages": {"task": "audits.tasks.note_pages", "schedule": crontab(minute="*/2")},
    "deliver-letters": {
        "task": "kpmarket.tasks.deliver_letters",
        "schedule": DELIVERY_SECONDS,
        "options": {"expires": DELIVERY_SECONDS},
    },
    "enforce-retention": {"task": "kpmarket.tasks.enforce_retention", "schedule": crontab(hour=3, minute=40)},
    "forget-uploads": {"task": "kpmarket.tasks.forget_uploads", "schedule": crontab(hour=3, minute=55)},
    "remove-orphans": {"task": "suppliers.tasks.remove_orphans", "schedule": crontab(hour=4, minute=10)},
    "verify-log": {"task": "audits.tasks.verify_log", "schedule": crontab(hour=4, minute=30)},
    "sync-payments": {
        "task": "buyers.trade.tasks.sync_payments",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 9 * 60},
    },
    "screen-parties": {"task": "buyers.disputes.tasks.screen_parties", "schedule": crontab(minute=25)},
    "read-carriers": {
        "task": "buyers.delivery.tasks.read_carriers",
        "schedule": crontab(minute="11,41"),
        "options": {"expires": 25 * 60},
    },
    "verify-ledger": {"task": "buyers.trade.tasks.verify_ledger", "schedule": crontab(hour=4, minute=45)},
    "notify-buyers-of-changes": {"task": "buyers.tasks.notify_buyers_of_changes", "schedule": crontab(minute=20)},
    "send-webhook-messages": {
        "task": "buyers.tasks.send_webhook_messages",
        "schedule": crontab(),
        "options": {"expires": 60},
    },
    "notify-of-watch": {"task": "buyers.trade.tasks.notify_of_watch", "schedule": crontab(minute="2-59/5")},
    "carry-out-orders": {"task": "buyers.trade.tasks.carry_out_orders", "schedule": crontab(minute="*/10")},
    "sweep-claims": {"task": "buyers.disputes.tasks.sweep_claims", "schedule": crontab(minute="4-59/10")},
    "notify-of-ending-quotes": {
        "task": "buyers.trade.tasks.notify_of_ending_quotes",
        "schedule": crontab(minute=50),
    },
    "notify-of-lapsed-orders": {"task": "buyers.trade.tasks.notify_of_lapsed_orders", "schedule": crontab(minute=14)},
    "notify-of-arrivals": {"task": "buyers.delivery.tasks.notify_of_arrivals", "schedule": crontab(minute=26)},
    "fetch-recalls": {
        "task": "buyers.delivery.tasks.fetch_recalls",
        "schedule": crontab(hour="*/6", minute=38),
        "options": {"expires": 3600},
    },
    "notify-of-documents": {"task": "buyers.delivery.tasks.notify_of_documents", "schedule": crontab(minute=32)},
    "notify-of-law-days": {
        "task": "buyers.disputes.tasks.notify_of_law_days",
        "schedule": crontab(hour="*/6", minute=33),
    },
    "notify-buyers-of-losses": {"task": "buyers.tasks.notify_buyers_of_losses", "schedule": crontab(minute="*/5")},
}


@setup_logging.connect
def keep_logging(**_: Any) -> None:
    """Workers log as the settings say: with a receiver here, Celery leaves LOGGING as Django configured it."""
