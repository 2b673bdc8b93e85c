"""Findings on the page of a certificate: their place, their answers, and the revision request that they fill in."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from audits.admin.case.shown import digest_of
from audits.models import Decision, FindingAnswer, LogEntry
from suppliers.documents.fields import FieldName
from suppliers.models import Certificate
from tests.audits.admin.readings import PLACE, proposal, read
from tests.factories import (
    AuditorFactory,
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    MembershipFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    """It says one number and prints another, and had ended long ago."""
    supplier = MembershipFactory().supplier
    days = {"issued_on": date(2019, 1, 1), "valid_from": date(2019, 1, 1), "valid_until": date(2020, 1, 1)}
    certificate = CertificateFactory(status="submitted", supplier=supplier, number="QM-26-10001", **days)
    file = CertificatePageFactory(file=CertificateFileFactory(certificate=certificate)).file
    read(file, proposal(FieldName.NUMBER, "QM-26-10007"))
    return certificate


@pytest.fixture
def taken(desk, certificate):
    """The case of this auditor."""
    desk.post(address(certificate, "take"))
    desk.post(address(certificate, "independence"), {"independent": "yes"})
    return certificate


def address(certificate, name):
    return reverse(f"admin:audits_certificatecase_{name}", args=[certificate.pk])


def as_shown(certificate, **said):
    """What is posted by somebody who has the case before them as it is."""
    return {"shown": digest_of(certificate), **said}


def shown(desk, certificate, query=""):
    page = desk.get(f"{address(certificate, 'change')}{query}")
    return page, {one.answered.finding.code: one for one in page.context["findings"]}


def names(desk, certificate, *codes):
    _page, found = shown(desk, certificate)
    return [found[code].answered.name for code in codes]


def test_a_finding_stands_on_the_page_with_its_place(desk, certificate):
    page, found = shown(desk, certificate)

    one = found["number_differs"]
    assert (one.look.tone, one.mark.box, one.mark.page) == ("bad", PLACE, 1)
    html = page.content.decode()
    assert "The document prints the number QM-26-10007; claimed is QM-26-10001." in html
    assert f'data-shows="{one.mark.name}"' in html
    assert f'data-box="{one.mark.name}"' in html


def test_only_who_has_the_case_gets_the_form(desk, certificate):
    before, _found = shown(desk, certificate)
    desk.post(address(certificate, "take"))
    after, _found = shown(desk, certificate)

    form = f'action="{address(certificate, "findings")}"'
    assert form not in before.content.decode()
    assert form in after.content.decode()


def test_several_findings_are_accepted_at_once(desk, taken, auditor):
    chosen = names(desk, taken, "number_differs", "expired")

    page = desk.post(address(taken, "findings"), {"findings": chosen, "answer": "accept"}, follow=True)

    assert page.redirect_chain[0] == (f"{address(taken, 'change')}#findings", 302)
    assert [str(message) for message in page.context["messages"]] == ["Your answer is saved and logged."]
    rows = FindingAnswer.objects.order_by("code")
    assert [(row.code, row.answer, row.by) for row in rows] == [
        ("expired", "accepted", auditor),
        ("number_differs", "accepted", auditor),
    ]
    assert LogEntry.objects.latest("pk").act == "findings_answered"
    assert f"Accepted by {auditor}" in page.content.decode()


def test_who_dismisses_says_why(desk, taken):
    chosen = names(desk, taken, "expired")

    said = {"findings": chosen, "answer": "dismiss", "reason": "The law <extends> it."}
    page = desk.post(address(taken, "findings"), said, follow=True)

    row = FindingAnswer.objects.get()
    assert (row.code, row.answer, row.reason) == ("expired", "dismissed", "The law <extends> it.")
    assert "The law &lt;extends&gt; it." in page.content.decode()


def test_without_a_reason_nothing_is_dismissed_and_what_was_ticked_stays(desk, taken):
    chosen = names(desk, taken, "expired")

    page = desk.post(address(taken, "findings"), {"findings": chosen, "answer": "dismiss", "reason": " "})

    assert page.status_code == 422
    assert page.context["findings_form"].errors == {"reason": ["Give a reason that a colleague can follow."]}
    assert [one.answered.name for one in page.context["findings"] if one.is_ticked] == chosen
    assert "Give a reason that a colleague can follow." in page.content.decode()
    assert FindingAnswer.objects.count() == 0


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"answer": "accept"}, "Tick at least one finding."),
        ({"answer": "accept", "findings": "gone-123"}, "A finding that you ticked no longer exists."),
        ({"answer": "forgive"}, "Tick at least one finding."),
    ],
)
def test_an_incomplete_answer_is_refused_and_nothing_is_saved(desk, taken, said, words):
    page = desk.post(address(taken, "findings"), said)

    assert page.status_code == 422
    assert words in page.content.decode()
    assert FindingAnswer.objects.count() == 0


def test_ticked_findings_fill_in_the_revision_request_and_nothing_is_decided_yet(desk, taken):
    chosen = names(desk, taken, "number_differs", "expired")

    page = desk.post(address(taken, "findings"), {"findings": chosen, "answer": "send_back"}, follow=True)

    parts = urlsplit(page.redirect_chain[0][0])
    assert (parse_qs(parts.query), parts.fragment) == ({"ask": chosen}, "decision")
    form = page.context["form"]
    assert form["outcome"].value() == "revision_requested"
    assert set(form["revision_reasons"].value()) == {"other", "expired"}
    assert "– The document prints the number QM-26-10007; claimed is QM-26-10001." in form["note"].value()
    assert set(form["asked"].value().split()) == set(chosen)
    assert FindingAnswer.objects.count() == 0
    assert Certificate.objects.get(pk=taken.pk).status == "in_review"


def test_the_revision_request_is_sent_as_the_auditor_wrote_it_and_answers_its_findings(desk, taken):
    chosen = names(desk, taken, "number_differs", "expired")
    said = {
        "outcome": "revision_requested",
        "revision_reasons": ["expired"],
        "note": "The number was misread; but it had ended.",
        "asked": " ".join(chosen),
    }

    answer = desk.post(address(taken, "decide"), as_shown(taken, **said))

    assert answer.url == reverse("admin:audits_queue_changelist")
    decision = Decision.objects.get()
    assert (decision.outcome, decision.reasons, decision.note) == (
        "revision_requested",
        ["expired"],
        "The number was misread; but it had ended.",
    )
    assert set(FindingAnswer.objects.values_list("code", "answer")) == {
        ("number_differs", "sent_back"),
        ("expired", "sent_back"),
    }


def test_a_revision_request_that_says_too_little_keeps_its_findings(desk, taken):
    chosen = names(desk, taken, "expired")

    page = desk.post(address(taken, "decide"), as_shown(taken, outcome="revision_requested", asked=chosen[0]))

    assert page.status_code == 422
    assert f'name="asked" value="{chosen[0]}"' in page.content.decode()


def test_findings_that_changed_since_are_not_sent_back(desk, taken):
    said = {"outcome": "revision_requested", "revision_reasons": ["expired"], "asked": "expired-gone"}

    page = desk.post(address(taken, "decide"), as_shown(taken, **said), follow=True)

    *_earlier, last = page.context["messages"]
    assert str(last) == "These findings have changed in the meantime: look at them again. Nothing was changed."
    assert Decision.objects.count() == 0


def test_another_decision_takes_no_findings_with_it(desk, taken):
    chosen = names(desk, taken, "expired")

    desk.post(
        address(taken, "decide"), as_shown(taken, outcome="rejected", rejection_reasons=["forged"], asked=chosen[0])
    )

    assert Decision.objects.get().outcome == "rejected"
    assert FindingAnswer.objects.count() == 0


def test_what_is_about_another_company_is_for_auditors_only(desk, taken):
    other = CertificateFactory(status="approved", certificate_type=taken.certificate_type, number=taken.number)
    page, found = shown(desk, taken)
    assert f"</a> · {other.supplier.name_en}" in page.content.decode()
    secret = [found["number_elsewhere"].answered.name]

    page = desk.post(address(taken, "findings"), {"findings": secret, "answer": "send_back"})

    assert page.status_code == 422
    assert page.context["findings_form"].errors == {
        "findings": ["One that you ticked is about another company and cannot be sent to a supplier."]
    }
    assert shown(desk, taken, f"?ask={secret[0]}")[0].context["form"]["outcome"].value() is None


def test_who_does_not_have_the_case_is_refused_in_words(desk, certificate):
    other = AuditorFactory().user
    holder = Client()
    holder.force_login(other)
    holder.post(address(certificate, "take"))
    chosen = names(desk, certificate, "expired")

    page = desk.post(address(certificate, "findings"), {"findings": chosen, "answer": "accept"}, follow=True)

    assert [str(message) for message in page.context["messages"]] == [
        "Only the auditor who took this case decides it. Nothing was changed."
    ]
    assert FindingAnswer.objects.count() == 0


def test_a_link_to_another_companys_document_leads_to_its_page(desk, certificate):
    other = CertificateFactory(certificate_type=certificate.certificate_type, number="qm-26-10001", status="rejected")
    page, found = shown(desk, certificate)

    assert found["number_elsewhere"].answered.others == (other,)
    assert f'href="{address(other, "change")}"' in page.content.decode()
    assert desk.get(address(other, "change")).status_code == 200


def test_an_auditor_who_belongs_to_the_company_gets_no_finding_about_another(desk, auditor, certificate):
    other = CertificateFactory(
        certificate_type=certificate.certificate_type, number=certificate.number, status="approved"
    )
    MembershipFactory(user=auditor, supplier=certificate.supplier)
    page, found = shown(desk, certificate)

    assert "number_elsewhere" not in found
    assert other.supplier.name_en not in page.content.decode()
