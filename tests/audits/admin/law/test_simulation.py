"""The page that shows what a draft would do."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.clearances import judging
from audits.clearances.dependants import Dependants
from audits.editions import drafts, publishing
from tests.audits import small_law
from tests.audits.dossiers import product_with
from tests.factories import AuditorFactory, MembershipFactory, ShortlistEntryFactory

pytestmark = pytest.mark.django_db
EU = "markets/EU.yaml"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.EASE_SECOND_FACTOR = True


@pytest.fixture
def alice(law):
    return AuditorFactory(level="senior").user


@pytest.fixture
def draft(alice):
    now = timezone.now()
    draft = drafts.start("Reports again", by=alice, at=now)
    standards = small_law.FILES["standards.yaml"] + "  - {id: EN 2, publisher: CEN, title: Other masks}\n"
    draft = drafts.save_file(draft, "standards.yaml", standards, version=draft.version, by=alice, at=now)
    text = small_law.FILES[EU].replace("standard: EN 1}", "standard: EN 2}")
    return drafts.save_file(draft, EU, text, version=draft.version, by=alice, at=now)


@pytest.fixture
def product(law):
    product = product_with("doc", "report", "licence", model="KX-1")
    MembershipFactory(supplier=product.supplier)
    judging.refresh_products([product], at=timezone.now())
    return product


def shown(client, draft, by):
    client.force_login(by)
    return client.get(reverse("admin:audits_rulebookdraft_simulate", args=[draft.pk]))


def test_it_names_who_loses_what_from_when_whom_it_touches_and_the_letter(client, alice, draft, product):
    ShortlistEntryFactory(product=product, destination="DE")

    page = shown(client, draft, alice)

    ((row,),) = [group.rows for group in page.context["groups"]]
    assert (row.change.market, row.change.day, row.count, row.named) == (
        "EU",
        timezone.localdate(),
        1,
        [product],
    )
    assert (row.change.before, row.change.after) == ("cleared", None)
    assert page.context["dependants"] == Dependants(buyers=1, shortlisted=1)
    assert "KX-1" in page.context["letters"][0].text
    assert "Closed (before: Cleared)" in page.text


def test_a_draft_that_touches_nobody_says_so(client, alice, draft):
    assert "Nobody loses or gains anything" in shown(client, draft, alice).text


def test_the_letter_that_was_shown_goes_out_when_it_is_published(client, alice, draft, product, mailoutbox):
    letter = shown(client, draft, alice).context["letters"][0].text
    drafts.submit(draft, version=draft.version, by=alice, at=timezone.now())
    bob = AuditorFactory(level="senior", since=timezone.now() - timedelta(days=9)).user

    publishing.publish(draft, version=draft.version, by=bob, at=timezone.now())

    (sent,) = [one for one in mailoutbox if "The rules change" in one.subject]
    assert sent.to == [product.supplier.memberships.get().user.email]
    lines = [line for line in letter.splitlines() if "KX-1" in line or "before:" in line]
    assert lines and all(line in sent.body for line in lines)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_number_of_queries_for_one_product_and_three(
    client, alice, draft, count, django_assert_num_queries
):
    judging.refresh_products([product_with("doc", "report", "licence") for _ in range(count)], at=timezone.now())
    shown(client, draft, alice)

    with django_assert_num_queries(25):
        shown(client, draft, alice)
