"""Compute the whole ledger again and say whether it is right."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from buyers.trade.services import verification


class Command(BaseCommand):
    help = (
        "Compute the ledger again from its transfers: each movement against the decision log, accounts below zero, sums by "
        "currency, what is held against the contracts, bank accounts against their statements. Exit code 1 for any fault."
    )

    def handle(self, *args: object, **options: object) -> None:
        found = verification.verify()
        self.stdout.write(f"{found.movements} movements between {found.accounts} accounts")
        for fault in found.faults:
            self.stderr.write(fault)
        if found.faults:
            raise CommandError(f"The ledger is not right: {len(found.faults)} faults.", returncode=1)
        self.stdout.write("The ledger is right.")
