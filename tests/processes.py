"""`andon` in processes of its own, which can be killed.

    with Server(folder) as server:                # `andon serve`, on a port that was free
        server.andon("user", "add", "ana@example.com", "--name", "Ana", stdin="a password")
        server.kill()                             # as if the machine had stopped
        server.start()                            # on the same port

Loading Andon is most of what a start costs. So the processes are forks of one that has loaded it
and does nothing else; from there on they are what the command makes of them.
"""

import asyncio
import io
import multiprocessing
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Self

from server import cli, repeats
from tests import template

PATIENCE = 20
"""Seconds that a start, an end or a command may take on a busy machine."""

PASSWORD = "a lamp over every line"
"""Of every account made here."""

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload([__name__])


class Server:
    """`andon serve` on loopback, and the other commands beside it.

    `settings` are those of the environment. `tuning` sets names of modules in the serving process:
    {"server.feed.HEARTBEAT_SECONDS": 1}. Its database is migrated already.
    """

    def __init__(
        self, folder: Path, *, tuning: Mapping[str, Any] | None = None, **settings: str
    ) -> None:
        self.data = folder / "data"
        self.port = 0
        self.tuning = dict(tuning or {})
        self.settings = {"ANDON_DATA": str(self.data), "ANDON_RATE_LIMIT": "off", **settings}
        self._log = folder / "serve.log"
        self._begin = 0
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
        return self.start()

    def __exit__(self, *exc: object) -> None:
        self.kill()

    def start(self) -> Self:
        """Serve, on the same port each time; returns when it listens."""
        if "ANDON_DATABASE_URL" not in self.settings:
            template.lay(self.data)
        self._log.touch()
        self._begin = self._log.stat().st_size
        self._process = self._fork(("serve", "--port", str(self.port)), self._log)
        self.port = int(self.until(r"Andon is at http://[^:]+:(\d+)\n"))
        return self

    def until(self, pattern: str) -> str:
        """The first group of a pattern, once the server said what matches it."""
        deadline = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self.said)):
            if not self._process.is_alive() or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"The server did not say {pattern}:\n{self.said}")
            time.sleep(0.005)
        return found[1]

    @property
    def said(self) -> str:
        """What it printed since it was started."""
        return self._log.read_bytes()[self._begin :].decode()

    @property
    def complaints(self) -> list[str]:
        """What it logged, however often it was started."""
        lines = self._log.read_text().splitlines()
        return [line for line in lines if re.match(r"\d{4}-\d\d-\d\d |Traceback", line)]

    def kill(self) -> None:
        """End it at once. Nothing in it gets to know."""
        if self._process is not None:
            self._process.kill()
            self._process.join(PATIENCE)

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        os.kill(self.pid, signal.SIGTERM)
        self._process.join(PATIENCE)
        if self._process.exitcode != 0:
            raise RuntimeError(f"The server ended with {self._process.exitcode}:\n{self.said}")

    def andon(self, *words: str, stdin: str = "") -> str:
        """What another command prints."""
        output = self._log.with_name(f"{time.monotonic_ns()}.out")
        process = self._fork(words, output, stdin)
        process.join(PATIENCE)
        said = output.read_text()
        output.unlink()
        if process.exitcode != 0:
            raise RuntimeError(f"andon {' '.join(words)}: {said}")
        return said.strip()

    def _fork(self, words: tuple[str, ...], output: Path, stdin: str = "") -> Any:
        return fork(_andon, words, self.settings, self.tuning, str(output), stdin)

    def token(self, name: str) -> str:
        """An API token of a new account."""
        address = f"{name}@example.com"
        self.andon("user", "add", address, "--name", name, stdin=PASSWORD)
        return self.andon("token", "add", address, "--name", "test")


def fork(work: Callable[..., None], *args: Any) -> Any:
    """A process that has Andon loaded and does some work; it ends with this one at the latest."""
    process = _forks.Process(target=_work, args=(work, args), daemon=True)
    process.start()
    return process


def _work(work: Callable[..., None], args: tuple[Any, ...]) -> None:
    threading.Thread(target=_never_alone, daemon=True).start()
    work(*args)


def _andon(
    words: tuple[str, ...],
    settings: dict[str, str],
    tuning: dict[str, Any],
    output: str,
    stdin: str,
) -> None:
    """Be `andon` with these words and settings."""
    for name in [name for name in os.environ if name.startswith("ANDON_")]:
        del os.environ[name]
    os.environ.update(settings)
    for name, value in tuning.items():
        place, _, attribute = name.rpartition(".")
        module = import_module(place)
        getattr(module, attribute)  # what is not there cannot be tuned
        setattr(module, attribute, value)
    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(file, 1)
    os.dup2(file, 2)
    sys.stdin = io.StringIO(stdin)
    sys.argv = ["andon", *words]
    cli.main()


async def answered_late(verb: Awaitable[dict[str, Any]]) -> dict[str, Any]:
    """`server.repeats.answer`, a moment late."""
    answer = await _answer(verb)
    await asyncio.sleep(0.01)
    return answer


_answer = repeats.answer


def _never_alone() -> None:
    """No process outlives the test run, however that ends."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os.kill(os.getpid(), signal.SIGKILL)
