"""Serving: one process that listens, and what has to hold before it does.

The database is migrated first. On SQLite one server alone may have it, which a locked file beside
it sees to. While nobody has an account, a one-time link that makes the first is printed.
"""

import asyncio
import gc
import logging
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from board import database
from board.errors import Refused
from board.migrate import migrate
from server import templates
from server.app import create_app
from server.auth import links, secret
from server.config import Config
from server.protocol import Protocol, Socket

SAFE_SQLITE = (3, 51, 3)
FRAME_LIMIT = 64 * 1024
GRACE_SECONDS = 8
YOUNG = 20_000
"""New things at which the garbage collector looks for garbage among them."""

Say = Callable[[str], None]


def run(config: Config, say: Say) -> None:
    """Serve on uvloop, where there is one. Raises Refused for what has to be put right first."""
    # What was loaded stays. A migration makes so much garbage that looking through all the code
    # each time it is collected would take as long as the rest of it.
    gc.freeze()
    with asyncio.Runner(loop_factory=loop()) as runner:
        runner.run(serve(config, say))


def loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The event loop to serve on; None for the one of the standard library."""
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop


async def serve(config: Config, say: Say) -> None:
    """Serve until told to stop. Raises Refused for what has to be put right first."""
    key = secret.load(config.secret)
    with _alone(database.path(config.database)), _listening(config) as sock:
        config = config.at(sock.getsockname()[1])
        for name in await migrate(config.database):
            say(f"Migrated the database: {name}")
        link = await _first_link(config, key)

        def welcome() -> None:
            _warn(config, say)
            say(f"Andon is at {config.address}")
            if link:
                say(f"Nobody has an account yet. The first administrator's is made here:\n{link}")

        logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
        await _Server(settings(create_app(config), config.proxies), welcome).serve([sock])


@contextmanager
def _alone(file: Path | None) -> Iterator[None]:
    """Hold the lock that a second server of the same SQLite database finds taken."""
    if file is None:
        yield
        return
    file.parent.mkdir(0o700, parents=True, exist_ok=True)
    with file.with_name(f"{file.name}.lock").open("a+b") as held:
        if not _locked(held.fileno()):
            raise Refused(
                f"Another andon serve has {file} already. Stop it first, or give this one another"
                " ANDON_DATA."
            )
        yield


def _locked(handle: int) -> bool:
    """Whether the lock of an open file is ours now. It ends with the process, however it ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def _listening(config: Config) -> Iterator[socket.socket]:
    """The socket to listen on, taken before anything else is done."""
    where = f"{config.host} port {config.port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            config.host, config.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        # The protocol is named, or asyncio does not see that it is TCP and each answer that is
        # written in two pieces waits 40 ms for the other side to acknowledge the first.
        sock = socket.socket(family, kind, protocol)
    except OSError as error:
        raise Refused(f"Andon cannot listen on {where}: {error.strerror}.") from None
    with sock:
        try:
            if sys.platform != "win32":
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.bind(address)
        except OSError as error:
            raise Refused(
                f"Andon cannot listen on {where}: {error.strerror}. Stop what listens there, or"
                " choose another with --port."
            ) from None
        yield sock


async def _first_link(config: Config, key: secret.Secret) -> str | None:
    await database.connect(config.database)
    try:
        token = await links.first(key)
    finally:
        await database.close()
    return f"{config.address}/first/{token}" if token else None


def _warn(config: Config, say: Say) -> None:
    on_sqlite = database.path(config.database) is not None
    if on_sqlite and sqlite3.sqlite_version_info < SAFE_SQLITE:
        least = ".".join(map(str, SAFE_SQLITE))
        say(
            f"Warning: this Python has SQLite {sqlite3.sqlite_version}. Before {least}, two"
            " programs that write at the same instant can damage a database in rare cases. Andon"
            " keeps out of its way (only the server checkpoints); other programs may not."
        )
    if config.is_everywhere and config.is_own:
        say(
            "Warning: Andon listens to everybody but answers only to"
            f" {config.address}. Set ANDON_URL to the address that people type."
        )
    if not config.rate_limit:
        say("Warning: ANDON_RATE_LIMIT is off. Nothing slows down whoever guesses passwords.")


def settings(app: ASGIApp, proxies: str = "") -> uvicorn.Config:
    """How an app is served; `proxies`: who is believed about where a request came from."""
    return uvicorn.Config(
        app,
        http=Protocol,
        ws=Socket,
        lifespan="on",
        ws_max_size=FRAME_LIMIT,
        ws_per_message_deflate=False,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
        # Behind a proxy everybody would be one sender, and throttled as one.
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        access_log=False,
        log_config=None,
        log_level="warning",
    )


def settle() -> None:
    """Keep the garbage collector from what is no garbage, or everybody waits for its look.

    What stands now stays, but for what a migration left behind: looking through all of it takes a
    tenth of a second. And what the figures of a long past are made of, hundreds of thousands of
    things at once, is gone by itself when they are told, so it looks less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


class _Server(uvicorn.Server):
    """uvicorn's server, which says that it listens when it does, and ends without a signal."""

    def __init__(self, config: uvicorn.Config, welcome: Callable[[], None]) -> None:
        super().__init__(config)
        self._welcome = welcome

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        settle()
        self._welcome()
        self._loading = asyncio.create_task(asyncio.to_thread(templates.load))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        # The signal that ended it has had its effect; raised again it would look like a crash.
        self._captured_signals.clear()
