"""Whether a company's decided documents may measure how well documents are read."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kpmarket.accounts.requests import PersonRequest
from suppliers.companies import scope
from suppliers.models import Membership, ReadingConsent


class ConsentForm(forms.Form):
    is_given = forms.TypedChoiceField(
        label=gettext_lazy("May we use them?"),
        choices=[("yes", gettext_lazy("Yes, on this site alone")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reading_consent(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    """What owners decide and every member may read. Each answer is a row of its own; the last one counts."""
    find = scope.owned_company if request.method == "POST" else scope.company
    supplier = find(request, supplier_pk)
    last = ReadingConsent.objects.filter(supplier=supplier).select_related("by").last()
    form = ConsentForm(
        request.POST if request.method == "POST" else None,
        initial={"is_given": "yes" if last and last.is_given else "no"},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["is_given"]
        if last is None or last.is_given != given:
            ReadingConsent.objects.create(supplier=supplier, is_given=given, by=request.user, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("suppliers:reading-consent", supplier.pk)
    context = {
        "supplier": supplier,
        "form": form,
        "last": last,
        "is_owner": supplier.my_role == Membership.Role.OWNER,
    }
    return render(request, "suppliers/reading_consent.html", context, status=422 if form.errors else 200)
