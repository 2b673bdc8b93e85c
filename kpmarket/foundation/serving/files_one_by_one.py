"""Files that a device sends one by one, over a line that breaks: each once, by a key of the device's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

KEY_CHARS = 64
FILES_AT_ONCE = 10
"""Without scripts; with them each file comes alone."""


def take_files(
    request: HttpRequest, take: Callable[[UploadedFile[bytes], str], str], *, count: Callable[[], int], back: str
) -> HttpResponse:
    """Take in what came under ``file``; a script that sends one with a ``key`` gets its answer as JSON.

    ``take`` gets a file and its key, empty where none came, and says why it was not taken; empty where it was, now or before.
    ``count``: how many there are then. ``back``: the page or name of the page to which a form leads.
    """
    uploads: Sequence[UploadedFile[bytes]] = request.FILES.getlist("file")[:FILES_AT_ONCE]
    key = request.POST.get("key", "")[:KEY_CHARS]
    problems = [problem for upload in uploads if (problem := take(upload, key))]
    if not uploads:
        problems = [_("Choose a file.")]
    if request.headers.get("Accept") == "application/json":
        if problems:
            return JsonResponse({"error": problems[0]}, status=422)
        return JsonResponse({"photos": count()}, status=201)
    for problem in problems:
        messages.error(request, problem)
    if not problems:
        messages.success(request, _("The files were taken in."))
    return redirect(back)
