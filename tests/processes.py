"""`andon` in processes of its own, which can be killed.

    with Server(folder) as server:                # `andon serve`, on a port that was free
        server.andon("user", "add", "ana@example.com", "--name", "Ana", typed="a password")
        server.kill()                             # as if the machine had stopped
        server.start()                            # on the same port

Loading Andon is most of what a start costs. So the processes are forks of one that has loaded it
and does nothing else; from there on they are what the command makes of them.
"""

import io
import multiprocessing
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Self

from server import cli

SECONDS = 20
"""How long a start, an end or a command may take on a busy machine."""

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload([__name__])


class Server:
    """`andon serve` on loopback, and the other commands beside it.

    `tuning` sets names of modules in the serving process: {"server.feed.HEARTBEAT_SECONDS": 1}.
    """

    def __init__(
        self,
        data: Path,
        database_url: str = "",
        *,
        rate_limit: str = "off",
        tuning: Mapping[str, Any] | None = None,
    ) -> None:
        self.data = data
        self.port = 0
        self.log = data / "serve.log"
        self.tuning = dict(tuning or {})
        self.settings = {"ANDON_DATA": str(data), "ANDON_RATE_LIMIT": rate_limit}
        if database_url:
            self.settings["ANDON_DATABASE_URL"] = database_url
        self._process: Any = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Its process."""
        return int(self._process.pid)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.kill()

    def start(self) -> None:
        """Serve; returns when it listens."""
        args = ("serve", "--port", str(self.port))
        self.log.parent.mkdir(parents=True, exist_ok=True)
        begin = self.log.stat().st_size if self.log.exists() else 0
        self._process = self._fork(args, self.log)
        deadline = time.monotonic() + SECONDS
        while not (found := re.search(r"Andon is at http://[^:]+:(\d+)\n", self._said(begin))):
            if not self._process.is_alive() or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"The server did not start:\n{self._said(begin)}")
            time.sleep(0.005)
        self.port = int(found[1])

    def _said(self, begin: int = 0) -> str:
        return self.log.read_bytes()[begin:].decode() if self.log.exists() else ""

    @property
    def complaints(self) -> list[str]:
        """What it logged beside its greetings."""
        return [line for line in self._said().splitlines() if re.match(r"\d{4}-|Traceback", line)]

    def kill(self) -> None:
        """End it at once. Nothing in it gets to know."""
        if self._process is not None:
            self._process.kill()
            self._process.join(SECONDS)

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        os.kill(self.pid, signal.SIGTERM)
        self._process.join(SECONDS)
        if self._process.exitcode != 0:
            raise RuntimeError(f"The server ended with {self._process.exitcode}:\n{self._said()}")

    def andon(self, *args: str, typed: str = "") -> str:
        """What another command prints."""
        answer = self.data / f"{time.monotonic_ns()}.out"
        process = self._fork(args, answer, typed)
        process.join(SECONDS)
        said = answer.read_text()
        answer.unlink()
        if process.exitcode != 0:
            raise RuntimeError(f"andon {' '.join(args)}: {said}")
        return said.strip()

    def _fork(self, args: tuple[str, ...], output: Path, typed: str = "") -> Any:
        given = args, self.settings, self.tuning, str(output), typed
        process = _forks.Process(target=_andon, args=given, daemon=True)
        process.start()
        return process

    def token(self, name: str, *, scope: str = "write") -> str:
        """The API token of a new account."""
        self.andon("user", "add", f"{name}@example.com", "--name", name, typed=f"{name}, no secret")
        return self.andon("token", "add", f"{name}@example.com", "--name", "test", "--scope", scope)


def _andon(
    args: tuple[str, ...],
    settings: dict[str, str],
    tuning: dict[str, Any],
    output: str,
    typed: str,
) -> None:
    """Be `andon` with these arguments and settings."""
    threading.Thread(target=_not_alone, daemon=True).start()
    for name in [name for name in os.environ if name.startswith("ANDON_")]:
        del os.environ[name]
    os.environ.update(settings)
    for name, value in tuning.items():
        module, _, attribute = name.rpartition(".")
        setattr(import_module(module), attribute, value)
    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(file, 1)
    os.dup2(file, 2)
    sys.stdin = io.StringIO(typed)
    sys.argv = ["andon", *args]
    cli.main()


def _not_alone() -> None:
    """No process outlives the test run, however that ends."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os.kill(os.getpid(), signal.SIGKILL)
