"""Waiting for what comes by itself."""

import asyncio
from collections.abc import Callable
from typing import Any

from tests.processes import PATIENCE

LOOK_SECONDS = 0.002


async def until(true: Callable[[], Any], seconds: float = PATIENCE) -> None:
    """Wait until something holds; fails when it does not within so many seconds of looking: a
    pause of the machine is one look."""
    for _ in range(int(seconds / LOOK_SECONDS)):
        if true():
            return
        await asyncio.sleep(LOOK_SECONDS)
    raise TimeoutError
