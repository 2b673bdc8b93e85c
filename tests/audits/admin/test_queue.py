"""The audit desk through its pages."""

import time
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audits.admin.case.shown import digest_of
from audits.models import Correction, Decision, LogEntry, Recommendation, Review
from kpmarket.foundation.storage import files
from suppliers.documents.fields import FieldName
from suppliers.models import Certificate, CertificatePage, Supplier
from tests.audits.admin.readings import line, proposal, read
from tests.audits.checklists import filled
from tests.factories import (
    AuditorFactory,
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    CertificateTypeFactory,
    FieldDecisionFactory,
    MembershipFactory,
    SupplierFactory,
    UserFactory,
)
from tests.sessions import note_authentication, pass_second_factor

pytestmark = pytest.mark.django_db
QUEUE = "/admin/audits/queue/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.EASE_SECOND_FACTOR = True


@pytest.fixture
def certificate():
    certificate = CertificateFactory(status="submitted", supplier=MembershipFactory().supplier)
    stored = files.store_bytes(b"a picture", ".webp")
    file = CertificateFileFactory(certificate=certificate)
    CertificatePageFactory(file=file, stored_name=stored.name, sha256=stored.sha256)
    return certificate


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def address(subject, name):
    kind = "certificatecase" if isinstance(subject, Certificate) else "suppliercase"
    return reverse(f"admin:audits_{kind}_{name}", args=[subject.pk])


def as_shown(subject, **said):
    """What is posted by somebody who has the case before them as it is."""
    subject.refresh_from_db()
    is_approval = said.get("outcome") == "approved"
    return {"shown": digest_of(subject), **(filled.fields(subject) if is_approval else {}), **said}


def take(client, subject):
    """Take the case and say that one is independent."""
    client.post(address(subject, "take"))
    return client.post(address(subject, "independence"), {"independent": "yes"}, follow=True)


def words(response):
    return [str(message) for message in response.context["messages"]]


def test_an_auditor_takes_a_case_and_approves_it(certificate, auditor):
    client = signed_in(auditor)

    page = client.post(address(certificate, "take"), follow=True)
    assert words(page) == ["The case is yours."]
    assert page.context["signatures"].needs_statement
    refused = client.post(address(certificate, "decide"), as_shown(certificate, outcome="approved"), follow=True)
    assert words(refused) == ["Say first whether you have an interest in this company. Nothing was changed."]
    client.post(address(certificate, "independence"), {"independent": "yes"}, follow=True)
    answer = client.post(address(certificate, "decide"), as_shown(certificate, outcome="approved"), follow=True)

    assert answer.redirect_chain[0] == (QUEUE, 302)
    assert Certificate.objects.get().status == "approved"
    assert Decision.objects.get().by == auditor


def test_the_second_auditor_who_takes_a_case_gets_a_message(certificate, auditor):
    signed_in(AuditorFactory().user).post(address(certificate, "take"))

    page = signed_in(auditor).post(address(certificate, "take"), follow=True)

    assert words(page) == ["A colleague took this case first."]
    assert Review.objects.get().auditor != auditor


def test_a_decision_without_reasons_is_kept_with_what_was_typed(certificate, auditor):
    client = signed_in(auditor)
    client.post(address(certificate, "take"))

    page = client.post(
        address(certificate, "decide"), as_shown(certificate, outcome="revision_requested", note="Page <2> is blurred.")
    )

    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"revision_reasons"}
    assert "Page &lt;2&gt; is blurred." in page.content.decode()
    assert Certificate.objects.get().status == "in_review"


def test_a_page_that_was_swapped_on_disk_is_named_and_nothing_is_decided(certificate, auditor):
    client = signed_in(auditor)
    take(client, certificate)
    page = CertificatePage.objects.get()
    CertificatePage.objects.update(stored_name=files.store_bytes(b"of another company", ".webp").name)

    case = client.get(reverse("admin:audits_certificatecase_change", args=[certificate.pk]))
    decided = client.post(address(certificate, "decide"), as_shown(certificate, outcome="approved"), follow=True)

    assert "pages are not as uploaded" in case.text
    assert str(page) in case.text
    assert "Nothing was decided" in words(decided)[0]
    assert Certificate.objects.get().status == "in_review"


