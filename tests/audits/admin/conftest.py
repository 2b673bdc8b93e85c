"""An auditor at the desk."""

import pytest
from django.test import Client


@pytest.fixture
def desk(auditor, settings):
    settings.EASE_SECOND_FACTOR = True
    client = Client()
    client.force_login(auditor)
    return client
