from datetime import timedelta

import pytest
from django.utils import timezone

from audits.law.current import load_rulebook, rulebook_of
from audits.models import Decision
from suppliers.models import Supplier
from tests.audits import small_law
from tests.factories import AuditorFactory, BuyerFactory, CertificateFactory, SupplierFactory, UserFactory

pytestmark = pytest.mark.usefixtures("countries")


@pytest.mark.parametrize("url", ["/", "/how-we-vet/", "/for-suppliers/", "/destination/"])
def test_everybody_may_read_what_we_do(client, url):
    assert client.get(url).status_code == 200


def test_the_numbers_count_companies_and_this_months_judgements(client):
    for status in (Supplier.Status.QUALIFIED, Supplier.Status.REJECTED, Supplier.Status.SUSPENDED):
        supplier = SupplierFactory(status=status)
    SupplierFactory(status=Supplier.Status.DRAFT)
    auditor, now = AuditorFactory().user, timezone.now()
    certificate = CertificateFactory(supplier=supplier)
    judged = {"supplier": supplier, "certificate": certificate, "outcome": Decision.Outcome.APPROVED, "by": auditor}
    Decision.objects.create(**judged, at=now)
    Decision.objects.create(**judged, at=now - timedelta(days=40))

    assert client.get("/").context["numbers"] == {"vetted": 1, "refused": 2, "checked": 1}


def test_news_are_the_rules_that_begin_about_now(client, db, tmp_path):
    soon = timezone.localdate() + timedelta(days=10)
    begun = small_law.FILES["markets/EU.yaml"].replace("2021-05-26", soon.isoformat())
    rulebook_of.cache_clear()
    load_rulebook(small_law.write(tmp_path / "law", EU=begun), by=None, at=timezone.now())

    news = client.get("/").context["news"]

    assert [(row.effective_from, row.market.pk, row.is_ahead) for row in news] == [(soon, "EU", True)]


@pytest.mark.parametrize(
    ("facts", "desk"),
    [
        ({"is_staff": True}, "/admin/"),
        ({"purpose": "supply"}, "/supplier/"),
        ({"purpose": "buy"}, "/"),
    ],
)
def test_after_signing_in_each_person_comes_to_their_own_desk(client, settings, facts, desk):
    settings.EASE_SECOND_FACTOR = True
    client.force_login(UserFactory(**facts))

    assert client.get("/desk/")["Location"] == desk


def test_a_buyer_who_acts_for_a_company_comes_to_its_desk(client, supplier_member):
    supplier_member.purpose = "buy"
    supplier_member.save()
    client.force_login(supplier_member)

    assert client.get("/desk/")["Location"] == "/supplier/"


def test_a_buyers_own_country_is_filled_in(client):
    client.force_login(BuyerFactory(country="FR").user)

    assert '<option value="FR" selected>' in client.get("/").text