def test_who_did_not_take_the_case_is_refused_in_words(certificate, auditor):
    signed_in(AuditorFactory().user).post(address(certificate, "take"))

    page = signed_in(auditor).post(
        address(certificate, "decide"), as_shown(certificate, outcome="approved"), follow=True
    )

    assert words(page) == ["Only the auditor who took this case decides it. Nothing was changed."]
    assert Certificate.objects.get().status == "in_review"


def test_a_member_of_the_company_sees_why_there_is_no_decision_and_cannot_force_one(certificate, auditor):
    MembershipFactory(supplier=certificate.supplier, user=auditor)
    client = signed_in(auditor)

    page = client.get(address(certificate, "change"))
    assert "a colleague must judge it" in page.content.decode()
    assert not page.context["may_take"]
    refused = client.post(address(certificate, "take"), follow=True)

    assert words(refused) == ["You belong to this company: a colleague must judge it. Nothing was changed."]
    assert Certificate.objects.get().status == "submitted"


def test_a_superuser_without_office_looks_but_cannot_judge(certificate, superuser):
    client = signed_in(superuser)

    assert client.get(address(certificate, "change")).context["may_take"] is False
    page = client.post(address(certificate, "take"), follow=True)

    assert words(page) == ["Only auditors in office may do this. Nothing was changed."]
    assert LogEntry.objects.count() == 0


def test_taking_the_next_case_passes_over_ones_own_company(certificate, auditor):
    own = CertificateFactory(status="submitted")
    MembershipFactory(supplier=own.supplier, user=auditor)

    answer = signed_in(auditor).post(reverse("admin:audits_queue_next"))

    assert answer.url == address(certificate, "change")
    assert Review.objects.get().certificate == certificate


def test_taking_the_next_case_of_none_flashes_a_message(auditor):
    page = signed_in(auditor).post(reverse("admin:audits_queue_next"), follow=True)

    assert words(page) == ["There is no case that you could take."]


@pytest.mark.parametrize(("level", "outcome"), [("auditor", "approved"), ("senior", "revoked")])
def test_only_a_senior_auditor_revokes(certificate, level, outcome):
    Certificate.objects.update(status="approved")
    user = AuditorFactory(level=level).user
    facts = {"act": "revoke", "revoke-reasons": ["forged"], "revoke-effective_on": "2026-11-01"}
    facts["revoke-internal_note"] = "DEKRA has no certificate of that number."

    signed_in(user).post(address(certificate, "act"), as_shown(certificate, **facts))

    assert Certificate.objects.get().status == outcome


def answer(client, subject, given, **fields):
    """Answer what waits for a second signature; what the page says then of the suspension."""
    waiting = Recommendation.objects.open().get()
    page = client.post(address(subject, "sign"), {"recommendation": waiting.pk, "answer": given, **fields}, follow=True)
    return "upheld" if page.context["signatures"].recommendation is None else "waits"


def test_a_company_is_qualified_suspended_and_reinstated(senior_auditor, auditor):
    colleague = signed_in(auditor)
    supplier = SupplierFactory(status="submitted")
    client = signed_in(senior_auditor)

    take(client, supplier)
    client.post(address(supplier, "decide"), as_shown(supplier, outcome="approved"))
    client.post(
        address(supplier, "act"), as_shown(supplier, **{"act": "suspend", "suspend-reasons": ["not_at_address"]})
    )
    assert Supplier.objects.get().status == "suspended"
    assert answer(colleague, supplier, "sign") == "upheld"
    said = as_shown(supplier, **{"act": "reinstate", "reinstate-note": "Cleared up."})
    page = client.post(address(supplier, "act"), said, follow=True)
    assert "Withdraw your recommendation" in page.text
    assert Supplier.objects.get().status == "suspended"
    answer(colleague, supplier, "sign")

    assert Supplier.objects.get().status == "qualified"
    outcomes = Decision.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == ["approved", "suspended", "reinstated"]


def test_from_a_company_the_way_leads_to_the_page_on_which_its_licence_is_judged(certificate, auditor):
    licence = CertificateTypeFactory(kind="licence")
    Certificate.objects.update(certificate_type=licence)
    Supplier.objects.update(status="submitted")

    page = signed_in(auditor).get(reverse("admin:audits_suppliercase_change", args=[certificate.supplier_id]))

    assert address(certificate, "change") in page.content.decode()


