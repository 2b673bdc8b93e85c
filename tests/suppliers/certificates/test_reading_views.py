import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suppliers.certificates.reading_views import progress
from suppliers.certificates.revision_advice import LEAST
from suppliers.documents import packing
from suppliers.documents.fields import FieldName
from suppliers.documents.statements import Standing, Statement
from suppliers.models import Certificate, CertificateReading, Supplier
from tests.factories import (
    NOON,
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    CertificateTypeFactory,
    ProductFactory,
)
from tests.suppliers.reading_examples import PLACE, proposal, read

HTMX = {"HX-Request": "true"}
F = FieldName
STAGE = {"outcome": "done", "reason": "", "seconds": 0.1}


@pytest.fixture
def draft(supplier_member):
    return CertificateFactory(
        supplier=supplier_member.suppliers.get(),
        submitted_at=None,
        certificate_type=None,
        number="",
        issuer="",
        valid_from=None,
        valid_until=None,
    )


@pytest.fixture
def file(draft):
    return CertificatePageFactory(file=CertificateFileFactory(certificate=draft)).file


@pytest.fixture
def signed_in(client, supplier_member):
    client.force_login(supplier_member)
    return client


def fragment_of(client, file, **query):
    return client.get(reverse("suppliers:certificate-file-reading", args=[file.pk]), query, headers=HTMX)


def stages(*names):
    return [{"name": name, **STAGE} for name in names]


def at(seconds):
    return timezone.now() - timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("state", "seconds", "asks_again"),
    [
        ("waiting", 1, "load delay:1s"),
        ("reading", 60, "load delay:3s"),
        ("reading", 300, "load delay:10s"),
        ("reading", 700, None),
        ("done", 1, None),
        ("unreadable", 1, None),
    ],
)
def test_a_page_asks_again_more_and_more_slowly_and_ends_by_itself(signed_in, file, state, seconds, asks_again):
    read(file, state=state, at=at(seconds))

    page = fragment_of(signed_in, file).content.decode()

    asked = re.search(r'hx-trigger="([^"]+)"', page)
    assert (asked.group(1) if asked else None) == asks_again


def test_every_stage_is_a_line_and_the_bar_counts_those_that_are_over(file):
    over = [*stages("pages"), {**STAGE, "name": "text-layer", "outcome": "failed"}]
    row = read(file, state="reading", stages=over)

    shown = progress(file, at=row.asked_at)

    assert [(step.title, step.word) for step in shown.stages] == [
        ("Drawing the pages", "done"),
        ("Reading its text", "did not work"),
        ("Looking at how it is built", "now"),
        ("Checking signatures", "still to come"),
        ("Looking for QR and bar codes", "still to come"),
        ("Comparing its text with the page image", "still to come"),
        ("Reading the text in the picture", "still to come"),
    ]
    assert (shown.over, shown.of, shown.sentence) == (3, 42, "Looking at how it is built")


def test_the_bar_grows_with_the_time_of_the_stage_under_way(file):
    over = stages("pages", "text-layer", "structure", "signatures", "barcodes", "comparison")
    row = read(file, state="reading", stages=over, started_at=NOON)

    values = [progress(file, at=row.started_at + timedelta(seconds=seconds)).over for seconds in (0, 10, 25, 600)]

    assert values == [12, 21.4, 36.4, 39.0]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("waiting", "Waiting to be read. You can fill in the fields in the meantime."),
        (
            "unreadable",
            "This file could not be read by the machine. Fill in its fields by hand; auditors see the pages.",
        ),
        ("done", "Read. Nothing was recognised with any certainty: please fill in the fields by hand."),
    ],
)
def test_how_it_stands_is_a_sentence(file, state, sentence):
    row = read(file, state=state)

    assert progress(file, at=row.asked_at).sentence == sentence


