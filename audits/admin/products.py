"""Products that were cleared: how their claims stand, what changed since, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from audits.admin.case.access import office_in, person
from audits.admin.case.base import ReadOnlyAdmin
from audits.admin.case.refusals import REFUSALS
from audits.admin.keys import key_in
from audits.admin.product_parts import ClaimRow, ComparedPart, claim_rows, compared_parts, since_judged
from audits.clearances.product_claims import judged_offers
from audits.desk import permissions, product_changes
from audits.models import Clearance, ProductCase, ProductChange
from kpmarket.foundation.acts import Refusals, perform
from kpmarket.foundation.text.fields import MultilineField
from suppliers.models import Product
from suppliers.products.changed_parts import ChangedSince
from suppliers.products.removed_pictures import kept_digests

MOST_CHANGES = 50
"""Changes that the page of a product shows, the latest first."""
ANSWERS: dict[str, tuple[Callable[..., object], Promise]] = {
    "looked_at": (product_changes.look_at, _("Looked at, and logged.")),
    "ask": (product_changes.ask_supplier, _("The supplier is asked.")),
    "put_back": (product_changes.put_back, _("It is as before, and the supplier is notified.")),
}
CHANGE_REFUSALS: Refusals = {
    **REFUSALS,
    product_changes.NotOpen: _("A colleague answered this change first. Nothing was changed."),
    product_changes.NoNote: _("Write what you want to know from the supplier."),
    product_changes.CannotPutBack: _("A picture that was removed is not kept any more: ask the supplier."),
    ChangedSince: _("It was changed again since then: look at the later change. Nothing was changed."),
}


class NoteForm(forms.Form):
    """A word to the supplier, or for colleagues."""

    note = MultilineField(
        label=_("Note"),
        required=False,
        max_length=1000,
        help_text=_("The supplier reads it when you ask or put back."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@dataclass(frozen=True)
class ChangeRow:
    """One change on the page; ``is_open``: somebody has to answer it."""

    change: ProductChange
    parts: list[ComparedPart]
    is_open: bool
    may_be_put_back: bool


@dataclass(frozen=True)
class ProductPage:
    """What the page of a product shows."""

    claims: list[ClaimRow]
    since_judged: list[ComparedPart]
    changes: list[ChangeRow]
    may_answer: bool
    form: forms.Form


class ContradictionFilter(SimpleListFilter):
    """Products with claims that documents contradict."""

    title = _("claims")
    parameter_name = "claims"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("contradicted", _("contradicted by documents")), ("unverified", _("not verified"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "contradicted":
                return queryset.exclude(listing__contradicted="").exclude(listing=None)
            case "unverified":
                return queryset.exclude(listing__unverified="").exclude(listing=None)
        return queryset


@admin.register(ProductCase)
class ProductCaseAdmin(ReadOnlyAdmin):
    """Every product that was ever cleared."""

    list_display = ("title", "company", "contradicted", "unverified")
    list_display_links = ("title",)
    list_filter = (ContradictionFilter,)
    list_select_related = ("supplier", "listing")
    search_fields = ("name_en", "name_zh", "model", "supplier__name_en", "supplier__name_zh")
    search_help_text = _("Name, model, company")
    list_per_page = 50
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.answer))
        url = path("<int:pk>/changes/<int:change>/", view, name="audits_productcase_answer")
        return [url, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        return super().get_queryset(request).filter(Exists(Clearance.objects.filter(product=OuterRef("pk"))))

    @admin.display(description=_("product"), ordering="name_en")
    def title(self, product: Product) -> str:
        return str(product)

    @admin.display(description=_("supplier"))
    def company(self, product: Product) -> str:
        return product.supplier.display_name

    @admin.display(description=_("contradicted by documents"))
    def contradicted(self, product: Any) -> str:
        return " · ".join(product.listing.contradicted.splitlines()) if hasattr(product, "listing") else ""

    @admin.display(description=_("not verified"))
    def unverified(self, product: Any) -> str:
        return " · ".join(product.listing.unverified.splitlines()) if hasattr(product, "listing") else ""

    def subject(self, request: HttpRequest, pk: Any) -> Product:
        """The row, or 404 for a person who may not look."""
        rows = self.get_queryset(request).select_related("supplier", "product_type")
        return get_object_or_404(rows if self.has_view_permission(request) else rows.none(), pk=pk)

    def answer(self, request: HttpRequest, pk: int, change: int) -> HttpResponse:
        """Look at a change, ask the supplier about it, or put it back."""
        product = self.subject(request, pk)
        row = get_object_or_404(ProductChange.objects.select_related("product__supplier"), pk=change, product=product)
        form = NoteForm(request.POST)
        if not form.is_valid() or request.POST.get("answer") not in ANSWERS:
            return self.render_page(request, product, form)
        service, done = ANSWERS[request.POST["answer"]]
        note = form.cleaned_data["note"]
        act = lambda: service(row, by=person(request), at=timezone.now(), note=note)  # noqa: E731
        perform(request, act, done, CHANGE_REFUSALS)
        return redirect(f"{reverse('admin:audits_productcase_change', args=[product.pk])}#changes")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self.render_page(request, self.subject(request, key_in(self.opts, object_id)))

    def render_page(self, request: HttpRequest, product: Product, form: forms.Form | None = None) -> TemplateResponse:
        """The page of a product; with status 422 where a form was refused."""
        context = {
            **self.admin_site.each_context(request),
            **vars(page_of(request, product, form or NoteForm())),
            "product": product,
            "opts": self.opts,
            "is_nav_sidebar_enabled": False,
            "title": str(product),
        }
        return TemplateResponse(request, "admin/audits/product.html", context, status=422 if form else 200)


def page_of(request: HttpRequest, product: Product, form: forms.Form) -> ProductPage:
    """Claims as they stand today, and the latest changes."""
    offer = judged_offers([product], on=timezone.localdate())[product.pk]
    to_review = set(ProductChange.objects.to_review().filter(product=product).values_list("pk", flat=True))
    changes = list(product.changes.select_related("by").prefetch_related("answers__by")[:MOST_CHANGES])
    kept = kept_digests(product)
    is_own = product.supplier_id in permissions.own_companies(person(request))
    return ProductPage(
        claims=claim_rows(product, offer),
        since_judged=since_judged(product, changes),
        changes=[
            ChangeRow(
                change,
                compared_parts(product, change),
                change.pk in to_review,
                product_changes.may_be_put_back(change, kept),
            )
            for change in changes
        ],
        may_answer=office_in(request) is not None and not is_own,
        form=form,
    )


class ReviewFilter(SimpleListFilter):
    """Whether somebody has to look; without a choice what nobody has answered yet."""

    title = _("review")
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("all", _("All"))]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        waiting, *others = super().choices(changelist)
        yield {**waiting, "display": _("to review")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset if self.value() == "all" else queryset.to_review()  # type: ignore[attr-defined]


@admin.register(ProductChange)
class ProductChangeAdmin(ReadOnlyAdmin):
    """Changes of cleared products: all that carry claims, and some that are chosen by chance."""

    list_display = ("at", "product_link", "company", "reason", "words", "by")
    list_display_links = None
    list_filter = (ReviewFilter, "reason")
    list_select_related = ("product__supplier", "by")
    list_per_page = 50
    show_full_result_count = False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A change is read on the page of its product."""
        rows = ProductChange.objects.all() if self.has_view_permission(request) else ProductChange.objects.none()
        row = get_object_or_404(rows, pk=key_in(self.opts, object_id))
        return redirect(f"{reverse('admin:audits_productcase_change', args=[row.product_id])}#changes")

    @admin.display(description=_("product"))
    def product_link(self, change: ProductChange) -> str:
        url = reverse("admin:audits_productcase_change", args=[change.product_id])
        return format_html('<a href="{}#changes">{}</a>', url, change.product)

    @admin.display(description=_("supplier"))
    def company(self, change: ProductChange) -> str:
        return change.product.supplier.display_name

    @admin.display(description=_("claims that no document shows"))
    def words(self, change: ProductChange) -> str:
        return " · ".join(change.claims)
