"""The one Jinja environment, for pages and for the parts that the feed sends.

Everything is escaped, and a name that a template asks for and nobody gave is an error: a page that
silently lacks something is worse than a page that fails in a test.
"""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from server.assets import modules, static, vendor

ROOT = Path(__file__).parent.parent / "templates"


@cache
def environment() -> Environment:
    """The environment: globals `static(path)`, `modules(path)`, `vendor`, and filter `number`."""
    made = Environment(
        loader=FileSystemLoader(ROOT), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )
    made.globals.update(static=static, modules=modules, vendor=vendor())
    made.filters["number"] = number
    return made


def number(value: float) -> str:
    """A number as people write it: without decimals that say nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def render(template: str, **context: Any) -> str:
    """A template, filled."""
    return environment().get_template(template).render(context)
