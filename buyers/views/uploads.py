"""Files that a person sends with an enquiry or a message, within what one person may upload in a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.core.files.uploadedfile import UploadedFile
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from buyers.models import Attachment, AttachmentPage
from buyers.services.attachments import AttachmentRefused, stored_uploads
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit
from kpmarket.foundation.monitoring.security_log import log_refused_upload
from kpmarket.foundation.storage import files
from suppliers.certificates.files import StoredUpload


@contextmanager
def uploads_within_limits(
    request: PersonRequest, uploads: Sequence[UploadedFile[bytes]]
) -> Iterator[list[StoredUpload]]:
    """The files, stored and rendered. Raises AttachmentRefused and OverDailyLimit; nothing is kept then."""
    now = timezone.now()
    size = sum(upload.size or 0 for upload in uploads)
    try:
        with (
            within_daily_limit(DailyAct.UPLOADED_BYTES, request.user.pk, at=now, units=size),
            stored_uploads(uploads, by=request.user, at=now) as stored,
        ):
            yield stored
    except AttachmentRefused as refusal:
        log_refused_upload(request.user.pk, refusal.refused.code)
        raise
    except OverDailyLimit:
        log_refused_upload(request.user.pk, "over-daily-limit")
        raise


@require_safe
def attachment_page(request: PersonRequest, token: str) -> HttpResponseBase:
    """The picture of one page, for the two sides of the conversation."""
    readable = Attachment.objects.for_user(request.user)
    page = get_object_or_404(AttachmentPage.objects.filter(attachment__in=readable), token=token)
    return files.show_image(page.stored_name)
