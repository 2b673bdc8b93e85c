"""A server on this machine that counts connections: hostile files point to it, and there must be none."""

from __future__ import annotations

import selectors
import socket
import threading
from types import TracebackType

LOOK_EVERY = 0.05


class Listener:
    """Listens on a free port while it is entered; `visits` counts connections."""

    def __init__(self) -> None:
        self.visits = 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._count, daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.getsockname()[1])

    def __enter__(self) -> Listener:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._thread.join()
        self._server.close()

    def _count(self) -> None:
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._server, selectors.EVENT_READ)
            while not self._is_over.is_set():
                for _ in waiting.select(LOOK_EVERY):
                    self._server.accept()[0].close()
                    self.visits += 1
