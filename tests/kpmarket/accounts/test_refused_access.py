"""Who reaches for what is not theirs leaves a security line; a mistyped address leaves none."""

import pytest
from django.urls import reverse

from kpmarket.foundation.monitoring.security_log import NAME
from tests.factories import ThreadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(caplog):
    caplog.set_level("INFO", NAME)
    return lambda: [(record.event, record.account, record.subject) for record in caplog.records if record.name == NAME]


def test_asking_for_the_enquiry_of_somebody_else_is_a_line(client, buyer, stranger, refused):
    enquiry = ThreadFactory(enquiry__buyer=buyer.buyer).enquiry
    client.force_login(stranger)

    assert client.get(reverse("buyers:enquiry", args=[enquiry.pk])).status_code == 404

    assert refused() == [("access_refused", stranger.pk, f"buyers:enquiry/{enquiry.pk}")]


def test_a_page_of_the_desk_that_is_forbidden_is_a_line(client, auditor, refused, settings):
    settings.EASE_SECOND_FACTOR = True
    client.force_login(auditor)

    assert client.get(reverse("admin:audits_auditor_changelist")).status_code == 403

    assert refused() == [("access_refused", auditor.pk, "admin:audits_auditor_changelist")]


def test_the_token_of_an_invitation_is_not_in_the_line(client, buyer, refused):
    client.force_login(buyer)

    client.post(reverse("suppliers:invitation-accept", args=["a-secret-token-of-somebody"]))

    assert refused() == [("access_refused", buyer.pk, "suppliers:invitation-accept")]


def test_an_address_that_leads_nowhere_and_a_visitor_leave_no_line(client, buyer, refused):
    client.get("/suplier/")
    client.get(reverse("buyers:product", args=[999]))
    client.force_login(buyer)
    client.get("/suplier/")

    assert refused() == []
