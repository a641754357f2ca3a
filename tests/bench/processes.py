"""What a process has taken of the machine: memory, and time of its processors."""

import asyncio
import os
from pathlib import Path

KB = 1_000
MB = 1_000_000

STILL = 50 * KB
"""Bytes that may come in half a second to a process that takes no more."""


def resident(pid: int) -> int:
    """Bytes of it that are in the machine's memory, shared ones too: what `top` calls RES."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


async def at_rest(pid: int) -> int:
    """The same, once it takes no more: a server that has begun to listen still loads templates."""
    while True:
        before = resident(pid)
        await asyncio.sleep(0.5)
        if resident(pid) - before < STILL:
            return resident(pid)


def spent(pid: int) -> float:
    """Seconds of processor time that all its threads have spent so far."""
    behind_the_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, behind_the_name[11:13])) / os.sysconf("SC_CLK_TCK")
