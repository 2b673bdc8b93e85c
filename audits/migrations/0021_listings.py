"""Words belong to products, once, instead of to each of their clearances: they are found by product type or by all.

On PostgreSQL a column that Django does not know keeps them as it searches them: each word behind a slash, and behind
its type and a slash.
"""

import django.db.models.deletion
from django.db import migrations, models

BEFORE = ("DROP INDEX clearance_words", "DROP FUNCTION catalogue_words(text, text, text)")
FILL = """
INSERT INTO audits_listing (product_id, product_type_id, words)
SELECT product_id, min(product_type_id), min(words) FROM audits_clearance WHERE superseded_at IS NULL GROUP BY product_id
"""
FUNCTION = """
CREATE FUNCTION listing_words(product_type text, words text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN array_to_tsvector(array_remove(string_to_array(
        replace(' ' || btrim(words), ' ', ' /') || replace(' ' || btrim(words), ' ', ' ' || product_type || '/'), ' '), ''));
END $$
"""
COLUMN = """
ALTER TABLE audits_listing ADD COLUMN found_by tsvector GENERATED ALWAYS AS (listing_words(product_type_id, words)) STORED
"""
INDEX = "CREATE INDEX listing_words ON audits_listing USING gin (found_by)"


def forget_words_of_clearances(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in BEFORE:
            schema_editor.execute(statement)


def find_words(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in (FUNCTION, COLUMN, INDEX):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audits", "0020_register_checks_append_only"), ("suppliers", "0003_former_facts")]
    operations = [
        migrations.CreateModel(
            name="Listing",
            fields=[
                (
                    "product",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="listing",
                        serialize=False,
                        to="suppliers.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "product_type",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suppliers.producttype",
                    ),
                ),
                ("words", models.TextField(blank=True)),
            ],
            options={"verbose_name": "listing", "verbose_name_plural": "listings", "ordering": ["pk"]},
        ),
        migrations.RunSQL(FILL),
        migrations.RunPython(forget_words_of_clearances),
        migrations.RemoveIndex(model_name="clearance", name="clearance_of_product"),
        migrations.RemoveField(model_name="clearance", name="words"),
        migrations.RunPython(find_words),
    ]
