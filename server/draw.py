"""Drawing a board: its page and its parts, from one read of the state.

Whatever shows a board goes through here: the first page, the feed's messages, a catch-up, a
reset. No byte drawn depends on who looks, so one drawing serves everybody, and a card's face is
drawn once for each version of it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
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
    return _snapshot(await sight.look(board_id, sight.whole, use=use))


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
    html += _headed(board, wanted, seen.columns)
    html += _across(board, wanted, grid.lane_heads(seen.lanes, seen.counts))
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


def _headed(board: dict[str, Any], wanted: Collection[Part], rows: Rows) -> Iterable[str]:
    for row in rows:
        head, identity = grid.head(row), row["id"]
        if ("head", identity) in wanted:
            short = head | {"policy": bool(head["policy"])}  # The text itself stands in the menus.
            yield _partial(f"#head-{identity}", "outerMorph", _header("head", "column", short))
        if ("menus", identity) in wanted:
            menu = _render("menus", {"column": head, "board": board})
            yield _partial(f"#menus-{identity}", "outerMorph", menu)


def _across(board: dict[str, Any], wanted: Collection[Part], rows: Rows) -> Iterable[str]:
    for lane in rows:
        identity = lane["id"]
        if ("lane", identity) in wanted:
            yield _partial(f"#lane-{identity}", "outerMorph", _header("lane", "lane", lane))
        if ("lanemenus", identity) in wanted:
            menu = _render("lanemenus", {"lane": lane, "board": board})
            yield _partial(f"#lanemenus-{identity}", "outerMorph", menu)


def _header(name: str, of: str, shown: dict[str, Any]) -> str:
    return _header_of(name, of, tuple(shown.items()))


@lru_cache(maxsize=1_000)
def _header_of(name: str, of: str, shown: tuple[tuple[str, Any], ...]) -> str:
    """The header of a column or a lane, drawn once for all times that it says the same."""
    return _render(name, {of: dict(shown)})


def _morphed(name: str, **context: Any) -> str:
    return _partial(f"#{name}", "outerMorph", _render(name, context))


def _render(name: str, context: dict[str, Any]) -> str:
    return environment().get_template(f"parts/{name}.html").render(context)


def _partial(target: str, swap: str, html: str) -> str:
    return f'<hx-partial hx-target="{target}" hx-swap="{swap}">{html}</hx-partial>'