def test_without_scripts_there_is_a_sentence_and_a_way_to_look_again(signed_in, file):
    read(file, state="reading", at=at(1))

    page = signed_in.get(file.certificate.get_absolute_url()).content.decode()

    (words,) = re.findall(r'<p class="small" data-no-script>(.*?)</p>', page, re.DOTALL)
    assert f'href="{file.certificate.get_absolute_url()}"' in words
    assert "data-no-script" not in fragment_of(signed_in, file).content.decode()


def test_what_was_read_fills_the_empty_fields_and_says_where_it_stands(signed_in, draft, file):
    kind = CertificateTypeFactory(id="iso13485")
    mask = ProductFactory(supplier=draft.supplier, model="LH-M17")
    read(
        file,
        proposal(F.KIND, kind.pk),
        proposal(F.NUMBER, "ISO-26-1", page=1, printed="No. ISO-26-1"),
        proposal(F.VALID_UNTIL, "2028-03-14"),
        proposal(F.STANDARD, "ISO 13485:2016", confidence=0.75),
        proposal(F.STANDARD, "EN ISO 14971:2019", confidence=0.74),
        proposal(F.ISSUER, "Nordlys", confidence=0.3),
        proposal(F.MODEL, "lh-m17"),
    )

    response = signed_in.get(draft.get_absolute_url())

    form = response.context["form"]
    shown = {name: form[name].value() for name in ("certificate_type", "number", "valid_until", "issuer", "products")}
    assert shown == {
        "certificate_type": "iso13485",
        "number": "ISO-26-1",
        "valid_until": "2028-03-14",
        "issuer": "",
        "products": [mask.pk],
    }
    assert form["stated_standard"].value() == "ISO 13485:2016, EN ISO 14971:2019"
    page = response.content.decode()
    assert "Page 1, clearly read: “No. ISO-26-1”. Compare and correct." in page
    assert 'data-use="Nordlys"' in page
    assert page.count("data-box=") == 6
    draft.refresh_from_db()
    assert (draft.number, draft.certificate_type) == ("", None)


def test_a_box_stands_where_the_words_stand_with_a_little_air(signed_in, draft, file):
    read(file, proposal(F.NUMBER, "ISO-26-1"))

    (page,) = signed_in.get(draft.get_absolute_url()).context["pages"]

    (box,) = page.boxes
    assert (box.field, box.left, box.top, box.width, box.height) == ("number", 96, 196, 408, 58)


def test_a_value_that_somebody_entered_is_never_overwritten(signed_in, draft, file):
    Certificate.objects.filter(pk=draft.pk).update(number="TYPED-1")
    read(file, proposal(F.NUMBER, "READ-2"), proposal(F.ISSUER, "Read GmbH"))

    kept = signed_in.get(draft.get_absolute_url()).context["form"]
    still_typing = signed_in.get(draft.get_absolute_url(), {"number": "", "issuer": "By hand"}, headers=HTMX)

    assert (kept["number"].value(), kept["issuer"].value()) == ("TYPED-1", "Read GmbH")
    assert still_typing.context["form"]["issuer"].value() == "By hand"
    assert "Page 1 seems to say “READ-2”, clearly read." in signed_in.get(draft.get_absolute_url()).content.decode()


def test_a_document_that_never_ends_is_ticked_unless_a_last_day_stands_there(signed_in, draft, file):
    read(
        file,
        proposal(F.VALID_UNTIL, "unlimited", printed="长期"),
        proposal(F.VALID_UNTIL, "2028-01-01", confidence=0.6),
    )

    empty = signed_in.get(draft.get_absolute_url()).context["form"]
    Certificate.objects.filter(pk=draft.pk).update(valid_until="2027-01-01")
    entered = signed_in.get(draft.get_absolute_url()).context["form"]

    assert (empty["has_no_end"].value(), empty["valid_until"].value()) == ("on", None)
    assert entered["has_no_end"].value() is None


