import django.db.models.deletion
import django.utils.timezone
import functools
import secrets
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from kpmarket.foundation.tables_at_once import TablesAtOnce

from kpmarket.foundation.append_only import append_only


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kpmarket', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce(
            [
                migrations.CreateModel(
                    name='CertificateType',
                    fields=[
                        ('id', models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name='id')),
                        ('name_en', models.CharField(max_length=200, verbose_name='English name')),
                        ('name_zh', models.CharField(max_length=200, verbose_name='Chinese name')),
                        ('kind', models.CharField(choices=[('certificate', 'Certificate'), ('declaration', 'Declaration'), ('registration', 'Registration'), ('test_report', 'Test report'), ('licence', 'Licence')], max_length=20, verbose_name='kind')),
                        ('market', models.CharField(help_text='The market that asks for it; * for many.', max_length=10, verbose_name='market')),
                        ('held_by', models.CharField(max_length=60, verbose_name='held by')),
                        ('validity_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='longest validity in months')),
                        ('number_pattern', models.CharField(blank=True, max_length=300, verbose_name='number pattern')),
                        ('number_pattern_is_guess', models.BooleanField(default=True, verbose_name='number pattern is a guess')),
                        ('number_example', models.CharField(blank=True, max_length=200, verbose_name='number example')),
                        ('register_name', models.CharField(blank=True, max_length=200, verbose_name='public register')),
                        ('register_url', models.CharField(blank=True, max_length=300, verbose_name='register address')),
                        ('reminder_days', models.JSONField(blank=True, default=list, verbose_name='reminder ladder, days before the end')),
                        ('facts', models.JSONField(default=dict, verbose_name='facts')),
                    ],
                    options={
                        'verbose_name': 'certificate type',
                        'verbose_name_plural': 'certificate types',
                        'ordering': ['name_en'],
                    },
                ),
                migrations.CreateModel(
                    name='Product',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('model', models.CharField(max_length=120, verbose_name='model')),
                        ('name_en', models.CharField(max_length=300, verbose_name='English name')),
                        ('name_zh', models.CharField(blank=True, max_length=300, verbose_name='Chinese name')),
                        ('description_en', models.TextField(blank=True, max_length=4000, verbose_name='description')),
                        ('attributes', models.JSONField(blank=True, default=dict, verbose_name='regulatory facts')),
                        ('specification', models.JSONField(blank=True, default=dict, verbose_name='specification')),
                        ('standards', models.JSONField(blank=True, default=list, verbose_name='standards and classes met')),
                        ('currency', models.CharField(choices=[('USD', 'US dollar'), ('EUR', 'euro'), ('CNY', 'renminbi')], default='USD', max_length=3, verbose_name='currency')),
                        ('unit', models.CharField(choices=[('piece', 'piece'), ('pair', 'pair'), ('box', 'box'), ('test', 'test'), ('bottle', 'bottle'), ('device', 'device')], default='piece', max_length=10, verbose_name='unit')),
                        ('moq', models.PositiveIntegerField(default=1, verbose_name='minimum order')),
                        ('monthly_capacity', models.PositiveIntegerField(blank=True, null=True, verbose_name='monthly capacity')),
                        ('lead_time_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='lead time in days')),
                        ('is_listed', models.BooleanField(default=True, verbose_name='shown to buyers')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ],
                    options={
                        'verbose_name': 'product',
                        'verbose_name_plural': 'products',
                        'ordering': ['name_en', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='ProductType',
                    fields=[
                        ('id', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='id')),
                        ('name_en', models.CharField(max_length=120, verbose_name='English name')),
                        ('name_zh', models.CharField(max_length=120, verbose_name='Chinese name')),
                        ('kind', models.CharField(max_length=40, verbose_name='kind')),
                        ('definition', models.TextField(blank=True, verbose_name='definition')),
                        ('facts', models.JSONField(default=dict, verbose_name='facts')),
                    ],
                    options={
                        'verbose_name': 'product type',
                        'verbose_name_plural': 'product types',
                        'ordering': ['name_en'],
                    },
                ),
                migrations.CreateModel(
                    name='Certificate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(blank=True, max_length=120, verbose_name='number')),
                        ('issuer', models.CharField(blank=True, max_length=200, verbose_name='issuing body')),
                        ('issuer_number', models.CharField(blank=True, max_length=40, verbose_name='number of the issuing body')),
                        ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                        ('valid_from', models.DateField(blank=True, null=True, verbose_name='valid from')),
                        ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                        ('printed_until', models.DateField(blank=True, null=True, verbose_name='printed last day')),
                        ('scope', models.TextField(blank=True, max_length=2000, verbose_name='scope')),
                        ('stated', models.JSONField(blank=True, default=dict, verbose_name='what the document states')),
                        ('is_shared', models.BooleanField(default=False, verbose_name='buyers may see watermarked pages')),
                        ('status', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('in_review', 'In review'), ('revision_requested', 'Revision requested'), ('approved', 'Approved'), ('rejected', 'Rejected'), ('retracted', 'Retracted'), ('revoked', 'Revoked')], default='draft', editable=False, max_length=24, verbose_name='status')),
                        ('submitted_at', models.DateTimeField(editable=False, null=True, verbose_name='submitted')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                        ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('supersedes', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='suppliers.certificate', verbose_name='supersedes')),
                        ('certificate_type', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='suppliers.certificatetype', verbose_name='type')),
                        ('products', models.ManyToManyField(blank=True, related_name='certificates', to='suppliers.product', verbose_name='products covered')),
                    ],
                    options={
                        'verbose_name': 'certificate',
                        'verbose_name_plural': 'certificates',
                        'ordering': ['-created_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='CertificateEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('before', models.CharField(max_length=24, verbose_name='before')),
                        ('after', models.CharField(max_length=24, verbose_name='after')),
                        ('at', models.DateTimeField(verbose_name='at')),
                        ('reasons', models.JSONField(default=list, verbose_name='reasons')),
                        ('note', models.TextField(blank=True, verbose_name='note')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                        ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='suppliers.certificate', verbose_name='certificate')),
                    ],
                    options={
                        'verbose_name': 'certificate event',
                        'verbose_name_plural': 'certificate events',
                        'ordering': ['at', 'pk'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='CertificateFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('original_name', models.CharField(max_length=300, verbose_name='file name')),
                        ('stored_name', models.CharField(max_length=80, unique=True, verbose_name='stored name')),
                        ('kind', models.CharField(max_length=10, verbose_name='kind')),
                        ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                        ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='SHA-256')),
                        ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='uploaded')),
                        ('removed_at', models.DateTimeField(null=True, verbose_name='removed')),
                        ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='suppliers.certificate', verbose_name='certificate')),
                        ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
                    ],
                    options={
                        'verbose_name': 'file',
                        'verbose_name_plural': 'files',
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='CertificatePage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='page')),
                        ('stored_name', models.CharField(max_length=80, unique=True, verbose_name='stored name')),
                        ('token', models.CharField(default=functools.partial(secrets.token_urlsafe, *(20,), **{}), editable=False, max_length=40, unique=True)),
                        ('width', models.PositiveIntegerField(verbose_name='width')),
                        ('height', models.PositiveIntegerField(verbose_name='height')),
                        ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                        ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='suppliers.certificatefile', verbose_name='file')),
                    ],
                    options={
                        'verbose_name': 'page',
                        'verbose_name_plural': 'pages',
                        'ordering': ['file', 'number'],
                    },
                ),
                migrations.CreateModel(
                    name='CertificateReading',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('waiting', 'Waiting to be read'), ('reading', 'Being read'), ('done', 'Read'), ('unreadable', 'Could not be read')], default='waiting', max_length=12, verbose_name='state')),
                        ('reason', models.CharField(blank=True, max_length=30, verbose_name='reason')),
                        ('stages', models.JSONField(default=list, verbose_name='stages')),
                        ('content', models.JSONField(null=True, verbose_name='what was read')),
                        ('fields', models.JSONField(null=True, verbose_name='proposals')),
                        ('version', models.PositiveSmallIntegerField(default=0, verbose_name='version of the reader')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                        ('started_at', models.DateTimeField(null=True, verbose_name='started')),
                        ('finished_at', models.DateTimeField(null=True, verbose_name='finished')),
                        ('scan', models.CharField(blank=True, choices=[('clean', 'Nothing found'), ('found', 'Malware found'), ('failed', 'The scanner did not judge'), ('unreachable', 'The scanner was not reachable')], max_length=12, verbose_name='malware scan')),
                        ('peak_memory', models.PositiveBigIntegerField(default=0, verbose_name='most memory in bytes')),
                        ('file', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reading', to='suppliers.certificatefile', verbose_name='file')),
                    ],
                    options={
                        'verbose_name': 'reading',
                        'verbose_name_plural': 'readings',
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='FieldDecision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('field', models.CharField(max_length=30, verbose_name='field')),
                        ('read', models.TextField(blank=True, verbose_name='read')),
                        ('claimed', models.TextField(blank=True, verbose_name='claimed')),
                        ('choice', models.CharField(choices=[('confirmed', 'As it was read'), ('corrected', 'Corrected'), ('typed', 'Typed')], max_length=12, verbose_name='choice')),
                        ('page', models.PositiveSmallIntegerField(null=True, verbose_name='page')),
                        ('box', models.JSONField(null=True, verbose_name='place on the page')),
                        ('is_submitted', models.BooleanField(default=False, verbose_name='was submitted')),
                        ('at', models.DateTimeField(verbose_name='at')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                        ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='field_decisions', to='suppliers.certificate', verbose_name='certificate')),
                    ],
                    options={
                        'verbose_name': 'decision on a field',
                        'verbose_name_plural': 'decisions on fields',
                        'ordering': ['at', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('owner', 'Owner'), ('editor', 'Editor'), ('viewer', 'Viewer')], default='viewer', max_length=10, verbose_name='role')),
                        ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ],
                    options={
                        'verbose_name': 'member',
                        'verbose_name_plural': 'members',
                        'ordering': ['since', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='PriceTier',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('from_quantity', models.PositiveIntegerField(verbose_name='from quantity')),
                        ('unit_price', models.DecimalField(decimal_places=4, max_digits=12, verbose_name='price per unit')),
                        ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='price_tiers', to='suppliers.product', verbose_name='product')),
                    ],
                    options={
                        'verbose_name': 'price tier',
                        'verbose_name_plural': 'price tiers',
                        'ordering': ['from_quantity'],
                    },
                ),
                migrations.CreateModel(
                    name='ProductPicture',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(default=functools.partial(secrets.token_urlsafe, *(16,), **{}), editable=False, max_length=60, unique=True, verbose_name='name')),
                        ('width', models.PositiveIntegerField(verbose_name='width')),
                        ('height', models.PositiveIntegerField(verbose_name='height')),
                        ('alt', models.CharField(blank=True, max_length=200, verbose_name='what it shows')),
                        ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                        ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='suppliers.product', verbose_name='product')),
                    ],
                    options={
                        'verbose_name': 'picture',
                        'verbose_name_plural': 'pictures',
                        'ordering': ['position', 'pk'],
                    },
                ),
                migrations.AddField(
                    model_name='product',
                    name='product_type',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='suppliers.producttype', verbose_name='product type'),
                ),
                migrations.CreateModel(
                    name='FormerFacts',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('attributes', models.JSONField(default=dict, verbose_name='regulatory facts')),
                        ('until', models.DateTimeField(verbose_name='until')),
                        ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_facts', to='suppliers.product', verbose_name='product')),
                        ('product_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.producttype', verbose_name='product type')),
                    ],
                    options={
                        'verbose_name': 'former facts',
                        'verbose_name_plural': 'former facts',
                        'ordering': ['until', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Reminder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('rung', models.SmallIntegerField(verbose_name='rung')),
                        ('due_on', models.DateField(verbose_name='due on')),
                        ('created_at', models.DateTimeField(verbose_name='written')),
                        ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='suppliers.certificate', verbose_name='certificate')),
                        ('letter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reminders', to='kpmarket.letter', verbose_name='letter')),
                        ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recipient')),
                    ],
                    options={
                        'verbose_name': 'reminder',
                        'verbose_name_plural': 'reminders',
                        'ordering': ['-due_on', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Supplier',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name_zh', models.CharField(max_length=200, verbose_name='Chinese name')),
                        ('name_en', models.CharField(blank=True, max_length=200, verbose_name='English name')),
                        ('credit_code', models.CharField(blank=True, max_length=18, verbose_name='unified social credit code')),
                        ('role', models.CharField(blank=True, choices=[('manufacturer', 'Manufacturer'), ('trader', 'Trading company')], max_length=20, verbose_name='role')),
                        ('province', models.CharField(blank=True, choices=[('11', 'Beijing'), ('12', 'Tianjin'), ('13', 'Hebei'), ('14', 'Shanxi'), ('15', 'Inner Mongolia'), ('21', 'Liaoning'), ('22', 'Jilin'), ('23', 'Heilongjiang'), ('31', 'Shanghai'), ('32', 'Jiangsu'), ('33', 'Zhejiang'), ('34', 'Anhui'), ('35', 'Fujian'), ('36', 'Jiangxi'), ('37', 'Shandong'), ('41', 'Henan'), ('42', 'Hubei'), ('43', 'Hunan'), ('44', 'Guangdong'), ('45', 'Guangxi'), ('46', 'Hainan'), ('50', 'Chongqing'), ('51', 'Sichuan'), ('52', 'Guizhou'), ('53', 'Yunnan'), ('54', 'Tibet'), ('61', 'Shaanxi'), ('62', 'Gansu'), ('63', 'Qinghai'), ('64', 'Ningxia'), ('65', 'Xinjiang')], max_length=10, verbose_name='province')),
                        ('city', models.CharField(blank=True, max_length=80, verbose_name='city')),
                        ('address_zh', models.CharField(blank=True, max_length=300, verbose_name='address in Chinese')),
                        ('address_en', models.CharField(blank=True, max_length=300, verbose_name='address in English')),
                        ('website', models.URLField(blank=True, verbose_name='website')),
                        ('about_en', models.TextField(blank=True, max_length=2000, verbose_name='about the company')),
                        ('status', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('in_review', 'In review'), ('information_requested', 'Information requested'), ('qualified', 'Qualified'), ('suspended', 'Suspended'), ('rejected', 'Rejected')], default='draft', editable=False, max_length=24, verbose_name='status')),
                        ('submitted_at', models.DateTimeField(editable=False, null=True, verbose_name='submitted')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                        ('members', models.ManyToManyField(related_name='suppliers', through='suppliers.Membership', to=settings.AUTH_USER_MODEL, verbose_name='members')),
                    ],
                    options={
                        'verbose_name': 'supplier',
                        'verbose_name_plural': 'suppliers',
                        'ordering': ['name_en', 'pk'],
                    },
                ),
                migrations.AddField(
                    model_name='product',
                    name='supplier',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='suppliers.supplier', verbose_name='supplier'),
                ),
                migrations.AddField(
                    model_name='membership',
                    name='supplier',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='suppliers.supplier', verbose_name='supplier'),
                ),
                migrations.CreateModel(
                    name='Invitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                        ('role', models.CharField(choices=[('owner', 'Owner'), ('editor', 'Editor'), ('viewer', 'Viewer')], default='viewer', max_length=10, verbose_name='role')),
                        ('token', models.CharField(default=functools.partial(secrets.token_urlsafe, *(32,), **{}), editable=False, max_length=60, unique=True)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created')),
                        ('accepted_at', models.DateTimeField(null=True, verbose_name='accepted')),
                        ('withdrawn_at', models.DateTimeField(null=True, verbose_name='withdrawn')),
                        ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='accepted by')),
                        ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='suppliers.supplier', verbose_name='supplier')),
                    ],
                    options={
                        'verbose_name': 'invitation',
                        'verbose_name_plural': 'invitations',
                        'ordering': ['-created_at'],
                    },
                ),
                migrations.CreateModel(
                    name='Contact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('position', models.CharField(blank=True, max_length=120, verbose_name='position')),
                        ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                        ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='suppliers.supplier', verbose_name='supplier')),
                    ],
                    options={
                        'verbose_name': 'contact',
                        'verbose_name_plural': 'contacts',
                        'ordering': ['pk'],
                    },
                ),
                migrations.AddField(
                    model_name='certificate',
                    name='supplier',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='suppliers.supplier', verbose_name='supplier'),
                ),
                migrations.CreateModel(
                    name='SupplierEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('before', models.CharField(max_length=24, verbose_name='before')),
                        ('after', models.CharField(max_length=24, verbose_name='after')),
                        ('at', models.DateTimeField(verbose_name='at')),
                        ('reasons', models.JSONField(default=list, verbose_name='reasons')),
                        ('note', models.TextField(blank=True, verbose_name='note')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                        ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='suppliers.supplier', verbose_name='supplier')),
                    ],
                    options={
                        'verbose_name': 'supplier event',
                        'verbose_name_plural': 'supplier events',
                        'ordering': ['at', 'pk'],
                        'abstract': False,
                    },
                ),
                migrations.AddConstraint(
                    model_name='certificatefile',
                    constraint=models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('certificate', 'sha256'), name='file_once_per_certificate'),
                ),
                migrations.AddConstraint(
                    model_name='certificatepage',
                    constraint=models.UniqueConstraint(fields=('file', 'number'), name='page_once_per_file'),
                ),
                migrations.AddIndex(
                    model_name='certificatereading',
                    index=models.Index(condition=models.Q(('state__in', ['waiting', 'reading'])), fields=['asked_at'], name='reading_unfinished'),
                ),
                migrations.AddConstraint(
                    model_name='certificatereading',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('content__isnull', False), ('finished_at__isnull', False)), _connector='OR'), name='reading_done_has_content'),
                ),
                migrations.AddConstraint(
                    model_name='fielddecision',
                    constraint=models.CheckConstraint(condition=models.Q(('choice', 'typed'), models.Q(('read', ''), _negated=True), _connector='OR'), name='field_decision_confirms_what_was_read'),
                ),
                migrations.AddConstraint(
                    model_name='pricetier',
                    constraint=models.UniqueConstraint(fields=('product', 'from_quantity'), name='price_tier_once_per_quantity'),
                ),
                migrations.AddConstraint(
                    model_name='pricetier',
                    constraint=models.CheckConstraint(condition=models.Q(('unit_price__gt', Decimal('0'))), name='price_tier_above_nothing'),
                ),
                migrations.AddConstraint(
                    model_name='reminder',
                    constraint=models.UniqueConstraint(fields=('certificate', 'recipient', 'rung'), name='reminder_once_per_rung'),
                ),
                migrations.AddConstraint(
                    model_name='supplier',
                    constraint=models.UniqueConstraint(condition=models.Q(models.Q(('credit_code', ''), _negated=True), ('status__in', ['qualified', 'suspended'])), fields=('credit_code',), name='supplier_one_qualified_company_per_credit_code'),
                ),
                migrations.AddConstraint(
                    model_name='supplier',
                    constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'rejected']), ('submitted_at__isnull', False), _connector='OR'), name='supplier_submitted_has_a_moment'),
                ),
                migrations.AddConstraint(
                    model_name='product',
                    constraint=models.UniqueConstraint(fields=('supplier', 'product_type', 'model'), name='product_model_once_per_supplier', violation_error_message='You already have a product of this type with this model.'),
                ),
                migrations.AddConstraint(
                    model_name='product',
                    constraint=models.CheckConstraint(condition=models.Q(('moq__gte', 1)), name='product_moq_at_least_one'),
                ),
                migrations.AddConstraint(
                    model_name='membership',
                    constraint=models.UniqueConstraint(fields=('supplier', 'user'), name='membership_once_per_supplier'),
                ),
                migrations.AddConstraint(
                    model_name='invitation',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at', None), ('accepted_by', None)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False)), _connector='OR'), name='invitation_accepted_by_someone_at_a_moment'),
                ),
                migrations.AddConstraint(
                    model_name='invitation',
                    constraint=models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None)), fields=('supplier', 'email'), name='invitation_one_open_per_address'),
                ),
                migrations.AddIndex(
                    model_name='certificate',
                    index=models.Index(fields=['status', 'submitted_at'], name='certificate_queue'),
                ),
                migrations.AddIndex(
                    model_name='certificate',
                    index=models.Index(condition=models.Q(('status', 'approved')), fields=['valid_until'], name='certificate_due'),
                ),
                migrations.AddConstraint(
                    model_name='certificate',
                    constraint=models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_from', None), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='certificate_valid_until_not_before_valid_from', violation_error_message='A certificate cannot end before it starts.'),
                ),
                migrations.AddConstraint(
                    model_name='certificate',
                    constraint=models.CheckConstraint(condition=models.Q(('status', 'draft'), models.Q(('certificate_type__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='certificate_submitted_has_a_type_and_a_moment'),
                ),
                migrations.AddConstraint(
                    model_name='certificate',
                    constraint=models.CheckConstraint(condition=models.Q(('supersedes', models.F('pk')), _negated=True), name='certificate_does_not_supersede_itself'),
                ),
            ]
        ),
        append_only(
            {"suppliers_fielddecision": ""},
            refusal="decisions on fields are append-only",
            function="suppliers_field_decision_refuse",
            may_go_where="NOT OLD.is_submitted",
        ),
    ]
