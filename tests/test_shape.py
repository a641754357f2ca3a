"""The shape of the code: what may import what, how large a thing may be, what it may be called."""

import ast
import re
from functools import cache
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(p for d in ("board", "server") for p in (ROOT / d).rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "static/js").rglob("*.js"))
STYLES = sorted((ROOT / "static/css").glob("*.css"))

PURE = {
    "board.events",
    "board.errors",
    "board.order",
    "board.limits",
    "board.texts",
    "board.flow",
    "board.exchange.trello",
    "board.exchange.table",
    "board.exchange.moves",
    "board.exchange.sheets",
    "board.exchange.dates",
}
"""Modules (and all inside them) that know neither the ORM nor the clock."""

NAMELESS = {
    "utils",
    "helpers",
    "common",
    "misc",
    "core",
    "base",
    "lib",
    "manager",
    "service",
    "handler",
    "mixins",
    "constants",
    "types",
}
"""Names that say nothing: a module called so has no home for its content."""

MOST_LINES = 300
MOST_FUNCTION_LINES = 50
MEDIAN_FUNCTION_LINES = 8
MOST_SCRIPT_LINES = 160


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@cache
def imports(path: Path) -> frozenset[str]:
    """Every module that a module names in an import, and what it takes from packages."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_keep_to_their_side(path: Path) -> None:
    name, imported = name_of(path), imports(path)
    if within(name, "board"):
        assert not [other for other in imported if within(other, "server", "starlette", "jinja2")]
    if within(name, *PURE):
        orm_or_clock = ("tortoise", "board.database", "board.log", "board.instants.now", "time")
        assert not [other for other in imported if within(other, *orm_or_clock)]
    if within(name, "server.pages"):
        assert not [other for other in imported if within(other, "server.api")]
    if within(name, "server.api"):
        assert not [other for other in imported if within(other, "server.pages")]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_has_a_name_a_docstring_and_a_size(path: Path) -> None:
    assert path.stem not in NAMELESS
    assert ast.get_docstring(tree(path)), "no docstring"
    assert len(path.read_text().splitlines()) <= MOST_LINES


def functions() -> list[tuple[str, int]]:
    return [
        (f"{name_of(path)}.{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_functions_are_small() -> None:
    sizes = functions()
    assert [function for function in sizes if function[1] > MOST_FUNCTION_LINES] == []
    assert median(size for _, size in sizes) <= MEDIAN_FUNCTION_LINES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_what_is_public_says_what_it_does(path: Path) -> None:
    silent = [
        node.name
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_has_its_tests(path: Path) -> None:
    relative = path.relative_to(ROOT)
    if path.stem == "__init__":
        return
    own = ROOT / "tests" / relative.parent / f"test_{path.stem}.py"
    of_its_package = ROOT / "tests" / relative.parent.parent / f"test_{path.parent.name}.py"
    assert own.exists() or of_its_package.exists(), f"{own.relative_to(ROOT)} is missing"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_keep_to_the_content_security_policy(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"\sstyle=", text), "style attributes are blocked"
    assert not re.search(r"<script(?![^>]*\ssrc=)", text), "inline scripts are blocked"
    assert not re.search(r"\son\w+=", text), "inline handlers are blocked"
    assert "hx-on" not in text and "js:" not in text, "evaluated attributes are blocked"
    assert not re.search(r'hx-trigger="[^"]*\[', text), "trigger filters are evaluated"
    assert "|safe" not in text.replace("| safe", "|safe"), "what is safe says so in Python"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_small_and_evaluate_nothing(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= MOST_SCRIPT_LINES
    assert not re.search(r"\beval\(|new Function|innerHTML\s*=|outerHTML\s*=", text)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_no_style_names_an_element_under_has(path: Path) -> None:
    """All such elements on a board would be styled anew whenever a card comes or goes."""
    assert not re.search(r":has\([^{};]*\{[^{}]*&\s+[a-z]", path.read_text())


def test_parts_have_one_root_with_their_name() -> None:
    for path in (ROOT / "templates/parts").glob("*.html"):
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", path.read_text(), flags=re.DOTALL).strip()
        first = re.match(r"<\w+[^>]*\sid=\"([^\"]+)\"", text)
        assert first and first[1].split("-")[0] == path.stem, path.name
