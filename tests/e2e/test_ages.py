"""Ages: coloured by how long finished cards took, as soon as ten are finished."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.served import Server
from tests.e2e.test_phone import PHONE
from tests.e2e.window import Window, Windows

Look = Callable[..., Window]

LATER = """days => {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...said) { said.length ? super(...said) : super(Real.now() + days * 86_400_000); }
    static now() { return Real.now() + days * 86_400_000; }
  };
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_an_age_is_noticed_once_ten_cards_are_finished_and_when_midnight_passes(
    server: Server, look: Look
) -> None:
    board = server.board("Todo Doing Done")
    old = board.add("old", "Doing")
    done = [board.add(f"{n}", "Done") for n in range(9)]
    ana = look("ana", board)
    age = ana.card("old").locator(".age")
    ana.page.evaluate(LATER, 1)
    expect(age).to_have_text("2 d")
    assert age.get_attribute("data-ui-age") is None

    board.add("the tenth", "Done")
    expect(age).to_have_attribute("data-ui-age", "over")
    expect(age).to_have_text("2 d, over")
    expect(age).to_have_attribute("title", re.compile("^In progress for 2 days: older than 85 %"))
    expect(age.locator("svg")).to_have_count(1)

    ana.card("old").click()
    fact = ana.page.locator("#card .age-fact")
    expect(fact).to_have_text("2 days, over")
    lengths = ana.page.locator("#sheet-spent tbody td")
    expect(lengths).to_have_text(["1 d", "–"])
    expect(ana.page.locator("#sheet-bar text")).to_have_text("Doing 1 d")
    board.call("POST", f"/cards/{old}/block", reason="Waiting")
    expect(lengths).to_have_text(["1 d", "1 d"])
    expect(ana.page.locator("#sheet-side [data-active]")).to_have_text("0 %")
    board.put(done[0], "Todo")
    expect(age).to_have_text("2 d")
    expect(age.locator("svg")).to_have_count(0)
    expect(fact).to_have_text("2 days")
    ana.page.evaluate(LATER, -1)
    expect(age).to_have_text("1 d")
    ana.same(board)


def test_the_bar_of_a_card_names_only_what_fits_into_it(server: Server, windows: Windows) -> None:
    name = "Waits for the customers of the northern branch"
    board = server.board("Todo Doing Done")
    board.call("PATCH", f"/columns/{board.columns['Doing']}", name=name)
    card = board.add("one", "Doing")
    for options, said in (({}, f"{name} 1 d"), (PHONE, "")):
        window = windows(server.url, server.person("ana"), **options)
        window.page.goto(f"{board.address}/cards/{card}")
        expect(window.page.get_by_role("dialog", name="one")).to_be_visible()
        window.page.evaluate(LATER, 1)
        expect(window.page.locator("#sheet-bar title")).to_contain_text(f"{name}: 1 d")
        expect(window.page.locator("#sheet-bar text")).to_have_text(said)
