"""Who somebody in a file is on this server.

They are looked for by their address, then by their names. Whoever has no account here comes along
as a placeholder: a member by name alone, whom nobody signs in as and nothing is ever sent to. An
account is never made.
"""

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from board import bulk, database
from board.errors import Invalid
from board.events import MemberJoined
from board.exchange.drafts import Draft, Person
from board.sqlite import Rows
from board.users import email_key

UNKNOWN = Person("", "Somebody")
"""Who said what the file names nobody for."""

Chosen = Mapping[str, int | None]
"""The account of each person by the person's id; None: they have none here."""


def named(draft: Draft) -> tuple[Person, ...]:
    """Everybody whom a draft needs: its people, and somebody for what it names nobody for."""
    known = {person.id for person in draft.people}
    said = [each.by for card in draft.cards for each in card.comments]
    said += [each.by for card in draft.cards for each in card.blocks]
    return draft.people if all(by in known for by in said) else (*draft.people, UNKNOWN)


async def accounts(owner: dict[str, Any], *, everyone: bool = False) -> Rows:
    """The accounts that people may be found among: those whom the owner meets on a board; all,
    when an administrator or the command asks."""
    met = (
        " AND (id = ? OR id IN (SELECT o.user_id FROM members m JOIN members o"
        " ON o.board_id = m.board_id JOIN boards b ON b.id = m.board_id"
        " WHERE m.user_id = ? AND b.deleted_at IS NULL))"
    )
    seen = everyone or owner["is_admin"]
    sql = (
        "SELECT id, name, email, email_key FROM users"  # noqa: S608
        f" WHERE placeholder_of IS NULL AND disabled_at IS NULL{'' if seen else met}"
        " ORDER BY LOWER(name), id"
    )
    (found,) = await database.read((sql, () if seen else (owner["id"], owner["id"])))
    return found


def matched(people: Iterable[Person], among: Rows) -> dict[str, int | None]:
    """The account of each person, None where there is none or several may be meant."""
    by_address = {row["email_key"]: row["id"] for row in among}
    by_name = _by_names(among)
    found: dict[str, int | None] = {}
    guesses: dict[str, int] = {}
    for person in people:
        found[person.id] = by_address.get(email_key(person.email)) if person.email else None
        guess = by_name.get(_plain(person.username)) or by_name.get(_plain(person.name))
        if found[person.id] is None and guess is not None:
            guesses[person.id] = guess
    taken = Counter([*guesses.values(), *(user for user in found.values() if user is not None)])
    return {**found, **{name: user for name, user in guesses.items() if taken[user] == 1}}


def _by_names(among: Rows) -> dict[str, int]:
    """Accounts by whatever names one of them alone."""
    claims: dict[str, set[int]] = {}
    for row in among:
        for name in (row["name"], row["email_key"].partition("@")[0]):
            claims.setdefault(_plain(name), set()).add(row["id"])
    return {name: min(ids) for name, ids in claims.items() if name and len(ids) == 1}


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def chosen(people: Sequence[Person], among: Rows, asked: Chosen | None) -> dict[str, int | None]:
    """The account of each person: the one asked for, else the one that is found.

    Raises Invalid for an account that cannot be asked for.
    """
    offered = {row["id"] for row in among}
    if not {user for user in (asked or {}).values() if user is not None} <= offered:
        raise Invalid("There is no such account to choose. Choose another.", field="people")
    found = matched(people, among)
    return {person.id: (asked or {}).get(person.id, found[person.id]) for person in people}


# -- writing


async def write(
    batch: database.Open,
    board_id: int,
    system: str,
    people: Sequence[Person],
    users: Mapping[str, int | None],
    at: int,
    seated: Iterable[int] = (),
) -> dict[str, int]:
    """Seat people at a board, those without an account as placeholders; their users' ids."""
    made = [person for person in people if users.get(person.id) is None]
    keys = {person.id: f"placeholder:{secrets.token_hex(16)}" for person in made}
    rows = [
        {
            "email": "",
            "email_key": keys[person.id],
            "name": person.name,
            "created_at": at,
            "placeholder_of": board_id,
        }
        for person in made
    ]
    ids = await bulk.insert(batch, "users", rows, returning="email_key")
    found = {person.id: users.get(person.id) or ids[keys[person.id]] for person in people}
    await _seat(batch, board_id, system, people, found, at, {*seated}, set(ids.values()))
    return found


async def joined(
    batch: database.Open,
    people: Iterable[Person],
    users: Mapping[str, int | None],
    seated: set[int],
) -> list[MemberJoined]:
    """The events of the accounts that take a seat beside those who have one."""
    roles: dict[int, str] = {}
    for person in people:
        user = users.get(person.id)
        if user is not None and user not in seated and person.role is not None:
            roles.setdefault(user, person.role)
    marks = ", ".join("?" * len(roles)) or "NULL"
    sql = f"SELECT id, name FROM users WHERE id IN ({marks}) ORDER BY id"  # noqa: S608
    (rows,) = await batch.run((sql, tuple(roles)))
    return [
        MemberJoined(user=row["id"], name=row["name"], role=roles[row["id"]], invitation=None)
        for row in rows
    ]


async def _seat(
    batch: database.Open,
    board_id: int,
    system: str,
    people: Sequence[Person],
    found: Mapping[str, int],
    at: int,
    seated: set[int],
    placeholders: set[int],
) -> None:
    rows = []
    for person in people:
        user, source = found[person.id], f"{system}:{person.id}"
        if user in seated:
            sql = "UPDATE members SET source = ? WHERE board_id = ? AND user_id = ?"
            await batch.run((f"{sql} AND source IS NULL", (source, board_id, user)))
            continue
        if person.role is None:
            continue
        seated.add(user)
        role = "viewer" if user in placeholders else person.role
        rows.append(
            {
                "board_id": board_id,
                "user_id": user,
                "role": role,
                "joined_at": at,
                "source": source,
            }
        )
    await bulk.insert(batch, "members", rows, returning="user_id")
