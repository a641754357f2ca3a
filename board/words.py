"""Words: how texts are compared when somebody looks for something.

Case and accents make no difference, on both databases and in the browser alike, because texts are
folded here and not there. `static/js/words.js` folds the same way; one table of cases holds both
to it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from unicodedata import category

LONGEST = 64
"""Characters of a word that tell it from others."""

MOST_BYTES = 500_000
"""Of one card's words; PostgreSQL indexes no more than 1 MB of one row."""

# Letters and digits, and the signs of scripts that write vowels as marks.
_SIGNS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u0f18-\u0fbc\u1000-\u109f\u1780-\u17d3"
)
# Scripts without spaces between words: each character is one.
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_ALONE}]|(?:(?![{_ALONE}])(?:[^\W_]|[{_SIGNS}]))+")
_PLAIN = re.compile(r"[a-z0-9]+")
_KEY = re.compile(r"([A-Za-z][A-Za-z0-9]{0,9})-([1-9][0-9]{0,8})", re.ASCII)
_NUMBER = re.compile(r"#?([1-9][0-9]{0,8})", re.ASCII)


class Found(NamedTuple):
    """A word of a text, folded, and where it stands there."""

    word: str
    start: int
    end: int


class Piece(NamedTuple):
    """A piece of a text; `hit` when it is what was looked for."""

    text: str
    hit: bool


def fold(text: str) -> str:
    """A text without what makes no difference: case and accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).upper().casefold()
    plain = "".join(c for c in unicodedata.normalize("NFKD", apart) if category(c) != "Mn")
    return unicodedata.normalize("NFC", plain)


def found(text: str) -> Iterator[Found]:
    """The words of a text, in order."""
    for match in _WORD.finditer(text):
        for word in _WORD.findall(fold(match[0])):
            yield Found(word[:LONGEST], match.start(), match.end())


def words(texts: Iterable[str]) -> list[str]:
    """The words of some texts, each once, as far as an index takes them."""
    seen: dict[str, None] = {}
    room = MOST_BYTES
    for text in texts:
        for word in _said(text):
            if word in seen:
                continue
            room -= len(word.encode()) + 1
            if room < 0:
                return list(seen)
            seen[word] = None
    return list(seen)


def _said(text: str) -> Iterator[str]:
    """The words of a text, where nobody asks for their places: faster for most."""
    if text.isascii():
        return (word[:LONGEST] for word in _PLAIN.findall(text.lower()))
    return (each.word for each in found(text))


class Sought:
    """What somebody looks for: every word of it, the last one perhaps not typed to its end."""

    MOST = 20
    """Words that are looked for; more of them are left out."""

    def __init__(self, text: str) -> None:
        said = [each.word for each in found(text[:1_000])][: self.MOST]
        self.words = list(dict.fromkeys(said[:-1]))
        """Those that are typed to their end, folded."""
        self.begun = said[-1] if said else None
        """The last one, which may be the beginning of a longer one; None when there is no word."""
        key, number = _KEY.fullmatch(text.strip()), _NUMBER.fullmatch(text.strip())
        self.key = (key[1].upper(), int(key[2])) if key else None
        """The key of a board and the number of a card, when that is what was typed."""
        self.number = int(number[1]) if number else None
        """The number of a card, when no more than that was typed."""

    def hits(self, word: str) -> bool:
        """Whether a folded word is one of them."""
        return word in self.words or (self.begun is not None and word.startswith(self.begun))

    def pieces(self, text: str, around: int | None = None) -> list[Piece] | None:
        """A text with its hits marked; None without one. `around`: cut to so many characters
        on both sides of the first."""
        hits = (each for each in found(text) if self.hits(each.word))
        first = next(hits, None)
        if first is None:
            return None
        begin = 0 if around is None else _at_space(text, max(0, first.start - around))
        end = len(text) if around is None else first.end + around
        shown = [first, *(hit for hit in _until(hits, end))]
        return _tidy(_cut(text, begin, end, shown))


def _until(hits: Iterator[Found], end: int) -> Iterator[Found]:
    for hit in hits:
        if hit.end > end:
            return
        yield hit


def _at_space(text: str, start: int) -> int:
    """Where a word begins at or behind a place, when one does soon."""
    space = text.find(" ", start, start + 20)
    return start if start == 0 or space < 0 else space + 1


def _cut(text: str, begin: int, end: int, hits: list[Found]) -> Iterator[Piece]:
    if begin:
        yield Piece("… ", False)
    at = min(begin, hits[0].start)
    for _, start, stop in hits:
        if start >= at:
            yield Piece(text[at:start], False)
            yield Piece(text[start:stop], True)
            at = stop
    if at < end:
        yield Piece(text[at:end], False)
    if end < len(text):
        yield Piece(" …", False)


def _tidy(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces in one line, neighbours of a kind joined."""
    tidy: list[Piece] = []
    for text, hit in pieces:
        line = re.sub(r"\s+", " ", text)
        if tidy and tidy[-1].hit == hit:
            line = tidy.pop().text + line
        if line:
            tidy.append(Piece(line, hit))
    return tidy
