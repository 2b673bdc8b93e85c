"""Suppliers on the desk: the list, and the page of one case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audits.admin.case.access import CaseAccess, hidden_in
from audits.admin.case.acts import PROPOSED, Act, RefusedForms
from audits.admin.case.company import CompanyFileAdmin
from audits.admin.case.history import TimelineEvent, history_of
from audits.admin.case.pages import DocumentView, documents_of, files_of
from audits.admin.case.signing import RECOMMENDED
from audits.desk import corrections, queue, reopening
from audits.desk import suppliers as services
from audits.desk.checklist_forms import SupplierDecisionForm
from audits.desk.checklists import Checklist, checklist_of
from audits.desk.forms import (
    CorrectForm,
    ReinstateForm,
    RejectForm,
    ReopenRejectedForm,
    SuspendForm,
)
from audits.models import Decision, SupplierCase
from audits.signatures import on_file
from suppliers.identity import identifiers
from suppliers.models import Certificate, CertificateType, Contact, Supplier

Status = Supplier.Status
MAX_CERTIFICATES = 50


@dataclass(frozen=True)
class Alert:
    """A message for the component alert."""

    level: str
    text: str | Promise


@dataclass(frozen=True)
class SupplierCasePage:
    """What the page of a supplier shows besides the access of the person.

    ``case`` is None where the company has withdrawn. ``people`` counts members: all, owners, editors. ``checklist`` is for
    whoever decides.
    """

    case: queue.Case | None
    checklist: Checklist | None
    credit_code: list[Alert]
    same_code: QuerySet[Supplier]
    contacts: QuerySet[Contact]
    people: dict[str, int]
    certificates: QuerySet[Certificate]
    licences: list[Certificate]
    documents: list[DocumentView]
    product_count: int
    history: list[TimelineEvent]
    today: date


@admin.register(SupplierCase)
class SupplierCaseAdmin(CompanyFileAdmin):
    """Every company that ever asked to be qualified. Its page is the case."""

    template = "admin/audits/supplier.html"
    form_class = SupplierDecisionForm
    outcomes = {
        Decision.Outcome.APPROVED.value: services.qualify_supplier,
        Decision.Outcome.REVISION_REQUESTED.value: services.request_information,
        Decision.Outcome.REJECTED.value: services.reject_supplier,
    }
    acts = {
        "suspend": Act(
            Status.QUALIFIED,
            SuspendForm,
            on_file.suspend,
            _("Suspend"),
            is_for_seniors=False,
            takes_away=True,
            done=_("Suspended at once, logged, and the supplier is notified. A colleague must uphold it."),
        ),
        "reinstate": Act(
            Status.SUSPENDED, ReinstateForm, on_file.recommend_reinstatement, _("Reinstate"), done=RECOMMENDED
        ),
        "reject": Act(
            Status.SUSPENDED,
            RejectForm,
            on_file.recommend_rejection,
            _("Reject for good"),
            takes_away=True,
            done=RECOMMENDED,
        ),
        "again": Act(
            Status.QUALIFIED,
            CorrectForm,
            corrections.propose_correction,
            _("Correct the qualification: judge it again"),
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

    def page_of(
        self, request: HttpRequest, subject: Supplier, access: CaseAccess, refused: RefusedForms
    ) -> SupplierCasePage:
        certificates = subject.certificates.exclude(status=Certificate.Status.DRAFT).exclude(pk__in=hidden_in(request))
        licences = list(certificates.filter(certificate_type__kind=CertificateType.Kind.LICENCE))
        same_code = Supplier.objects.filter(credit_code=subject.credit_code).exclude(pk=subject.pk)
        return SupplierCasePage(
            case=_case(subject, access),
            checklist=checklist_of(subject, on=timezone.localdate()) if access.may_decide else None,
            credit_code=credit_code_alerts(subject),
            same_code=same_code if subject.credit_code else Supplier.objects.none(),
            contacts=subject.contacts.all(),
            people=subject.memberships.aggregate(
                all=Count("pk"),
                owners=Count("pk", filter=Q(role="owner")),
                editors=Count("pk", filter=Q(role="editor")),
            ),
            certificates=certificates.select_related("certificate_type")[:MAX_CERTIFICATES],
            licences=licences,
            documents=[document for licence in licences for document in documents_of(files_of(licence))],
            product_count=subject.products.count(),
            history=history_of(subject),
            today=timezone.localdate(),
        )


def _case(supplier: Supplier, access: CaseAccess) -> queue.Case | None:
    if not supplier.submitted_at:
        return None
    return queue.case_of(
        supplier,
        queue.points_of_products([supplier.pk])[supplier.pk].values(),
        access.review,
        own_companies=access.own_companies,
        on=timezone.localdate(),
        **queue.facts_of_history(supplier, on=timezone.localdate()),
    )


def credit_code_alerts(supplier: Supplier) -> list[Alert]:
    """What the form and the check digit of the credit code say."""
    code = supplier.credit_code
    if not code:
        return [Alert("error", _("No credit code is given."))]
    fault = identifiers.credit_code_fault(code)
    if fault:
        return [Alert("error", fault.label)]
    cautions = identifiers.credit_code_cautions(code, supplier.province)
    return [Alert("warning", caution.label) for caution in cautions] or [
        Alert("success", _("The credit code is well formed and its check digit is right."))
    ]
