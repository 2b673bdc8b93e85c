"""Companies may let their decided documents measure how well documents are read."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kpmarket.foundation.append_only import append_only, no_replace, no_truncate

REFUSAL = "what a company said of the use of its documents is never changed"


class Migration(migrations.Migration):

    dependencies = [
        ('suppliers', '0015_own_standing_of_documents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReadingConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_given', models.BooleanField(verbose_name='may be used')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reading_consents', to='suppliers.supplier', verbose_name='supplier')),
            ],
            options={
                'verbose_name': 'consent to measuring',
                'verbose_name_plural': 'consents to measuring',
                'ordering': ['at', 'pk'],
            },
        ),
        append_only({"suppliers_readingconsent": ""}, refusal=REFUSAL, function="suppliers_refuse_consent"),
        no_truncate(["suppliers_readingconsent"], refusal=REFUSAL, function="suppliers_refuse_consent_truncate"),
        no_replace({"suppliers_readingconsent": ["id"]}, refusal=REFUSAL),
    ]
