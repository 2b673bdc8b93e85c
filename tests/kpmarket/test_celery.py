"""The timetable wakes tasks that exist, and a real worker does them."""

import logging
import os
import subprocess
import sys
import time

import pytest
from django.conf import settings

from kpmarket.celery import app

pytestmark = pytest.mark.services

SECONDS = 120


def test_every_entry_of_the_timetable_is_a_task():
    app.loader.import_default_modules()

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_what_ended_is_forgotten_each_night():
    tasks = {entry["task"] for entry in app.conf.beat_schedule.values()}

    assert {"kpmarket.tasks.enforce_retention", "kpmarket.tasks.forget_uploads"} <= tasks


def test_what_can_be_slow_waits_in_queues_of_its_own():
    queues = {name: route["queue"] for name, route in settings.CELERY_TASK_ROUTES.items()}

    assert queues == {
        "suppliers.tasks.read_next_file": "reading",
        "audits.tasks.check_registers": "registers",
        "audits.tasks.check_sources": "registers",
        "kpmarket.tasks.deliver_letters": "letters",
        "buyers.tasks.send_webhook_messages": "letters",
    }
    app.loader.import_default_modules()
    assert set(queues) <= set(app.tasks)


def test_workers_log_as_the_settings_say():
    handlers, level = [*logging.root.handlers], logging.root.level

    app.log.setup_logging_subsystem(loglevel="DEBUG")

    assert (logging.root.handlers, logging.root.level) == (handlers, level)


def run(environment, *arguments):
    result = subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture
def environment(tmp_path):
    """A copy of the site of its own: its database and, without Redis, its queue are in a folder that goes away."""
    own = {key: value for key, value in os.environ.items() if key in {"PATH", "LANG", "HOME"}}
    redis = {"REDIS_URL": settings.REDIS_URL.rsplit("/", 1)[0] + "/9"} if settings.REDIS_URL else {}
    return {**own, **redis, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "kpmarket.settings"}


@pytest.mark.slow
def test_a_task_handed_to_the_queue_is_done_by_a_worker(environment):
    prepare = (
        "import django; django.setup(); from kpmarket.site.demo.processes import prepare_folders; prepare_folders()"
    )
    tables = (
        "import django; django.setup(); from django.apps import apps; from django.conf import settings;"
        "settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()};"
        "from django.core.management import call_command; call_command('migrate', run_syncdb=True, verbosity=0)"
    )  # as the models are: that migrations lead there is tested elsewhere, and takes a minute
    publish = "import django; django.setup(); from suppliers.tasks import send_reminders; send_reminders.delay()"
    look = "import django; django.setup(); from kpmarket.foundation.monitoring.task_runs import TaskRun; print(TaskRun.objects.count())"
    run(environment, "-c", tables)
    run(environment, "-c", prepare)
    run(environment, "-c", publish)
    command = [sys.executable, "-W", "ignore", "-m", "celery", "-A", "kpmarket", "--quiet", "worker", "--pool", "solo"]
    worker = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + SECONDS
        while run(environment, "-c", look).strip() != "1":
            assert time.monotonic() < deadline, "The worker did not do the task."
            time.sleep(0.2)
    finally:
        worker.terminate()
        worker.wait(SECONDS)
