"""What every uploaded file is kept as: an original under an unguessable name, and pictures of its pages."""

from __future__ import annotations

import secrets
from functools import partial

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredOriginal(models.Model):
    """An uploaded original: kept as it came, never shown as it is. ``kind`` is what its bytes are, such as ``pdf``."""

    original_name = models.CharField(_("file name"), max_length=300)
    stored_name = models.CharField(_("stored name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10)
    size = models.PositiveBigIntegerField(_("size in bytes"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.original_name


class CameraFile(models.Model):
    """A file from a camera. Kept are pictures of its pages, the SHA-256 of what arrived and when the camera says that it was
    taken; the original is not kept, and with it no place where a camera was.

    ``key`` is chosen by the device, so that a file that is sent twice is there once.
    """

    key = models.CharField(_("key"), max_length=64)
    original_name = models.CharField(_("file name"), max_length=300)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    taken = models.CharField(_("taken, as the camera says"), max_length=25, blank=True)
    received_at = models.DateTimeField(_("received"))

    class Meta:
        abstract = True


class PageImage(models.Model):
    """A picture of one page, rendered in the sandbox: all that anybody gets of a file, by a token that cannot be guessed."""

    number = models.PositiveSmallIntegerField(_("page"))
    stored_name = models.CharField(_("stored name"), max_length=80, unique=True)
    token = models.CharField(max_length=40, unique=True, default=partial(secrets.token_urlsafe, 20), editable=False)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))

    class Meta:
        abstract = True
