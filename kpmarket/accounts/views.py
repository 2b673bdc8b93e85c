"""The news that the site has for a person."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from kpmarket.accounts.models import Notice, User
from kpmarket.accounts.requests import PersonRequest

PAGE = 25


@login_not_required
def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Switch the language of the pages; a person who is signed in gets their letters in it too."""
    response = set_language(request)
    chosen = request.POST.get("language", "")
    if isinstance(request.user, User) and chosen in dict(settings.LANGUAGES):
        User.objects.filter(pk=request.user.pk).update(language=chosen)
    return response


@require_safe
def notices(request: PersonRequest) -> HttpResponse:
    """The notices of this person, the latest first."""
    page = Paginator(Notice.objects.for_user(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/notices.html", {"page": page})


@require_POST
def notice_follow(request: PersonRequest, pk: int) -> HttpResponse:
    """Mark one notice read, and go where it leads."""
    mine = Notice.objects.for_user(request.user)
    notice = get_object_or_404(mine, pk=pk)
    mine.unread().filter(pk=pk).update(read_at=timezone.now())
    leads_home = url_has_allowed_host_and_scheme(notice.url, allowed_hosts={request.get_host()})
    return redirect(notice.url if leads_home else "accounts:notices")


@require_POST
def notices_read(request: PersonRequest) -> HttpResponse:
    """Mark every notice read."""
    Notice.objects.for_user(request.user).unread().update(read_at=timezone.now())
    return redirect("accounts:notices")