def test_what_was_read_claimed_and_decided_stay_apart(signed_in, supplier_member, draft, file):
    read(
        file,
        proposal(F.NUMBER, "READ-1"),
        proposal(F.ISSUER, "Nordlys", page=2),
        proposal(F.VALID_UNTIL, "unlimited", printed="长期"),
        proposal(F.HOLDER_EN, "Somebody Ltd."),
    )
    entered = {
        "act": "save",
        "number": "READ-1",
        "issuer": "Nordlys GmbH",
        "issued_on": "2026-01-02",
        "has_no_end": "on",
    }

    for _twice in range(2):
        signed_in.post(draft.get_absolute_url(), entered)

    rows = draft.field_decisions.order_by("field").values_list("field", "read", "claimed", "choice", "page", "by")
    me = supplier_member.pk
    assert list(rows) == [
        ("issued_on", "", "2026-01-02", "typed", None, me),
        ("issuer", "Nordlys", "Nordlys GmbH", "corrected", 2, me),
        ("number", "READ-1", "READ-1", "confirmed", 1, me),
        ("valid_until", "unlimited", "unlimited", "confirmed", 1, me),
    ]
    assert [one.value for one in CertificateReading.objects.get().proposals.every(F.ISSUER)] == ["Nordlys"]


def test_what_a_person_left_empty_stays_empty_and_is_offered(signed_in, draft, file):
    read(file, proposal(F.NUMBER, "READ-1"), proposal(F.ISSUER, "Nordlys"))
    signed_in.post(draft.get_absolute_url(), {"act": "save", "number": "READ-1", "issuer": ""})

    response = signed_in.get(draft.get_absolute_url())

    assert response.context["form"]["issuer"].value() == ""
    assert 'data-use="Nordlys"' in response.content.decode()


def test_a_file_that_was_read_after_the_last_decision_fills_what_is_empty(signed_in, draft, file):
    signed_in.post(draft.get_absolute_url(), {"act": "save", "number": "TYPED-1"})
    read(file, proposal(F.ISSUER, "Nordlys"), finished_at=timezone.now() + timedelta(seconds=5))

    assert signed_in.get(draft.get_absolute_url()).context["form"]["issuer"].value() == "Nordlys"


def test_a_refused_form_decides_nothing(signed_in, draft, file):
    read(file, proposal(F.NUMBER, "READ-1"))

    response = signed_in.post(draft.get_absolute_url(), {"act": "submit", "number": "READ-1"})

    assert response.status_code == 422
    assert "As read on page 1; nothing else confirms it." in response.content.decode()
    assert not draft.field_decisions.exists()


def test_an_address_with_values_in_it_fills_nothing_in_for_a_visitor(signed_in, draft, file):
    form = signed_in.get(draft.get_absolute_url(), {"number": "PLANTED-1"}).context["form"]

    assert form["number"].value() == ""


def test_ticks_taken_away_stay_away_while_the_page_is_open(signed_in, draft, file):
    mask = ProductFactory(supplier=draft.supplier)
    draft.products.add(mask)
    Certificate.objects.filter(pk=draft.pk).update(is_shared=True)

    form = signed_in.get(draft.get_absolute_url(), {"number": ""}, headers=HTMX).context["form"]

    assert (form["is_shared"].value(), form["products"].value()) == (False, [])


def test_red_amber_and_green_are_counted_for_what_stands_in_the_form(signed_in, draft, file):
    kind = CertificateTypeFactory(id="iso13485", kind="certificate")
    read(file, proposal(F.NUMBER, "READ-2"))
    typed = {"number": "TYPED-1", "issuer": "Nordlys", "certificate_type": kind.pk, "valid_from": "2026-01-01"}

    check = signed_in.get(draft.get_absolute_url(), typed, headers=HTMX).context["check"]

    assert [(point.state, point.field) for point in check.points] == [
        ("missing", "id_valid_until"),
        ("check", "id_number"),
        ("check", "id_products"),
        ("compare", "id_certificate_type"),
        ("compare", "id_issuer"),
        ("compare", "id_valid_from"),
        ("ready", "dropzone-input"),
    ]
    assert (check.missing, check.questions, check.comparisons) == (1, 2, 3)


