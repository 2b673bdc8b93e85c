"""Pictures of certificates' pages, for those who may see them."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.storage import files
from suppliers.models import Certificate, CertificatePage


@require_safe
def certificate_page(request: PersonRequest, token: str) -> HttpResponseBase:
    mine = Certificate.objects.for_user(request.user)
    pages = CertificatePage.objects.filter(file__removed_at=None, file__certificate__in=mine)
    return page_response(get_object_or_404(pages, token=token))


def page_response(page: CertificatePage) -> HttpResponseBase:
    """The picture of a page with safe headers. Whoever calls this has asked who is asking."""
    return files.show_image(page.stored_name)
