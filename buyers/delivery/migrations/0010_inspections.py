import django.db.models.deletion
import functools
import secrets
from django.conf import settings
from django.db import migrations, models

from kpmarket.foundation.append_only import append_only, no_truncate

REFUSAL = "what was booked and reported of an inspection is never changed"
TABLES = (
    "delivery_inspection",
    "delivery_inspectionline",
    "delivery_inspectionstep",
    "delivery_inspectionreport",
    "delivery_reportline",
    "delivery_inspectionphoto",
    "delivery_inspectionphotopage",
)


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0009_costs'),
        ('trade', '0011_guests_evidence'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('stage', models.CharField(choices=[('during', 'During production'), ('pre_shipment', 'Before shipment'), ('loading', 'While loading')], max_length=12, verbose_name='stage')),
                ('level', models.CharField(max_length=4, verbose_name='inspection level')),
                ('classes', models.JSONField(verbose_name='AQL by class of defects')),
                ('is_tightened', models.BooleanField(verbose_name='tightened plan')),
                ('place', models.CharField(max_length=300, verbose_name='place')),
                ('day', models.DateField(verbose_name='day')),
                ('packed_percent', models.PositiveSmallIntegerField(verbose_name='packed by then, in percent')),
                ('organisation', models.CharField(max_length=200, verbose_name='who inspects')),
                ('guest_name', models.CharField(blank=True, max_length=120, verbose_name='name of the inspector')),
                ('guest_email', models.EmailField(blank=True, max_length=254, verbose_name='email address of the inspector')),
                ('guest_language', models.CharField(blank=True, max_length=10, verbose_name='language of the inspector')),
                ('paid_by', models.CharField(choices=[('buyer', 'Buyer'), ('supplier', 'Supplier')], max_length=8, verbose_name='paid by')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='note')),
                ('side', models.CharField(choices=[('buyer', 'Buyer'), ('supplier', 'Supplier')], max_length=8, verbose_name='proposed by the side')),
                ('proposed_at', models.DateTimeField(verbose_name='proposed')),
            ],
            options={
                'verbose_name': 'inspection',
                'verbose_name_plural': 'inspections',
                'ordering': ['order', 'number'],
            },
        ),
        migrations.CreateModel(
            name='InspectionLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveSmallIntegerField(verbose_name='line')),
                ('quantity', models.PositiveIntegerField(verbose_name='quantity')),
            ],
            options={
                'verbose_name': 'line of an inspection',
                'verbose_name_plural': 'lines of inspections',
                'ordering': ['inspection', 'line'],
            },
        ),
        migrations.CreateModel(
            name='InspectionPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, verbose_name='key')),
                ('original_name', models.CharField(max_length=300, verbose_name='file name')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('taken', models.CharField(blank=True, max_length=25, verbose_name='taken, as the camera says')),
                ('received_at', models.DateTimeField(verbose_name='received')),
            ],
            options={
                'verbose_name': 'photo of an inspection',
                'verbose_name_plural': 'photos of inspections',
                'ordering': ['received_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='InspectionPhotoPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='page')),
                ('stored_name', models.CharField(max_length=80, unique=True, verbose_name='stored name')),
                ('token', models.CharField(default=functools.partial(secrets.token_urlsafe, *(20,), **{}), editable=False, max_length=40, unique=True)),
                ('width', models.PositiveIntegerField(verbose_name='width')),
                ('height', models.PositiveIntegerField(verbose_name='height')),
            ],
            options={
                'verbose_name': 'page of a photo',
                'verbose_name_plural': 'pages of photos',
                'ordering': ['photo', 'number'],
            },
        ),
        migrations.CreateModel(
            name='InspectionReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, verbose_name='number of the report')),
                ('own_result', models.CharField(choices=[('passed', 'Passed'), ('failed', 'Failed'), ('void', 'Not finished')], max_length=8, verbose_name='verdict of the inspector')),
                ('barcodes', models.CharField(choices=[('readable', 'All that were scanned can be read'), ('unreadable', 'Some cannot be read'), ('not_scanned', 'Not scanned')], max_length=12, verbose_name='barcodes')),
                ('note', models.TextField(blank=True, max_length=4000, verbose_name='what was found')),
                ('started_at', models.DateTimeField(verbose_name='started')),
                ('finished_at', models.DateTimeField(verbose_name='finished')),
                ('photos_taken', models.PositiveSmallIntegerField(null=True, verbose_name='photos taken')),
                ('received_at', models.DateTimeField(verbose_name='received')),
            ],
            options={
                'verbose_name': 'report of an inspection',
                'verbose_name_plural': 'reports of inspections',
                'ordering': ['received_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='InspectionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('agreed', 'Agreed'), ('declined', 'Declined'), ('cancelled', 'Cancelled')], max_length=10, verbose_name='what')),
                ('side', models.CharField(choices=[('buyer', 'Buyer'), ('supplier', 'Supplier')], max_length=8, verbose_name='side')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('at', models.DateTimeField(verbose_name='at')),
            ],
            options={
                'verbose_name': 'step of an inspection',
                'verbose_name_plural': 'steps of inspections',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReportLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveSmallIntegerField(verbose_name='line')),
                ('sample', models.PositiveIntegerField(verbose_name='units checked')),
                ('counted', models.PositiveIntegerField(verbose_name='units counted')),
                ('defects', models.JSONField(verbose_name='defects by class')),
                ('carton_grams', models.PositiveIntegerField(null=True, verbose_name='weight of a carton in grams')),
            ],
            options={
                'verbose_name': 'line of a report',
                'verbose_name_plural': 'lines of reports',
                'ordering': ['report', 'line'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='guestlink',
            name='guest_link_for_its_purpose',
        ),
        migrations.AddField(
            model_name='inspection',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='trade.order', verbose_name='order'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='repeats',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='repetitions', to='delivery.inspection', verbose_name='repeats'),
        ),
        migrations.AddField(
            model_name='guestlink',
            name='inspection',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='guest_links', to='delivery.inspection', verbose_name='inspection'),
        ),
        migrations.AddConstraint(
            model_name='guestlink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('inspection', None), ('purpose', 'shipment')), models.Q(('inspection__isnull', False), ('purpose', 'inspection'), ('shipment', None)), _connector='OR'), name='guest_link_for_its_purpose'),
        ),
        migrations.AddField(
            model_name='inspectionline',
            name='inspection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='delivery.inspection', verbose_name='inspection'),
        ),
        migrations.AddField(
            model_name='inspectionphoto',
            name='guest',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delivery.guestlink', verbose_name='guest'),
        ),
        migrations.AddField(
            model_name='inspectionphoto',
            name='inspection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='delivery.inspection', verbose_name='inspection'),
        ),
        migrations.AddField(
            model_name='inspectionphoto',
            name='sent_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by'),
        ),
        migrations.AddField(
            model_name='inspectionphotopage',
            name='photo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='delivery.inspectionphoto', verbose_name='photo'),
        ),
        migrations.AddField(
            model_name='inspectionreport',
            name='guest',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delivery.guestlink', verbose_name='guest'),
        ),
        migrations.AddField(
            model_name='inspectionreport',
            name='inspection',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='report', to='delivery.inspection', verbose_name='inspection'),
        ),
        migrations.AddField(
            model_name='inspectionreport',
            name='reported_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reported by'),
        ),
        migrations.AddField(
            model_name='inspectionstep',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='inspectionstep',
            name='inspection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='delivery.inspection', verbose_name='inspection'),
        ),
        migrations.AddField(
            model_name='reportline',
            name='evidence',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trade.evidence', verbose_name='evidence'),
        ),
        migrations.AddField(
            model_name='reportline',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='delivery.inspectionreport', verbose_name='report'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.UniqueConstraint(fields=('order', 'number'), name='inspection_once_per_number'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(('packed_percent__lte', 100)), name='inspection_packed_at_most_all'),
        ),
        migrations.AddConstraint(
            model_name='inspectionline',
            constraint=models.UniqueConstraint(fields=('inspection', 'line'), name='inspection_line_once'),
        ),
        migrations.AddConstraint(
            model_name='inspectionline',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='inspection_of_something'),
        ),
        migrations.AddConstraint(
            model_name='inspectionphoto',
            constraint=models.UniqueConstraint(fields=('inspection', 'key'), name='inspection_photo_once'),
        ),
        migrations.AddConstraint(
            model_name='inspectionphotopage',
            constraint=models.UniqueConstraint(fields=('photo', 'number'), name='inspection_page_once_per_photo'),
        ),
        migrations.AddConstraint(
            model_name='inspectionreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('guest', None), ('reported_by__isnull', False)), models.Q(('guest__isnull', False), ('reported_by', None)), _connector='OR'), name='inspection_report_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='inspectionstep',
            constraint=models.UniqueConstraint(fields=('inspection', 'kind'), name='inspection_step_once'),
        ),
        migrations.AddConstraint(
            model_name='reportline',
            constraint=models.UniqueConstraint(fields=('report', 'line'), name='report_line_once'),
        ),
        append_only(dict.fromkeys(TABLES, ""), refusal=REFUSAL, function="delivery_refuse_inspection_change"),
        no_truncate(TABLES, refusal=REFUSAL, function="delivery_refuse_inspection_truncate"),
    ]
