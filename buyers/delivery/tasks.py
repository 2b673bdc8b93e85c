"""Celery tasks of delivery: each reads the clock and calls a service."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from buyers.delivery.carriers.configured import carriers_of
from buyers.delivery.services.acceptance import sweeping
from buyers.delivery.services.packs.letters import notify_of_open_documents
from buyers.delivery.services.recalls.fetching import fetch_recalls as fetch_all
from buyers.delivery.services.shipments.carrier_reading import read_carriers as ask_carriers
from kpmarket.foundation.monitoring.task_runs import TaskRun


@shared_task
def notify_of_arrivals() -> int:
    """Ask buyers to check goods that arrived, and remind them before the days end."""
    count = sweeping.notify_of_arrivals(at=timezone.now())
    TaskRun.objects.record("buyers.delivery.tasks.notify_of_arrivals", at=timezone.now())
    return count


@shared_task
def fetch_recalls() -> int:
    """Ask the feeds of recall notices, where any are named; how many questions they raised."""
    brought = fetch_all(clock=timezone.now)
    TaskRun.objects.record("buyers.delivery.tasks.fetch_recalls", at=timezone.now())
    return sum(one.questions for one in brought.values())


@shared_task
def notify_of_documents() -> int:
    """Write of documents that are open shortly before goods are to leave."""
    count = notify_of_open_documents(at=timezone.now())
    TaskRun.objects.record("buyers.delivery.tasks.notify_of_documents", at=timezone.now())
    return count


@shared_task
def read_carriers() -> int:
    """Ask the carriers of the settings for every shipment under way; how many questions were not answered."""
    missed = ask_carriers(carriers_of(settings.CARRIERS), clock=timezone.now)
    TaskRun.objects.record("buyers.delivery.tasks.read_carriers", at=timezone.now())
    return missed
