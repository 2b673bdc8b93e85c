"""The task of the same name, by hand."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from buyers.delivery.carriers.configured import carriers_of
from buyers.delivery.services.shipments.carrier_reading import read_carriers


class Command(BaseCommand):
    help = "Ask the carriers of the setting CARRIERS for every shipment under way."

    def handle(self, *args: Any, **options: Any) -> None:
        missed = read_carriers(carriers_of(settings.CARRIERS), clock=timezone.now)
        self.stdout.write(f"{missed} questions were not answered.")
