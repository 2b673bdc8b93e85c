"""Every class of page that the bench asks is there, and asks few queries."""

import pytest
from django.test import Client
from django.utils import timezone

from audits.law.current import load_rulebook, rulebook_of
from buyers.catalogue import reference
from tests.access.world import World
from tests.bench.page_classes import page_classes, queries

MOST_QUERIES = 36


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
def test_every_class_of_page_opens_with_few_queries(settings):
    settings.EASE_SECOND_FACTOR = True
    World(settings)
    rulebook_of.cache_clear()
    load_rulebook(by=None, at=timezone.now())
    reference.forget()
    found = {}
    for page in page_classes():
        client = Client(headers={"accept-language": "en"})
        if page.user:
            client.force_login(page.user)
        assert client.get(page.path).status_code == 200, page.name
        found[page.name] = queries(client, page.path)

    assert len(found) > 30
    assert {name: count for name, count in found.items() if count > MOST_QUERIES} == {}
