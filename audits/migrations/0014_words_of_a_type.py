"""PostgreSQL finds words by market and product type: a search costs what is found there, not what there is anywhere.

The function's stated cost keeps the planner from computing it row by row, where the index has the answer.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION catalogue_words(market text, product_type text, words text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL RESTRICTED COST 500 AS $$
BEGIN
    RETURN array_to_tsvector(array_remove(string_to_array(
        replace(' ' || btrim(words), ' ', ' ' || market || '/' || product_type || '/'), ' '), ''));
END $$
"""
INDEX = """
CREATE INDEX clearance_words ON audits_clearance
    USING gin (catalogue_words(market_id, product_type_id, words))
    WHERE superseded_at IS NULL AND is_on_offer
"""
INDEX_BEFORE = """
CREATE INDEX clearance_words ON audits_clearance
    USING gin (array_to_tsvector(array_remove(string_to_array(words, ' '), '')))
    WHERE superseded_at IS NULL AND is_on_offer
"""


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in ("DROP INDEX clearance_words", FUNCTION, INDEX):
            schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in (
            "DROP INDEX clearance_words",
            "DROP FUNCTION catalogue_words(text, text, text)",
            INDEX_BEFORE,
        ):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audits", "0013_ready")]
    operations = [migrations.RunPython(create, drop)]
