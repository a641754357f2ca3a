"""The sheet: what a card's dialog shows of what is inside the card.

It is drawn for whoever opens it and never sent by the feed; when the card changes, the page's
script fetches it again.
"""

from typing import Any

from anyio import to_thread

from board import blocks, checklists, columns, comments, database, visits
from board.instants import iso
from board.sqlite import Rows
from server import faces, markdown, timeline

Row = dict[str, Any]


async def inside(board: Row, members: Rows, card: Row) -> dict[str, Any]:
    """A card's description as HTML, its checklists, comments and time, as the templates take
    them."""
    lists, items, said, stays, stuck, heads = await database.read(
        checklists.of(card["id"]),
        checklists.items_of(card["id"]),
        comments.of(card["id"]),
        visits.of(card["id"]),
        blocks.of(card["id"]),
        columns.on(board["id"]),
    )
    waits = any(row["wait"] for row in heads)
    words = [card["description"], *(comment["text"] for comment in said)]
    people = tuple((row["user_id"], row["name"]) for row in members)
    drawn = await to_thread.run_sync(_drawn, words, board["key"], people)
    return {
        "description_html": drawn[0],
        "checklists": [_checklist(row, checklists.inside(row, items)) for row in lists],
        "comments": [_comment(row, html) for row, html in zip(said, drawn[1:], strict=True)],
        "blocked_by": card["blocked_by"],
        "time": timeline.told(card, stays, stuck, waits=waits),
    }


def _drawn(words: list[str], key: str, people: markdown.People) -> list[Any]:
    return [markdown.html(text, key, people) for text in words]


def _checklist(row: Row, items: Rows) -> dict[str, Any]:
    done = sum(item["done_at"] is not None for item in items)
    return {**checklists.facts(row, items), "done": done}


def _comment(row: Row, html: Any) -> dict[str, Any]:
    return {
        "id": row["id"],
        "by": faces.face(row["by_id"], row["by_name"]),
        "text": row["text"],
        "html": html,
        "at": iso(row["written_at"]),
        "edited": iso(row["edited_at"]),
    }
