"""PostgreSQL finds words by an index; SQLite reads the rows."""

from django.db import migrations

CREATE = """
CREATE INDEX clearance_words ON audits_clearance
    USING gin (array_to_tsvector(array_remove(string_to_array(words, ' '), '')))
    WHERE superseded_at IS NULL AND is_on_offer
"""


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CREATE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX clearance_words")


class Migration(migrations.Migration):
    dependencies = [("audits", "0005_catalogue_counts")]
    operations = [migrations.RunPython(create, drop)]
