"""The tables of the project itself: each is defined next to the code that uses it."""

from kpmarket.foundation.outbox.models import Letter
from kpmarket.foundation.task_runs import TaskRun

__all__ = ["Letter", "TaskRun"]
