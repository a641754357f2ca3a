"""Updates: a board that was imported comes again, and what changed where it comes from is brought.

What was changed here since the last time is left as it is and named: a field is brought when it
is other than last time there and the same as last time here. Labels and people are put on cards
and taken off them one by one; the order of a column's cards is a field of the column, and so is
whether it is archived, but for one in which a card still stands here. What is gone there stays
here, cards that were deleted and items that were removed excepted; a comment may only be too old
for the file.
"""

import json
from contextlib import suppress

from board.exchange import digests, present
from board.exchange.drafts import Draft
from board.exchange.present import Here
from board.exchange.update_board import Update
from board.exchange.who import Chosen
from board.log import change
from board.seats import Seat


class _Seen(Exception):
    """It was seen what would come, and that was all."""


async def seen(by: Seat, draft: Draft, accounts: Chosen) -> list[str]:
    """What `bring` would bring and leave alone, in sentences; nothing is written."""
    told: list[str] = []
    with suppress(_Seen):
        await bring(by, draft, accounts, told)
    return told


async def bring(
    by: Seat, draft: Draft, accounts: Chosen, seen: list[str] | None = None
) -> list[str]:
    """Bring a board up to date; returns what was brought and what was left alone, in sentences.

    With a list to be `seen` in it stops there. Event: board.imported, when anything was brought.
    """
    reads = *present.queries(by.board_id), digests.last(by.board_id)
    async with change(by, "manage board", *reads) as log:
        *found, last = log.rows
        here = Here(draft.source.partition(":")[0], found)
        before = json.loads(last[0]["digests"]) if last else {}
        update = Update(log, draft, here, before)
        await update.all(accounts)
        told = update.sentences(log.board["key"])
        if seen is not None:
            seen += told
            raise _Seen
        log.done(told=told)
        return told
