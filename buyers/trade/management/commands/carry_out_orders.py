"""The sweep of the same name, by hand."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from buyers.trade.services.sweeping import carry_out_orders


class Command(BaseCommand):
    help = "Carry out what the clock allows: releases by silence, demands, reminders, orders that are complete."

    def handle(self, *args: Any, **options: Any) -> None:
        count = carry_out_orders(at=timezone.now())
        self.stdout.write(f"{count} orders looked at.")
