"""A connection that can be cut, as a mobile phone's is in a tunnel.

It stands between the browsers and the server. `hole()` is the cut that nobody notices: everything
stays open and nothing comes through any more. `deaf()` lets through what the browser says and
swallows the answers. `cut()` closes everything and lets nobody in. `mend()` makes it whole.
"""

import contextlib
import socket
import threading
from typing import Literal

State = Literal["whole", "hole", "deaf", "cut"]

NOTHING = (b"\0none\0", b"")


class Cable:
    """A port of this machine that leads to another one."""

    def __init__(self) -> None:
        self.to = 0
        self.changes = NOTHING
        """What the server says, and what comes out instead."""
        self._state: State = "whole"
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def hole(self) -> None:
        """From now on nothing comes through, and nobody is told."""
        self._state = "hole"

    def deaf(self) -> None:
        """From now on no answer comes through."""
        self._state = "deaf"

    def cut(self) -> None:
        """Close what is open, and let nobody in."""
        with self._lock:
            self._state = "cut"
        self._drop()

    def mend(self) -> None:
        """Let everything through again. What was open in a cut is lost."""
        self._drop()
        self._state = "whole"

    def close(self) -> None:
        """Take it away."""
        self.cut()
        self._listener.close()

    def _drop(self) -> None:
        with self._lock:
            dropped, self._open = self._open, set()
        for end in dropped:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self._join(self._listener.accept()[0])

    def _join(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self.to))
        except OSError:
            near.close()
            return
        with self._lock:  # so that nobody slips through a cut
            lost = self._state == "cut"
            if not lost:
                self._open |= {near, far}
        if lost:
            near.close()
            far.close()
            return
        for way in ((near, far, False), (far, near, True)):
            threading.Thread(target=self._carry, args=way, daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, answers: bool) -> None:
        mute = ("hole", "deaf") if answers else ("hole",)
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if self._state not in mute:
                    sink.sendall(data.replace(*self.changes) if answers else data)
        # The end of one side is the end of the other, unless nothing comes through.
        if self._state not in mute:
            for end in (source, sink):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
