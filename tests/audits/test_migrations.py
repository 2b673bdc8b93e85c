"""Data steps of migrations, with rows in the tables."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from audits.models import Publication, RulebookEdition

pytestmark = pytest.mark.django_db
SPRING = datetime(2026, 3, 1, tzinfo=UTC)
first_publications = import_module("audits.migrations.0008_first_publications")


def edition(name, loaded_at, **facts):
    return RulebookEdition.objects.create(edition=name, files={}, loaded_at=loaded_at, **facts)


def published():
    return list(Publication.objects.order_by("at").values_list("edition__edition", "at"))


def test_editions_came_into_force_when_they_were_loaded():
    edition("b", SPRING + timedelta(days=1), is_current=True)
    edition("a", SPRING)

    first_publications.write_down(apps, None)

    assert published() == [("a", SPRING), ("b", SPRING + timedelta(days=1))]


def test_an_older_edition_that_is_in_force_again_is_so_from_now_on():
    edition("a", SPRING, is_current=True)
    edition("b", SPRING + timedelta(days=1))

    first_publications.write_down(apps, None)

    assert [name for name, _at in published()] == ["a", "b", "a"]
    assert published()[2][1] > SPRING + timedelta(days=1)


def test_without_editions_nothing_was_published():
    first_publications.write_down(apps, None)

    assert published() == []
