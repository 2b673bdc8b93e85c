import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kpmarket.foundation.append_only import append_only, no_truncate

TABLES = ("delivery_issueddocument", "delivery_issuedwithdrawal")
REFUSAL = "what was issued is never changed"


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0007_checks_append_only'),
        ('trade', '0011_guests_evidence'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='IssuedDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('quote', 'Quote'), ('proforma_invoice', 'Proforma invoice'), ('commercial_invoice', 'Commercial invoice'), ('packing_list', 'Packing list'), ('shipping_instruction', 'Shipping instruction'), ('document_index', 'Index of documents'), ('acceptance', 'Record of acceptance')], max_length=24, verbose_name='kind')),
                ('number', models.CharField(max_length=40, verbose_name='number')),
                ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                ('data', models.JSONField(verbose_name='what it states')),
                ('digest', models.CharField(max_length=64, verbose_name='SHA-256 of what it states')),
                ('side', models.CharField(choices=[('buyer', 'Buyer'), ('supplier', 'Supplier')], max_length=8, verbose_name='issued by the side')),
                ('changed', models.CharField(blank=True, max_length=500, verbose_name='what changed')),
                ('issued_at', models.DateTimeField(verbose_name='issued')),
                ('stored_name', models.CharField(max_length=60, verbose_name='stored as')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the file')),
                ('size', models.PositiveIntegerField(verbose_name='bytes')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='issued by')),
                ('order', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issued_documents', to='trade.order', verbose_name='order')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='delivery.issueddocument', verbose_name='replaces')),
                ('revision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issued_documents', to='trade.quoterevision', verbose_name='revision of a quote')),
                ('shipment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issued_documents', to='delivery.shipment', verbose_name='shipment')),
            ],
            options={
                'verbose_name': 'issued document',
                'verbose_name_plural': 'issued documents',
                'ordering': ['-issued_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='IssuedWithdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='delivery.issueddocument', verbose_name='document')),
            ],
            options={
                'verbose_name': 'withdrawal of an issued document',
                'verbose_name_plural': 'withdrawals of issued documents',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='issueddocument',
            constraint=models.UniqueConstraint(fields=('number', 'version'), name='issued_document_once_per_version'),
        ),
        migrations.AddConstraint(
            model_name='issueddocument',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'quote'), ('order', None), ('revision__isnull', False), ('shipment', None)), models.Q(('order__isnull', False), ('revision', None), models.Q(('kind', 'quote'), _negated=True)), _connector='OR'), name='issued_document_of_an_order_or_a_quote'),
        ),
        migrations.AddConstraint(
            model_name='issueddocument',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('replaces', None), ('version', 1)), models.Q(('replaces__isnull', False), ('version__gte', 2)), _connector='OR'), name='issued_document_replaces_the_version_before'),
        ),
        append_only(dict.fromkeys(TABLES, ""), refusal=REFUSAL, function="delivery_refuse_issued_change"),
        no_truncate(TABLES, refusal=REFUSAL, function="delivery_refuse_issued_truncate"),
    ]
