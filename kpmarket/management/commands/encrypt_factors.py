"""Replacing the key of second factors, of bank account numbers and of webhooks' secrets."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from buyers.models import Webhook
from kpmarket.accounts import factor_secrets
from suppliers.models import BeneficiaryAccount


class Command(BaseCommand):
    help = (
        "Encrypt second factors, account numbers and webhooks' secrets with the first of MFA_KEYS. Safe to run twice."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        keys = Authenticator.objects.order_by("pk").values_list("pk", flat=True)
        done = [self.encrypt(pk) for pk in list(keys)]
        unreadable = done.count(False)
        self.stdout.write(f"{done.count(True)} second factors encrypted with the first key, {unreadable} unreadable.")
        numbers = [self.encrypt_number(pk) for pk in BeneficiaryAccount.objects.values_list("pk", flat=True)]
        unreadable += numbers.count(False)
        self.stdout.write(f"{numbers.count(True)} bank account numbers, {numbers.count(False)} unreadable.")
        webhooks = [self.encrypt_secret(pk) for pk in Webhook.objects.values_list("pk", flat=True)]
        unreadable += webhooks.count(False)
        self.stdout.write(f"{webhooks.count(True)} secrets of webhooks, {webhooks.count(False)} unreadable.")
        if unreadable:
            self.stderr.write("No key of MFA_KEYS fits these: keep older keys in the list, or remove these factors.")

    @transaction.atomic
    def encrypt(self, pk: int) -> bool:
        """Whether a key fitted; a code that is used meanwhile waits for the row."""
        factor = Authenticator.objects.select_for_update().get(pk=pk)
        try:
            factor.data = factor_secrets.encrypted_with_first_key(factor.data)
        except factor_secrets.NoKeyFits:
            self.stderr.write(f"Factor {pk} of account {factor.user_id}: no key fits.")
            return False
        factor.save(update_fields=["data"])
        return True

    @transaction.atomic
    def encrypt_number(self, pk: int) -> bool:
        """Whether a key fitted."""
        account = BeneficiaryAccount.objects.select_for_update().get(pk=pk)
        try:
            number = factor_secrets.decrypt(account.number_token)
        except factor_secrets.NoKeyFits:
            self.stderr.write(f"Bank account {pk}: no key fits.")
            return False
        BeneficiaryAccount.objects.filter(pk=pk).update(number_token=factor_secrets.encrypt(number))
        return True

    @transaction.atomic
    def encrypt_secret(self, pk: int) -> bool:
        """Whether a key fitted."""
        webhook = Webhook.objects.select_for_update().get(pk=pk)
        try:
            secret = factor_secrets.decrypt(webhook.secret_token)
        except factor_secrets.NoKeyFits:
            self.stderr.write(f"Webhook {pk}: no key fits.")
            return False
        Webhook.objects.filter(pk=pk).update(secret_token=factor_secrets.encrypt(secret))
        return True
