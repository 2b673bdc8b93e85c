"""Celery's queues, and their place where there is no Redis: messages are files in a folder. Read by the settings."""

from __future__ import annotations

from pathlib import Path

TASK_ROUTES = {
    "suppliers.tasks.read_next_file": {"queue": "reading"},
    "audits.tasks.check_registers": {"queue": "registers"},
    "audits.tasks.check_sources": {"queue": "registers"},
    "kpmarket.tasks.deliver_letters": {"queue": "letters"},
    "buyers.tasks.send_webhook_messages": {"queue": "letters"},
}
"""Queues with workers of their own: what is slow there holds up nothing else."""
REDIS_QUEUE: dict[str, str | float] = {"visibility_timeout": 3600, "socket_connect_timeout": 2}


def folder_queue(folder: Path) -> dict[str, str | float]:
    """Options of kombu's transport ``filesystem://``, which makes the folders that it names."""
    return {
        "data_folder_in": str(folder / "messages"),
        "data_folder_out": str(folder / "messages"),
        "control_folder": str(folder / "control"),
        "processed_folder": str(folder / "processed"),
        "polling_interval": 0.2,
    }
