"""Boards with a past, made by the verbs of the domain at random."""

from collections.abc import Awaitable
from random import Random
from typing import Any

from board import archive, assignments, blocks, checklists, comments, edits, labels
from board.errors import Refused
from tests.world import Board, World

SHAPE = "Todo Doing:3 Review Done Dropped/discard"


async def lived(world: World, seed: int, steps: int = 70) -> Board:
    """A board on which two people did this and that."""
    chance = Random(seed)
    board = await world.board(SHAPE)
    bo = await world.joined(board, "bo")
    lane = await board.lane("Urgent:1")
    label = (await labels.add(board.by, "=bug", color="red"))["label"]["id"]
    known = [await board.add(f"Card {n}", "Todo") for n in range(4)]

    def work(by: Any, card: int, n: int) -> Awaitable[Any]:
        match chance.randrange(13):
            case 0:
                return blocks.block(by, card, f"@They wait {n}")
            case 1:
                return blocks.unblock(by, card)
            case 2:
                return archive.archive_card(by, card)
            case 3:
                return archive.restore_card(board.by, card)
            case 4 if n % 3 == 0:
                return archive.delete_card(by, card)
            case 5:
                return comments.add(by, card, f"So it is, {n}.\n\n- really")
            case 6:
                return checklists.add(by, card, "Steps", ["one", "two"])
            case 7:
                return labels.put(by, card, label)
            case 8:
                return assignments.assign(by, card, bo.user_id)
            case 9:
                return edits.edit(by, card, title=f"Card <{n}> 🥐", due="2026-12-01", estimate=1.5)
        where = {"lane": lane} if chance.random() < 0.2 else {}
        return board.put(card, chance.choice(list(board.columns)), **where)

    for n in range(steps):
        if chance.random() < 0.1:
            known.append(await board.add(f"Card {n}", chance.choice(("Todo", "Doing"))))
        try:
            await work(chance.choice((board.by, bo)), chance.choice(known), n)
        except Refused:
            continue
    return board
