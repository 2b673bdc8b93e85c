"""The tables of the project itself: each is defined next to the code that uses it."""

from kpmarket.foundation.monitoring.task_runs import TaskRun
from kpmarket.foundation.outbox.models import Letter

__all__ = ["Letter", "TaskRun"]