def test_a_company_with_the_credit_code_of_a_qualified_one_cannot_be_qualified_and_the_auditor_reads_why(auditor):
    first = SupplierFactory(status="qualified", credit_code="91320594MA1XF3GY7L")
    twin = SupplierFactory(status="submitted", credit_code=first.credit_code)
    client = signed_in(auditor)

    page = take(client, twin)
    assert f"The same credit code belongs to {first.name_en}" in page.content.decode()
    page = client.post(address(twin, "decide"), as_shown(twin, outcome="approved"), follow=True)
    assert words(page) == [
        "Another company with this credit code is on file: only one of the two can be qualified.",
    ]

    client.post(address(twin, "decide"), as_shown(twin, outcome="rejected", rejection_reasons=["duplicate"]))
    twin.refresh_from_db()
    assert twin.status == "rejected"


def test_an_act_that_does_not_exist_changes_nothing(certificate, senior_auditor):
    answer = signed_in(senior_auditor).post(address(certificate, "act"), {"act": "delete"})

    assert answer.url == address(certificate, "change")
    assert LogEntry.objects.count() == 0


def test_a_page_image_is_shown_with_safe_headers(certificate, auditor):
    page = certificate.files.get().pages.get()

    answer = signed_in(auditor).get(reverse("admin:audits_page", args=[page.token]))

    assert b"".join(answer.streaming_content) == b"a picture"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"].startswith("private, no-store")


def test_page_images_and_pages_of_a_draft_are_not_for_auditors(certificate, auditor):
    Certificate.objects.update(status="draft")
    client = signed_in(auditor)

    image = client.get(reverse("admin:audits_page", args=[certificate.files.get().pages.get().token]))

    assert image.status_code == 404
    assert client.get(address(certificate, "change")).status_code == 404


@pytest.fixture
def paths(certificate):
    return [
        ("get", QUEUE),
        ("get", "/admin/audits/certificatecase/"),
        ("get", "/admin/audits/logentry/"),
        ("get", address(certificate, "change")),
        ("get", reverse("admin:audits_page", args=[certificate.files.get().pages.get().token])),
        ("post", address(certificate, "take")),
        ("post", address(certificate, "decide")),
        ("post", address(certificate, "act")),
        ("post", address(certificate, "release")),
        ("post", reverse("admin:audits_queue_next")),
    ]


@pytest.mark.parametrize("who", ["buyer", "supplier_member"])
def test_people_who_are_not_staff_get_no_page_of_the_desk(paths, request, who):
    client = signed_in(request.getfixturevalue(who))

    for method, path in paths:
        answer = getattr(client, method)(path)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/admin/login/"), path
    assert Certificate.objects.get().status == "submitted"


def test_staff_without_an_office_see_no_case(paths, certificate):
    client = signed_in(UserFactory(is_staff=True))

    answers = {path: getattr(client, method)(path) for method, path in paths}

    secret = certificate.number.encode()
    assert all(secret not in b"".join(answer) for answer in answers.values())
    assert {answer.status_code for answer in answers.values()} <= {302, 403, 404}
    assert Certificate.objects.get().status == "submitted"


def test_a_former_auditor_sees_no_case(certificate):
    former = AuditorFactory()
    former.until = former.since
    former.save()

    assert signed_in(former.user).get(address(certificate, "change")).status_code == 404


