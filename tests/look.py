"""Looking at a drawn page: `look(text, "#board [data-card=3] > h2")`."""

import re
from typing import Any

from lxml import html

_STEP = re.compile(r"(?P<way>^|\s*>\s*|\s+)(?P<tag>\w*)(?P<rest>(?:[#.][\w-]+|\[[^\]]+\])*)")
_MARK = re.compile(
    r"#(?P<id>[\w-]+)|\.(?P<style>[\w-]+)|\[(?P<name>[\w-]+)(?:=(?P<value>[^\]]+))?\]"
)


def look(page: Any, selector: str) -> list[Any]:
    """The elements of a page (its text, or one of its elements) that a CSS selector finds.

    Knows tags, #id, .class, [attribute], [attribute=value], descendants and children.
    """
    root: Any = html.fromstring(page) if isinstance(page, str) else page
    path = "".join(_step(found) for found in _STEP.finditer(selector) if found[0])
    return list(root.xpath(path))


def one(page: Any, selector: str) -> Any:
    """The only element that a CSS selector finds."""
    (found,) = look(page, selector)
    return found


def link(page: str, words: str) -> str:
    """Where the only link with these words leads."""
    (found,) = [a.get("href") for a in look(page, "a") if a.text_content().strip() == words]
    return str(found)


def _step(found: re.Match[str]) -> str:
    way = "/" if ">" in found["way"] else "//" if found["way"] else ".//"
    tests = "".join(_test(mark) for mark in _MARK.finditer(found["rest"]))
    return f"{way}{found['tag'] or '*'}{tests}"


def _test(mark: re.Match[str]) -> str:
    if mark["style"]:
        return f"[contains(concat(' ', normalize-space(@class), ' '), ' {mark['style']} ')]"
    name, value = ("id", mark["id"]) if mark["id"] else (mark["name"], mark["value"])
    return f"[@{name}='{value}']" if value else f"[@{name}]"
