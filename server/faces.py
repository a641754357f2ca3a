"""Faces: how a person is shown where there is no room for a name."""

import zlib
from typing import Any

HUES = 12


def face(user_id: int, name: str) -> dict[str, Any]:
    """A person as templates take one: `id, name, initials, hue`."""
    words = name.split() or ["?"]
    second = words[-1][0] if len(words) > 1 else words[0][1:2]
    hue = zlib.crc32(str(user_id).encode()) % HUES
    return {"id": user_id, "name": name, "initials": (words[0][0] + second).upper(), "hue": hue}
