"""A board's settings, as the boards that stand open meanwhile show them."""

from collections.abc import Callable
from itertools import count

from playwright.sync_api import Route, expect

from tests.e2e.served import Board, Server
from tests.e2e.window import SOON, Window, Windows

Look = Callable[..., Window]


def settings(server: Server, windows: Windows, board: Board) -> Window:
    """Ana's window on the settings of a board."""
    ana = windows(server.url, server.person("ana"))
    ana.page.goto(f"{board.address}/settings")
    return ana


def test_a_limit_that_changes_shows_at_once(server: Server, look: Look, windows: Windows) -> None:
    board = server.board("Todo Doing:2 Done", bo="editor")
    for title in ("one", "two"):
        board.add(title, "Doing")
    bo, ana = look("bo", board), settings(server, windows, board)
    step = ana.page.locator("[data-step]").nth(1)
    assert bo.heads()["Doing"] == "2/2 full"

    step.locator("summary").click()
    step.get_by_label("WIP limit").fill("1")
    step.get_by_label("When it is reached").select_option("hard")
    step.get_by_label("Policy").fill("Tests are green.")
    step.get_by_role("button", name="Save Doing").click()
    bo.eventually(lambda: bo.heads()["Doing"], "2/1 over", SOON)
    expect(bo.column("Doing").locator(".head__word")).to_have_text("Over limit")
    expect(step.locator(".step__facts")).to_contain_text("2 of 1 (hard)")

    step.locator("summary").click()
    step.get_by_label("WIP limit").fill("")
    step.get_by_label("Name").fill("Building")
    step.get_by_role("button", name="Save Doing").click()
    bo.eventually(bo.heads, {"Todo": "0 none", "Building": "2 none", "Done": "0 none"})
    bo.same(board)


def test_columns_come_go_and_change_places_at_once(
    server: Server, look: Look, windows: Windows
) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    board.add("one", "Doing")
    bo, ana = look("bo", board), settings(server, windows, board)
    page = ana.page

    page.get_by_text("Add a column").click()
    add = page.get_by_role("region", name="Add a column")
    add.get_by_label("Name").fill("Review")
    add.get_by_label("WIP limit").fill("3")
    add.get_by_role("button", name="Add the column").click()
    bo.eventually(lambda: list(bo.heads()), ["Todo", "Doing", "Done", "Review"])
    assert bo.heads()["Review"] == "0/3 room"
    page.get_by_role("button", name="Move Review up").click()
    bo.eventually(lambda: list(bo.heads()), ["Todo", "Doing", "Review", "Done"])

    # By dragging its grip.
    expect(page.locator("[data-step]").nth(2)).to_contain_text("Review")
    grip = page.locator("[data-step]").nth(3).locator(".grip").bounding_box()
    first = page.locator("[data-step]").nth(0).bounding_box()
    assert grip and first
    page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(grip["x"] + 8, first["y"] + 30, steps=10)
    away = count()

    def carried() -> list[str]:
        page.mouse.move(grip["x"] + 8 + next(away) % 2, first["y"] + 4)
        *rows, _in_the_hand = page.locator("[data-step] b").all_inner_texts()
        return rows

    ana.eventually(carried, ["Done", "Todo", "Doing", "Review"])
    page.mouse.up()
    bo.eventually(lambda: list(bo.heads()), ["Done", "Todo", "Doing", "Review"])

    page.get_by_role("button", name="Archive Doing").click()
    ana.agree("Archive Doing with its 1 card?")
    bo.eventually(lambda: list(bo.heads()), ["Done", "Todo", "Review"])
    bo.eventually(lambda: bo.figure("wip"), "0")
    bo.same(board)
    page.get_by_role("button", name="Restore").click()
    bo.eventually(lambda: list(bo.heads()), ["Done", "Todo", "Doing", "Review"])
    bo.shows({"Doing": ["one"]})
    bo.drag("one", "Review")
    bo.shows({"Review": ["one"]})
    bo.same(board)


def test_two_forms_that_are_sent_at_once_are_both_answered(
    server: Server, windows: Windows
) -> None:
    board = server.board("Todo Doing Done")
    ana = settings(server, windows, board)
    held: list[Route] = []
    ana.page.route("**/columns/**", lambda route: held.append(route))
    ana.page.get_by_role("button", name="Move Doing down").click()
    ana.page.get_by_role("button", name="Archive Todo").click()
    ana.eventually(lambda: len(held), 2)
    names = ana.page.locator("[data-step] b")

    held[0].continue_()
    expect(names).to_have_text(["Todo", "Done", "Doing"])
    held[1].continue_()
    expect(names).to_have_text(["Done", "Doing"])
    expect(ana.page.get_by_role("button", name="Restore")).to_be_visible()


def test_a_new_name_and_time_zone_reach_the_open_boards(
    server: Server, look: Look, windows: Windows
) -> None:
    board = server.board("Todo Done", bo="editor")
    bo, ana = look("bo", board), settings(server, windows, board)
    ana.allow("422")
    form = ana.page.get_by_role("region", name="This board")
    form.get_by_label("Name", exact=True).fill("Platform")
    form.get_by_label("Time zone").fill("Middle/Earth")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_be_visible()
    expect(form.get_by_label("Name", exact=True)).to_have_value("Platform")
    form.get_by_label("Time zone").fill("Pacific/Auckland")
    form.get_by_role("button", name="Save").click()

    expect(bo.page.locator("#title")).to_have_text("Platform")
    expect(bo.page).to_have_title("Platform · Andon")
    expect(bo.page.locator("#board")).to_have_attribute("data-zone", "Pacific/Auckland")
    expect(ana.page.locator("#title")).to_have_text("Platform")


def test_a_drag_outlives_its_column(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    board.add("one", "Todo")
    ana, bo = look("ana", board), look("bo", board)
    ana.allow("40[49]|422")
    ana.hold("one")
    ana.carry("Doing")
    board.call("DELETE", f"/columns/{board.columns['Doing']}")
    bo.eventually(lambda: list(bo.heads()), ["Todo", "Done"])
    ana.page.mouse.up()
    ana.eventually(lambda: list(ana.heads()), ["Todo", "Done"])
    ana.shows({"Todo": ["one"], "Done": []})
    expect(ana.page.locator(".toast[data-kind=stop]")).to_be_visible()
    ana.same(board)
