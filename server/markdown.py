"""Markdown: descriptions and other long texts, as HTML that can do nothing but be read.

Addresses become links, and so do the keys of cards of the same board; members who are named are
marked.

Two locks on one door: the renderer takes no HTML from the text, and the cleaner lets only the
elements through that Markdown makes, without ids, classes or anything that a script listens to.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

from board.mentions import Names

_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code"),
    *("strong", "em", "s", "a", "span", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}


MOST_MARKS = 2_000
"""Bars and brackets of a text that is rendered; thousands of them take seconds."""


People = tuple[tuple[int, str], ...]
"""Id and name of each member of a board."""


@lru_cache(maxsize=2_000)
def html(text: str, key: str = "", people: People = ()) -> Markup:
    """The HTML of a Markdown text, safe to put into a page as it is.

    `key`: of the board whose cards are linked; `people`: its members, who are marked when named.

    Links lead to http, https and mailto addresses, hand on neither the page's address nor a
    handle to its window, and are not followed by search engines. An image becomes its words: to
    load it would tell its server who reads the card. A text of nothing but bars and brackets is
    shown as it was typed.
    """
    if sum(text.count(mark) for mark in "|[]") > MOST_MARKS:
        return Markup("<pre>{}</pre>").format(text)
    cleaned = nh3.clean(
        _renderer.render(text, {"key": key, "names": _names(people)}),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes={"span": {"mention"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(cleaned)  # noqa: S704


def _words(renderer: Any, tokens: Any, n: int, options: Any, env: Any) -> str:
    return escapeHtml(renderer.renderInlineAsText(tokens[n].children or [], options, env))


@lru_cache(maxsize=100)
def _names(people: People) -> Names:
    return Names(people)


# -- what refers to something

_ADDRESS = re.compile(r"(?<![\w/])https?://[^\s<>\"'`]+", re.IGNORECASE)
_TAIL = ".,;:!?*_~"
_KEYED = re.compile(r"(?<![\w/-])([A-Z][A-Z0-9]{0,15})-[1-9][0-9]{0,8}(?![\w-])")


def _refer(state: StateCore) -> None:
    """The core rule that puts links and mentions into the text of a parsed paragraph."""
    for block in state.tokens:
        depth = 0
        children: list[Token] = []
        for token in block.children or []:
            depth += token.nesting if token.type in ("link_open", "link_close") else 0
            within = token.type == "text" and not depth
            children += _split(token, state.env) if within else [token]
        if block.children:
            block.children = children


def _split(token: Token, env: Any) -> Iterator[Token]:
    """A token of text, cut where it refers to something."""
    text, at = token.content, 0
    for begin, end, piece in sorted(_pieces(text, env)):
        if begin < at:
            continue
        yield _token("text", text[at:begin], token.level)
        yield _token("html_inline", piece, token.level)
        at = end
    yield _token("text", text[at:], token.level) if at else token


def _pieces(text: str, env: Any) -> Iterator[tuple[int, int, str]]:
    """What a text refers to: begin, end, and the HTML that stands for it."""
    for found in _ADDRESS.finditer(text):
        address = _trimmed(found[0])
        yield found.start(), found.start() + len(address), _link(address, address)
    for found in _KEYED.finditer(text):
        if found[1] == env["key"]:
            yield found.start(), found.end(), _link(f"/{found[0]}", found[0])
    for begin, end, _ in env["names"].spans(text):
        yield begin, end, f'<span class="mention">{escapeHtml(text[begin:end])}</span>'


def _trimmed(address: str) -> str:
    """An address without the marks of the sentence that it stands in."""
    end, surplus = len(address), address.count(")") - address.count("(")
    while (last := address[end - 1]) in _TAIL or (last == ")" and surplus > 0):
        end, surplus = end - 1, surplus - (last == ")")
    return address[:end]


def _link(address: str, words: str) -> str:
    return f'<a href="{escapeHtml(address)}">{escapeHtml(words)}</a>'


def _token(kind: str, content: str, level: int) -> Token:
    return Token(kind, "", 0, content=content, level=level)


_renderer = MarkdownIt("commonmark", {"html": False, "breaks": True})
_renderer.enable(["table", "strikethrough"])
_renderer.add_render_rule("image", _words)
_renderer.core.ruler.push("refer", _refer)
