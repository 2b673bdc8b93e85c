import django.db.models.deletion
import django.utils.timezone
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from kpmarket.foundation.tables_at_once import TablesAtOnce

from kpmarket.foundation.append_only import append_only


LISTING_WORDS = """
CREATE FUNCTION listing_words(product_type text, words text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN array_to_tsvector(array_remove(string_to_array(
        replace(' ' || btrim(words), ' ', ' /') || replace(' ' || btrim(words), ' ', ' ' || product_type || '/'), ' '), ''));
END $$
"""
FOUND_BY = """
ALTER TABLE audits_listing ADD COLUMN found_by tsvector GENERATED ALWAYS AS (listing_words(product_type_id, words)) STORED
"""
FOUND_BY_INDEX = "CREATE INDEX listing_words ON audits_listing USING gin (found_by)"


def add_search_column(apps, schema_editor):
    """PostgreSQL keeps the words of a product as it searches them, in a column that Django does not know.

    Each word stands there behind a slash, and behind its product type and a slash.
    """
    if schema_editor.connection.vendor == "postgresql":
        for statement in (LISTING_WORDS, FOUND_BY, FOUND_BY_INDEX):
            schema_editor.execute(statement)


def remove_search_column(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE audits_listing DROP COLUMN found_by")
        schema_editor.execute("DROP FUNCTION listing_words(text, text)")



class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kpmarket', '0001_initial'),
        ('suppliers', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce(
            [
                migrations.CreateModel(
                    name='Market',
                    fields=[
                        ('id', models.CharField(max_length=10, primary_key=True, serialize=False, verbose_name='id')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('name_zh', models.CharField(blank=True, max_length=120, verbose_name='Chinese name')),
                        ('note', models.TextField(blank=True, verbose_name='note')),
                    ],
                    options={
                        'verbose_name': 'market',
                        'verbose_name_plural': 'markets',
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='CertificateCase',
                    fields=[
                    ],
                    options={
                        'verbose_name': 'certificate',
                        'verbose_name_plural': 'certificates',
                        'proxy': True,
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=('suppliers.certificate',),
                ),
                migrations.CreateModel(
                    name='SupplierCase',
                    fields=[
                    ],
                    options={
                        'verbose_name': 'supplier',
                        'verbose_name_plural': 'suppliers',
                        'proxy': True,
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=('suppliers.supplier',),
                ),
                migrations.CreateModel(
                    name='Listing',
                    fields=[
                        ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='listing', serialize=False, to='suppliers.product', verbose_name='product')),
                        ('words', models.TextField(blank=True)),
                        ('product_type', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.producttype')),
                    ],
                    options={
                        'verbose_name': 'listing',
                        'verbose_name_plural': 'listings',
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='LogEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sequence', models.PositiveBigIntegerField(unique=True, verbose_name='number')),
                        ('at', models.DateTimeField(verbose_name='at')),
                        ('act', models.CharField(max_length=60, verbose_name='act')),
                        ('subject', models.CharField(db_index=True, help_text='As certificate:42', max_length=80, verbose_name='subject')),
                        ('content', models.JSONField(default=dict, verbose_name='content')),
                        ('previous', models.CharField(max_length=64, verbose_name='previous digest')),
                        ('digest', models.CharField(max_length=64, unique=True, verbose_name='digest')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                    ],
                    options={
                        'verbose_name': 'log entry',
                        'verbose_name_plural': 'decision log',
                        'ordering': ['-sequence'],
                    },
                ),
                migrations.CreateModel(
                    name='Country',
                    fields=[
                        ('code', models.CharField(max_length=6, primary_key=True, serialize=False, verbose_name='ISO 3166 code')),
                        ('market', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='countries', to='audits.market', verbose_name='market')),
                    ],
                    options={
                        'verbose_name': 'country',
                        'verbose_name_plural': 'countries',
                        'ordering': ['code'],
                    },
                ),
                migrations.CreateModel(
                    name='RegisterCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('register', models.CharField(choices=[('openfda_510k', 'FDA 510(k) database'), ('openfda_registration', 'FDA registration and listing'), ('eudamed_certificates', 'EUDAMED certificates'), ('eudamed_actors', 'EUDAMED actors'), ('eudamed_devices', 'EUDAMED devices'), ('nando', 'NANDO notified bodies'), ('gleif', 'GLEIF legal entities'), ('credit_code', 'National enterprise credit register (credit code)'), ('nmpa', 'NMPA data query'), ('iaf', 'IAF CertSearch'), ('other', 'Register of this certificate type')], max_length=30, verbose_name='register')),
                        ('number', models.CharField(blank=True, max_length=120, verbose_name='asked for')),
                        ('outcome', models.CharField(choices=[('confirmed', 'Confirmed'), ('contradicted', 'Contradicted'), ('not_found', 'Not found'), ('not_covered', 'Not covered by the register'), ('unreachable', 'Unreachable')], max_length=20, verbose_name='outcome')),
                        ('reason', models.CharField(blank=True, max_length=30, verbose_name='reason')),
                        ('shown', models.JSONField(default=dict, verbose_name='what the register holds')),
                        ('differences', models.JSONField(default=list, verbose_name='differences')),
                        ('url', models.CharField(blank=True, max_length=1000, verbose_name='address')),
                        ('http_status', models.PositiveSmallIntegerField(null=True, verbose_name='HTTP status')),
                        ('body', models.BinaryField(default=bytes, verbose_name='answer')),
                        ('digest', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                        ('taken_at', models.DateTimeField(verbose_name='taken')),
                        ('is_manual', models.BooleanField(default=False, verbose_name='looked up by a person')),
                        ('note', models.TextField(blank=True, max_length=2000, verbose_name='note')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                        ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='register_checks', to='suppliers.certificate', verbose_name='certificate')),
                    ],
                    options={
                        'verbose_name': 'register check',
                        'verbose_name_plural': 'register checks',
                        'ordering': ['-taken_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='RegisterRecheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('register', models.CharField(choices=[('openfda_510k', 'FDA 510(k) database'), ('openfda_registration', 'FDA registration and listing'), ('eudamed_certificates', 'EUDAMED certificates'), ('eudamed_actors', 'EUDAMED actors'), ('eudamed_devices', 'EUDAMED devices'), ('nando', 'NANDO notified bodies'), ('gleif', 'GLEIF legal entities'), ('credit_code', 'National enterprise credit register (credit code)'), ('nmpa', 'NMPA data query'), ('iaf', 'IAF CertSearch'), ('other', 'Register of this certificate type')], max_length=30, verbose_name='register')),
                        ('next_at', models.DateTimeField(db_index=True, verbose_name='next')),
                        ('claimed_at', models.DateTimeField(null=True, verbose_name='taken')),
                        ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='register_rechecks', to='suppliers.certificate', verbose_name='certificate')),
                    ],
                    options={
                        'verbose_name': 'scheduled register check',
                        'verbose_name_plural': 'scheduled register checks',
                        'ordering': ['next_at', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='RegisterScreenshot',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('image', models.BinaryField(verbose_name='picture')),
                        ('width', models.PositiveIntegerField(verbose_name='width')),
                        ('height', models.PositiveIntegerField(verbose_name='height')),
                        ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                        ('check_made', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='screenshot', to='audits.registercheck', verbose_name='register check')),
                    ],
                    options={
                        'verbose_name': 'screenshot',
                        'verbose_name_plural': 'screenshots',
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Review',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='taken')),
                        ('closed_at', models.DateTimeField(null=True, verbose_name='closed')),
                        ('auditor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to=settings.AUTH_USER_MODEL, verbose_name='auditor')),
                        ('certificate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='suppliers.certificate', verbose_name='certificate')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='suppliers.supplier', verbose_name='supplier')),
                    ],
                    options={
                        'verbose_name': 'review',
                        'verbose_name_plural': 'reviews',
                        'ordering': ['-opened_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Decision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('outcome', models.CharField(choices=[('approved', 'Approved'), ('revision_requested', 'Revision requested'), ('rejected', 'Rejected'), ('released', 'Put back into the queue'), ('suspended', 'Suspended'), ('reinstated', 'Reinstated'), ('revoked', 'Revoked')], max_length=24, verbose_name='outcome')),
                        ('reasons', models.JSONField(default=list, verbose_name='reasons')),
                        ('note', models.TextField(blank=True, verbose_name='note')),
                        ('effective_on', models.DateField(null=True, verbose_name='effective on')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                        ('certificate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='suppliers.certificate', verbose_name='certificate')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='suppliers.supplier', verbose_name='supplier')),
                        ('review', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='audits.review', verbose_name='review')),
                    ],
                    options={
                        'verbose_name': 'decision',
                        'verbose_name_plural': 'decisions',
                        'ordering': ['-at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Queue',
                    fields=[
                    ],
                    options={
                        'verbose_name': 'case in the queue',
                        'verbose_name_plural': 'queue: what awaits review',
                        'proxy': True,
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=('audits.review',),
                ),
                migrations.CreateModel(
                    name='RulebookDraft',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=120, verbose_name='what it is about')),
                        ('changed', models.JSONField(default=dict, editable=False, verbose_name='changed files')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                        ('status', models.CharField(choices=[('writing', 'being written'), ('submitted', 'waits for a second person'), ('published', 'published'), ('discarded', 'discarded')], default='writing', editable=False, max_length=20, verbose_name='status')),
                        ('drafted_at', models.DateTimeField(verbose_name='begun')),
                        ('changed_at', models.DateTimeField(verbose_name='last changed')),
                        ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by')),
                    ],
                    options={
                        'verbose_name': 'draft of an edition',
                        'verbose_name_plural': 'drafts of editions',
                        'ordering': ['-changed_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='RulebookDraftEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('before', models.CharField(max_length=24, verbose_name='before')),
                        ('after', models.CharField(max_length=24, verbose_name='after')),
                        ('at', models.DateTimeField(verbose_name='at')),
                        ('reasons', models.JSONField(default=list, verbose_name='reasons')),
                        ('note', models.TextField(blank=True, verbose_name='note')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                        ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='audits.rulebookdraft', verbose_name='draft')),
                    ],
                    options={
                        'verbose_name': 'step of a draft',
                        'verbose_name_plural': 'steps of drafts',
                        'ordering': ['at', 'pk'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='RulebookEdition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('edition', models.CharField(help_text='Hash of the content.', max_length=64, unique=True, verbose_name='edition')),
                        ('files', models.JSONField(verbose_name='files')),
                        ('is_current', models.BooleanField(default=False, verbose_name='in force')),
                        ('loaded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='loaded')),
                        ('loaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='loaded by')),
                    ],
                    options={
                        'verbose_name': 'rulebook edition',
                        'verbose_name_plural': 'rulebook editions',
                        'ordering': ['-loaded_at', '-pk'],
                    },
                ),
                migrations.AddField(
                    model_name='rulebookdraft',
                    name='base',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audits.rulebookedition', verbose_name='based on'),
                ),
                migrations.AddField(
                    model_name='rulebookdraft',
                    name='edition',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='audits.rulebookedition', verbose_name='published as'),
                ),
                migrations.CreateModel(
                    name='Requirement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('requirement_id', models.CharField(max_length=80, verbose_name='id')),
                        ('product_type', models.CharField(max_length=40, verbose_name='product type')),
                        ('market', models.CharField(max_length=10, verbose_name='market')),
                        ('route', models.CharField(max_length=300, verbose_name='route')),
                        ('route_zh', models.CharField(blank=True, max_length=300, verbose_name='Chinese name of the route')),
                        ('legal_basis', models.TextField(blank=True, verbose_name='legal basis')),
                        ('effective_from', models.DateField(null=True, verbose_name='from')),
                        ('effective_until', models.DateField(null=True, verbose_name='until')),
                        ('outcome', models.CharField(max_length=30, verbose_name='outcome')),
                        ('combine', models.CharField(max_length=20, verbose_name='combines as')),
                        ('confidence', models.CharField(max_length=10, verbose_name='confidence')),
                        ('condition', models.JSONField(default=dict, verbose_name='condition')),
                        ('asks', models.JSONField(verbose_name='asks for')),
                        ('notes', models.TextField(blank=True, verbose_name='notes')),
                        ('sources', models.JSONField(default=list, verbose_name='sources')),
                        ('rulebook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='audits.rulebookedition', verbose_name='edition')),
                    ],
                    options={
                        'verbose_name': 'requirement',
                        'verbose_name_plural': 'requirements',
                        'ordering': ['market', 'product_type', 'requirement_id'],
                    },
                ),
                migrations.CreateModel(
                    name='Refresh',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('started_at', models.DateTimeField(verbose_name='started')),
                        ('finished_at', models.DateTimeField(null=True, verbose_name='finished')),
                        ('rulebook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audits.rulebookedition', verbose_name='rulebook edition')),
                    ],
                    options={
                        'verbose_name': 'refresh',
                        'verbose_name_plural': 'refreshes',
                        'ordering': ['-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Publication',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(db_index=True, verbose_name='in force from')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
                        ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='audits.rulebookedition', verbose_name='rulebook edition')),
                    ],
                    options={
                        'verbose_name': 'publication of an edition',
                        'verbose_name_plural': 'publications of editions',
                        'ordering': ['-at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Pattern',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('signature', models.CharField(help_text='Hash of the facts.', max_length=64, unique=True, verbose_name='signature')),
                        ('facts', models.JSONField(verbose_name='facts')),
                        ('findings', models.JSONField(verbose_name='findings')),
                        ('rulebook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audits.rulebookedition', verbose_name='rulebook edition')),
                    ],
                    options={
                        'verbose_name': 'pattern',
                        'verbose_name_plural': 'patterns',
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Clearance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('cleared', 'Cleared'), ('conditional', 'Conditional'), ('ready', 'Ready: you arrange the rest'), ('ready_conditional', 'Ready, to be confirmed with the authority')], max_length=20, verbose_name='state')),
                        ('valid_from', models.DateField(verbose_name='valid from')),
                        ('valid_until', models.DateField(verbose_name='valid until')),
                        ('ends_because', models.JSONField(null=True, verbose_name='ends because')),
                        ('certificates', models.JSONField(default=list, verbose_name='certificates used')),
                        ('requirements', models.JSONField(default=list, verbose_name='requirements used')),
                        ('to_arrange', models.JSONField(default=list, verbose_name="to be arranged by the buyer's side")),
                        ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                        ('superseded_at', models.DateTimeField(null=True, verbose_name='superseded')),
                        ('is_on_offer', models.BooleanField(default=False)),
                        ('price_usd', models.DecimalField(decimal_places=4, default=Decimal('99999999.9999'), max_digits=12)),
                        ('moq', models.PositiveIntegerField()),
                        ('lead_time_days', models.PositiveSmallIntegerField(default=32767)),
                        ('monthly_capacity', models.PositiveIntegerField(default=0)),
                        ('province', models.CharField(blank=True, max_length=10)),
                        ('standards', models.TextField(blank=True)),
                        ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clearances', to='suppliers.product', verbose_name='product')),
                        ('product_type', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.producttype')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.supplier')),
                        ('market', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to='audits.market', verbose_name='market')),
                        ('rulebook', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audits.rulebookedition', verbose_name='rulebook edition')),
                    ],
                    options={
                        'verbose_name': 'clearance',
                        'verbose_name_plural': 'clearances',
                        'ordering': ['product', 'market', 'valid_from'],
                    },
                ),
                migrations.CreateModel(
                    name='Auditor',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('level', models.CharField(choices=[('auditor', 'Auditor'), ('senior', 'Senior auditor')], default='auditor', max_length=10, verbose_name='level')),
                        ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                        ('until', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='auditor', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ],
                    options={
                        'verbose_name': 'auditor',
                        'verbose_name_plural': 'auditors',
                        'ordering': ['user'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='auditor_until_after_since')],
                    },
                ),
                migrations.CreateModel(
                    name='FindingAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=60, verbose_name='code')),
                        ('fingerprint', models.CharField(max_length=32, verbose_name='facts')),
                        ('answer', models.CharField(choices=[('accepted', 'Accepted'), ('dismissed', 'Dismissed'), ('sent_back', 'Sent back')], max_length=12, verbose_name='answer')),
                        ('reason', models.TextField(blank=True, max_length=1000, verbose_name='reason')),
                        ('at', models.DateTimeField(verbose_name='at')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                        ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='finding_answers', to='suppliers.certificate', verbose_name='certificate')),
                    ],
                    options={
                        'verbose_name': 'answer to a finding',
                        'verbose_name_plural': 'answers to findings',
                        'ordering': ['at', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', 'dismissed'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='finding_answer_dismissed_with_a_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='LawReminder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField(verbose_name='first day under the changed law')),
                        ('code', models.CharField(max_length=40, verbose_name='cause')),
                        ('about', models.CharField(max_length=200, verbose_name='what changes')),
                        ('rung', models.SmallIntegerField(verbose_name='rung')),
                        ('due_on', models.DateField(verbose_name='due on')),
                        ('created_at', models.DateTimeField(verbose_name='written')),
                        ('letter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='law_reminders', to='kpmarket.letter', verbose_name='letter')),
                        ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recipient')),
                        ('supplier', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='law_reminders', to='suppliers.supplier', verbose_name='supplier')),
                        ('market', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audits.market', verbose_name='market')),
                    ],
                    options={
                        'verbose_name': 'reminder of a law change',
                        'verbose_name_plural': 'reminders of law changes',
                        'ordering': ['-due_on', '-pk'],
                        'constraints': [models.UniqueConstraint(fields=('supplier', 'market', 'day', 'code', 'about', 'recipient', 'rung'), name='law_reminder_once_per_rung')],
                    },
                ),
                migrations.CreateModel(
                    name='PageFingerprint',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('page', models.PositiveSmallIntegerField(verbose_name='page')),
                        ('kind', models.CharField(choices=[('page', 'Picture of the page'), ('content', 'Picture of the page without its margins'), ('figures', 'Figures on the page')], default='page', max_length=8, verbose_name='kind')),
                        ('read_at', models.DateTimeField(verbose_name='read')),
                        ('bits', models.CharField(blank=True, max_length=64, verbose_name='bits')),
                        ('figures', models.CharField(blank=True, max_length=480, verbose_name='figures')),
                        ('band_1', models.BigIntegerField(db_index=True, null=True)),
                        ('band_2', models.BigIntegerField(db_index=True, null=True)),
                        ('band_3', models.BigIntegerField(db_index=True, null=True)),
                        ('band_4', models.BigIntegerField(db_index=True, null=True)),
                        ('band_5', models.BigIntegerField(db_index=True, null=True)),
                        ('band_6', models.BigIntegerField(db_index=True, null=True)),
                        ('band_7', models.BigIntegerField(db_index=True, null=True)),
                        ('band_8', models.BigIntegerField(db_index=True, null=True)),
                        ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='page_fingerprints', to='suppliers.certificatefile', verbose_name='file')),
                    ],
                    options={
                        'verbose_name': 'picture of a page',
                        'verbose_name_plural': 'pictures of pages',
                        'ordering': ['file', 'page', 'kind'],
                        'constraints': [models.UniqueConstraint(fields=('file', 'page', 'kind'), name='page_fingerprint_once_per_kind')],
                    },
                ),
                migrations.CreateModel(
                    name='Judged',
                    fields=[
                        ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='judged', serialize=False, to='suppliers.product', verbose_name='product')),
                        ('certificates', models.JSONField(default=list, verbose_name='certificates')),
                        ('pattern', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='audits.pattern', verbose_name='pattern')),
                    ],
                    options={
                        'verbose_name': 'judged product',
                        'verbose_name_plural': 'judged products',
                        'indexes': [models.Index(fields=['pattern', 'product'], name='judged_by_pattern')],
                    },
                ),
                migrations.CreateModel(
                    name='RefreshChunk',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('first', models.BigIntegerField(verbose_name='first product')),
                        ('last', models.BigIntegerField(verbose_name='last product')),
                        ('done_at', models.DateTimeField(null=True, verbose_name='done')),
                        ('changed', models.PositiveIntegerField(default=0, verbose_name='changed rows')),
                        ('refresh', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chunks', to='audits.refresh', verbose_name='refresh')),
                    ],
                    options={
                        'verbose_name': 'chunk of a refresh',
                        'verbose_name_plural': 'chunks of a refresh',
                        'ordering': ['first'],
                        'constraints': [models.UniqueConstraint(fields=('refresh', 'first'), name='refresh_chunk_once')],
                    },
                ),
                migrations.AddIndex(
                    model_name='registercheck',
                    index=models.Index(fields=['certificate', 'register', '-taken_at'], name='register_check_latest'),
                ),
                migrations.AddIndex(
                    model_name='registercheck',
                    index=models.Index(condition=models.Q(('is_manual', False), ('outcome', 'contradicted')), fields=['certificate'], name='register_check_contradictions'),
                ),
                migrations.AddConstraint(
                    model_name='registercheck',
                    constraint=models.CheckConstraint(condition=models.Q(('is_manual', False), ('by__isnull', False), _connector='OR'), name='register_check_manual_names_person'),
                ),
                migrations.AddConstraint(
                    model_name='registerrecheck',
                    constraint=models.UniqueConstraint(fields=('certificate', 'register'), name='register_recheck_once_per_certificate'),
                ),
                migrations.AddConstraint(
                    model_name='review',
                    constraint=models.UniqueConstraint(condition=models.Q(('certificate__isnull', False), ('closed_at', None)), fields=('certificate',), name='review_one_open_per_certificate'),
                ),
                migrations.AddConstraint(
                    model_name='review',
                    constraint=models.UniqueConstraint(condition=models.Q(('certificate', None), ('closed_at', None)), fields=('supplier',), name='review_one_open_per_supplier'),
                ),
                migrations.AddConstraint(
                    model_name='rulebookedition',
                    constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('is_current',), name='rulebook_one_edition_in_force'),
                ),
                migrations.AddConstraint(
                    model_name='rulebookdraft',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('edition__isnull', False), ('status', 'published')), models.Q(models.Q(('status', 'published'), _negated=True), ('edition', None)), _connector='OR'), name='rulebook_draft_published_has_edition'),
                ),
                migrations.AddIndex(
                    model_name='requirement',
                    index=models.Index(fields=['rulebook', 'product_type', 'market'], name='requirement_pair'),
                ),
                migrations.AddConstraint(
                    model_name='requirement',
                    constraint=models.UniqueConstraint(fields=('rulebook', 'requirement_id'), name='requirement_once_per_edition'),
                ),
                migrations.AddConstraint(
                    model_name='refresh',
                    constraint=models.UniqueConstraint(condition=models.Q(('finished_at', None)), fields=('rulebook',), name='refresh_one_unfinished_per_edition'),
                ),
                migrations.AddIndex(
                    model_name='clearance',
                    index=models.Index(models.OrderBy(models.F('product_type'), descending=False), models.OrderBy(models.F('market'), descending=False), models.OrderBy(models.F('price_usd'), descending=False), models.OrderBy(models.F('id'), descending=False), condition=models.Q(('is_on_offer', True), ('superseded_at', None)), name='clearance_by_price_usd'),
                ),
                migrations.AddIndex(
                    model_name='clearance',
                    index=models.Index(models.OrderBy(models.F('product_type'), descending=False), models.OrderBy(models.F('market'), descending=False), models.OrderBy(models.F('lead_time_days'), descending=False), models.OrderBy(models.F('id'), descending=False), condition=models.Q(('is_on_offer', True), ('superseded_at', None)), name='clearance_by_lead_time_days'),
                ),
                migrations.AddIndex(
                    model_name='clearance',
                    index=models.Index(models.OrderBy(models.F('product_type'), descending=False), models.OrderBy(models.F('market'), descending=False), models.OrderBy(models.F('moq'), descending=False), models.OrderBy(models.F('id'), descending=False), condition=models.Q(('is_on_offer', True), ('superseded_at', None)), name='clearance_by_moq'),
                ),
                migrations.AddIndex(
                    model_name='clearance',
                    index=models.Index(models.OrderBy(models.F('product_type'), descending=False), models.OrderBy(models.F('market'), descending=False), models.OrderBy(models.F('valid_until'), descending=True), models.OrderBy(models.F('id'), descending=False), condition=models.Q(('is_on_offer', True), ('superseded_at', None)), name='clearance_by_valid_until'),
                ),
                migrations.AddIndex(
                    model_name='clearance',
                    index=models.Index(models.OrderBy(models.F('product_type'), descending=False), models.OrderBy(models.F('market'), descending=False), models.OrderBy(models.F('id'), descending=False), condition=models.Q(('is_on_offer', True), ('superseded_at', None)), name='clearance_by_id'),
                ),
                migrations.AddIndex(
                    model_name='clearance',
                    index=models.Index(models.OrderBy(models.F('market'), descending=False), models.OrderBy(models.F('price_usd'), descending=False), models.OrderBy(models.F('id'), descending=False), condition=models.Q(('is_on_offer', True), ('superseded_at', None)), name='clearances_by_price_usd'),
                ),
                migrations.AddIndex(
                    model_name='clearance',
                    index=models.Index(models.OrderBy(models.F('market'), descending=False), models.OrderBy(models.F('lead_time_days'), descending=False), models.OrderBy(models.F('id'), descending=False), condition=models.Q(('is_on_offer', True), ('superseded_at', None)), name='clearances_by_lead_time_days'),
                ),
                migrations.AddIndex(
                    model_name='clearance',
                    index=models.Index(models.OrderBy(models.F('market'), descending=False), models.OrderBy(models.F('moq'), descending=False), models.OrderBy(models.F('id'), descending=False), condition=models.Q(('is_on_offer', True), ('superseded_at', None)), name='clearances_by_moq'),
                ),
                migrations.AddIndex(
                    model_name='clearance',
                    index=models.Index(models.OrderBy(models.F('market'), descending=False), models.OrderBy(models.F('valid_until'), descending=True), models.OrderBy(models.F('id'), descending=False), condition=models.Q(('is_on_offer', True), ('superseded_at', None)), name='clearances_by_valid_until'),
                ),
                migrations.AddIndex(
                    model_name='clearance',
                    index=models.Index(models.OrderBy(models.F('market'), descending=False), models.OrderBy(models.F('id'), descending=False), condition=models.Q(('is_on_offer', True), ('superseded_at', None)), name='clearances_by_id'),
                ),
                migrations.AddIndex(
                    model_name='clearance',
                    index=models.Index(condition=models.Q(('is_on_offer', True), ('superseded_at', None)), fields=['market', 'product_type'], include=('state', 'valid_from', 'valid_until', 'province', 'standards', 'price_usd', 'moq', 'lead_time_days', 'monthly_capacity', 'supplier', 'product', 'id'), name='clearance_counts'),
                ),
                migrations.AddConstraint(
                    model_name='clearance',
                    constraint=models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from'))), name='clearance_until_not_before_from'),
                ),
                migrations.AddConstraint(
                    model_name='clearance',
                    constraint=models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('product', 'market', 'valid_from'), name='clearance_one_current_per_start'),
                ),
            ]
        ),
        migrations.RunPython(add_search_column, remove_search_column),
        append_only(
            {"audits_logentry": ""}, refusal="the decision log is append-only", function="audits_logentry_refuse"
        ),
        append_only(
            {"audits_publication": "", "audits_rulebookedition": "edition, files, loaded_at, loaded_by_id"},
            refusal="rulebook editions are append-only",
            function="audits_rulebook_refuse",
        ),
        append_only(
            {"audits_registercheck": "", "audits_registerscreenshot": ""},
            refusal="register checks are append-only",
            function="audits_register_refuse",
        ),
        append_only(
            {"audits_findinganswer": ""},
            refusal="answers to findings are append-only",
            function="audits_finding_refuse",
        ),
    ]
