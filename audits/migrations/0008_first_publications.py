"""Editions that were loaded before publications were written down."""

from django.db import migrations
from django.utils import timezone


def write_down(apps, schema_editor):
    """Each edition came into force when it was loaded.

    Where an older edition is the one in force again, nobody kept the moment of its return: it is known from now on.
    """
    editions = apps.get_model("audits", "RulebookEdition").objects.order_by("loaded_at", "pk").defer("files")
    publications = apps.get_model("audits", "Publication").objects
    for edition in editions:
        publications.create(edition=edition, at=edition.loaded_at, by_id=edition.loaded_by_id)
    last = editions.last()
    current = editions.filter(is_current=True).first()
    if current is not None and current != last:
        publications.create(edition=current, at=timezone.now(), by=None)


class Migration(migrations.Migration):
    dependencies = [("audits", "0007_publications")]
    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
