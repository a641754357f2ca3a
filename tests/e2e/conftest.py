"""A browser, a server with people in it, and windows that must be closed without a complaint."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests import provision
from tests.e2e.cable import NOTHING, Cable
from tests.e2e.served import Board, Server
from tests.e2e.tabs import PATIENCE, Tabs
from tests.e2e.window import Window, Windows

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # What has no process of its own talks to none.
    "--in-process-gpu",
    "--enable-features=NetworkServiceInProcess2",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser. It ends with this folder's tests: no event loop runs beside Playwright's."""
    program = provision.headless()
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing, and CI must not skip its tests.")
        pytest.skip("There is no Chromium on this machine.")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that stays up, for tests that have boards of their own and nothing else."""
    with Server(tmp_path_factory.mktemp("andon")) as server:
        server.person("ana")
        yield server
        assert server.complaints == []


@pytest.fixture
def server(chromium: Browser, shared: Server) -> Server:
    """The server that stays up. Ana is its administrator."""
    return shared


@pytest.fixture
def own(chromium: Browser, tmp_path: Path) -> Iterator[Server]:
    """A server of the test's own, in which nobody has been."""
    with Server(tmp_path) as server:
        yield server


@pytest.fixture(scope="package")
def fallible(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that tests end, and start again."""
    with Server(tmp_path_factory.mktemp("andon")) as server:
        yield server


@pytest.fixture
def mortal(fallible: Server) -> Server:
    """A server to be ended and started again. It serves when a test begins."""
    if not fallible.serves:
        fallible.start()
    return fallible


@pytest.fixture(scope="package")
def line() -> Iterator[Cable]:
    """The cable that tests cut, and mend again."""
    cable = Cable()
    yield cable
    cable.close()


@pytest.fixture
def cable(line: Cable) -> Iterator[Cable]:
    """The connection to the server `behind` it. It is whole when a test begins."""
    yield line
    line.changes = NOTHING
    line.mend()


@pytest.fixture(scope="package")
def behind(
    chromium: Browser, line: Cable, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server that people reach through the cable."""
    with Server(tmp_path_factory.mktemp("andon"), ANDON_URL=line.url) as server:
        line.to = server.port
        server.person("ana")
        yield server


@pytest.fixture(scope="package")
def tabs(chromium: Browser, shared: Server) -> Tabs:
    """The browser's tabs, which are used again."""
    return Tabs(chromium, stays=shared.url)


@pytest.fixture
def windows(tabs: Tabs) -> Iterator[Windows]:
    """Opens windows for people."""
    with Windows(tabs) as windows:
        yield windows


@pytest.fixture
def look(server: Server, windows: Windows) -> Callable[..., Window]:
    """A person's window on a board of the server that stays up: `look("bo", board)`."""

    def look(name: str, board: Board, **options: object) -> Window:
        return windows(server.url, server.person(name), **options).open(board)

    return look
