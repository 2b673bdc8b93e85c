from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='TaskRun',
            fields=[
                ('name', models.CharField(max_length=80, primary_key=True, serialize=False, verbose_name='task')),
                ('succeeded_at', models.DateTimeField(verbose_name='last ended well')),
            ],
            options={
                'verbose_name': 'task run',
                'verbose_name_plural': 'task runs',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True, verbose_name='cause')),
                ('message_id', models.CharField(max_length=300, verbose_name='Message-ID')),
                ('address', models.CharField(max_length=254, verbose_name='to')),
                ('subject', models.CharField(max_length=150, verbose_name='subject line')),
                ('text', models.TextField(verbose_name='text')),
                ('html', models.TextField(blank=True, verbose_name='HTML')),
                ('created_at', models.DateTimeField(verbose_name='written')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('next_attempt_at', models.DateTimeField(verbose_name='next attempt')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('failed_at', models.DateTimeField(blank=True, null=True, verbose_name='put aside')),
                ('last_error', models.CharField(blank=True, max_length=100, verbose_name='last error')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('failed_at', None), ('sent_at', None)), fields=['next_attempt_at', 'id'], name='letter_due'), models.Index(condition=models.Q(('failed_at__isnull', False)), fields=['failed_at'], name='letter_put_aside'), models.Index(condition=models.Q(('sent_at__isnull', False)), fields=['sent_at'], name='letter_sent')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sent_at', None), ('failed_at', None), _connector='OR'), name='letter_is_not_both_sent_and_put_aside')],
            },
        ),
    ]
