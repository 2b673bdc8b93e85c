"""What stands in the place of a check that is tried without."""

from __future__ import annotations

import importlib

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import clear_url_caches

import kpmarket.urls
from suppliers.models import Supplier


def any_company(request: HttpRequest, supplier_pk: int) -> Supplier:
    """The company as if the person owned it."""
    found = get_object_or_404(Supplier, pk=supplier_pk)
    found.my_role = "owner"
    return found


def accept_every_method(view: object) -> None:
    """Take away the effect of ``require_POST`` and its kind."""
    while view is not None:
        code, cells = getattr(view, "__code__", None), getattr(view, "__closure__", None) or ()
        for name, cell in zip(code.co_freevars if code else (), cells, strict=True):
            if name == "request_method_list":
                cell.cell_contents = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
        view = getattr(view, "__wrapped__", None)


def leave_out(middleware: str) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != middleware]


def load_urls_again() -> None:
    """For the admin, whose views are wrapped when its addresses are listed."""
    importlib.reload(kpmarket.urls)
    clear_url_caches()
