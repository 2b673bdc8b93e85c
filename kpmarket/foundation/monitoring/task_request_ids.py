"""The id of a request travels with the tasks that it causes, in a header of their messages. Imported by the Celery app."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from celery import Task
from celery.signals import before_task_publish, task_postrun, task_prerun

from kpmarket.foundation.monitoring import request_ids

KEY = "request_id"


@before_task_publish.connect
def write_request_id(headers: dict[str, Any], **_: Any) -> None:
    """Send the current id along with the message."""
    if request_id := request_ids.current():
        headers[KEY] = request_id


@task_prerun.connect
def use_request_id(task: Task, **_: Any) -> None:
    """Work under the id that came with the message; a task of the timetable gets one of its own."""
    scope = ExitStack()
    sent = getattr(task.request, KEY, "")
    scope.enter_context(request_ids.use(sent or request_ids.current() or request_ids.new()))
    task.request.request_id_scope = scope


@task_postrun.connect
def end_request_id(task: Task, **_: Any) -> None:
    task.request.request_id_scope.close()
