"""Drawing a board: its page and its parts, from one read of the state.

Whatever shows a board goes through here: the first page, the feed's messages, a catch-up, a
reset. No byte drawn depends on who looks, so one drawing serves everybody, and a card's face is
drawn once for each version of it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from board import boards, cards, columns, database, labels, lanes, members, projection
from board.database import Use
from board.events import BOARD, LABELS, MEMBERS, NOTICE, STRIP, TITLE, Part
from board.flow.strip import Strip
from board.sqlite import Rows, Statement
from server import faces, grid
from server.cardface import Around, Face, around, card_html, face
from server.templates import environment

WHOLE: frozenset[Part] = frozenset({BOARD, STRIP, TITLE, MEMBERS, LABELS, NOTICE})
"""The parts that together are the whole board."""


@dataclass(frozen=True)
class Snapshot:
    """A board at one number: what its page is drawn from."""

    board: dict[str, Any]
    columns: list[dict[str, Any]]
    lanes: list[dict[str, Any]]
    people: list[dict[str, Any]]
    labels: list[dict[str, Any]]
    strip: Strip
    wip: dict[str, Any]

    @property
    def context(self) -> dict[str, Any]:
        """What the templates take."""
        return dict(vars(self))


# -- the page


async def page(board_id: int, use: Use = "pages") -> Snapshot:
    """The board as its page shows it. Raises Missing."""
    found = await database.read(
        boards.named(board_id),
        columns.on(board_id),
        lanes.on(board_id),
        lanes.at_work(board_id),
        grid.first_cards(board_id),
        members.everyone(board_id),
        labels.of_board(board_id),
        use=use,
    )
    here, heads, rows, counts, shown, people, words = found
    board = boards.found(here)
    across = grid.lane_heads(rows, counts)
    return Snapshot(
        board=board,
        columns=grid.filled(around(board, people, words), heads, across, shown),
        lanes=across,
        people=_people(people),
        labels=words,
        **await _strip(board, counts, use),
    )


async def _board(board_id: int, use: Use) -> dict[str, Any]:
    (found,) = await database.read(boards.named(board_id), use=use)
    return boards.found(found)


async def more(
    board_id: int, column_id: int, after: str, lane: int | None = None
) -> tuple[list[Face], bool]:
    """The next cards of a cell behind a rank, and whether still more follow."""
    here, people, words, behind = await database.read(
        boards.named(board_id),
        members.everyone(board_id),
        labels.of_board(board_id),
        grid.cards_behind(board_id, column_id, lane, after),
    )
    board = boards.found(here)
    there = around(board, people, words)
    return [face(card, there) for card in behind[: grid.DRAWN]], len(behind) > grid.DRAWN


def _people(rows: Rows) -> list[dict[str, Any]]:
    return [faces.face(row["user_id"], row["name"]) for row in rows]


# -- the strip


async def _strip(board: dict[str, Any], counts: Rows, use: Use) -> dict[str, Any]:
    """What the strip's template takes."""
    wip = sum(row["n"] for row in counts)
    figures = await projection.strip(board, wip, use)
    return {"strip": figures, "wip": grid.whole(board, wip)}


async def strip(board_id: int) -> str:
    """The strip alone, as it is now."""
    found, counts = await database.read(boards.named(board_id), lanes.at_work(board_id), use="feed")
    board = boards.found(found)
    return _morphed("strip", board=board, **await _strip(board, counts, "feed"))


# -- the parts


async def parts(board_id: int, wanted: Collection[Part]) -> str:
    """The wanted parts as they are now, each saying where the browser puts it."""
    if BOARD in wanted:
        return whole(await page(board_id, "feed"), wanted)
    ids = [identity for name, identity in wanted if name == "card"]
    heads = [identity for name, identity in wanted if name == "head"]
    across = [identity for name, identity in wanted if name == "lane"]
    board = await _board(board_id, "feed")
    reads = [
        _cards(board_id, ids),
        _heads(board_id, heads),
        lanes.on(board_id),
        lanes.at_work(board_id),
        members.everyone(board_id),
        labels.of_board(board_id),
    ]
    found = await database.read(*reads, use="feed")
    shown, columns_, rows, counts, people, words = found
    there = around(board, people, words)
    drawn = [*_placed(there, ids, shown), *(_morphed_head(board, row) for row in columns_)]
    lanes_ = (lane for lane in grid.lane_heads(rows, counts) if lane["id"] in across)
    drawn += [_morphed_lane(board, lane) for lane in lanes_]
    if STRIP in wanted:
        drawn.append(_morphed("strip", board=board, **await _strip(board, counts, "feed")))
    if TITLE in wanted:
        drawn.append(_morphed("title", board=board))
    if NOTICE in wanted:
        drawn.append(_morphed("notice", board=board))
    if MEMBERS in wanted:
        drawn.append(_morphed("members", people=_people(people)))
    if LABELS in wanted:
        drawn.append(_morphed("labels", labels=words))
    return "".join(drawn)


def whole(snapshot: Snapshot, wanted: Collection[Part] = WHOLE) -> str:
    """All columns with their cards, and of the rest what is wanted."""
    context = snapshot.context
    names = [name for name, part in _SINGLE.items() if part in wanted]
    return "".join(_morphed(name, **context) for name in names) + _partial(
        "#board", "outerMorph", _render("board", context)
    )


_SINGLE = {"title": TITLE, "members": MEMBERS, "labels": LABELS, "strip": STRIP, "notice": NOTICE}


def _cards(board_id: int, ids: list[int]) -> Statement:
    here = f"{cards.shown()} WHERE c.board_id = ? AND c.archived_at IS NULL"
    return f"{here} AND c.id IN ({_marks(ids)}) ORDER BY c.id", (board_id, *ids)


def _heads(board_id: int, ids: list[int]) -> Statement:
    sql, params = columns.on(board_id)
    return sql.replace("ORDER BY", f"AND k.id IN ({_marks(ids)}) ORDER BY"), (*params, *ids)


def _marks(ids: list[int]) -> str:
    return ", ".join("?" * len(ids)) or "NULL"


def _placed(there: Around, wanted: Iterable[int], shown: Rows) -> Iterable[str]:
    found = {row["id"]: row for row in shown}
    for identity in sorted(wanted):
        row = found.get(identity)
        if row is None:
            yield _partial(f"#card-{identity}", "delete", "")
        else:
            html = card_html(face(row, there), there.board_id)
            cell = f"#cell-{row['column_id']}{grid.suffix(row['lane_id'])}"
            yield _partial(cell, "place", html)


def _morphed_head(board: dict[str, Any], row: dict[str, Any]) -> str:
    html = _render("head", {"column": grid.head(row), "board": board})
    return _partial(f"#head-{row['id']}", "outerMorph", html)


def _morphed_lane(board: dict[str, Any], lane: dict[str, Any]) -> str:
    html = _render("lane", {"lane": lane, "board": board})
    return _partial(f"#lane-{lane['id']}", "outerMorph", html)


def _morphed(name: str, **context: Any) -> str:
    return _partial(f"#{name}", "outerMorph", _render(name, context))


def _render(name: str, context: dict[str, Any]) -> str:
    return environment().get_template(f"parts/{name}.html").render(context)


def _partial(target: str, swap: str, html: str) -> str:
    return f'<hx-partial hx-target="{target}" hx-swap="{swap}">{html}</hx-partial>'
