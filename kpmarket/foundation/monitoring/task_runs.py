"""When each task on the timetable last succeeded, so that a silent task is noticed."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskRunQuerySet(models.QuerySet["TaskRun"]):
    def record(self, name: str, *, at: datetime) -> None:
        """Note that the task of that name has just ended well."""
        self.update_or_create(name=name, defaults={"succeeded_at": at})


class TaskRun(models.Model):
    """When a task on the timetable last ended well, so that its silence is noticed."""

    name = models.CharField(_("task"), max_length=80, primary_key=True)
    succeeded_at = models.DateTimeField(_("last ended well"))

    objects = TaskRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("task run")
        verbose_name_plural = _("task runs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
