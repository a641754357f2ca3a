"""Lanes: rows across the columns, by mouse, keyboard and menu, in two windows."""

from collections.abc import Callable
from itertools import count
from typing import Any

from playwright.sync_api import expect

from tests.e2e.served import Board, Server
from tests.e2e.test_access import check
from tests.e2e.window import SOON, Window, end

Look = Callable[..., Window]


def lane(board: Board, name: str, **limit: Any) -> int:
    """A lane on the board; its id."""
    return int(board.call("POST", "/lanes", name=name, **limit)["lane"]["id"])


def cell(board: Board, column: str, lane_id: int | None) -> str:
    """The address of a cell on the page."""
    return f"#cell-{board.columns[column]}" + (f"-{lane_id}" if lane_id else "")


def titles(window: Window, selector: str) -> list[str]:
    return window.page.locator(f"{selector} > [data-card] .card__title").all_inner_texts()


def drag(window: Window, title: str, to: str) -> None:
    """Carry a card into a cell."""
    cell = window.page.locator(to)
    window.hold(title)
    x, y = end(cell)
    window.page.mouse.move(x, y, steps=4)
    window.linger(cell, x, y)
    window.page.mouse.up()


def test_a_card_is_dragged_across_lanes_and_columns(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    fast, slow = lane(board, "Fast", wip_limit=2), lane(board, "Slow")
    board.add("one", "Todo", lane=fast)
    board.add("two", "Doing", lane=slow)
    ana, bo = look("ana", board), look("bo", board)

    drag(ana, "one", cell(board, "Doing", fast))
    bo.eventually(lambda: titles(bo, cell(board, "Doing", fast)), ["one"], SOON)
    head = bo.page.locator(f"#lane-{fast}")
    expect(head).to_have_attribute("data-count", "1")
    drag(bo, "two", cell(board, "Doing", fast))
    ana.eventually(lambda: titles(ana, cell(board, "Doing", fast)), ["one", "two"], SOON)
    expect(ana.page.locator(f"#lane-{fast}")).to_have_attribute("data-lamp", "full")
    expect(ana.page.locator(f"[data-lane-count='{fast}']")).to_have_text(["2/2"] * 3)
    drag(ana, "one", cell(board, "Todo", None))
    bo.eventually(lambda: titles(bo, cell(board, "Todo", None)), ["one"], SOON)

    ana.same(board)
    bo.same(board)


def test_a_hard_limit_of_a_lane_sends_the_card_back(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    fast = lane(board, "Fast", wip_limit=1, wip_mode="hard")
    board.add("first", "Doing", lane=fast)
    board.add("second", "Doing")
    bo = look("bo", board)
    bo.allow("409")
    seq = board.seq()

    drag(bo, "second", cell(board, "Doing", fast))
    expect(bo.toast("The lane Fast is full (1 of 1)")).to_be_visible()
    bo.eventually(lambda: titles(bo, cell(board, "Doing", None)), ["second"])
    assert board.seq() == seq
    bo.same(board)


def test_arrows_and_shift_go_on_into_the_next_lane(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done")
    fast = lane(board, "Fast")
    board.add("one", "Todo", lane=fast)
    board.add("two", "Todo")
    ana = look("ana", board)

    ana.card("one").focus()
    ana.press("ArrowDown")
    expect(ana.card("two")).to_be_focused()
    ana.press("Shift+ArrowUp")
    ana.eventually(lambda: titles(ana, cell(board, "Todo", fast)), ["one", "two"])
    ana.press("Shift+ArrowRight")
    ana.eventually(lambda: titles(ana, cell(board, "Doing", fast)), ["two"])
    expect(ana.card("two")).to_be_focused()
    ana.same(board)
    assert {card["title"]: card["lane"] for card in board.facts()["cards"]} == {
        "one": fast,
        "two": fast,
    }


def test_the_menu_moves_a_card_into_a_lane_and_quick_add_adds_there(
    server: Server, look: Look
) -> None:
    board = server.board("Todo Doing Done")
    fast = lane(board, "Fast")
    board.add("one", "Todo")
    ana = look("ana", board)

    ana.card("one").focus()
    ana.press("m")
    dialog = ana.page.get_by_role("dialog", name="Move card")
    dialog.get_by_label("Column").select_option(label="Doing")
    dialog.get_by_label("Lane").select_option(label="Fast")
    dialog.get_by_role("button", name="Move").click()
    ana.eventually(lambda: titles(ana, cell(board, "Doing", fast)), ["one"])
    ana.settled()

    expect(ana.card("one")).to_be_focused()
    ana.press("n")
    ana.page.keyboard.type("two")
    ana.press("Enter")
    ana.eventually(lambda: titles(ana, cell(board, "Doing", fast)), ["one", "two"])
    ana.same(board)


def test_what_is_collapsed_stays_so_through_live_changes(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    fast = lane(board, "Fast")
    board.add("one", "Todo", lane=fast)
    ana, bo = look("ana", board), look("bo", board)

    ana.page.locator(f"#lane-{fast} .lane__fold").click()
    ana.page.get_by_role("button", name="Menu of Done").click()
    ana.page.locator(f"#menu-{board.columns['Done']} [data-fold-column]").click()
    expect(ana.card("one")).to_be_hidden()
    done = ana.page.locator(f"[data-column='{board.columns['Done']}']")
    assert (done.bounding_box() or {})["width"] < 60

    board.add("two", "Todo", lane=fast)
    lane(board, "Slow")
    board.call("POST", "/columns", name="Later", stage="todo")
    bo.eventually(lambda: "Later" in bo.picture(), True)
    expect(ana.column("Later")).to_be_visible()
    expect(ana.card("two")).to_be_hidden()
    assert (done.bounding_box() or {})["width"] < 60
    expect(done.locator(".head__open")).to_have_attribute("aria-expanded", "false")
    folds = ana.column("Later").locator(".head__open")
    expect(folds).to_have_attribute("aria-expanded", "true")
    expect(bo.card("two")).to_be_visible()

    ana.press("-")
    ana.press("-")
    expect(ana.card("two")).to_be_visible()
    done.locator(".head__open").click()
    assert (done.bounding_box() or {})["width"] > 200
    ana.same(board)


def test_a_collapsed_column_opens_under_a_card(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done")
    board.add("one", "Todo")
    ana = look("ana", board)
    ana.page.get_by_role("button", name="Menu of Done").click()
    ana.page.locator(f"#menu-{board.columns['Done']} [data-fold-column]").click()

    ana.hold("one")
    box = ana.page.locator(f"[data-column='{board.columns['Done']}']").bounding_box()
    assert box
    ana.page.mouse.move(box["x"] + 20, box["y"] + 80, steps=8)
    expect(ana.column("Done")).not_to_have_attribute("data-ui-collapsed", "")
    ana.carry("Done")
    ana.page.mouse.up()
    ana.shows({"Todo": [], "Done": ["one"]})


def test_the_board_itself_adds_renames_limits_and_orders_its_columns(
    server: Server, look: Look
) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    ana, bo = look("ana", board), look("bo", board)

    ana.page.get_by_role("button", name="Add column").click()
    ana.page.keyboard.type("Review")
    ana.press("Enter")
    bo.eventually(lambda: list(bo.picture()), ["Todo", "Doing", "Done", "Review"], SOON)
    ana.eventually(lambda: list(ana.picture()), ["Todo", "Doing", "Done", "Review"])

    ana.column("Doing").locator(".head__name").dblclick()
    ana.page.keyboard.type("Build")
    ana.press("Enter")
    bo.eventually(lambda: list(bo.picture()), ["Todo", "Build", "Done", "Review"], SOON)
    ana.eventually(lambda: list(ana.picture()), ["Todo", "Build", "Done", "Review"])

    ana.page.get_by_role("button", name="Menu of Review").click()
    ana.page.get_by_role("button", name="Move left").filter(visible=True).click()
    bo.eventually(lambda: list(bo.picture()), ["Todo", "Build", "Review", "Done"], SOON)
    ana.eventually(lambda: list(ana.picture()), ["Todo", "Build", "Review", "Done"])

    ana.page.get_by_role("button", name="Menu of Build").click()
    ana.page.get_by_role("button", name="Set limit…").filter(visible=True).click()
    dialog = ana.page.get_by_role("dialog", name="Limit of Build")
    dialog.get_by_label("At most").fill("3")
    ana.press("Enter")
    bo.eventually(lambda: bo.heads()["Build"], "0/3 room", SOON)
    expect(bo.page.get_by_role("button", name="Add column")).to_be_hidden()

    ana.same(board)
    bo.same(board)


def test_a_head_that_is_dragged_takes_its_column_along(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    ana, bo = look("ana", board), look("bo", board)

    start = ana.column("Done").locator(".head__name").bounding_box()
    first = ana.column("Todo").bounding_box()
    assert start and first
    ana.page.mouse.move(start["x"] + 8, start["y"] + 8)
    ana.page.mouse.down()
    ana.page.mouse.move(first["x"] + 40, first["y"] + 20, steps=6)
    away = count(20)

    def carried() -> list[str]:
        ana.page.mouse.move(first["x"] + next(away) % 4, first["y"] + 20)
        return list(ana.heads())

    ana.eventually(carried, ["Done", "Todo", "Doing"])
    ana.page.mouse.up()
    bo.eventually(lambda: list(bo.picture()), ["Done", "Todo", "Doing"], SOON)
    ana.same(board)
    bo.same(board)


def test_all_cards_move_and_come_back_by_one_undo(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    for title in ("one", "two"):
        board.add(title, "Todo")
    ana, bo = look("ana", board), look("bo", board)

    bo.page.get_by_role("button", name="Menu of Todo").click()
    bo.page.get_by_role("button", name="Move all cards…").filter(visible=True).click()
    dialog = bo.page.get_by_role("dialog", name="Move all cards of Todo")
    dialog.get_by_label("To the bottom of").select_option(label="Done")
    dialog.get_by_role("button", name="Move all").click()
    ana.shows({"Todo": [], "Done": ["one", "two"]})
    bo.toast("All cards of Todo moved").get_by_role("button", name="Undo").click()
    ana.shows({"Todo": ["one", "two"], "Done": []})
    bo.same(board)


def test_the_menu_of_a_lane_works_and_lanes_are_clean_for_everybody(
    server: Server, look: Look
) -> None:
    board = server.board("Todo Doing:1 Done")
    fast = lane(board, "Fast", wip_limit=1)
    for title in ("one", "two"):
        board.add(title, "Doing", lane=fast)
    ana = look("ana", board)
    check(ana, "lanes")
    ana.press("-")
    check(ana, "collapsed lanes")
    ana.press("-")
    ana.page.get_by_role("button", name="Menu of Fast").click()
    check(ana, "a lane's menu")
    ana.page.get_by_role("button", name="Set limit…").filter(visible=True).click()
    check(ana, "the limit's dialog")
    ana.page.get_by_label("At most").fill("3")
    ana.press("Enter")
    expect(ana.page.locator(f"#lane-{fast}")).to_have_attribute("data-limit", "3")
    ana.page.get_by_role("button", name="Menu of Fast").click()
    ana.page.get_by_role("button", name="Archive lane").filter(visible=True).click()
    ana.page.get_by_role("dialog").get_by_role("button", name="Archive").click()
    ana.shows({"Doing": []})
    ana.toast("Fast archived").get_by_role("button", name="Undo").click()
    ana.shows({"Doing": ["one", "two"]})
    ana.same(board)
