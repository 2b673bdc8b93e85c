import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kpmarket.foundation.append_only import append_only, no_truncate


class Migration(migrations.Migration):

    dependencies = [
        ('suppliers', '0004_certificate_due_covers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TypeRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name of the product')),
                ('purpose', models.TextField(max_length=2000, verbose_name='what it is for')),
                ('hs_code', models.CharField(blank=True, max_length=13, verbose_name='HS code')),
                ('standards', models.TextField(blank=True, max_length=2000, verbose_name='standards it meets')),
                ('asked_at', models.DateTimeField(verbose_name='asked')),
                ('outcome', models.CharField(blank=True, choices=[('added', 'A type was added for it'), ('fits', 'An existing type fits it'), ('declined', 'No type for it')], max_length=10, verbose_name='answer')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='note to the supplier')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('product_type', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.producttype', verbose_name='product type')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='type_requests', to='suppliers.supplier', verbose_name='supplier')),
            ],
            options={
                'verbose_name': 'product without a type',
                'verbose_name_plural': 'products without a type',
                'ordering': ['-asked_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('outcome', '')), fields=['asked_at'], name='type_request_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='type_request_answered_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['added', 'fits']), ('product_type__isnull', False)), models.Q(models.Q(('outcome__in', ['added', 'fits']), _negated=True), ('product_type', None)), _connector='OR'), name='type_request_names_the_type')],
            },
        ),
        append_only(
            {"suppliers_typerequest": "supplier_id, name, purpose, hs_code, standards, asked_by_id, asked_at"},
            refusal="what a supplier said of a product is append-only",
            function="suppliers_refuse_type_request",
        ),
        no_truncate(
            ["suppliers_typerequest"],
            refusal="what a supplier said of a product is append-only",
            function="suppliers_refuse_type_request_truncate",
        ),
    ]
