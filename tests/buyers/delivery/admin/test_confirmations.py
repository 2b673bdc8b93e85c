"""Facts to confirm, through the desk's pages."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from buyers.delivery.models import FactConfirmation
from buyers.delivery.services import confirmations
from tests.factories import AuditorFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:delivery_factconfirmation_changelist")
ROW = reverse("admin:delivery_factconfirmation_row", args=["cisg.csv", "SA"])


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.EASE_SECOND_FACTOR = True


def signed_in(level):
    client = Client()
    client.force_login(AuditorFactory(level=level).user)
    return client


def test_a_senior_auditor_reads_the_row_with_its_source_and_confirms_it():
    client = signed_in("senior")
    page = client.get(ROW).content.decode()
    assert "Saudi Arabia" in page
    digest = confirmations.row_state("cisg.csv", "SA").row.digest

    kept = client.post(ROW, {"digest": digest, "verdict": "confirmed", "note": "short"})
    assert kept.status_code == 422
    assert "short" in kept.content.decode()
    client.post(ROW, {"digest": digest, "verdict": "confirmed", "note": "Read with the depositary today"})

    assert confirmations.confirmed_rows() == {("cisg.csv", "SA")}


def test_an_auditor_reads_and_records_nothing():
    client = signed_in("auditor")
    assert "A senior auditor records" in client.get(ROW).content.decode()
    assert client.post(ROW, {"verdict": "confirmed"}).status_code == 302
    assert not FactConfirmation.objects.exists()
    assert client.get(reverse("admin:delivery_factconfirmation_row", args=["cisg.csv", "DE"])).status_code == 404


@pytest.mark.parametrize("entries", [1, 3])
def test_the_list_takes_the_same_queries_however_much_was_found(entries, django_assert_num_queries):
    client = signed_in("senior")
    officer = AuditorFactory(level="senior").user
    for row in ("SA", "PT", "LA")[:entries]:
        digest = confirmations.row_state("cisg.csv", row).row.digest
        FactConfirmation.objects.create(
            file="cisg.csv", row=row, digest=digest, verdict="doubted", note="x", by=officer, at=timezone.now()
        )
    client.get(LIST)
    with django_assert_num_queries(5):
        assert "doubted" in client.get(LIST).content.decode()
