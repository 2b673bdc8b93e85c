"""Certificates on the desk: the list, the page of one case, its page images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from audits.admin.case.access import CaseAccess, hidden_in, person
from audits.admin.case.acts import PROPOSED, Act, RefusedForms
from audits.admin.case.columns import LOOKS, FieldRow, field_rows
from audits.admin.case.file_facts import facts_of
from audits.admin.case.findings import ASKED, FindingRow, finding_rows, request_revision
from audits.admin.case.head import SHOWN_IN_COLUMNS, CertificateHead, head_of
from audits.admin.case.history import TimelineEvent, history_of
from audits.admin.case.pages import DocumentView, documents_of, files_of
from audits.admin.case.reading import ReadingAdmin, ReadingProgress, progress_of
from audits.admin.case.registers import RegisterPanel, register_panels
from audits.admin.keys import key_in
from audits.admin.staff_access import note_opened
from audits.answers import messages
from audits.checklists.answering import Facts
from audits.desk import certificates as services
from audits.desk import corrections, queue, reopening
from audits.desk.checklists import Checklist, facts_known, family_of
from audits.desk.finding_forms import CertificateDecisionForm, FindingsForm
from audits.desk.findings import findings_of
from audits.desk.forms import (
    CorrectForm,
    CorrectRevocationForm,
    ReopenRejectedForm,
    ReopenRevokedForm,
    RevokeForm,
)
from audits.desk.staff_access import Kind
from audits.desk.stored_pages import changed_pages
from audits.findings.comparison import Agreement
from audits.findings.warnings import CertificateWarning, certificate_warnings
from audits.models import CertificateCase, Decision, RegisterCheck, SecondReview
from audits.signatures import on_file
from kpmarket.foundation.storage import files
from suppliers.documents.fields import FieldName
from suppliers.models import Certificate, CertificateFile, CertificatePage, Product

Status = Certificate.Status
MAX_OTHER_CERTIFICATES = 30


@dataclass(frozen=True)
class CertificateCasePage:
    """What the page of a certificate shows besides the access of the person."""

    head: CertificateHead
    stated: list[tuple[Any, str]]
    documents: list[DocumentView]
    reading: ReadingProgress
    columns: list[FieldRow]
    differing: list[FieldRow]
    """Those of ``columns`` to look at first; the others are folded."""
    agreeing: list[FieldRow]
    is_compared: bool
    findings: list[FindingRow]
    open_findings: int
    checklist: Checklist | None
    findings_form: forms.Form
    products: list[Product]
    warnings: list[CertificateWarning]
    case: queue.Case
    others: QuerySet[Certificate]
    registers: list[RegisterPanel]
    registers_asked: int
    history: list[TimelineEvent]
    today: date
    changed_pages: list[CertificatePage]
    """Pages whose stored image is not the one that was uploaded; looked at for whoever decides the case."""


@admin.register(CertificateCase)
class CertificateCaseAdmin(ReadingAdmin):
    """Every certificate that was ever submitted. Its page is the case."""

    template = "admin/audits/certificate.html"
    form_class = CertificateDecisionForm
    outcomes = {
        Decision.Outcome.APPROVED.value: services.approve_certificate,
        Decision.Outcome.REVISION_REQUESTED.value: request_revision,
        Decision.Outcome.REJECTED.value: services.reject_certificate,
    }
    acts = {
        "revoke": Act(
            Status.APPROVED,
            RevokeForm,
            on_file.revoke,
            _("Revoke the approval"),
            takes_away=True,
            done=_("Revoked and logged; the supplier is notified. An earlier day than today needs a second signature."),
        ),
        "again": Act(
            Status.APPROVED,
            CorrectForm,
            corrections.propose_correction,
            _("Correct the approval: judge it again"),
            takes_away=True,
            done=PROPOSED,
        ),
        "reopen": Act(Status.REJECTED, ReopenRejectedForm, reopening.reopen_rejected, _("Reopen for the supplier")),
        "again_rejected": Act(
            Status.REJECTED,
            CorrectForm,
            corrections.propose_correction,
            _("Correct the rejection: judge it again"),
            done=PROPOSED,
        ),
        "reopen_revoked": Act(
            Status.REVOKED, ReopenRevokedForm, reopening.reopen_revoked, _("Reopen: it may count again from a day")
        ),
        "correct": Act(
            Status.REVOKED,
            CorrectRevocationForm,
            corrections.propose_correction,
            _("Correct the revocation"),
            done=PROPOSED,
        ),
    }
    list_display = ("title", "number", "supplier", "status", "valid_until", "submitted_at")
    list_display_links = ("title",)
    list_filter = ("status", "certificate_type__kind", "certificate_type__market")
    list_select_related = ("supplier", "certificate_type")
    related = ("supplier", "certificate_type", "supersedes__certificate_type")
    search_fields = ("number", "issuer", "supplier__name_en", "supplier__name_zh", "supplier__credit_code")
    search_help_text = _("Number, issuing body, company, credit code")
    ordering = ("-submitted_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Certificate]:
        rows = super().get_queryset(request).exclude(status=Status.DRAFT)
        hidden = hidden_in(request)
        return rows.exclude(pk__in=hidden) if hidden else rows

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The case; whoever judges it blindly is led to the page that hides how it was decided."""
        key = key_in(self.opts, object_id)
        if key in hidden_in(request):
            row = SecondReview.objects.in_hand(person(request)).get(decision__certificate=key)
            return redirect("admin:audits_secondreview_change", row.pk)
        return super().change_view(request, object_id, form_url, extra_context)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.page_image))
        return [path("page/<str:token>/", view, name="audits_page"), *super().get_urls()]

    @admin.display(description=_("type"), ordering="certificate_type")
    def title(self, certificate: Certificate) -> str:
        return str(certificate.certificate_type)

    def page_image(self, request: HttpRequest, token: str) -> HttpResponseBase:
        """The image of one page; drafts are not visible on the desk."""
        pages = CertificatePage.objects.exclude(file__certificate__status=Status.DRAFT).select_related("file")
        visible = pages if self.has_view_permission(request) else pages.none()
        page = get_object_or_404(visible, token=token)
        note_opened(request, Kind.PAGES, f"certificate:{page.file.certificate_id}")
        return files.show_image(page.stored_name)

    def act_form(self, name: str, subject: Certificate, data: QueryDict | None = None) -> forms.Form:
        """The day of a revocation, or of what follows it, has the bounds of the document."""
        kind = self.acts[name].form
        if issubclass(kind, RevokeForm | CorrectRevocationForm | ReopenRevokedForm):
            return kind(data, prefix=name, first=services.first_day(subject), last=timezone.localdate())
        return kind(data, prefix=name)

    def page_of(
        self, request: HttpRequest, subject: Certificate, access: CaseAccess, refused: RefusedForms
    ) -> CertificateCasePage:
        case_files = files_of(subject)
        products = list(subject.products.select_related("product_type"))
        checks = list(subject.register_checks.light().select_related("by", "screenshot"))
        columns = field_rows(subject, files=case_files, products=products, checks=checks)
        findings_form = refused.findings_form or FindingsForm()
        findings = self._findings(request, subject, case_files, access, refused)
        documents = _documents(case_files, columns, findings)
        family = family_of(subject) if access.may_decide else None
        return CertificateCasePage(
            checklist=Checklist(family, _facts(findings, columns, checks)) if family else None,
            head=head_of(subject),
            stated=messages.stated_facts(
                {key: value for key, value in subject.stated.items() if key not in SHOWN_IN_COLUMNS}
            ),
            documents=documents,
            reading=progress_of(case_files, at=timezone.now()),
            columns=columns,
            differing=[row for row in columns if row.is_to_look_at],
            agreeing=[row for row in columns if not row.is_to_look_at],
            is_compared=any(row.look != LOOKS[Agreement.ALONE] for row in columns),
            findings=findings,
            open_findings=sum(row.answered.is_open for row in findings),
            findings_form=findings_form,
            products=products,
            warnings=list(certificate_warnings(subject, page_count=sum(len(file.pages) for file in documents))),
            case=_case(subject, products, access),
            others=_other_certificates(subject, hidden_in(request)),
            registers=(
                registers := register_panels(subject, checks, may_judge=access.may_judge, refused=refused.manual_check)
            ),
            registers_asked=sum(bool(panel.checks) for panel in registers),
            history=history_of(subject),
            today=timezone.localdate(),
            changed_pages=changed_pages(subject) if access.may_decide else [],
        )

    def _findings(
        self,
        request: HttpRequest,
        certificate: Certificate,
        case_files: Sequence[CertificateFile],
        access: CaseAccess,
        refused: RefusedForms,
    ) -> list[FindingRow]:
        current = refused.findings
        if current is None:
            current = findings_of(
                certificate, on=timezone.localdate(), files=case_files, own_companies=access.own_companies
            )
        ticked = refused.findings_form.ticked if isinstance(refused.findings_form, FindingsForm) else []
        return finding_rows(current, case_files, [*ticked, *request.GET.getlist(ASKED)])


