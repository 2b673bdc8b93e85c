"""Certificates on the desk: look-up, the page of one case, its page images."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from audits.admin.case.base import Act
from audits.admin.case.columns import columns_of
from audits.admin.case.file_facts import facts_of
from audits.admin.case.findings import ASKED, request_revision, shown
from audits.admin.case.history import history_of
from audits.admin.case.pages import documents_of, files_of
from audits.admin.case.reading import ReadingDesk, standing_of
from audits.admin.case.registers import panel_of
from audits.answers import messages
from audits.desk import certificates as services
from audits.desk import queue
from audits.desk.finding_forms import CertificateDecisionForm, FindingsForm
from audits.desk.findings import findings_of
from audits.desk.forms import RevokeForm
from audits.findings.warnings import certificate_warnings
from audits.models import CertificateCase, Decision
from kpmarket.foundation import files
from suppliers.models import Certificate, CertificatePage

Status = Certificate.Status


@admin.register(CertificateCase)
class CertificateCaseAdmin(ReadingDesk):
    """Every certificate that was ever submitted. Its page is the case."""

    template = "admin/audits/certificate.html"
    form_class = CertificateDecisionForm
    outcomes = {
        Decision.Outcome.APPROVED.value: services.approve_certificate,
        Decision.Outcome.REVISION_REQUESTED.value: request_revision,
        Decision.Outcome.REJECTED.value: services.reject_certificate,
    }
    acts = {"revoke": Act(Status.APPROVED, RevokeForm, services.revoke_certificate, _("Revoke the approval"))}
    list_display = ("title", "number", "supplier", "status", "valid_until", "submitted_at")
    list_display_links = ("title",)
    list_filter = ("status", "certificate_type__kind", "certificate_type__market")
    list_select_related = ("supplier", "certificate_type")
    related = ("supplier", "certificate_type", "supersedes__certificate_type")
    search_fields = ("number", "issuer", "supplier__name_en", "supplier__name_zh", "supplier__credit_code")
    search_help_text = _("Number, issuing body, company, credit code")
    ordering = ("-submitted_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Certificate]:
        return super().get_queryset(request).exclude(status=Status.DRAFT)

    def get_urls(self):
        page = self.admin_site.admin_view(require_safe(self.page_image))
        return [path("page/<str:token>/", page, name="audits_page"), *super().get_urls()]

    @admin.display(description=_("type"), ordering="certificate_type")
    def title(self, certificate: Certificate) -> str:
        return str(certificate.certificate_type)

    def page_image(self, request: HttpRequest, token: str) -> HttpResponseBase:
        """A picture of one page, for those who may look. Of a draft nobody here sees anything."""
        pages = CertificatePage.objects.exclude(file__certificate__status=Status.DRAFT)
        visible = pages if self.has_view_permission(request) else pages.none()
        return files.show_image(get_object_or_404(visible, token=token).stored_name)

    def subject(self, request: HttpRequest, pk: Any) -> Any:
        certificate = super().subject(request, pk)
        certificate.was_sent_back = certificate.history.filter(after__in=queue.SENT_BACK).exists()
        return certificate

    def facts(self, request: HttpRequest, subject: Any, standing: dict[str, Any]) -> dict[str, Any]:
        today = timezone.localdate()
        files_shown = files_of(subject)
        products = list(subject.products.select_related("product_type"))
        checks = list(subject.register_checks.light().select_related("by", "screenshot"))
        columns = columns_of(subject, files=files_shown, products=products, checks=checks)
        said = {file.pk: facts_of(file) for file in files_shown}
        marks = [mark for column in columns for mark in column.marks]
        codes = [fact.mark for facts in said.values() for fact in facts if fact.mark]
        if not hasattr(subject, "found"):
            subject.found = findings_of(subject, on=today, files=files_shown, own_companies=standing["own_companies"])
        form = getattr(subject, "findings_form", None) or FindingsForm()
        found = shown(subject.found, files_shown, [*form.ticked, *request.GET.getlist(ASKED)])
        places = [one.mark for one in found if one.mark]
        documents = documents_of(files_shown, [*marks, *codes, *places], said)
        points = queue.points_of_products([subject.supplier_id])[subject.supplier_id]
        covered = [points.get(product.pk, 1) for product in products]
        own = {subject.supplier_id} if standing["is_own_company"] else set()
        return {
            "stated": messages.stated_facts(subject.stated),
            "documents": documents,
            "reading": standing_of(files_shown, at=timezone.now()),
            "columns": columns,
            "findings": found,
            "findings_form": form,
            "products": products,
            "warnings": list(
                certificate_warnings(subject, page_count=sum(len(document["pages"]) for document in documents))
            ),
            "case": queue.case_of(subject, covered, standing["review"], own, today),
            "others": subject.supplier.certificates.exclude(status=Status.DRAFT)
            .exclude(pk=subject.pk)
            .select_related("certificate_type")[:30],
            "registers": panel_of(subject, checks, may_judge=standing["may_judge"]),
            "history": history_of(subject),
            "today": today,
        }
