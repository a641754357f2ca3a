"""Labels and people, picked on the board for one card or several."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.e2e.served import Server
from tests.e2e.test_selection import choose, laid
from tests.e2e.window import SOON, Window

Look = Callable[..., Window]


def test_the_bar_labels_and_assigns(server: Server, look: Look) -> None:
    board = laid(server)
    label: dict[str, Any] = board.call("POST", "/labels", name="Bug", color="red")["label"]
    ana = look("ana", board)
    bar = ana.page.get_by_role("toolbar", name="Selected cards")

    def facts(name: str) -> list[Any]:
        return [card[name] for card in board.facts()["cards"]][:3]

    choose(ana, "a", "b")
    bar.get_by_role("button", name="Label").click()
    picker = ana.page.get_by_role("dialog", name="Labels")
    choice = picker.get_by_role("button", name="Bug")
    expect(choice).to_have_attribute("aria-pressed", "false")
    choice.click()
    expect(choice).to_have_attribute("aria-pressed", "true")
    assert facts("labels") == [[label["id"]], [label["id"]], []]
    choice.click()
    ana.eventually(lambda: facts("labels"), [[], [], []])
    ana.press("Escape")
    # The toast about the labels leaves the bar alone.
    expect(ana.page.locator(".toast").last).to_be_visible()
    bar.get_by_role("button", name="Assign").click(timeout=2 * SOON)
    picker = ana.page.get_by_role("dialog", name="People")
    picker.get_by_label("Narrow the list").fill("b")
    ana.press("Enter")
    bo = server.person("bo").id
    ana.eventually(lambda: facts("assignees"), [[bo], [bo], []])
