"""Users: accounts and their log."""

import asyncio

import pytest

from board import database, users
from board.errors import Conflict, Invalid, Missing


async def test_an_account_is_found_by_its_address_in_any_case(db: str) -> None:
    made = await users.add("Ana@Example.com", "Ana", None)
    found = await users.by_email(" ana@EXAMPLE.com ")
    assert found is not None and found["id"] == made["id"]


@pytest.mark.parametrize(
    "address",
    ["", "ana", "ana@", "@b.c", "a b@c.de", "a@b\r\nBcc: x@y.z", f"{'x' * 250}@b.c", "a@b@c.de"],
)
async def test_an_address_that_is_none_is_refused(db: str, address: str) -> None:
    with pytest.raises(Invalid) as refused:
        await users.add(address, "Ana", None)
    assert refused.value.field == "email"


@pytest.mark.parametrize("address", ["ana+board@example.com", "ö@exämple.de", "o'hara@x.co"])
async def test_an_unusual_address_is_taken(db: str, address: str) -> None:
    assert (await users.add(address, "Ana", None))["email"] == address


async def test_an_address_has_one_account_however_many_ask_at_once(db: str) -> None:
    made = await asyncio.gather(
        *(users.add("ana@example.com", "Ana", None) for _ in range(5)), return_exceptions=True
    )
    assert sum(isinstance(result, dict) for result in made) == 1
    assert all(isinstance(result, dict | Conflict) for result in made)


async def test_what_happens_to_accounts_is_told(db: str) -> None:
    user = await users.add("ana@example.com", "Ana", None, admin=True)
    ((row,),) = await database.read(("SELECT kind, user_id, data FROM account_events", ()))
    assert (row["kind"], row["user_id"], row["data"]) == (
        "user.added",
        user["id"],
        '{"admin": true}',
    )


async def test_a_command_for_somebody_unknown_says_how_to_add_them(db: str) -> None:
    with pytest.raises(Missing, match="andon user add"):
        await users.owner("nobody@example.com")


async def test_a_name_of_nothing_is_refused(db: str) -> None:
    with pytest.raises(Invalid) as refused:
        await users.add("ana@example.com", "\u200b", None)
    assert refused.value.field == "name"
