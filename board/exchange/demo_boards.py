"""Demo boards: the draft of the demo becomes somebody's board."""

import asyncio
from typing import Any

from board import users
from board.exchange import demo, making
from board.instants import now


async def make(owner: dict[str, Any], timezone: str | None = None) -> int:
    """Make a demo board of the owner's, in a zone or theirs; returns its id.

    Its people are nobody on this server. Raises Invalid for a zone that is none. Events:
    board.imported, member.joined.
    """
    zone = timezone or owner["timezone"]
    users.timezone(zone)
    draft = await asyncio.to_thread(demo.draft, now(), zone)
    return await making.written(draft, owner, zone, {})
