import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kpmarket.foundation.append_only import RunStatements

REFUSAL = "what was asked of finance is never changed"
TABLE = "trade_moneyrequest"
BEFORE = "kind, movement_id, entry_id, amount, currency, reason, asked_by_id, asked_at"
AFTER = f"{BEFORE}, taken_id, given_id, agreement_id"


def triggers_for(columns):
    """The triggers of the table, made again: SQLite loses them where a constraint of the table changes."""
    verbs = {"update": f"UPDATE OF {columns}", "delete": "DELETE"}
    sqlite = [f"DROP TRIGGER IF EXISTS {TABLE}_no_{name}" for name in verbs] + [
        f"CREATE TRIGGER {TABLE}_no_{name} BEFORE {verb} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for name, verb in verbs.items()
    ]
    postgresql = [
        f"DROP TRIGGER {TABLE}_append_only ON {TABLE}",
        f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OF {columns} OR DELETE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION trade_refuse_request_change()",
    ]
    return {"sqlite": sqlite, "postgresql": postgresql}


NOTHING = {"sqlite": [], "postgresql": []}
FREE = {
    "sqlite": [f"DROP TRIGGER {TABLE}_no_update"],
    "postgresql": [
        f"DROP TRIGGER {TABLE}_append_only ON {TABLE}",
        f"CREATE TRIGGER {TABLE}_append_only BEFORE DELETE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION trade_refuse_request_change()",
    ],
}
"""Back: no trigger names the columns that go."""


class Migration(migrations.Migration):

    dependencies = [
        ('trade', '0015_requests_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        RunStatements(NOTHING, triggers_for(BEFORE)),
        migrations.RemoveConstraint(
            model_name='moneyrequest',
            name='money_request_names_what_its_kind_needs',
        ),
        migrations.AddField(
            model_name='moneyrequest',
            name='agreement',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trade.ordermessage', verbose_name='message in which the buyer agrees'),
        ),
        migrations.AddField(
            model_name='moneyrequest',
            name='given',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exchanges_in', to='trade.statemententry', verbose_name='given by the bank'),
        ),
        migrations.AddField(
            model_name='moneyrequest',
            name='taken',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exchanges_out', to='trade.statemententry', verbose_name='taken by the bank'),
        ),
        migrations.AlterField(
            model_name='moneyrequest',
            name='kind',
            field=models.CharField(choices=[('correction', 'Correction'), ('cover', 'Paid in by the site'), ('exchange', 'Exchanged by the bank')], max_length=12, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='moneyrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreement', None), ('entry', None), ('given', None), ('kind', 'correction'), ('movement__isnull', False), ('taken', None)), models.Q(('agreement', None), ('entry__isnull', False), ('given', None), ('kind', 'cover'), ('movement', None), ('taken', None)), models.Q(('agreement__isnull', False), ('entry__isnull', False), ('given__isnull', False), ('kind', 'exchange'), ('movement', None), ('taken__isnull', False)), _connector='OR'), name='money_request_names_what_its_kind_needs'),
        ),
        RunStatements(triggers_for(AFTER), FREE),
    ]