def _facts(findings: Sequence[FindingRow], columns: Sequence[FieldRow], checks: Sequence[RegisterCheck]) -> Facts:
    """What the page knows of the document, as a checklist takes it."""
    fields = {FieldName(row.name): row.agreement for row in columns}
    return facts_known([(row.answered.finding, row.answered.answer) for row in findings], fields, checks)


def _documents(
    case_files: Sequence[CertificateFile], columns: Sequence[FieldRow], findings: Sequence[FindingRow]
) -> list[DocumentView]:
    """The files with a mark for each value that was read, each code and each finding with a place."""
    facts = {file.pk: facts_of(file) for file in case_files}
    values = [mark for row in columns for mark in row.marks]
    codes = [fact.mark for file_facts in facts.values() for fact in file_facts if fact.mark]
    places = [row.mark for row in findings if row.mark]
    return documents_of(case_files, [*values, *codes, *places], facts)


def _case(certificate: Certificate, products: Sequence[Product], access: CaseAccess) -> queue.Case:
    points = queue.points_of_products([certificate.supplier_id])[certificate.supplier_id]
    return queue.case_of(
        certificate,
        [points.get(product.pk, 1) for product in products],
        access.review,
        own_companies=access.own_companies,
        on=timezone.localdate(),
        **queue.facts_of_history(certificate, on=timezone.localdate()),
    )


def _other_certificates(certificate: Certificate, hidden: frozenset[int]) -> QuerySet[Certificate]:
    """Submitted certificates of the same supplier."""
    others = certificate.supplier.certificates.exclude(status=Status.DRAFT).exclude(pk__in={certificate.pk, *hidden})
    return others.select_related("certificate_type")[:MAX_OTHER_CERTIFICATES]
