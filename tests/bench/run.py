"""One run of the bench: where it may write, how thorough it is, and what the machine can do."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from server import serving

T = TypeVar("T")


@dataclass
class Limits:
    """What the machine gives without any of our code."""

    commits: float = 0
    """Transactions of SQLite a second, each on the disk before the next."""
    frames: dict[int, float] = field(default_factory=dict)
    """Frames of websockets a second, by how many readers they go to."""

    def reach(self, viewers: int) -> float:
        """Seconds from a change to so many viewers: one commit and a frame to each."""
        nearest = min(self.frames, key=lambda readers: abs(readers - viewers))
        return 1 / self.commits + viewers / self.frames[nearest]


@dataclass
class Run:
    """A run of the bench; a quick one does everything once and is no measurement."""

    folder: Path
    quick: bool = False
    limits: Limits = field(default_factory=Limits)

    def take(self, full: T, quick: T) -> T:
        """The first for a measurement, the second when it has to be quick."""
        return quick if self.quick else full

    def room(self, name: str) -> Path:
        """A new folder."""
        room = self.folder / name
        room.mkdir()
        return room

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        """What some work comes to, on the event loop of the server."""
        with asyncio.Runner(loop_factory=serving.loop()) as runner:
            return runner.run(work)
