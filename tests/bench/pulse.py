"""The pulse of a server: what somebody waits who asks next to nothing, every few milliseconds.

An answer to that costs a fraction of a millisecond, and everything is answered on one event loop.
So who waits longer has found it blocked, by about that long. It is asked from a process of its own,
which does nothing else, for the one that makes the server work is busy itself. What the machine
adds, when it lets another program go first, is in it; see what a server that does nothing gives.
"""

import multiprocessing
import socket
import time
from multiprocessing.connection import Connection
from typing import Self

from tests import processes

PAUSE_SECONDS = 0.002
NOTHING = "/api/v1/nothing"
"""An address that there is none: refused without a look at the database."""


class Pulse:
    """The process that asks."""

    def __init__(self, port: int) -> None:
        self.port = port

    def __enter__(self) -> Self:
        self._pipe, other = multiprocessing.Pipe()
        self._process = processes.fork(_feel, other, self.port)
        self._pipe.recv()
        return self

    def __exit__(self, *exc: object) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def waits(self) -> list[float]:
        """How long each answer took, in seconds; with that it ends."""
        self._pipe.send(None)
        waits: list[float] = self._pipe.recv()
        return waits


def _feel(pipe: Connection, port: int) -> None:
    asked = f"GET {NOTHING} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    waits: list[float] = []
    with socket.create_connection(("127.0.0.1", port)) as sock:
        pipe.send(None)
        while not waits or not pipe.poll():
            begun = time.perf_counter()
            sock.sendall(asked)
            sock.recv(1 << 18)
            waits.append(time.perf_counter() - begun)
            time.sleep(PAUSE_SECONDS)
    pipe.send(waits)
