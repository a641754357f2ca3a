"""Markdown: descriptions and other long texts, as HTML that can do nothing but be read.

Two locks on one door: the renderer takes no HTML from the text, and the cleaner lets only the
elements through that Markdown makes, without ids, classes or anything that a script listens to.
"""

from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markupsafe import Markup

_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code"),
    *("strong", "em", "s", "a", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}


MOST_MARKS = 2_000
"""Bars and brackets of a text that is rendered; thousands of them take seconds."""


@lru_cache(maxsize=500)
def html(text: str) -> Markup:
    """The HTML of a Markdown text, safe to put into a page as it is.

    Links lead to http, https and mailto addresses, hand on neither the page's address nor a
    handle to its window, and are not followed by search engines. An image becomes its words: to
    load it would tell its server who reads the card. A text of nothing but bars and brackets is
    shown as it was typed.
    """
    if sum(text.count(mark) for mark in "|[]") > MOST_MARKS:
        return Markup("<pre>{}</pre>").format(text)
    cleaned = nh3.clean(
        _renderer.render(text),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(cleaned)  # noqa: S704


def _words(renderer: Any, tokens: Any, n: int, options: Any, env: Any) -> str:
    return escapeHtml(renderer.renderInlineAsText(tokens[n].children or [], options, env))


_renderer = MarkdownIt("commonmark", {"html": False, "breaks": True})
_renderer.enable(["table", "strikethrough"])
_renderer.add_render_rule("image", _words)
