"""Mentions: members who are named in a text, as in `@Sara Almeida`.

A member is named by the whole name, or by its first word when no other member has it too. Who is
no member is just text.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

MOST = 1_000
"""At signs of one text that are looked at."""


class Names:
    """The names by which the members of a board can be mentioned."""

    def __init__(self, people: Iterable[tuple[int, str]]) -> None:
        people = list(people)
        firsts = Counter(name.split()[0].casefold() for _, name in people if name.strip())
        self._known: dict[str, int] = {}
        for identity, name in people:
            words = name.split()
            if words and firsts[words[0].casefold()] == 1:
                self._known.setdefault(words[0].casefold(), identity)
        self._known |= {name.casefold(): identity for identity, name in people if name.strip()}
        self._lengths = sorted({len(name) for name in self._known}, reverse=True)

    def spans(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Where members are named in a text: begin, end, and the member's id."""
        at = -1
        for _ in range(MOST):
            at = text.find("@", at + 1)
            if at < 0:
                return
            if at and (text[at - 1].isalnum() or text[at - 1] in "@_"):
                continue
            found = self._named(text, at + 1)
            if found:
                yield (at, *found)

    def _named(self, text: str, begin: int) -> tuple[int, int] | None:
        """The end of the longest name that begins there, and whose it is."""
        for length in self._lengths:
            end = begin + length
            identity = self._known.get(text[begin:end].casefold())
            if identity and end <= len(text) and not text[end : end + 1].isalnum():
                return end, identity
        return None

    def mentioned(self, text: str) -> list[int]:
        """The members who are named in a text, by id."""
        return sorted({identity for _, _, identity in self.spans(text)})
