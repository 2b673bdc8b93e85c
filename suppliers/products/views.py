"""What the company offers: the list, one product's form, shown to buyers or not."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpmarket.accounts.requests import PersonRequest
from suppliers.companies import scope
from suppliers.models import Certificate, Product, ProductPicture, ProductType, Supplier
from suppliers.products import services
from suppliers.products.forms import PriceTierFormSet, PriceTiers, ProductForm, ProductTypeForm
from suppliers.products.price_lists import earlier_price_lists
from suppliers.products.services import FactsFrozen, ModelTaken
from suppliers.products.supply_forms import SupplyForm

TIERS = "tiers"


@require_safe
def products(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    supplier = scope.company(request, supplier_pk)
    handed_in = Certificate.objects.filter(products=OuterRef("pk")).exclude(status__in=["draft", "retracted"])
    listed = supplier.products.select_related("product_type").annotate(has_documents=Exists(handed_in))
    context = {
        "supplier": supplier,
        "products": listed.prefetch_related("price_tiers", Prefetch("pictures", ProductPicture.objects.all())),
        "may_edit": scope.may_edit(supplier),
    }
    return render(request, "suppliers/products.html", context)


@require_safe
def product_type(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    """The type comes first: the other fields follow from it."""
    supplier = scope.editable_company(request, supplier_pk)
    form = ProductTypeForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("suppliers:product-new", supplier.pk, form.cleaned_data["product_type"].pk)
    return render(request, "suppliers/product_type.html", {"supplier": supplier, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def product_new(request: PersonRequest, supplier_pk: int, type_pk: str) -> HttpResponse:
    supplier = scope.editable_company(request, supplier_pk)
    subject = Product(supplier=supplier, product_type=get_object_or_404(ProductType, pk=type_pk))
    return _product_page(request, supplier, subject)


@require_http_methods(["GET", "HEAD", "POST"])
def product(request: PersonRequest, supplier_pk: int, pk: int) -> HttpResponse:
    supplier = scope.company(request, supplier_pk)
    owned = supplier.products.select_related("product_type")
    return _product_page(request, supplier, get_object_or_404(owned, pk=pk))


def _product_page(request: PersonRequest, supplier: Supplier, subject: Product) -> HttpResponse:
    is_frozen = subject.pk is not None and subject.has_frozen_facts()
    form = ProductForm(request.POST or None, instance=subject, is_frozen=is_frozen)
    supply = SupplyForm(request.POST or None, instance=subject)
    formset = cast(PriceTiers, PriceTierFormSet(request.POST or None, initial=_held_tiers(subject), prefix=TIERS))
    if request.method == "POST" and form.is_valid() & supply.is_valid() & formset.is_valid():
        saved = _save(request, form, formset)
        if saved:
            return saved
    context = {
        "supplier": supplier,
        "product": subject,
        "form": form,
        "supply": supply,
        "formset": formset,
        "earlier_lists": earlier_price_lists(subject),
        "is_frozen": is_frozen,
        "may_edit": scope.may_edit(supplier),
        "pictures": subject.pictures.all() if subject.pk else [],
    }
    return render(request, "suppliers/product.html", context, status=422 if request.method == "POST" else 200)


def _save(request: PersonRequest, form: ProductForm, formset: PriceTiers) -> HttpResponse | None:
    is_new = form.instance.pk is None
    try:
        saved = services.save_product(form.instance, formset.tiers(), by=request.user, at=timezone.now())
    except ModelTaken:
        form.add_error("model", _("You already have a product of this type with this model."))
    except FactsFrozen:
        form.add_error(None, _("A certificate was submitted in the meantime: type, model and regulatory facts stay."))
    else:
        messages.success(request, _("Product added. Now its pictures.") if is_new else _("Saved."))
        return redirect("suppliers:product", saved.supplier_id, saved.pk)
    return None


def _held_tiers(subject: Product) -> list[dict[str, object]]:
    tiers = subject.price_tiers.all() if subject.pk else []
    return [{"from_quantity": tier.from_quantity, "unit_price": tier.amount} for tier in tiers]


@require_POST
def product_listing(request: PersonRequest, supplier_pk: int, pk: int) -> HttpResponse:
    supplier = scope.company(request, supplier_pk)
    subject = get_object_or_404(supplier.products, pk=pk)
    services.set_listed(subject, request.POST.get("is_listed") == "on", at=timezone.now())
    messages.success(request, _("Listed for buyers.") if subject.is_listed else _("No longer listed."))
    return redirect("suppliers:products", supplier.pk)
