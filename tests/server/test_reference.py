import re
from pathlib import Path

import pytest
from starlette.routing import Route

from board.events import KINDS
from server.config import Config
from server.routes import routes
from tests.described import pages

ROOT = Path(__file__).parent.parent.parent


NAMES = ("api.md", "errors.md", "events.md", "settings.md")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_what_the_code_says(name: str) -> None:
    written = ROOT / "docs" / name

    assert written.exists(), "run make docs"
    now = pages()[name]
    assert written.read_text(encoding="utf-8") == now, f"docs/{name} is out of date: run make docs"


def test_no_page_is_left_out() -> None:
    assert set(NAMES) == set(pages())


def test_every_call_is_told() -> None:
    text = pages()["api.md"]
    for route in routes():
        path = getattr(route, "path", "")
        if path.startswith("/api/"):
            methods = (route.methods or set()) - {"HEAD"} if isinstance(route, Route) else {"WS"}
            for method in methods:
                assert f"### `{method} {path}" in text


def test_every_event_setting_and_error_is_told() -> None:
    sources = [path.read_text() for d in ("board", "server") for path in (ROOT / d).rglob("*.py")]
    codes = {
        code
        for source in sources
        for code in re.findall(r'^    code(?:: .*)? = "(\w+)"|_coded\("(\w+)"', source, re.M)
        for code in code
        if code
    }

    assert all(f"### `{kind}`" in pages()["events.md"] for kind in KINDS)
    assert all(f"`ANDON_{name.upper()}`" in pages()["settings.md"] for name in Config.model_fields)
    assert {"conflict", "failed", "method_not_allowed"} <= codes
    assert [code for code in codes if f"| `{code}` |" not in pages()["errors.md"]] == []


def test_every_link_leads_somewhere() -> None:
    for text in pages().values():
        for page, anchor in re.findall(r"\]\(([\w.]*)#(\w+)\)", text):
            target = pages()[page] if page else text
            assert f"\n### {anchor}\n" in target.lower()
        for page in re.findall(r"\]\((\w+\.md)\)", text):
            assert page in pages()
