"""Passwords: which may be chosen, how they are kept, and proving one.

They are kept as argon2id (19 MiB, two passes), worked out on two threads of their own so that a
crowd that signs in at once neither stalls the event loop nor takes all memory. An unknown address,
a wrong password and a disabled account cost the same time and get the same answer.
"""

import asyncio
import re
import secrets
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from starlette.requests import HTTPConnection

from board import database, users
from board.errors import Invalid, NotAllowed
from server.auth import sessions
from server.auth.throttle import Throttle, source

T = TypeVar("T")

SHORTEST = 8
LONGEST = 1024

WRONG = "The email address or the password is wrong."


def valid(password: str, *, address: str = "", name: str = "") -> str:
    """A password that may be chosen. Raises Invalid with what is wrong with it."""
    text = _normal(password)
    if len(text) < SHORTEST:
        raise Invalid(f"A password has at least {SHORTEST} characters.", field="password")
    if len(text) > LONGEST:
        raise Invalid(f"A password has at most {LONGEST:,} characters.", field="password")
    if is_common(text) or _is_own(text, address, name):
        raise Invalid(
            "That password is one of the first that anybody would guess. Take another one; a"
            " sentence is easy to remember.",
            field="password",
        )
    return text


def is_common(password: str) -> bool:
    """Whether a password is a common one, perhaps with digits or signs around it."""
    folded = password.casefold()
    return (
        folded in _common()
        or _bare(folded) in _common()
        or len(set(folded)) <= 2
        or any(folded in row or folded in row[::-1] for row in _ROWS)
    )


_ROWS = tuple(
    row * 2
    for row in (
        "01234567890123456789",
        "abcdefghijklmnopqrstuvwxyz",
        "qwertyuiopasdfghjklzxcvbnm",
        "qwertzuiopasdfghjklyxcvbnm",
        "azertyuiopqsdfghjklmwxcvbn",
        "1q2w3e4r5t6y7u8i9o0p",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
        "qazwsxedcrfvtgbyhnujm",
        "asdfghjkl",
        "zxcvbnm",
    )
)
"""What fingers find on a keyboard without a thought."""

_SHAPES = str.maketrans("013457@$!", "oleastasi")


def _bare(folded: str) -> str:
    """The word inside: without digits and signs at its ends, letters for their look-alikes."""
    word = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    return word.translate(_SHAPES)


def _is_own(password: str, address: str, name: str) -> bool:
    """Whether a password is the person's own address or name, perhaps with digits."""
    own = {address, address.partition("@")[0], name, name.replace(" ", "")}
    words = {users.email_key(word) for word in own if len(word) > 2}
    folded = password.casefold()
    return folded in words or re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded) in words


@cache
def _common() -> frozenset[str]:
    """The bundled list: one word or password a line."""
    return frozenset(Path(__file__).with_name("commonest.txt").read_text("utf-8").split())


def _normal(password: str) -> str:
    """The same text however a keyboard composes it; nothing is cut off."""
    return unicodedata.normalize("NFC", password)


# -- keeping


async def hashed(password: str) -> str:
    """What is kept of a password."""
    return await _apart(lambda: _hasher().hash(_normal(password)))


async def matches(kept: str | None, password: str) -> bool:
    """Whether a password is the kept one. None costs the same time and never matches."""

    def verify() -> bool:
        try:
            return _hasher().verify(kept or _decoy(), _normal(password)) and kept is not None
        except (VerificationError, InvalidHashError):
            return False

    return await _apart(verify)


async def ready() -> None:
    """Prepare, so that the first unknown address costs no more time than the next."""
    await _apart(_decoy)


async def _apart(work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(_threads(), work)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2, thread_name_prefix="passwords")


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _decoy() -> str:
    return _hasher().hash(secrets.token_urlsafe())


# -- proving


async def prove(
    throttle: Throttle, conn: HTTPConnection, address: str, password: str
) -> dict[str, Any]:
    """The user whose address and password these are.

    Raises NotAllowed, in the same words whatever is wrong, and TooMany.
    """
    attempt = throttle.password(conn, users.email_key(address)[: users.EMAIL_LIMIT])
    user = await users.by_email(address)
    kept = user["password_hash"] if user and user["disabled_at"] is None else None
    right = await matches(kept, password)
    if user is None or not right:
        await _tell(user, conn)
        raise NotAllowed(WRONG)
    attempt.forgive()
    await _keep_up(user, password)
    return user


async def _tell(user: dict[str, Any] | None, conn: HTTPConnection) -> None:
    async with database.transaction() as (batch, _):
        user_id = user["id"] if user else None
        await batch.run(users.told("session.refused", user_id, source=source(conn)))


async def _keep_up(user: dict[str, Any], password: str) -> None:
    """Keep the password in today's way, when it is still kept in an earlier one."""
    if _hasher().check_needs_rehash(user["password_hash"]):
        kept = await hashed(password)
        async with database.transaction() as (batch, _):
            sql = "UPDATE users SET password_hash = ? WHERE id = ? AND password_hash = ?"
            await batch.run((sql, (kept, user["id"], user["password_hash"])))


async def change(
    throttle: Throttle, conn: HTTPConnection, session: int, address: str, current: str, fresh: str
) -> None:
    """Change a password and end every session but the present one. Raises Invalid, TooMany."""
    try:
        user = await prove(throttle, conn, address, current)
    except NotAllowed:
        raise Invalid("That is not your present password.", field="current") from None
    kept = await hashed(valid(fresh, address=user["email"], name=user["name"]))
    async with database.transaction() as (batch, _):
        await batch.run(
            ("UPDATE users SET password_hash = ? WHERE id = ?", (kept, user["id"])),
            sessions.end_all(user["id"], but=session),
            users.told("password.changed", user["id"], user["id"]),
        )
