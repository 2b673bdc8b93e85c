"""A product's pictures: brought by the company, shown to everyone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit
from kpmarket.foundation.monitoring.security_log import log_refused_upload
from kpmarket.foundation.storage.files import safe_name
from suppliers.companies import scope
from suppliers.documents.results import Code, Refused
from suppliers.models import Product, ProductPicture
from suppliers.products import pictures as services
from suppliers.products.picture_files import storage, storage_key
from suppliers.products.picture_forms import PictureForm
from suppliers.products.pictures import PictureRefused, TooMany, TooSmall
from suppliers.sentences import reader as sentences

FOR_EVER = "public, max-age=31536000, immutable"
NO_PICTURE = gettext_lazy("This is not a JPEG, PNG, WebP, TIFF or HEIC picture. Save it as one and try again.")


@login_not_required
@require_safe
def picture(request: HttpRequest, name: str, width: int) -> HttpResponseBase:
    """One width of one picture. The name never stands for other bytes, so it may be kept for ever."""
    if width not in ProductPicture.WIDTHS:
        raise Http404
    try:
        content = storage().open(storage_key(name, width))
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        content,
        content_type="image/webp",
        headers={"Cache-Control": FOR_EVER, "Content-Security-Policy": "default-src 'none'; sandbox"},
    )


@require_POST
def picture_add(request: PersonRequest, supplier_pk: int, pk: int) -> HttpResponse:
    """Each file is taken or refused by itself; with htmx the answer takes the place of the file's progress bar."""
    product = _product(request, supplier_pk, pk)
    results = [_take(request, product, upload) for upload in request.FILES.getlist("file")]
    if request.htmx:
        context = {"supplier": product.supplier, "product": product, "results": results, "may_edit": True}
        return render(request, "suppliers/_pictures_added.html", context)
    for result in results:
        if result["refusal"]:
            messages.error(request, f"{result['name']}: {result['refusal']}")
    return redirect("suppliers:product", supplier_pk, product.pk)


def _take(request: PersonRequest, product: Product, upload: Any) -> dict[str, object]:
    name = safe_name(upload.name or "")
    try:
        with within_daily_limit(DailyAct.UPLOADED_BYTES, request.user.pk, at=timezone.now(), units=upload.size):
            taken = services.add_picture(product, upload, by=request.user, at=timezone.now())
        return {"name": name, "picture": taken, "refusal": ""}
    except OverDailyLimit as over:
        log_refused_upload(request.user.pk, "over-daily-limit")
        return {"name": name, "refusal": str(over.sentence)}
    except PictureRefused as refusal:
        log_refused_upload(request.user.pk, refusal.refused.code)
        return {"name": name, "refusal": _why(refusal.refused, name)}
    except TooSmall:
        log_refused_upload(request.user.pk, "too-small")
        return {"name": name, "refusal": _("This picture is less than 320 pixels wide: buyers would see too little.")}
    except TooMany:
        return {"name": name, "refusal": _("A product has 12 pictures at most. Remove one first.")}


def _why(refused: Refused, name: str) -> str:
    return str(NO_PICTURE) if refused.code == Code.WRONG_KIND else sentences.refusal(refused, name)


@require_POST
def picture_change(request: PersonRequest, supplier_pk: int, pk: int, picture_pk: int) -> HttpResponse:
    """The words, the place in the row, or the end of it."""
    product = _product(request, supplier_pk, pk)
    subject = get_object_or_404(product.pictures, pk=picture_pk)
    act = request.POST.get("act")
    if act == "remove":
        services.remove_picture(subject, by=request.user, at=timezone.now())
        messages.success(request, _("Picture removed."))
    elif act in {"earlier", "later"}:
        services.move_picture(subject, earlier=act == "earlier", by=request.user, at=timezone.now())
    else:
        _describe(request, subject)
    return redirect("suppliers:product", supplier_pk, product.pk)


def _describe(request: PersonRequest, subject: ProductPicture) -> None:
    form = PictureForm(request.POST)
    if form.is_valid():
        services.describe_picture(subject, form.cleaned_data["alt"], by=request.user, at=timezone.now())
        messages.success(request, _("Saved."))
    else:
        messages.error(request, " ".join(str(error) for error in form.errors["alt"]))


def _product(request: PersonRequest, supplier_pk: int, pk: int) -> Product:
    return get_object_or_404(scope.company(request, supplier_pk).products.select_related("supplier"), pk=pk)
