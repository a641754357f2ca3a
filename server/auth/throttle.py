"""Throttling: how often somebody may try, and what is counted.

Guessing is counted for each pair of account and source, and for each source alone, never for an
account alone: nobody can lock somebody else out from where they are not. A try is counted before
it is judged, so a thousand at once are a thousand, and taken back when it turns out right.

A source is a network, not an address: a /24 of IPv4 or a /64 of IPv6 is what one person has.
"""

import time
from dataclasses import dataclass
from ipaddress import ip_network

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.requests import HTTPConnection

from server.refusals import TooMany

PASSWORD = parse("10 per 15 minutes")
"""Wrong passwords for one account from one source."""

PASSWORDS = parse("60 per 15 minutes")
"""Wrong passwords for any accounts from one source."""

SECRETS = parse("60 per 15 minutes")
"""Links, invitations and tokens from one source that do not exist."""

ACCOUNTS = parse("20 per hour")
"""Accounts made from one source."""

REQUESTS = parse("60 per 3 seconds")
"""Changes by one session or token: 20 a second, and 60 at once."""


@dataclass(frozen=True)
class Try:
    """An attempt that was counted."""

    throttle: "Throttle"
    counted: tuple[tuple[RateLimitItem, tuple[str, ...]], ...]

    def forgive(self) -> None:
        """It was right: do not count it."""
        self.throttle.take_back(self)


class Throttle:
    """Counters in this process's memory; one that is off counts nothing."""

    def __init__(self, on: bool = True) -> None:
        self.on = on
        self._storage = MemoryStorage()
        self._limiter = FixedWindowRateLimiter(self._storage)

    def take(self, *counted: tuple[RateLimitItem, tuple[str, ...]]) -> Try:
        """Count an attempt against each limit. Raises TooMany when one is exhausted."""
        if self.on:
            for item, who in counted:
                if not self._limiter.hit(item, *who):
                    raise TooMany(_sentence(self._wait(item, who)), self._wait(item, who))
        return Try(self, counted)

    def take_back(self, attempt: Try) -> None:
        """Uncount an attempt."""
        if self.on:
            for item, who in attempt.counted:
                self._storage.decr(item.key_for(*who))

    def _wait(self, item: RateLimitItem, who: tuple[str, ...]) -> int:
        return max(1, round(self._limiter.get_window_stats(item, *who).reset_time - time.time()))

    # -- what is counted

    def password(self, conn: HTTPConnection, account: str) -> Try:
        """A password is tried for an account."""
        where = source(conn)
        both = (PASSWORDS, ("passwords", where)), (PASSWORD, ("password", account, where))
        return self.take(*both)

    def wrong_secret(self, conn: HTTPConnection) -> None:
        """A link or token that does not exist was tried. A right one is let in whatever was
        counted: 256 random bits are not guessed, and neighbours do not lock each other out."""
        self.take((SECRETS, ("secrets", source(conn))))

    def new_account(self, conn: HTTPConnection) -> Try:
        """An account is made."""
        return self.take((ACCOUNTS, ("accounts", source(conn))))

    def change(self, kind: str, identity: int) -> None:
        """A session or token changes something."""
        self.take((REQUESTS, ("changes", kind, str(identity))))


def source(conn: HTTPConnection) -> str:
    """The network that a connection comes from."""
    host = conn.client.host.partition("%")[0] if conn.client else ""
    prefix = 64 if ":" in host else 24
    try:
        return str(ip_network(f"{host}/{prefix}", strict=False))
    except ValueError:
        return host


def _sentence(seconds: int) -> str:
    if seconds < 60:
        return f"That was too often. Wait {seconds} seconds and try again."
    return f"That was too often. Wait {-(-seconds // 60)} minutes and try again."
