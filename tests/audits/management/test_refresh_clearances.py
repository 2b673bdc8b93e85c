"""The door to the refreshing of all clearances."""

import pytest
from django.core.management import CommandError, call_command

from audits.models import Clearance
from tests.audits.dossiers import product_with

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("options", [{}, {"check": True}])
def test_before_the_first_rulebook_it_says_what_to_do(options):
    with pytest.raises(CommandError, match="load_rulebook"):
        call_command("refresh_clearances", **options)


def test_drift_is_reported_until_all_is_refreshed(law, capsys):
    product = product_with("doc", "licence")
    with pytest.raises(CommandError, match=f"1 products drifted: {product.pk}"):
        call_command("refresh_clearances", check=True)

    call_command("refresh_clearances")
    call_command("refresh_clearances", check=True)

    assert Clearance.objects.filter(product=product).exists()
    assert capsys.readouterr().out.endswith("No drift.\n")
