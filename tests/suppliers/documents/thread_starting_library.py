"""A library that starts a thread of its own as soon as it is imported, as some do to call home."""

import threading

STOP = threading.Event()
threading.Thread(target=STOP.wait, daemon=True).start()


def work(data):
    return {}, []
