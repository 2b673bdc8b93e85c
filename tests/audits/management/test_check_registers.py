"""The sweep of register checks by hand."""

from io import StringIO

import pytest
from django.core.management import call_command

from audits.models import RegisterCheck
from tests.audits.registers import answers
from tests.audits.registers.replay import Said, client_without_pause, replaying
from tests.factories import CertificateFactory

pytestmark = pytest.mark.django_db


def check_registers(*arguments):
    call_command("check_registers", *arguments, stdout=(out := StringIO()))
    return out.getvalue()


@pytest.fixture
def fda(settings, monkeypatch):
    """The FDA on loopback, which knows one clearance."""
    with client_without_pause(monkeypatch), replaying(Said(body=answers.CLEARANCE)) as (register, base):
        settings.REGISTER_URLS = {"openfda_510k": base}
        yield register


def test_it_asks_about_certificates_in_force_and_says_how_often(fda):
    CertificateFactory.create_batch(
        2, certificate_type__id="us_510k", number="K209999", status="approved", valid_until=None
    )

    assert [check_registers("--limit", "1"), check_registers(), check_registers()] == [
        "1 look-ups made.\n",
        "1 look-ups made.\n",
        "0 look-ups made.\n",
    ]
    assert RegisterCheck.objects.count() == 2


def test_without_certificates_nobody_is_asked():
    assert check_registers() == "0 look-ups made.\n"
