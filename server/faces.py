"""Faces: how a person is shown where there is no room for a name, and who looks at a page."""

import zlib
from typing import Any

from starlette.types import Scope

HUES = 12


def face(user_id: int, name: str) -> dict[str, Any]:
    """A person as templates take one: `id, name, initials, hue`."""
    words = name.split() or ["?"]
    second = words[-1][0] if len(words) > 1 else words[0][1:2]
    hue = zlib.crc32(str(user_id).encode()) % HUES
    return {"id": user_id, "name": name, "initials": (words[0][0] + second).upper(), "hue": hue}


def viewer(scope: Scope) -> dict[str, Any] | None:
    """Who looks at a page, as its frame takes it: a face with `email, timezone, theme, shortcuts,
    is_admin`; None when nobody is signed in."""
    who = scope.get("account")
    if who is None:
        return None
    names = ("email", "timezone", "theme", "shortcuts", "is_admin")
    return {**face(who.user_id, who.name), **{name: getattr(who, name) for name in names}}
