"""Search: cards by their words, over all boards that a user sits at.

What is looked for is a card that has every word, the last one perhaps not typed to its end: in its
title, its description, its checklists or its comments. Who may see what is asked when it is read,
so who leaves a board finds nothing of it any more. Hits in titles come first and archived cards
last; among equals the newest. A key such as NW-214 is found before everything, and so is a number.
"""

from typing import Any

from board import database, index
from board.instants import iso
from board.sqlite import Rows, Statement
from board.words import Piece, Sought

STANDARD, MOST = 20, 100
"""Cards that are found at a time."""

AROUND = 60
"""Characters that are shown on both sides of a hit."""


async def find(
    user_id: int, text: str, *, board: int | None = None, limit: int = STANDARD
) -> list[dict[str, Any]]:
    """The cards that a text is about, best first; `board`: on that one alone.

    No text is refused: one without a word finds nothing.
    """
    sought = Sought(text)
    if sought.begun is None:
        return []
    limit = min(limit, MOST)
    found = await database.read(
        _keyed(user_id, sought, board), _worded(user_id, sought, board, limit)
    )
    rows = {row["id"]: row for rows in found for row in rows}
    shown = list(rows.values())[:limit]
    if not shown:
        return []
    told = await _snippets(shown, sought)
    return [_facts(row, *told[row["id"]]) for row in shown]


async def named(user_id: int, text: str) -> dict[str, Any] | None:
    """The card of a key such as NW-214, when the text is one and the user may see it."""
    sought = Sought(text)
    if sought.key is None:
        return None
    (found,) = await database.read(_keyed(user_id, sought, None))
    return found[0] if found else None


# -- the queries

_HEAD = (
    "SELECT c.id, c.number, c.title, c.archived_at, b.id AS board_id, b.key, b.name AS board_name,"
    " k.name AS column_name, CASE WHEN"
    " COALESCE(c.archived_at, k.archived_at, b.archived_at) IS NULL THEN 0 ELSE 1 END AS gone"
)
_FROM = (
    " FROM cards c JOIN boards b ON b.id = c.board_id JOIN columns k ON k.id = c.column_id"
    " JOIN members m ON m.board_id = b.id AND m.user_id = ?"
    " WHERE c.deleted_at IS NULL AND b.deleted_at IS NULL"
)


def _keyed(user_id: int, sought: Sought, board: int | None) -> Statement:
    """The query for the cards whose key or number is what was typed."""
    here, of = _on(board)
    where, params = "c.number = ?", (sought.number or 0,)
    if sought.key:
        where, params = "b.key = ? AND c.number = ?", sought.key  # type: ignore[assignment]
    sql = f"{_HEAD}{_FROM} AND {where}{here} ORDER BY gone, c.id DESC LIMIT ?"
    return sql, (user_id, *params, *of, STANDARD)


def _worded(user_id: int, sought: Sought, board: int | None, limit: int) -> Statement:
    """The query for the cards that have all the words."""
    sqlite = database.dialect() == "sqlite"
    in_title, in_words, asked = _matched(sought) if sqlite else _matched_by_postgres(sought)
    here, of = _on(board)
    sql = (
        f"{_HEAD}, {in_title} AS in_title{_FROM} AND {in_words}{here}"
        " ORDER BY gone, in_title DESC, c.created_at DESC, c.id DESC LIMIT ?"
    )
    return sql, (asked[0], user_id, asked[1], *of, limit)


def _on(board: int | None) -> tuple[str, tuple[int, ...]]:
    return ("", ()) if board is None else (" AND b.id = ?", (board,))


def _matched(sought: Sought) -> tuple[str, str, tuple[str, str]]:
    """Conditions for a hit in the title and for any, and what they are asked with."""
    phrase = " ".join([*(f'"{word}"' for word in sought.words), f'"{sought.begun}" *'])
    hit = "c.id IN (SELECT rowid FROM card_words WHERE card_words MATCH ?)"
    return hit, hit, (f"title : ({phrase})", f"words : ({phrase})")


def _matched_by_postgres(sought: Sought) -> tuple[str, str, tuple[str, str]]:
    phrase = " & ".join([*(f"'{word}'" for word in sought.words), f"'{sought.begun}':*"])
    hit = (
        "EXISTS (SELECT 1 FROM card_words w WHERE w.card_id = c.id"
        " AND w.{} @@ CAST(CAST(? AS text) AS tsquery))"
    )
    return hit.format("title"), hit.format("words"), (phrase, phrase)


# -- what is told of a card


Snippet = tuple[str, list[Piece]]


def _facts(row: dict[str, Any], where: str, snippet: list[Piece]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "number": row["number"],
        "key": f"{row['key']}-{row['number']}",
        "title": row["title"],
        "board": row["board_id"],
        "board_name": row["board_name"],
        "column_name": row["column_name"],
        "archived": bool(row["gone"]),
        "archived_at": iso(row["archived_at"]),
        "found_in": where,
        "snippet": [piece._asdict() for piece in snippet],
    }


async def _snippets(shown: Rows, sought: Sought) -> dict[int, Snippet]:
    """Where the first hit of each card is, and the text around it; the title tells its own hits.

    What comes later is read only of the cards that had no hit before it, and comments, which can
    be many, only of those that have not all the words in their title.
    """
    told: dict[int, Snippet] = {}
    for n, where in enumerate(("description", "checklist", "comment")):
        open_ = [row for row in shown if row["id"] not in told]
        if where == "comment":
            open_ = [row for row in open_ if not row.get("in_title")]
        left = [row["id"] for row in open_]
        if left:
            (rows,) = await database.read(index.texts(left)[n])
            _look(rows, where, sought, told)
    for row in shown:
        pieces = sought.pieces(row["title"])
        plain = ("title", pieces) if pieces else ("key", [Piece(row["title"], False)])
        told.setdefault(row["id"], plain)
    return told


def _look(rows: Rows, where: str, sought: Sought, told: dict[int, Snippet]) -> None:
    """Tell the first hit of each card in some texts."""
    for row in rows:
        pieces = None if row["card_id"] in told else sought.pieces(row["text"], AROUND)
        if pieces:
            told[row["card_id"]] = (where, pieces)
