import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from kpmarket.foundation.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audits', '0001_initial'),
        ('suppliers', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce(
            [
                migrations.CreateModel(
                    name='Buyer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('organisation', models.CharField(max_length=200, verbose_name='organisation')),
                        ('country', models.CharField(help_text='ISO 3166 code', max_length=6, verbose_name='country')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='buyer', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ],
                    options={
                        'verbose_name': 'buyer',
                        'verbose_name_plural': 'buyers',
                        'ordering': ['organisation'],
                    },
                ),
                migrations.CreateModel(
                    name='Enquiry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('destination', models.CharField(max_length=6, verbose_name='destination')),
                        ('quantity', models.PositiveIntegerField(verbose_name='quantity')),
                        ('needed_by', models.DateField(verbose_name='needed by')),
                        ('message', models.TextField(max_length=4000, verbose_name='message')),
                        ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sent')),
                        ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enquiries', to='buyers.buyer', verbose_name='buyer')),
                        ('product_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.producttype', verbose_name='product type')),
                    ],
                    options={
                        'verbose_name': 'enquiry',
                        'verbose_name_plural': 'enquiries',
                        'ordering': ['-sent_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='LossNotice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('lost_on', models.DateField(verbose_name='lost on')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written')),
                        ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='loss_notices', to='buyers.buyer', verbose_name='buyer')),
                        ('clearance', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='audits.clearance', verbose_name='clearance')),
                        ('market', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audits.market', verbose_name='market')),
                        ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='suppliers.product', verbose_name='product')),
                    ],
                    options={
                        'verbose_name': 'notice of a loss',
                        'verbose_name_plural': 'notices of losses',
                        'ordering': ['-lost_on', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='ShortlistEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('destination', models.CharField(max_length=6, verbose_name='destination')),
                        ('added_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='added')),
                        ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shortlist', to='buyers.buyer', verbose_name='buyer')),
                        ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='suppliers.product', verbose_name='product')),
                    ],
                    options={
                        'verbose_name': 'shortlist entry',
                        'verbose_name_plural': 'shortlist entries',
                        'ordering': ['-added_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Thread',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('buyer_read_at', models.DateTimeField(null=True, verbose_name='read by the buyer')),
                        ('supplier_read_at', models.DateTimeField(null=True, verbose_name='read by the supplier')),
                        ('enquiry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='threads', to='buyers.enquiry', verbose_name='enquiry')),
                        ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='threads', to='suppliers.product', verbose_name='product')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='threads', to='suppliers.supplier', verbose_name='supplier')),
                    ],
                    options={
                        'verbose_name': 'conversation',
                        'verbose_name_plural': 'conversations',
                        'ordering': ['-enquiry__sent_at', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Message',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_from_buyer', models.BooleanField(verbose_name='from the buyer')),
                        ('text', models.TextField(max_length=4000, verbose_name='text')),
                        ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sent')),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                        ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='buyers.thread', verbose_name='conversation')),
                    ],
                    options={
                        'verbose_name': 'message',
                        'verbose_name_plural': 'messages',
                        'ordering': ['sent_at', 'pk'],
                    },
                ),
                migrations.AddConstraint(
                    model_name='enquiry',
                    constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='enquiry_quantity_at_least_one'),
                ),
                migrations.AddConstraint(
                    model_name='lossnotice',
                    constraint=models.UniqueConstraint(fields=('buyer', 'product', 'market', 'lost_on'), name='loss_notified_once'),
                ),
                migrations.AddConstraint(
                    model_name='shortlistentry',
                    constraint=models.UniqueConstraint(fields=('buyer', 'product', 'destination'), name='shortlist_once_per_destination'),
                ),
                migrations.AddConstraint(
                    model_name='thread',
                    constraint=models.UniqueConstraint(fields=('enquiry', 'product'), name='thread_once_per_product'),
                ),
            ]
        ),
    ]
