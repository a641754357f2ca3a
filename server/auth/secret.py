"""The server's secret: 32 random bytes in a file beside the data, never in the database.

What lets somebody in (session ids, API tokens, one-time links) is kept only as HMAC-SHA256 under
this secret. So a stolen database, or a backup of one, opens nothing: not even a guess at a value
can be checked against it.
"""

import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path

from board.errors import Refused

SIZE = 32


class Secret:
    """Hashes what must be recognised later and never be read."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __repr__(self) -> str:
        return "Secret(…)"

    def hashed(self, purpose: str, value: str) -> str:
        """What is kept of a value. The same value hashes differently for another purpose."""
        text = f"{purpose}\0{value}".encode(errors="surrogatepass")
        return hmac.new(self._key, text, hashlib.sha256).hexdigest()


def load(file: Path) -> Secret:
    """The secret of a file, which is made when there is none.

    Raises Refused when the file cannot be trusted: too short, or readable by others.
    """
    _make(file)
    mode = file.stat().st_mode
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Refused(f"Others may read the secret in {file}. Run: chmod 600 {file}")
    key = file.read_bytes()
    if len(key) < SIZE:
        raise Refused(
            f"The secret in {file} has {len(key)} bytes; it needs {SIZE} random ones. Remove the"
            " file and a good one is made (everybody signs in again)."
        )
    return Secret(key)


def _make(file: Path) -> None:
    """Make the file in one step, so that two who start at once agree on one secret."""
    if file.exists():
        return
    file.parent.mkdir(0o700, parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(secrets.token_bytes(SIZE))
        out.flush()
        os.fsync(handle)
    try:
        os.link(fresh, file)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
