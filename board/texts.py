"""Texts from outside, made fit to keep: normalised, without control characters, within limits.

What cannot be kept is refused with the reason; nothing is cut off silently. Only a text from a
file, which nobody is there to correct, is kept as far as it can be.
"""

import re
import unicodedata

from board.errors import Invalid

TITLE_LIMIT = 1_000
TEXT_LIMIT = 50_000
NAME_LIMIT = 200
MARKS_LIMIT = 8
"""Combining marks on one letter; more than any language needs is a prank on the layout."""

_CONTROLS = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_SPACES = re.compile(r"\s+")
_INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2060-\u2064"
    "\u206a-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)


def line(value: str, *, field: str, called: str = "title", limit: int = TITLE_LIMIT) -> str:
    """A text of one line that is not empty. Raises Invalid with the field and a sentence."""
    text = _SPACES.sub(" ", _clean(value, field, called)).strip()
    if not _INVISIBLE.sub("", text):
        raise Invalid(f"The {called} is empty. Type at least one character.", field=field)
    return _within(text, limit, field, called)


def prose(value: str, *, field: str, called: str = "text", limit: int = TEXT_LIMIT) -> str:
    """A text of many lines, perhaps empty. Raises Invalid with the field and a sentence."""
    return _within(_clean(value, field, called), limit, field, called)


def _clean(value: str, field: str, called: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Invalid(f"The {called} holds half a character. Type it again.", field=field) from None
    if "\0" in value:
        raise Invalid(f"The {called} holds a NUL character. Leave it out.", field=field)
    text = _plain(value)
    if any(len(marks) > MARKS_LIMIT for marks in _MARKS.findall(text)):
        raise Invalid(
            f"The {called} has more than {MARKS_LIMIT} accents on one letter. Leave some out.",
            field=field,
        )
    return text


def _plain(value: str) -> str:
    # Controls go first: what they kept apart may compose, or pile up on one letter.
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROLS.sub("", lines))


def _within(text: str, limit: int, field: str, called: str) -> str:
    if len(text) > limit:
        raise Invalid(
            f"The {called} has {len(text):,} characters; {limit:,} fit. Shorten it.",
            field=field,
            limit=limit,
            actual=len(text),
        )
    return text


# -- texts that nobody is there to correct


def salvaged(value: str) -> str:
    """All that can be kept of a text from a file."""
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")
    return _MARKS.sub(lambda marks: marks[0][:MARKS_LIMIT], _plain(whole))


def salvaged_line(value: str) -> str:
    """All that can be kept of a text in one line; empty when nothing of it can be seen."""
    text = _SPACES.sub(" ", salvaged(value)).strip()
    return text if _INVISIBLE.sub("", text) else ""


def cut(text: str, limit: int) -> str:
    """A text of at most so many characters, with an ellipsis where it was cut.

    It is never cut between characters that are drawn as one. The caller says that it was cut.
    """
    if len(text) <= limit:
        return text
    end = limit - 1
    while end and _drawn_as_one(text[end - 1], text[end]):
        end -= 1
    return text[:end].rstrip() + "…"


def _drawn_as_one(left: str, right: str) -> bool:
    joiner = "\u200d"
    if joiner in (left, right) or unicodedata.category(right).startswith("M"):
        return True
    flag = range(0x1F1E6, 0x1F200)
    return 0x1F3FB <= ord(right) <= 0x1F3FF or (ord(left) in flag and ord(right) in flag)
