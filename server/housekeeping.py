"""Housekeeping: what is over is deleted once an hour.

Nothing relies on it. Whatever has an end is asked for it when it is read.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from board import requests
from server.auth import links, sessions

EVERY_SECONDS = 3_600

logger = logging.getLogger(__name__)


@asynccontextmanager
async def running() -> AsyncIterator[None]:
    """Keep house until left."""
    task = asyncio.create_task(_keep())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _keep() -> None:
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        try:
            await tidy()
        except Exception:
            logger.exception("Housekeeping failed; it is tried again in an hour")


async def tidy() -> None:
    """Delete the sessions, links and request records that are over."""
    await sessions.forget()
    await links.forget()
    await requests.forget()
