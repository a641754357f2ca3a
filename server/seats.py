"""From a request to a seat: who asks, at which board, and whether they asked before.

Every endpoint of a board begins here. What one may not see does not exist, and neither does what
cannot be the id of a board.
"""

import hashlib
import re

from starlette.requests import HTTPConnection, Request

from board import seats
from board.errors import Invalid, Missing
from board.seats import Once, Seat
from server.auth import account

_ID = re.compile(r"[1-9][0-9]{0,9}")
_HIGHEST = 2**31 - 1
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


async def seat(conn: HTTPConnection, *, write: bool = False) -> Seat:
    """The seat of who asks, at the board that the address names; to write, with its key.

    Raises SignedOut, Missing, NotAllowed for a token that only reads, Invalid for a key that is
    none.
    """
    who = account(conn, write=write)
    found = await seats.seat(_board(conn), who.user_id)
    return found.doing(await once(conn)) if write and isinstance(conn, Request) else found


def _board(conn: HTTPConnection) -> int:
    text = str(conn.path_params["board"])
    if not _ID.fullmatch(text) or int(text) > _HIGHEST:
        raise Missing(seats.GONE)
    return int(text)


async def once(request: Request) -> Once | None:
    """The key of the request with a digest of all that is asked; None when it carries no key."""
    keys = request.headers.getlist("idempotency-key")
    if not keys:
        return None
    if len(keys) > 1 or not _KEY.fullmatch(keys[0]):
        raise Invalid(
            "An Idempotency-Key is 1 to 255 visible ASCII characters, sent once.",
            field="Idempotency-Key",
        )
    asked = f"{request.method} {request.scope['path']}?{request.scope['query_string']!r}\n"
    digest = hashlib.sha256(asked.encode() + await request.body())
    return Once(keys[0], digest.hexdigest())