def test_what_a_person_compared_is_kept_for_that_very_value(signed_in, draft, file):
    read(file, proposal(F.NUMBER, "Q5 079284 0012"), proposal(F.ISSUER, "Nordlys"))
    entered = {"act": "save", "number": "Q5 079284 0012", "issuer": "Nordlys", "compared": ["number"]}
    signed_in.post(draft.get_absolute_url(), entered)

    saved = signed_in.get(draft.get_absolute_url())
    Certificate.objects.filter(pk=draft.pk).update(number="Q5 079284 0013")
    changed = signed_in.get(draft.get_absolute_url())

    assert list(draft.field_decisions.order_by("field").values_list("field", "choice")) == [
        ("issuer", "confirmed"),
        ("number", "compared"),
    ]
    states = {point.field: point.state for point in saved.context["check"].points}
    assert (states["id_number"], states["id_issuer"]) == ("ready", "compare")
    assert changed.context["form"]["compared"].value() == []


def test_the_day_of_issue_is_proposed_as_first_day_where_none_was_read(signed_in, draft, file):
    read(file, proposal(F.ISSUED_ON, "2024-05-30"))

    response = signed_in.get(draft.get_absolute_url())

    assert response.context["form"]["valid_from"].value() == "2024-05-30"
    assert "No first day was read; page 1 gives the day of issue" in response.content.decode()


def test_the_check_alone_is_fetched_and_fills_in_nothing(signed_in, draft, file):
    CertificateTypeFactory(id="iso13485", kind="certificate")
    read(file, proposal(F.NUMBER, "READ-2"))
    url = reverse("suppliers:certificate-readiness", args=[draft.pk])

    page = signed_in.get(url, {"number": "", "certificate_type": "iso13485"}, headers=HTMX)

    points = {point.field: point.state for point in page.context["check"].points}
    assert points["id_number"] == "missing"
    assert "<form" not in page.content.decode()


def test_a_viewer_is_given_no_check(signed_in, draft):
    draft.supplier.memberships.update(role="viewer")

    assert signed_in.get(reverse("suppliers:certificate-readiness", args=[draft.pk])).status_code == 404


def test_a_page_that_asks_while_it_is_submitted_stays_as_it_is(signed_in, draft):
    Certificate.objects.filter(pk=draft.pk).update(
        status="submitted", submitted_at=NOON, certificate_type=CertificateTypeFactory()
    )

    assert signed_in.get(reverse("suppliers:certificate-readiness", args=[draft.pk])).status_code == 204


def test_what_auditors_send_back_is_listed_for_the_type_chosen(signed_in, draft, file):
    kind = CertificateTypeFactory(id="iso13485", kind="certificate")
    for number in range(LEAST):
        other = CertificateFactory(certificate_type=kind, status="revision_requested", number=f"O-{number}")
        other.history.create(before="in_review", after="revision_requested", at=NOON, reasons=["missing_page"])

    page = signed_in.get(draft.get_absolute_url(), {"number": "", "certificate_type": kind.pk}, headers=HTMX)

    words = " ".join(page.content.decode().split())
    assert "Of the last 5 that auditors sent back:" in words
    assert 'A page is missing.</strong> <span class="usual__count">5 times</span>' in words


def test_notes_come_with_the_entries_of_a_type_chosen_later(signed_in, draft, file):
    CertificateTypeFactory(id="us_510k", market="US")
    read(file, proposal(F.STANDARD, "ASTM F2100-23", page=1))

    url = reverse("suppliers:certificate-stated", args=[draft.pk])
    page = signed_in.get(url, {"certificate_type": "iso13485"}).content.decode()

    assert 'value="ASTM F2100-23"' in page
    assert 'id="read_stated_standard"' in page


