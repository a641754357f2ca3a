"""Refusals: what a person may be told.

The domain raises them and nobody catches them on the way; `server/errors.py` translates each
once for HTML, JSON and the command line. Everything else that is raised is a bug. The message
is one human sentence that says what to do.
"""

from typing import Any, ClassVar


class Refused(Exception):
    """A wish that cannot be granted; nothing was changed."""

    code: ClassVar[str] = "refused"

    def __init__(self, sentence: str, **facts: Any) -> None:
        super().__init__(sentence)
        self.facts = facts


class NotAllowed(Refused):
    """The member may see this but not do it."""

    code = "not_allowed"


class Missing(Refused):
    """It does not exist, or not for this user: the two are never told apart."""

    code = "not_found"


class Invalid(Refused):
    """A value that cannot be taken. `field` names it as the caller sent it."""

    code = "invalid"

    def __init__(self, sentence: str, *, field: str | None = None, **facts: Any) -> None:
        super().__init__(sentence, **({"field": field} if field else {}), **facts)
        self.field = field


class LimitReached(Refused):
    """A hard WIP limit leaves no room. `limit`: scope, id, name, count, of, mode."""

    code = "limit_reached"

    def __init__(self, sentence: str, *, limit: dict[str, Any]) -> None:
        super().__init__(sentence, limit=limit)


class Conflict(Refused):
    """What it builds on has changed since; the facts carry both texts where there are two."""

    code = "conflict"
