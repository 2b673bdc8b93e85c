"""Suppliers on the desk: look-up and the page of one case."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audits.admin.case.base import Act, CaseAdmin
from audits.admin.case.history import history_of
from audits.admin.case.pages import documents_of, files_of
from audits.desk import queue
from audits.desk import suppliers as services
from audits.desk.forms import ReinstateForm, RejectForm, SupplierDecisionForm, SuspendForm
from audits.models import Decision, SupplierCase
from suppliers.identity import identifiers
from suppliers.models import Certificate, CertificateType, Supplier

Status = Supplier.Status


@admin.register(SupplierCase)
class SupplierCaseAdmin(CaseAdmin):
    """Every company that ever asked to be qualified. Its page is the case."""

    template = "admin/audits/supplier.html"
    form_class = SupplierDecisionForm
    outcomes = {
        Decision.Outcome.APPROVED.value: services.qualify_supplier,
        Decision.Outcome.REVISION_REQUESTED.value: services.request_information,
        Decision.Outcome.REJECTED.value: services.reject_supplier,
    }
    acts = {
        "suspend": Act(Status.QUALIFIED, SuspendForm, services.suspend_supplier, _("Suspend"), senior=False),
        "reinstate": Act(Status.SUSPENDED, ReinstateForm, services.reinstate_supplier, _("Reinstate")),
        "reject": Act(Status.SUSPENDED, RejectForm, services.reject_supplier, _("Reject for good")),
    }
    list_display = ("title", "name_zh", "credit_code", "role", "province", "status", "submitted_at")
    list_display_links = ("title",)
    list_filter = ("status", "role", "province")
    search_fields = ("name_en", "name_zh", "credit_code")
    search_help_text = _("Name in either language, credit code")
    ordering = ("-submitted_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Supplier]:
        return super().get_queryset(request).exclude(status=Status.DRAFT)

    @admin.display(description=_("supplier"), ordering="name_en")
    def title(self, supplier: Supplier) -> str:
        return supplier.display_name

    def subject(self, request: HttpRequest, pk: Any) -> Any:
        supplier = super().subject(request, pk)
        supplier.was_sent_back = supplier.history.filter(after__in=queue.SENT_BACK).exists()
        return supplier

    def facts(self, request: HttpRequest, subject: Any, standing: dict[str, Any]) -> dict[str, Any]:
        today = timezone.localdate()
        points = queue.points_of_products([subject.pk])[subject.pk].values()
        own = {subject.pk} if standing["is_own_company"] else set()
        certificates = subject.certificates.exclude(status=Certificate.Status.DRAFT)
        licences = list(certificates.filter(certificate_type__kind=CertificateType.Kind.LICENCE))
        return {
            "case": queue.case_of(subject, points, standing["review"], own, today) if subject.submitted_at else None,
            "credit_code": credit_code_check(subject),
            "same_code": Supplier.objects.filter(credit_code=subject.credit_code).exclude(pk=subject.pk)
            if subject.credit_code
            else [],
            "contacts": subject.contacts.all(),
            "people": subject.memberships.aggregate(
                all=Count("pk"),
                owners=Count("pk", filter=Q(role="owner")),
                editors=Count("pk", filter=Q(role="editor")),
            ),
            "certificates": certificates.select_related("certificate_type")[:50],
            "licences": licences,
            "documents": [document for licence in licences for document in documents_of(files_of(licence))],
            "product_count": subject.products.count(),
            "history": history_of(subject),
            "today": today,
        }


def credit_code_check(supplier: Supplier) -> list[dict[str, Any]]:
    """What the form and the check digit of the credit code say, as alerts."""
    code = supplier.credit_code
    if not code:
        return [{"level": "error", "text": _("No credit code is given.")}]
    fault = identifiers.credit_code_fault(code)
    if fault:
        return [{"level": "error", "text": fault.label}]
    cautions = identifiers.credit_code_cautions(code, supplier.province)
    return [{"level": "warning", "text": caution.label} for caution in cautions] or [
        {"level": "success", "text": _("The credit code is well formed and its check digit fits.")}
    ]
