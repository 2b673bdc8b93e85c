"""A person of finance at the desk, and the account whose statements they import."""

import pytest
from django.test import Client

from tests.buyers.trade.bank_days import Bank


@pytest.fixture
def bank(db):
    return Bank()


@pytest.fixture
def desk(bank, settings):
    return client_of(bank.by, settings)


def client_of(user, settings):
    settings.EASE_SECOND_FACTOR = True
    client = Client()
    client.force_login(user)
    return client