def test_nothing_can_be_added_changed_or_deleted_by_hand(certificate, superuser):
    client = signed_in(superuser)

    for path in ("certificatecase/add/", f"certificatecase/{certificate.pk}/delete/", "logentry/add/", "queue/add/"):
        assert client.post(f"/admin/audits/{path}", {"post": "yes"}).status_code == 403
    client.post(address(certificate, "change"), {"status": "approved", "number": "changed"})

    stored = Certificate.objects.get()
    assert (stored.status, stored.number) == ("submitted", certificate.number)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_the_queue_takes_the_same_queries_however_long(auditor, count, django_assert_num_queries):
    CertificateFactory.create_batch(count, status="submitted")
    client = signed_in(auditor)
    client.get(QUEUE)

    with django_assert_num_queries(20):
        page = client.get(QUEUE)

    assert len(page.context["cases"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_case_takes_the_same_queries_however_many_documents(
    certificate, auditor, count, django_assert_num_queries
):
    for _ in range(count):
        page = CertificatePageFactory(file=CertificateFileFactory(certificate=certificate))
        read(page.file, proposal(FieldName.NUMBER, "QM 26-1"), lines=(line("No. QM 26-1"),))
        FieldDecisionFactory(certificate=certificate)
        CertificateFactory(supplier=certificate.supplier)
    client = signed_in(auditor)
    client.get(QUEUE)

    with django_assert_num_queries(29):
        client.get(address(certificate, "change"))


def test_the_queue_can_be_narrowed(certificate, auditor):
    client = signed_in(auditor)
    company = SupplierFactory(status="submitted")
    client.post(address(company, "take"))

    shown = {name: subjects(client, show=name) for name in ("mine", "take", "all", "nonsense")}

    assert (shown["mine"], shown["take"]) == ([company], [certificate])
    assert set(shown["all"]) == set(shown["nonsense"]) == {company, certificate}
    Certificate.objects.update(submitted_at=timezone.now())
    Supplier.objects.update(submitted_at=timezone.now())
    assert counts(client) == {
        "all": 2,
        "take": 1,
        "mine": 1,
        "supplier": 0,
        "back": 0,
        "overdue": 0,
        "countersign": 0,
        "alarms": 0,
    }


def test_the_queue_is_narrowed_to_a_kind_a_market_and_a_company(auditor):
    report = CertificateFactory(
        status="submitted",
        supplier__name_en="Hunan Runmei Gene Technology Co., Ltd.",
        supplier__name_zh="湖南润美基因科技有限公司",
        certificate_type=CertificateTypeFactory(kind="test_report", market="US"),
    )
    company = SupplierFactory(status="submitted", name_en="Xiamen Probtain Nonwoven Co., Ltd.")
    client = signed_in(auditor)

    for asked in ({"kind": "test_report"}, {"market": "US"}, {"q": "runmei"}, {"q": "润美"}):
        assert subjects(client, **asked) == [report]
    assert subjects(client, kind="company") == subjects(client, company=company.pk) == [company]
    assert subjects(client, kind="licence", market="US") == []
    MembershipFactory(supplier=report.supplier, user__language="zh-hans")
    MembershipFactory(supplier=company, user__language="en")
    assert subjects(client, language="zh-hans") == [report]
    assert subjects(client, language="en") == [company]
    wrong = client.get(QUEUE, {"market": "XX", "page": "many"})
    assert wrong.context["filter"].errors.keys() == {"market"}


def test_what_waits_for_its_supplier_stands_apart_the_longest_wait_first(certificate, auditor, settings):
    settings.SUPPLIER_DAYS = 20
    now = timezone.now()
    Certificate.objects.update(status="revision_requested")
    certificate.history.create(before="in_review", after="revision_requested", at=now - timedelta(days=9))
    company = SupplierFactory(status="information_requested")
    company.history.create(before="in_review", after="information_requested", at=now - timedelta(days=60))

    page = signed_in(auditor).get(QUEUE, {"show": "supplier"})

    rows = page.context["sent_back"]
    assert [(row.subject, row.is_silent) for row in rows] == [(company, True), (certificate, False)]
    assert counts(signed_in(auditor))["supplier"] == 2


def test_all_waiting_cases_of_a_company_are_taken_in_one_sitting(certificate, auditor, settings):
    settings.CASES_IN_HAND = 3
    company = certificate.supplier
    Supplier.objects.filter(pk=company.pk).update(status="submitted")
    CertificateFactory.create_batch(2, status="submitted", supplier=company)
    other = CertificateFactory(status="submitted")
    client = signed_in(auditor)

    page = client.post(reverse("admin:audits_queue_company", args=[company.pk]), follow=True)

    assert words(page) == ["The cases of this company are yours, as many as one auditor may hold."]
    assert len(page.context["cases"]) == 3
    assert not Review.objects.filter(certificate=other).exists()
    again = client.post(reverse("admin:audits_queue_company", args=[company.pk]), follow=True)
    assert words(again)[0].startswith("An auditor holds at most 3 cases at a time")


def test_a_recommendation_is_signed_or_refused_by_a_colleague_on_the_page_of_the_case(
    certificate, auditor, senior_auditor, settings, law
):
    settings.SAMPLE_PERCENT = 100
    first, second = signed_in(auditor), signed_in(senior_auditor)
    take(first, certificate)

    page = first.post(address(certificate, "decide"), as_shown(certificate, outcome="approved"), follow=True)
    assert words(page)[0].startswith("This decision needs two signatures. You gave the first")
    assert "It was chosen at random." in page.text
    assert [len(client.get(QUEUE, {"show": "countersign"}).context["to_sign"]) for client in (first, second)] == [0, 1]
    waiting = Recommendation.objects.get()
    refused = second.post(address(certificate, "sign"), {"recommendation": waiting.pk, "answer": "refuse", "note": " "})
    assert refused.status_code == 422
    assert "Say why you refuse the second signature." in refused.text
    second.post(address(certificate, "independence"), {"independent": "yes"})
    answer(second, certificate, "sign")

    assert Certificate.objects.get().status == "approved"
    history = first.get(address(certificate, "change")).text
    assert f"First signature: {auditor}," in history
    assert f"Second signature: {senior_auditor}." in history


def test_an_interest_is_stated_on_the_page_and_the_case_goes_back(certificate, auditor):
    client = signed_in(auditor)
    client.post(address(certificate, "take"))

    page = client.post(address(certificate, "independence"), {"interest": "other"})
    assert page.status_code == 422
    assert "Say in words which interest it is." in page.text
    client.post(address(certificate, "independence"), {"interest": "money", "note": "Shares of 2021."})

    assert Certificate.objects.get().status == "submitted"
    assert client.get(address(certificate, "change")).context["is_own_company"]


def test_corrections_of_colleagues_wait_for_a_second_signature(certificate, auditor, senior_auditor):
    decision = Decision.objects.create(
        supplier=certificate.supplier, certificate=certificate, outcome="rejected", by=auditor
    )
    proposed = Correction.objects.create(
        corrects=decision, outcome="reopened", internal_note="The seal is genuine.", proposed_by=auditor
    )

    shown = [signed_in(user).get(QUEUE, {"show": "countersign"}) for user in (senior_auditor, auditor)]

    assert [[line.proposed for line in page.context["to_sign"]] for page in shown] == [[proposed], []]
    assert address(certificate, "change") in shown[0].content.decode()


def subjects(client, **asked):
    return [case.subject for case, _waiting in client.get(QUEUE, asked).context["cases"]]


def counts(client):
    tabs = client.get(QUEUE).context["tabs"]
    return {tab.url.removeprefix("?show="): tab.count for tab in tabs}


class TestSignInAgain:
    @pytest.fixture(autouse=True)
    def _strict(self, settings):
        settings.EASE_SECOND_FACTOR = False
        settings.STEP_UP_MINUTES = 60

    @staticmethod
    def signed_in_at(user, moment):
        client = Client()
        pass_second_factor(client, user, at=moment)
        return client

    def test_a_stale_sign_in_is_asked_for_again_before_a_decision(self, certificate, auditor):
        client = self.signed_in_at(auditor, time.time() - 61 * 60)
        client.post(address(certificate, "take"))

        answer = client.post(address(certificate, "decide"), as_shown(certificate, outcome="approved"))

        assert answer.url.startswith(reverse("mfa_reauthenticate"))
        assert Certificate.objects.get().status == "in_review"

    def test_a_fresh_sign_in_decides(self, certificate, auditor):
        client = self.signed_in_at(auditor, time.time() - 59 * 60)
        take(client, certificate)

        client.post(address(certificate, "decide"), as_shown(certificate, outcome="approved"))

        assert Certificate.objects.get().status == "approved"

    def test_a_fresh_password_is_not_enough_for_a_person_with_a_second_factor(self, certificate, auditor):
        client = self.signed_in_at(auditor, time.time() - 61 * 60)
        take(client, certificate)
        note_authentication(client, auditor, "password")

        answer = client.post(address(certificate, "decide"), as_shown(certificate, outcome="approved"))

        assert answer.url.startswith(reverse("mfa_reauthenticate"))
        assert Certificate.objects.get().status == "in_review"


def test_without_a_second_factor_the_desk_leads_to_its_set_up(auditor, settings):
    settings.EASE_SECOND_FACTOR = False

    assert signed_in(auditor).get(QUEUE).url == reverse("mfa_index")
