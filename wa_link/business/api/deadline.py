"""The deadline of a whole request; the timeouts of httpx are those of each byte."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WHOLE_SECONDS: Final = 60.0
"""How long a request may take, until its whole answer is there."""


class Deadline:
    """Ends the connection of a client if one request takes too long.

    Attributes:
        is_over: whether the deadline of the last request has passed.
    """

    def __init__(self) -> None:
        self.is_over = False
        self._socket: socket.socket | None = None

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Shut down the connection if the `with` block takes too long."""
        self.is_over = False
        timer = threading.Timer(WHOLE_SECONDS, self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Remember the connection; this is the `trace` extension of httpx.

        Later requests use the same connection, without an event.
        """
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._socket = info["return_value"].get_extra_info("socket")
            if self.is_over:
                self._shut_down()

    def _end(self) -> None:
        self.is_over = True
        self._shut_down()

    def _shut_down(self) -> None:
        if self._socket is not None:
            with suppress(OSError):  # it is closed already
                # The method of an SSLSocket would also let it send without encryption.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
