"""A correction through the page of the case: proposed by one, signed by another."""

import pytest
from django.test import Client
from django.urls import reverse

from suppliers.models import Certificate
from tests.factories import AuditorFactory, CertificateFactory, MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
WHY = "The register was read for another factory of the same name."


def at_the_desk(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def case(settings):
    settings.EASE_SECOND_FACTOR = True
    certificate = CertificateFactory(status="revoked", supplier=MembershipFactory().supplier)
    by = UserFactory()
    for outcome in ("approved", "revoked"):
        certificate.decisions.create(supplier=certificate.supplier, outcome=outcome, by=by)
    return certificate


def post(client, case, **fields):
    return client.post(reverse("admin:audits_certificatecase_act", args=[case.pk]), fields, follow=True)


def test_one_proposes_and_another_signs(case):
    senior, colleague = at_the_desk(AuditorFactory(level="senior").user), at_the_desk(AuditorFactory().user)

    page = post(senior, case, **{"act": "correct", "correct-outcome": "reinstated", "correct-internal_note": WHY})
    assert [str(one) for one in page.context["messages"]] == [
        "Proposed and logged. It takes effect when a colleague signs it."
    ]
    assert "Sign the correction" not in page.text
    correction = page.context["correction"]
    own = post(senior, case, act="sign_correction", correction=correction.pk)
    assert "You proposed this correction" in own.text
    assert Certificate.objects.get().status == "revoked"

    signed = post(colleague, case, act="sign_correction", correction=correction.pk)

    assert Certificate.objects.get().status == "approved"
    assert WHY in signed.text
    assert "Correction of the decision of" in signed.text


def test_a_proposal_without_grounds_says_so_next_to_the_field(case):
    senior = at_the_desk(AuditorFactory(level="senior").user)

    page = post(senior, case, **{"act": "correct", "correct-outcome": "revoked"})

    form = next(act.form for act in page.context["acts"] if act.name == "correct")
    assert set(form.errors) == {"internal_note", "reasons", "effective_on"}
    assert page.status_code == 422
