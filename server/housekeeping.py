"""Housekeeping: what is over is deleted once an hour.

Nothing relies on it. Whatever has an end is asked for it when it is read.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from board import requests
from server.auth import links, sessions
from server.uploads import Uploads

EVERY_SECONDS = 3_600

logger = logging.getLogger(__name__)


@asynccontextmanager
async def running(data: Path) -> AsyncIterator[None]:
    """Keep house until left. `data`: the folder of the server's data."""
    task = asyncio.create_task(_keep(data))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _keep(data: Path) -> None:
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        try:
            await tidy(data)
        except Exception:
            logger.exception("Housekeeping failed; it is tried again in an hour")


async def tidy(data: Path) -> None:
    """Delete the sessions, links, request records and uploads that are over."""
    await sessions.forget()
    await links.forget()
    await requests.forget()
    await asyncio.to_thread(Uploads(data).forget)
