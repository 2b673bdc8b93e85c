"""Drafts of a new edition of the rulebook: written by one senior auditor, published by another."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audits.models.rulebook import RulebookEdition
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import StatusChange


class DraftStatus(models.TextChoices):
    """The status of a draft. Only a draft that is being written can be changed."""

    WRITING = "writing", _("being written")
    SUBMITTED = "submitted", _("waits for a second person")
    PUBLISHED = "published", _("published")
    DISCARDED = "discarded", _("discarded")


class RulebookDraft(models.Model):
    """Changes to the edition it is based on, kept as the whole texts of the files that differ."""

    Status = DraftStatus
    TRANSITIONS: dict[Any, frozenset[Any]] = {
        DraftStatus.WRITING: frozenset({DraftStatus.SUBMITTED, DraftStatus.DISCARDED}),
        DraftStatus.SUBMITTED: frozenset({DraftStatus.WRITING, DraftStatus.PUBLISHED, DraftStatus.DISCARDED}),
    }

    title = models.CharField(_("what it is about"), max_length=120)
    base = models.ForeignKey(RulebookEdition, models.PROTECT, related_name="+", verbose_name=_("based on"))
    changed = models.JSONField(_("changed files"), default=dict, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    status = models.CharField(
        _("status"), max_length=20, choices=DraftStatus, default=DraftStatus.WRITING, editable=False
    )
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("drafted by"))
    drafted_at = models.DateTimeField(_("begun"))
    changed_at = models.DateTimeField(_("last changed"))
    edition = models.ForeignKey(
        RulebookEdition, models.PROTECT, null=True, related_name="drafts", verbose_name=_("published as")
    )

    class Meta:
        verbose_name = _("draft of an edition")
        verbose_name_plural = _("drafts of editions")
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=DraftStatus.PUBLISHED, edition__isnull=False)
                | (~Q(status=DraftStatus.PUBLISHED) & Q(edition=None)),
                name="rulebook_draft_published_has_edition",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it may still be published."""
        return self.status in (DraftStatus.WRITING, DraftStatus.SUBMITTED)

    @property
    def texts(self) -> dict[str, str]:
        """Every file of the rulebook with the changes of the draft."""
        return {**self.base.files, **self.changed}


class RulebookDraftEvent(StatusChange):
    """The steps of one draft."""

    subject = models.ForeignKey(RulebookDraft, models.PROTECT, related_name="history", verbose_name=_("draft"))

    class Meta(StatusChange.Meta):
        verbose_name = _("step of a draft")
        verbose_name_plural = _("steps of drafts")
