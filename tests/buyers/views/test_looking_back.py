"""The product page, and downloads, as we knew it at an earlier moment: for auditors and parties of an enquiry."""

import csv
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from audits.clearances import judging
from audits.law.current import load_rulebook, rulebook_of
from audits.models import Clearance, Decision
from buyers.models import Thread
from suppliers.models import Product, Supplier
from tests.audits import small_law
from tests.audits.dossiers import product_with
from tests.factories import AuditorFactory, BuyerFactory, MembershipFactory, ThreadFactory, UserFactory
from tests.sessions import pass_second_factor

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
APPROVED = datetime(2026, 3, 5, 14, tzinfo=UTC)
REVOKED = datetime(2026, 6, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = "2026-05-01"
PARTIES = ("auditor", "buyer of the enquiry", "supplier of the enquiry")
OTHERS = ("nobody", "buyer", "member without an enquiry", "superuser")


@pytest.fixture
def law(db, tmp_path):
    rulebook_of.cache_clear()
    edition, _is_new = load_rulebook(small_law.write(tmp_path / "law"), by=None, at=LONG_AGO)
    return edition


@pytest.fixture
def mask(law):
    """Its declaration was approved in March and revoked in June, back to January."""
    mask = product_with("doc", "report", "licence", created_at=APPROVED - 30 * HOUR)
    decide(mask.supplier, None, "approved", APPROVED - HOUR)
    for certificate in mask.certificates.all():
        decide(mask.supplier, certificate, "approved", APPROVED)
    judging.refresh_products([mask], at=APPROVED)
    doc = mask.certificates.get(certificate_type="doc")
    mask.certificates.filter(pk=doc.pk).update(status="revoked")
    decide(mask.supplier, doc, "revoked", REVOKED, effective_on=date(2026, 1, 1))
    judging.refresh_products([mask], at=REVOKED)
    return mask


def decide(supplier, certificate, outcome, at, **facts):
    Decision.objects.create(
        supplier=supplier, certificate=certificate, outcome=outcome, at=at, by=UserFactory(), **facts
    )


def sign_in(client, person, mask):
    match person:
        case "auditor":
            pass_second_factor(client, AuditorFactory().user)
        case "buyer of the enquiry":
            client.force_login(ThreadFactory(product=mask).enquiry.buyer.user)
        case "supplier of the enquiry":
            ThreadFactory(product=mask)
            client.force_login(MembershipFactory(supplier=mask.supplier).user)
        case "buyer":
            ThreadFactory(product=product_with(supplier=mask.supplier))
            client.force_login(BuyerFactory().user)
        case "member without an enquiry":
            client.force_login(MembershipFactory(supplier=mask.supplier).user)
        case "superuser":
            pass_second_factor(client, UserFactory(is_staff=True, is_superuser=True))


def page(client, mask, **query):
    return client.get(mask.get_absolute_url(), {"to": "DE", **query})


def states(client, mask, known):
    return page(client, mask, on=DAY, known=known).context["panel"].state


@pytest.mark.parametrize("person", PARTIES)
def test_who_audits_or_deals_may_ask_what_we_knew(client, mask, person):
    sign_in(client, person, mask)

    assert states(client, mask, "2026-03-05T13:59") == "blocked"
    assert states(client, mask, "2026-03-05T14:00") == "cleared"
    assert states(client, mask, "2026-06-01T08:59") == "cleared"
    assert states(client, mask, "2026-06-01T09:00") == "blocked"
    assert states(client, mask, "") == "blocked"


@pytest.mark.parametrize("person", OTHERS)
def test_whoever_else_asks_gets_today_and_not_a_hint(client, mask, person):
    sign_in(client, person, mask)

    asked, plain = (page(client, mask, on=DAY, **{word: "2026-04-01T12:00"}) for word in ("known", "other"))

    assert asked.context["panel"].state == "blocked"
    assert asked.context["axes"].known_at is None
    assert len(asked.text) == len(plain.text)
    assert 'name="known"' not in asked.text
    assert reverse("buyers:product-clearances", args=[mask.pk]) not in asked.text


def test_a_banner_says_as_of_when_in_utc_and_leads_back(client, mask):
    sign_in(client, "auditor", mask)

    text = page(client, mask, on=DAY, known="2026-04-01T23:30", map="yes").text

    assert "As we knew it on 1 April 2026, 23:30 UTC" in text
    assert f'href="?on={DAY}"' in text
    assert f"?to=US&amp;on={DAY}&amp;known=2026-04-01T23%3A30" in text
    assert "As we knew it on" not in page(client, mask, on=DAY).text


@pytest.mark.parametrize("moment", ["2026-03-04T07:00", "2019-06-01T00:00"])
def test_before_the_product_or_the_first_edition_the_page_says_that_we_held_nothing(client, mask, moment):
    sign_in(client, "auditor", mask)

    response = page(client, mask, known=moment)

    assert "We held nothing on record then." in response.text
    assert (response.context["panel"], response.context["map"]) == (None, ())
    assert 'type="datetime-local"' in response.text


def test_a_supplier_that_was_not_yet_qualified_is_named_as_such(client, mask):
    sign_in(client, "auditor", mask)
    words = "The supplier was not qualified at that moment"

    assert words in page(client, mask, known="2026-03-05T12:59").text
    assert words not in page(client, mask, known="2026-03-05T13:00").text


@pytest.mark.parametrize("text", ["garbage", "2999-01-01T00:00", "2026-02-30T00:00", "\x00", "0001-01-01T00:00+14:00"])
def test_a_moment_that_cannot_be_used_is_now_and_the_field_says_so(client, mask, text):
    sign_in(client, "auditor", mask)

    response = page(client, mask, known=text)

    assert response.context["axes"].known_at is None
    assert str(response.context["asked"].errors["known"][0]) in response.text


@pytest.mark.parametrize(("person", "status"), [*((one, 200) for one in PARTIES), *((one, 404) for one in OTHERS)])
def test_a_product_that_buyers_no_longer_see_stays_for_those_who_dealt_with_it(client, mask, person, status):
    sign_in(client, person, mask)
    Supplier.objects.filter(pk=mask.supplier_id).update(status="suspended")

    response = page(client, mask)

    assert response.status_code == status
    assert ("Buyers do not see this product now." in response.text) == (status == 200)


def test_products_of_a_company_that_drafts_its_evidence_are_not_for_auditors(client, mask):
    sign_in(client, "auditor", mask)
    Supplier.objects.filter(pk=mask.supplier_id).update(status="draft")

    assert page(client, mask).status_code == 404
    assert page(client, mask, known="2026-04-01T12:00").status_code == 404
    assert download(client, "product-clearances", mask.pk).status_code == 404
    assert download(client, "supplier-clearances", mask.supplier_id).status_code == 404


def test_parties_of_an_enquiry_look_back_even_when_the_company_is_a_draft_again(client, mask):
    sign_in(client, "buyer of the enquiry", mask)
    Supplier.objects.filter(pk=mask.supplier_id).update(status="draft")

    assert page(client, mask).status_code == 200


@pytest.mark.parametrize(("submitted_at", "is_listed"), [(None, False), (APPROVED - 2 * HOUR, True)])
def test_the_download_of_all_leaves_out_companies_that_were_never_submitted(client, mask, submitted_at, is_listed):
    sign_in(client, "auditor", mask)
    Supplier.objects.filter(pk=mask.supplier_id).update(status="draft", submitted_at=submitted_at)

    assert bool(download(client, "all-clearances").getvalue().decode().splitlines()[1:]) == is_listed


def download(client, name, *arguments, **query):
    return client.get(reverse(f"buyers:{name}", args=arguments), query)


def rows(response):
    return list(csv.DictReader(response.getvalue().decode().splitlines()))


@pytest.mark.parametrize(("person", "status"), [*((one, 200) for one in PARTIES), *((one, 404) for one in OTHERS[1:])])
def test_downloads_of_a_product_and_its_supplier_are_for_those_who_audit_or_deal(client, mask, person, status):
    sign_in(client, person, mask)

    assert download(client, "product-clearances", mask.pk).status_code == status
    assert download(client, "supplier-clearances", mask.supplier_id).status_code == status


def test_a_download_has_both_axes(client, mask):
    sign_in(client, "auditor", mask)

    found = rows(download(client, "product-clearances", mask.pk))

    assert len(found) == Clearance.objects.count()
    earlier, later = (row for row in found if row["market"] == "EU")
    axes = ("valid_from", "valid_until", "recorded_at", "superseded_at")
    assert [earlier[name] for name in axes] == [
        "2025-01-01",
        "2027-12-31",
        "2026-03-05T14:00:00Z",
        "2026-06-01T09:00:00Z",
    ]
    assert [later[name] for name in axes] == ["2025-01-01", "2025-12-31", "2026-06-01T09:00:00Z", ""]


def test_the_same_as_json(client, mask):
    sign_in(client, "auditor", mask)

    response = download(client, "product-clearances", mask.pk, format="json")
    found = json.loads(response.getvalue())

    assert response["Content-Disposition"] == f'attachment; filename="clearances-of-product-{mask.pk}.json"'
    assert len(found) == Clearance.objects.count()
    assert found[0]["superseded_at"] == "2026-06-01T09:00:00Z"
    assert set(found[0]["certificates"]) <= set(mask.certificates.values_list("pk", flat=True))


def test_a_download_is_a_line_of_the_security_log(client, mask, caplog):
    sign_in(client, "auditor", mask)
    caplog.set_level("INFO", "kpmarket.security")

    response = download(client, "product-clearances", mask.pk)

    [line] = [record for record in caplog.records if record.name == "kpmarket.security"]
    assert (line.event, line.subject) == ("export", f"clearances-of-product-{mask.pk}")
    assert line.account == response.wsgi_request.user.pk


def test_a_download_may_be_narrowed_to_a_day_and_a_moment(client, mask):
    sign_in(client, "auditor", mask)

    def markets_known(known):
        response = download(client, "all-clearances", on=DAY, known=known, format="json")
        return [row["market"] for row in json.loads(response.getvalue())]

    assert markets_known("2026-04-01T00:00") == ["EU", "US"]
    assert markets_known("2026-06-01T09:00") == markets_known("2019-01-01T00:00") == []


def test_a_download_whose_moment_cannot_be_read_is_refused(client, mask):
    sign_in(client, "auditor", mask)

    assert download(client, "all-clearances", known="garbage").status_code == 422


def test_a_buyers_download_of_a_company_holds_only_what_was_dealt_in(client, mask):
    other = product_with("doc", "licence", supplier=mask.supplier)
    of_another = product_with("doc", "licence")
    judging.refresh_products([other, of_another], at=REVOKED)
    sign_in(client, "buyer of the enquiry", mask)
    ThreadFactory(product=of_another, enquiry=Thread.objects.get().enquiry)

    found = rows(download(client, "supplier-clearances", mask.supplier_id))

    assert {row["product"] for row in found} == {str(mask.pk)}


def test_a_model_that_a_spreadsheet_would_reckon_with_is_quoted(client, mask):
    Product.objects.filter(pk=mask.pk).update(model="=1+1")
    sign_in(client, "auditor", mask)

    assert {row["model"] for row in rows(download(client, "all-clearances"))} == {"'=1+1"}


def test_a_download_of_all_is_fetched_piece_by_piece(client, mask, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("buyers.views.exports.CHUNK", 1)
    sign_in(client, "auditor", mask)
    response = download(client, "all-clearances")

    assert response.streaming
    lines = response.streaming_content
    with django_assert_num_queries(0):
        assert next(lines).startswith(b"supplier,product,")
    with django_assert_num_queries(1):
        rest = list(lines)
    assert len(rest) == Clearance.objects.count()


@pytest.mark.parametrize(("person", "is_offered"), [("auditor", True), ("superuser", False)])
def test_the_audit_desk_offers_the_download_of_all_to_auditors_in_office(client, mask, settings, person, is_offered):
    settings.EASE_SECOND_FACTOR = True
    sign_in(client, person, mask)

    text = client.get(reverse("admin:index")).text

    assert (f'href="{reverse("buyers:all-clearances")}"' in text) == is_offered


@pytest.mark.parametrize(
    ("person", "is_offered"), [("supplier of the enquiry", True), ("member without an enquiry", False)]
)
def test_the_map_of_markets_offers_a_download_to_those_whom_it_answers(client, mask, person, is_offered):
    sign_in(client, person, mask)

    text = client.get(reverse("audits:matrix", args=[mask.supplier_id])).text

    assert (f'href="{reverse("buyers:supplier-clearances", args=[mask.supplier_id])}"' in text) == is_offered
