"""The command that refreshes of all clearances."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from audits.clearances import judging
from audits.models import Clearance
from tests.audits.dossiers import product_with

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 22, 1, tzinfo=UTC)


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


def test_it_can_leave_alone_what_is_judged_already(law, capsys):
    judged, new = product_with("doc", "licence"), product_with("doc", "licence")
    judging.refresh_products([judged], at=MORNING)
    Clearance.objects.update(requirements=["another row"])

    call_command("refresh_clearances", changed=True)

    assert capsys.readouterr().out == "1 clearance rows changed.\n"
    assert Clearance.objects.get(product=judged).requirements == ["another row"]
    assert Clearance.objects.get(product=new).requirements != ["another row"]
