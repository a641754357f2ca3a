"""Drawing a board: its page and its parts, from one read of the state.

Whatever shows a board goes through here: the first page, the feed's messages, a catch-up, a
reset. No byte drawn depends on who looks, so one drawing serves everybody, and a card's face is
drawn once for each version of it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from board import boards, database, labels, members
from board.database import Use
from board.events import BOARD, LABELS, MEMBERS, NOTICE, STRIP, TITLE, Part
from board.flow.strip import Strip
from board.sqlite import Rows
from server import faces, grid, sight
from server.cardface import Around, Face, around, card_html, face
from server.sight import Sight
from server.templates import environment


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
    return _snapshot(await sight.look(board_id, lambda _: sight.WHOLE, use=use))


def _snapshot(seen: Sight) -> Snapshot:
    across = grid.lane_heads(seen.lanes, seen.counts)
    there = around(seen.board, seen.people, seen.labels)
    return Snapshot(
        board=seen.board,
        columns=grid.filled(there, seen.columns, across, seen.cards),
        lanes=across,
        people=_people(seen.people),
        labels=seen.labels,
        **_strip(seen),
    )


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


def _strip(seen: Sight) -> dict[str, Any]:
    """What the strip's template takes."""
    wip = sum(row["n"] for row in seen.counts)
    return {"strip": seen.flow.strip(wip), "wip": grid.whole(seen.board, wip)}


def _people(rows: Rows) -> list[dict[str, Any]]:
    return [faces.face(row["user_id"], row["name"]) for row in rows]


# -- the parts


async def strip(board_id: int) -> str:
    """The strip alone, as it is now. Raises Missing."""
    return await parts(board_id, {STRIP})


async def parts(board_id: int, wanted: Collection[Part]) -> str:
    """The wanted parts as they are now. Raises Missing."""
    return drawn(await sight.look(board_id, lambda _: wanted, use="feed"))


def drawn(seen: Sight) -> str:
    """The parts that are wanted of a board, each saying where the browser puts it."""
    board, wanted = seen.board, seen.wanted
    if BOARD in wanted:
        return whole(_snapshot(seen), wanted)
    there = around(board, seen.people, seen.labels)
    html = [*_placed(there, wanted, seen.cards)]
    html += [_morphed_head(board, row) for row in seen.columns]
    lanes_ = grid.lane_heads(seen.lanes, seen.counts)
    html += [_morphed_lane(board, lane) for lane in lanes_ if ("lane", lane["id"]) in wanted]
    if STRIP in wanted:
        html.append(_morphed("strip", board=board, **_strip(seen)))
    if TITLE in wanted:
        html.append(_morphed("title", board=board))
    if NOTICE in wanted:
        html.append(_morphed("notice", board=board))
    if MEMBERS in wanted:
        html.append(_morphed("members", people=_people(seen.people)))
    if LABELS in wanted:
        html.append(_morphed("labels", labels=seen.labels))
    return "".join(html)


def whole(snapshot: Snapshot, wanted: Collection[Part] = sight.WHOLE) -> str:
    """All columns with their cards, and of the rest what is wanted."""
    context = snapshot.context
    names = [name for name, part in _SINGLE.items() if part in wanted]
    return "".join(_morphed(name, **context) for name in names) + _partial(
        "#board", "outerMorph", _render("board", context)
    )


_SINGLE = {"title": TITLE, "members": MEMBERS, "labels": LABELS, "strip": STRIP, "notice": NOTICE}


def _placed(there: Around, wanted: Collection[Part], shown: Rows) -> Iterable[str]:
    found = {row["id"]: row for row in shown}
    for identity in sorted(identity for part, identity in wanted if part == "card"):
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
