"""Worker or timetable as they run for real, with the timetable quickened, dying where KILL_AT says.

KILL_AT names one of five points of a delivery; the process kills itself and its group there once, then a file says that it did.

    python -m tests.killing.process worker --queues celery,letters
"""

import os
import signal
import sys
from pathlib import Path

import django

POINTS = ("before claim", "after claim", "during hand-over", "before mark", "after mark")
"""Of one delivery: it is taken, handed over, answered with 250, marked as sent."""
SECOND = 1.0


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kpmarket.settings")
    django.setup()
    from kpmarket.celery import app

    wanted = ("send-reminders", "deliver-letters")
    app.conf.beat_schedule = {name: {**app.conf.beat_schedule[name], "schedule": SECOND} for name in wanted}
    if point := os.environ.get("KILL_AT"):
        die_at(point)
    app.start(arguments)


def die_at(point: str) -> None:
    """Have this process killed the next time that a delivery comes to that point."""
    from kpmarket.foundation.outbox import delivering

    take, hand_over, get_connection = delivering.take, delivering._hand_over, delivering.get_connection

    def taking(**facts):
        if point == "before claim":
            die()
        letter = take(**facts)
        if letter and point == "after claim":
            die()
        return letter

    def handing_over(*facts):
        is_sent = hand_over(*facts)
        if is_sent and point == "after mark":
            die()
        return is_sent

    def connecting(*facts):
        connection = get_connection(*facts)
        send = connection.send_messages

        def sending(messages):
            if point == "during hand-over" and not Path(os.environ["KILLED_FILE"]).exists():
                connection.open()
                connection.connection.mail("desk@example.org")
                connection.connection.rcpt("ann@example.org")
                connection.connection.putcmd("data")
                die()
            count = send(messages)
            if point == "before mark":
                die()
            return count

        connection.send_messages = sending
        return connection

    delivering.take, delivering._hand_over, delivering.get_connection = taking, handing_over, connecting


def die() -> None:
    marker = Path(os.environ["KILLED_FILE"])
    if not marker.exists():
        marker.touch()
        os.killpg(os.getpgid(0), signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1:])
