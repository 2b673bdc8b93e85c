"""What second factors keep secret is encrypted with MFA_KEYS; it was stored as it is before."""

from django.db import migrations

from kpmarket.accounts import factor_secrets


def encrypt(apps, schema_editor):
    _change(apps, factor_secrets.encrypted_with_first_key)


def decrypt(apps, schema_editor):
    _change(apps, lambda data: factor_secrets.with_each_secret(data, factor_secrets.decrypt))


def _change(apps, change):
    for factor in apps.get_model("mfa", "Authenticator").objects.iterator():
        factor.data = change(factor.data)
        factor.save(update_fields=["data"])


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0001_initial"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(encrypt, decrypt)]
