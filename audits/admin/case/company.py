"""The page of everything on one company, next to its case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from audits.admin.case.access import hidden_in, office_in, person
from audits.admin.case.base import CaseAdmin
from audits.desk import permissions
from audits.desk.company_file import company_file

SHARED_WORDS = {
    "credit_code": gettext_lazy("Credit code"),
    "email": gettext_lazy("E-mail address of a contact"),
    "phone": gettext_lazy("Telephone of a contact"),
    "number": gettext_lazy("Number of a document"),
    "file": gettext_lazy("File"),
    "page": gettext_lazy("Page image"),
}


class CompanyFileAdmin(CaseAdmin):
    """A case of a company that has a page for everything on it."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.show_company))
        return [path("<int:pk>/company/", view, name="audits_suppliercase_company"), *super().get_urls()]

    def show_company(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Identity, people, documents, products, decisions, letters, registers, what others share, what is at stake."""
        supplier = self.subject(request, pk)
        own_companies = permissions.own_companies(person(request))
        on, hidden = timezone.localdate(), hidden_in(request)
        found = company_file(supplier, on=on, own_companies=own_companies, hidden=hidden)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("%(company)s: everything on file") % {"company": supplier.display_name},
            "subject": supplier,
            "found": found,
            "shared": [(SHARED_WORDS[one.kind], one) for one in found.shared],
            "is_own_company": supplier.pk in own_companies,
            "may_plan": office_in(request) is not None and supplier.pk not in own_companies,
        }
        return TemplateResponse(request, "admin/audits/company.html", context)
