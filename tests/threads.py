"""Several people at the same moment, each with a connection of their own to the database."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

SECONDS = 60


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Start all at once; what each returned, or the error that it raised, in their order."""
    results: list[Any] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(SECONDS)
            results[number] = act()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    if any(thread.is_alive() for thread in threads):
        raise TimeoutError("Somebody waits for a lock that nobody gives back.")
    return results
