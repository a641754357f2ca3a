"""A card's face: what the board shows of a card.

Equal faces are the same bytes, whoever looks, so a face is drawn once for all that show it.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import Markup

from board import cards
from board.instants import day, iso
from board.sqlite import Rows
from server import faces
from server.templates import environment


class Face(NamedTuple):
    """What a card's face shows. Instants and dates are ISO 8601 texts; the page's script paints
    ages, clocks and how near a date is."""

    id: int
    number: int
    key: str
    title: str
    rank: str
    version: int
    column: int
    lane: int | None
    started: str | None
    finished: str | None
    described: bool
    labels: tuple[tuple[int, str, str], ...]
    """Id, name and colour of each, by name."""
    people: tuple[tuple[int, str, str, int], ...]
    """Id, name, initials and hue of each assignee."""
    start: str | None
    due: str | None
    on_time: bool | None
    """Of a finished card with a due date: whether it was finished by then."""
    class_of_service: str
    estimate: float | None
    blocked: str | None
    """The reason."""
    blocked_since: str | None
    items: int
    items_done: int
    comments: int

    def drawn(self, board_id: int) -> Markup:
        """Its bytes, for a template."""
        return card_html(self, board_id)


@dataclass(frozen=True)
class Around:
    """The board around a card: what its face names."""

    board_id: int
    key: str
    timezone: str
    labels: dict[int, tuple[int, str, str]]
    people: dict[int, tuple[int, str, str, int]]


def around(board: dict[str, Any], people: Rows, labels: Rows) -> Around:
    """The board around its cards, from its row, its members' and its labels'."""
    shown = (faces.face(row["user_id"], row["name"]) for row in people)
    return Around(
        board["id"],
        board["key"],
        board["timezone"],
        {row["id"]: (row["id"], row["name"], row["color"]) for row in labels},
        {p["id"]: (p["id"], p["name"], p["initials"], p["hue"]) for p in shown},
    )


def face(row: dict[str, Any], there: Around) -> Face:
    """A card's face from its row (as `cards.shown` queries it) and the board around it."""
    words = (there.labels[each] for each in cards.ids(row["label_ids"]) if each in there.labels)
    hands = cards.ids(row["assignee_ids"])
    return Face(
        id=row["id"],
        number=row["number"],
        key=f"{there.key}-{row['number']}",
        title=row["title"],
        rank=row["rank"],
        version=row["version"],
        column=row["column_id"],
        lane=row["lane_id"],
        started=iso(row["started_at"]),
        finished=iso(row["finished_at"]),
        described=bool(row["description"]),
        labels=tuple(sorted(words, key=lambda word: (word[1].casefold(), word[0]))),
        people=tuple(there.people[each] for each in hands if each in there.people),
        start=row["start_on"],
        due=row["due_on"],
        on_time=_on_time(row, there.timezone),
        class_of_service=row["class_of_service"],
        estimate=row["estimate"],
        blocked=row["blocked_reason"],
        blocked_since=iso(row["blocked_at"]),
        items=row["items"],
        items_done=row["items_done"],
        comments=row["comments"],
    )


def _on_time(row: dict[str, Any], zone: str) -> bool | None:
    if row["due_on"] is None or row["finished_at"] is None:
        return None
    return day(row["finished_at"], zone).isoformat() <= str(row["due_on"])


@lru_cache(maxsize=20_000)
def card_html(shown: Face, board_id: int) -> Markup:
    """A card's face, drawn once for each version of it."""
    template = environment().get_template("parts/card.html")
    return Markup(template.render(card=shown, board={"id": board_id}))  # noqa: S704
