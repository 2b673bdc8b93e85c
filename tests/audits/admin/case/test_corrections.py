"""A correction through the page of the case: proposed by one, signed by another."""

import pytest
from django.test import Client
from django.urls import reverse

from audits.admin.case.shown import digest_of
from audits.desk.checklists import family_of
from audits.models import ChecklistAnswer
from suppliers.models import Certificate, CertificatePage
from tests.audits.checklists import filled
from tests.factories import (
    AuditorFactory,
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    MembershipFactory,
    UserFactory,
)

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
    said = {"shown": digest_of(case), **fields}
    return client.post(reverse("admin:audits_certificatecase_act", args=[case.pk]), said, follow=True)


def test_one_proposes_and_another_signs(case):
    senior, colleague = at_the_desk(AuditorFactory(level="senior").user), at_the_desk(AuditorFactory().user)

    page = post(senior, case, **{"act": "correct", "correct-outcome": "reinstated", "correct-internal_note": WHY})
    assert [str(one) for one in page.context["messages"]] == [
        "Proposed and logged. It takes effect when a colleague signs it."
    ]
    assert "Sign the correction" not in page.text
    correction = page.context["correction"]
    own = post(senior, case, act="sign_correction", correction=correction.pk)
    assert "You gave the first signature" in own.text
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


class TestRefusedDecisions:
    """What is wrong is said at the head of the page, and a case that changed is not decided by what was shown before."""

    @pytest.fixture
    def taken(self, settings):
        settings.EASE_SECOND_FACTOR = True
        certificate = CertificateFactory(status="submitted", supplier=MembershipFactory().supplier)
        CertificatePageFactory(file=CertificateFileFactory(certificate=certificate))
        self.client = at_the_desk(AuditorFactory().user)
        self.client.post(reverse("admin:audits_certificatecase_take", args=[certificate.pk]))
        return certificate

    def page(self, case):
        return self.client.get(reverse("admin:audits_certificatecase_change", args=[case.pk]))

    def decide(self, case, **fields):
        said = {"shown": digest_of(case), **filled.fields(case), **fields}
        return self.client.post(reverse("admin:audits_certificatecase_decide", args=[case.pk]), said)

    def test_the_title_and_a_summary_with_the_focus_say_what_is_missing(self, taken):
        page = self.decide(taken, outcome="rejected", note="Stamp of another hospital.")

        assert page.context["title"].startswith("Error: ")
        assert [one.words for one in page.context["errors"]] == [
            "Choose at least one reason: the supplier must know what to change."
        ]
        assert 'id="errors" role="alert" tabindex="-1" autofocus' in page.text
        assert "Stamp of another hospital." in page.text
        assert "Error: " not in self.page(taken).text

    def test_errors_of_an_act_stand_in_its_sheet_and_have_the_focus(self, taken):
        Certificate.objects.filter(pk=taken.pk).update(status="approved")
        said = {"shown": digest_of(taken), "act": "revoke"}

        page = at_the_desk(AuditorFactory(level="senior").user).post(
            reverse("admin:audits_certificatecase_act", args=[taken.pk]), said
        )

        assert page.status_code == 422
        sheet = page.text[page.text.index('id="act-revoke"') :]
        assert page.text.count('id="errors"') == 1
        assert sheet.index('id="errors"') < sheet.index("<form")

    def test_a_page_that_was_swapped_since_the_look_is_not_approved(self, taken):
        shown = self.page(taken).context["shown"]
        CertificatePage.objects.filter(file__certificate=taken).update(sha256="f" * 64)

        page = self.decide(taken, outcome="approved", shown=shown, internal_note="Rang the body.")

        assert page.status_code == 422
        assert "has changed since you opened it" in page.context["errors"][0].words
        assert "Rang the body." in page.text
        assert Certificate.objects.get().status == "in_review"
        assert self.decide(taken, outcome="approved", shown=page.context["shown"]).status_code == 302

    def test_who_does_not_say_what_they_saw_decides_nothing(self, taken):
        page = self.decide(taken, outcome="approved", shown="")

        assert "has changed since you opened it" in page.context["errors"][0].words
        assert Certificate.objects.get().status == "in_review"

    def test_an_approval_lacks_what_its_checklist_lacks_and_a_rejection_needs_none_of_it(self, taken):
        question = family_of(taken).questions[-1].id
        page = self.decide(taken, outcome="approved", **{f"said_{question}": "", "checked": ""})

        assert [one.words for one in page.context["errors"]] == [
            "Answer this question of the checklist.",
            "Confirm that you looked at each of these.",
        ]
        assert filled.NOTE in page.text
        blank = dict.fromkeys(filled.fields(taken), "")
        assert (
            self.decide(taken, **{**blank, "outcome": "rejected", "rejection_reasons": ["forged"]}).status_code == 302
        )
        assert not ChecklistAnswer.objects.exists()

    def test_the_address_of_a_refused_form_leads_back_to_the_case(self, taken):
        for name in ("decide", "act"):
            answer = self.client.get(reverse(f"admin:audits_certificatecase_{name}", args=[taken.pk]))
            assert answer.url == reverse("admin:audits_certificatecase_change", args=[taken.pk])
