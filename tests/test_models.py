"""The tables stand and match the models."""

import pytest
from django.core.management import call_command

from tests.factories import ClearanceFactory, MessageFactory


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db
def test_a_buyers_message_and_a_clearance_can_be_stored():
    assert MessageFactory().thread.product.supplier.status == "qualified"
    assert ClearanceFactory().last_day.year == 2027
