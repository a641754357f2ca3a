"""What the edge itself refuses, and what every refusal is over HTTP.

The domain knows neither requests nor credentials; what goes wrong with those is refused here, in
the same tree, so that it is told by the same means.
"""

import secrets

from board.errors import Conflict, Invalid, LimitReached, Missing, NotAllowed, Refused


class Malformed(Refused):
    """What was sent is no request that could be understood."""

    code = "malformed"


class SignedOut(Refused):
    """Nobody is signed in, or the credential stands no more."""

    code = "signed_out"


class CrossSite(Refused):
    """The request was sent by a page of another site."""

    code = "cross_site"


class TooSlow(Refused):
    """The body stopped coming."""

    code = "too_slow"


class UsedUp(Refused):
    """A link that worked once, or until an hour that has passed."""

    code = "used_up"


class TooLarge(Refused):
    """The body is larger than any that is taken here."""

    code = "too_large"


class Unsupported(Refused):
    """The body is of a kind that is not read here."""

    code = "unsupported_media_type"


class TooMany(Refused):
    """Too often in too short a time. `retry_after`: seconds until it is worth trying again."""

    code = "too_many_requests"

    def __init__(self, sentence: str, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class Unavailable(Refused):
    """The database cannot be read or written at the moment."""

    code = "unavailable"


class Failed(Refused):
    """A bug. The reference leads to the log."""

    code = "failed"

    def __init__(self) -> None:
        self.reference = secrets.token_hex(4)
        super().__init__(
            "Something broke here, and nothing was changed. Try again; if it happens again, tell"
            f" whoever runs this server the reference {self.reference}.",
            reference=self.reference,
        )


STATUS: dict[type[Refused], int] = {
    Refused: 422,
    Malformed: 400,
    SignedOut: 401,
    NotAllowed: 403,
    CrossSite: 403,
    Missing: 404,
    TooSlow: 408,
    LimitReached: 409,
    Conflict: 409,
    UsedUp: 410,
    TooLarge: 413,
    Unsupported: 415,
    Invalid: 422,
    TooMany: 429,
    Failed: 500,
    Unavailable: 503,
}
"""What each refusal is over HTTP; a kind that is not named here is what it is a kind of."""


def status(refusal: Refused) -> int:
    """The HTTP status of a refusal."""
    return next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)


def headers(refusal: Refused) -> dict[str, str]:
    """The headers that go with a refusal."""
    if isinstance(refusal, TooMany):
        return {"Retry-After": str(refusal.retry_after)}
    if isinstance(refusal, SignedOut):
        return {"WWW-Authenticate": "Bearer"}
    if isinstance(refusal, TooLarge | TooSlow):
        # The rest of the body is on its way; it is not waited for.
        return {"Connection": "close"}
    return {}
