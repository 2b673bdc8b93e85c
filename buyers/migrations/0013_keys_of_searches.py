from django.db import migrations, models

from buyers.services.key_sets import packed


def pack(apps, schema_editor):
    """Keep what searches found so far, so that nothing is said twice."""
    searches = apps.get_model("buyers", "SavedSearch").objects
    for search in searches.exclude(matched=None).only("pk", "matched").iterator():
        searches.filter(pk=search.pk).update(found=packed(search.matched or ()))


class Migration(migrations.Migration):

    dependencies = [
        ('buyers', '0012_enquiry_terms'),
    ]

    operations = [
        migrations.AddField(
            model_name='savedsearch',
            name='found',
            field=models.BinaryField(null=True, verbose_name='products found so far'),
        ),
        migrations.RunPython(pack, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(
            model_name='savedsearch',
            name='matched',
        ),
    ]
