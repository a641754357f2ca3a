"""The one Jinja environment, for pages and for the parts that the feed sends.

Everything is escaped, and a name that a template asks for and nobody gave is an error: a page that
silently lacks something is worse than a page that fails in a test.
"""

import asyncio
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from server.assets import modules, shapes, static, vendor

ROOT = Path(__file__).parent.parent / "templates"


@cache
def environment() -> Environment:
    """The environment: globals `static(path)`, `modules(path)`, `shapes`, `vendor`, filters
    `number` and `line`."""
    made = Environment(
        loader=FileSystemLoader(ROOT), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )
    made.globals.update(static=static, modules=modules, shapes=shapes(), vendor=vendor())
    made.filters["number"] = number
    made.filters["line"] = line
    return made


def number(value: float) -> str:
    """A number as people write it: without decimals that say nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def line(values: Sequence[int], width: int, height: int) -> str:
    """The points of a line through values in a box of that size, a pixel away from its edges."""
    top = max(values, default=0) or 1
    step = width / max(1, len(values) - 1)
    return " ".join(
        f"{n * step:.1f},{height - 1 - value / top * (height - 2):.1f}"
        for n, value in enumerate(values)
    )


def render(template: str, **context: Any) -> str:
    """A template, filled."""
    return environment().get_template(template).render(context)


async def rendered(template: str, **context: Any) -> str:
    """A template, filled in a thread: a long page, for which nobody else is to wait."""
    return await asyncio.to_thread(render, template, **context)


def load() -> None:
    """Compile every template, so that nobody waits for it who is the first to see a page."""
    for name in environment().list_templates(extensions=["html"]):
        environment().get_template(name)
