"""The sheet of a decision: what it changes and the letter as it will go, and the name that is typed where much falls."""

from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.admin.case.shown import digest_of
from audits.desk import rehearsal
from audits.models import Decision, LogEntry, Market
from suppliers.models import Supplier
from tests.factories import (
    AuditorFactory,
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    ClearanceFactory,
    MembershipFactory,
    ProductFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


@pytest.fixture
def taken(desk):
    certificate = CertificateFactory(status="submitted", supplier=MembershipFactory().supplier)
    CertificatePageFactory(file=CertificateFileFactory(certificate=certificate))
    desk.post(reverse("admin:audits_certificatecase_take", args=[certificate.pk]))
    return certificate


def preview(client, case, **said):
    return client.post(reverse("admin:audits_certificatecase_preview", args=[case.pk]), said)


def test_the_letter_stands_on_the_page_with_the_words_that_were_typed_and_nothing_is_decided(desk, taken):
    said = {"outcome": "rejected", "rejection_reasons": ["forged"], "note": "SGS Ghent does not know this number."}

    page = preview(desk, taken, **said)

    assert page.status_code == 200
    assert "SGS Ghent does not know this number." in page.context["preview"].effects.letters[0].text
    assert page.context["form"]["note"].value() == said["note"]
    assert not Decision.objects.exists()
    assert LogEntry.objects.count() == 1


def test_a_sheet_that_lacks_something_says_what_and_only_that_part_is_sent_to_a_script(desk, taken):
    address = reverse("admin:audits_certificatecase_preview", args=[taken.pk])

    part = desk.post(address, {"outcome": "rejected"}, headers={"HX-Request": "true"})

    assert part.context["preview"].words == ("Choose at least one reason: the supplier must know what to change.",)
    assert part.text.lstrip().startswith('<div class="desk-preview"')
    assert desk.get(address).url == reverse("admin:audits_certificatecase_change", args=[taken.pk])


def test_the_bar_opens_the_sheet_with_its_outcome_without_a_script(desk, taken):
    address = reverse("admin:audits_certificatecase_change", args=[taken.pk])

    page = desk.get(f"{address}?decide=rejected")

    assert page.context["form"]["outcome"].value() == "rejected"
    assert 'href="?decide=approved#decision"' in page.text


def test_where_many_clearances_fall_the_name_of_the_company_is_typed(desk, auditor, law):
    company = MembershipFactory(
        supplier__status="qualified", supplier__name_en="Ningbo Haoyi Medical Co., Ltd."
    ).supplier
    today = timezone.localdate()
    ClearanceFactory(
        product=ProductFactory(supplier=company),
        market=Market.objects.get(pk="EU"),
        rulebook=law,
        valid_from=today,
        valid_until=today,
    )
    said = {"act": "suspend", "suspend-reasons": ["not_at_address"], "shown": digest_of(company)}
    address = reverse("admin:audits_suppliercase_act", args=[company.pk])

    with patch.object(rehearsal, "CONFIRM_FROM", 0):
        page = desk.post(address, said)
        assert page.status_code == 422
        assert page.context["errors"][0].words == (
            "1 clearance ends by this. Type “Ningbo Haoyi Medical Co., Ltd.” to confirm. Nothing was decided."
        )
        assert desk.post(address, {**said, "confirm": "Ningbo Haoyi"}).status_code == 422
        assert Supplier.objects.get(pk=company.pk).status == "qualified"
        desk.post(address, {**said, "confirm": "ningbo haoyi medical co.,ltd."})

    assert Supplier.objects.get(pk=company.pk).status == "suspended"
    assert Decision.objects.get().by == auditor


def test_who_has_not_the_case_learns_why_nothing_can_be_shown(taken, client, settings):
    settings.EASE_SECOND_FACTOR = True
    client.force_login(AuditorFactory().user)

    page = preview(client, taken, outcome="rejected", rejection_reasons=["forged"])

    assert page.context["preview"].words == ("Only the auditor who took this case decides it. Nothing was changed.",)