def test_a_reading_that_ended_while_the_page_was_open_offers_to_fill_in(signed_in, file):
    read(file, proposal(F.NUMBER, "A-1"))

    assert "data-fill" in fragment_of(signed_in, file).content.decode()
    assert "data-fill" not in fragment_of(signed_in, file, on="list").content.decode()
    assert "data-fill" not in signed_in.get(file.certificate.get_absolute_url()).content.decode()


def test_a_file_that_nobody_reads_has_no_progress(signed_in, file):
    CertificateReading.objects.all().delete()

    assert fragment_of(signed_in, file).status_code == 404
    assert progress(file, at=NOON) is None


@pytest.mark.parametrize("person", ["stranger", "buyer"])
def test_strangers_see_no_progress(client, request, file, person):
    read(file, state="reading")
    client.force_login(request.getfixturevalue(person))

    assert fragment_of(client, file).status_code == 404


def test_a_file_taken_out_has_no_progress(signed_in, file):
    read(file, state="reading")
    file.removed_at = NOON
    file.save()

    assert fragment_of(signed_in, file).status_code == 404


def test_the_fragment_takes_the_same_two_queries_of_its_own(signed_in, file, django_assert_max_num_queries):
    read(file, proposal(F.NUMBER, "A-1"))
    fragment_of(signed_in, file)

    with django_assert_max_num_queries(3):
        fragment_of(signed_in, file)


def test_another_companys_code_asks_for_a_reason_that_the_auditor_reads(signed_in, draft, file):
    kind = CertificateTypeFactory(id="cn_business_licence", kind="licence", market="CN", facts={"covers": "company"})
    Supplier.objects.filter(pk=draft.supplier_id).update(credit_code="91110000600037341L")
    read(file, proposal(F.CREDIT_CODE, "91350211M0000XUF46"))
    entered = {
        "act": "submit",
        "certificate_type": kind.pk,
        "number": "91350211M0000XUF46",
        "issuer": "厦门市市场监督管理局",
        "issued_on": "2019-03-19",
        "has_no_end": "on",
    }

    refused = signed_in.post(draft.get_absolute_url(), entered)
    taken = signed_in.post(
        draft.get_absolute_url(), {**entered, "holder_reason": "公司于2024年更名并换发代码，附变更通知书"}
    )

    assert refused.status_code == 422
    assert "prints the credit code 91350211M0000XUF46; yours is 91110000600037341L" in refused.content.decode()
    assert taken.status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.holder_reason) == ("submitted", "公司于2024年更名并换发代码，附变更通知书")


def test_no_reason_is_asked_where_the_own_code_stands_there_too(signed_in, draft, file):
    Supplier.objects.filter(pk=draft.supplier_id).update(credit_code="91110000600037341L")
    read(file, proposal(F.CREDIT_CODE, "91350211M0000XUF46"), proposal(F.CREDIT_CODE, "91110000600037341L"))

    assert signed_in.get(draft.get_absolute_url()).context["form"].other_code == ""


def test_what_a_document_says_against_itself_is_asked_before_the_submission(signed_in, draft, file):
    read(file, stated=[packing.pack(Statement(Standing.SUSPENDED, "证书状态：暂停", 2, PLACE))])

    points = signed_in.get(draft.get_absolute_url()).context["check"].points

    assert any(point.state == "check" and "证书状态：暂停" in point.sentence for point in points)


def test_a_replaced_number_is_offered_and_not_filled_in(signed_in, draft, file):
    replaced = Statement(Standing.REPLACES, "replaces certificate No", 1, PLACE, value="HD 60112233 0001")
    read(file, proposal(F.NUMBER, "HD 60112233 0001"), stated=[packing.pack(replaced)])

    form = signed_in.get(draft.get_absolute_url()).context["form"]

    assert form["number"].value() == ""
