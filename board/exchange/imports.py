"""Imports: a file from elsewhere becomes a board, wholly or not at all.

The past is written as visits, so that figures are there from the first day; the board's own log
begins with `board.imported`. One transaction writes it all, so a cut leaves no half board. What
would come is seen first (`preview`), with the stages and the people that are only guessed.
"""

from typing import Any, Literal, Unpack, get_args

from board import database, seats
from board.errors import Invalid
from board.exchange import reading, updates, who
from board.exchange.drafts import Column, Draft
from board.exchange.making import made
from board.exchange.reading import Said
from board.exchange.who import Chosen
from board.instants import iso
from board.requests import Repeated
from board.seats import Once
from board.sqlite import Rows

Again = Literal["copy", "update", "stop"]
"""What becomes of a board that was imported before: another copy of it, the same one brought up
to date, or nothing."""


async def preview(
    data: bytes,
    owner: dict[str, Any],
    *,
    everyone: bool = False,
    **said: Unpack[Said],
) -> dict[str, Any]:
    """What a file would bring, without writing anything.

    `format`, `name`, `timezone`, `counts`, `warnings`; `from` and `to`, the instants of its past;
    `columns`, each with `id`, `name`, `stage`, `wait`, `archived` and how many `cards`; `people`,
    each with `id`, `name` and the `user` that they seem to be; `accounts` to choose among;
    `earlier`, the boards that came from the same one. Raises Invalid as `run` does.
    """
    found = await reading.found(data, owner, **said)
    draft = found.draft
    among = await who.accounts(owner, everyone=everyone)
    named = who.named(draft)
    users_ = who.matched(named, among)
    since, until = draft.span
    return {
        "format": found.format,
        "name": draft.name,
        "timezone": found.zone,
        "counts": draft.counts,
        "from": iso(since),
        "to": iso(until),
        "columns": [_column(draft, column) for column in draft.columns],
        "people": [
            {"id": person.id, "name": person.name, "user": users_[person.id]} for person in named
        ],
        "accounts": [{"id": row["id"], "name": row["name"]} for row in among],
        "earlier": await earlier(draft.source, owner),
        "warnings": list(draft.warnings),
    }


async def run(
    data: bytes,
    owner: dict[str, Any],
    *,
    people: Chosen | None = None,
    again: str = "copy",
    everyone: bool = False,
    dry_run: bool = False,
    once: Once | None = None,
    **said: Unpack[Said],
) -> dict[str, Any]:
    """Import a file as a board of the owner's, who becomes its admin; returns the report.

    `people` tells accounts by the persons' ids; who is left out is guessed. `everyone`: people may
    be any account of the server. A dry run reports and writes nothing. Raises Invalid with one
    sentence for a file that cannot be imported, Repeated for a request that was carried out before.
    Events: board.imported, member.joined.
    """
    if again not in get_args(Again):
        raise Invalid(f"Again can be: {', '.join(get_args(Again))}.", field="again")
    found = await reading.found(data, owner, **said)
    draft, named = found.draft, who.named(found.draft)
    before = await earlier(draft.source, owner)
    if before and again == "stop":
        raise Invalid(f"{_was(before)} Nothing was imported.", field="again")
    among = await who.accounts(owner, everyone=everyone)
    accounts = who.chosen(named, among, people)
    if before and again == "update":
        return await _updated(draft, owner, before, accounts, dry_run, once)
    told_ = [f"{_was(before)[:-1]}; this is another copy of it."] if before else []
    warnings = [*told_, *draft.warnings]
    if dry_run:
        return _report(None, draft, warnings)
    return await made(
        draft, owner, found.zone, accounts, lambda board: _report(board, draft, warnings), once
    )


async def _updated(
    draft: Draft,
    owner: dict[str, Any],
    before: Rows,
    accounts: Chosen,
    dry_run: bool,
    once: Once | None,
) -> dict[str, Any]:
    """Bring the latest of the boards that came from the same one up to date."""
    board = next((board for board in before if board["mine"]), None)
    if board is None:
        raise Invalid(
            f"{_was(before)} Only an admin of that board brings it up to date.", field="again"
        )
    seat = await seats.seat(board["id"], owner["id"])
    try:
        verb = updates.seen if dry_run else updates.bring
        told = await verb(seat.doing(once), draft, accounts)
    except Repeated as repeated:
        told = repeated.answer["told"]
    return _report(None if dry_run else board["id"], draft, [*told, *draft.warnings])


def _report(board_id: int | None, draft: Draft, warnings: list[str]) -> dict[str, Any]:
    url = None if board_id is None else f"/boards/{board_id}"
    return {"board": board_id, "url": url, **draft.counts, "warnings": warnings}


# -- what came before, and what would come


def _column(draft: Draft, column: Column) -> dict[str, Any]:
    return {
        "id": column.id,
        "name": column.name,
        "stage": column.stage,
        "wait": column.wait,
        "archived": column.archived_at is not None,
        "cards": sum(card.column == column.id and card.archived_at is None for card in draft.cards),
    }


async def earlier(source: str, owner: dict[str, Any]) -> Rows:
    """The boards of the owner's that came from the same one, the latest first: `id`, `key`,
    `name`, and whether the owner may bring them up to date (`mine`)."""
    if ":" not in source:
        return []
    (found,) = await database.read(
        (
            "SELECT b.id, b.key, b.name, m.role FROM boards b JOIN members m ON m.board_id = b.id"
            " WHERE b.source = ? AND m.user_id = ? AND b.deleted_at IS NULL ORDER BY b.id DESC",
            (source, owner["id"]),
        )
    )
    return [
        {"id": row["id"], "key": row["key"], "name": row["name"], "mine": row["role"] == "admin"}
        for row in found
    ]


def _was(before: Rows) -> str:
    keys_ = ", ".join(row["key"] for row in reversed(before))
    return f"This board was imported before, as {keys_}."
