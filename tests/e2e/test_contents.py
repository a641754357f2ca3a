"""Checklists and comments: two people in one card, and nothing that is typed is lost."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Route, expect

from tests.e2e.served import Board, Server
from tests.e2e.window import Window, middle

Look = Callable[..., Window]


def test_a_comment_and_a_tick_show_while_one_is_writing(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor")
    card = board.add("one", "Todo")
    made = board.call("POST", f"/cards/{card}/checklists", name="Steps", items=["a", "b"])
    first, _ = made["checklist"]["items"]
    ana, bo = look("ana", board), look("bo", board)
    for window in (ana, bo):
        window.card("one").click()
    anas, bos = ana.page.locator("#card"), bo.page.locator("#card")
    field = anas.get_by_label("New comment")
    field.click()
    ana.page.keyboard.type("Half a thou")

    bos.get_by_label("New comment").click()
    bo.page.keyboard.type("I looked, @Ana")
    bo.press("Control+Enter")
    expect(bos.locator("#sheet-comments")).to_contain_text("I looked, @Ana")
    bos.get_by_label("a", exact=True).check()
    expect(anas.locator("#sheet-comments .mention")).to_have_text("@Ana")
    expect(anas.get_by_label("a", exact=True)).to_be_checked()
    expect(anas.locator(".checklist h3")).to_contain_text("1 of 2")
    expect(field).to_have_value("Half a thou")
    expect(field).to_be_focused()

    ana.page.keyboard.type("ght")
    ana.press("Control+Enter")
    expect(bos.locator("#sheet-comments")).to_contain_text("Half a thought")
    expect(field).to_have_value("")
    expect(bos.get_by_label("New comment")).to_have_value("")
    items = board.call("GET", f"/cards/{card}/checklists")["checklists"][0]["items"]
    assert [(item["id"] == first["id"], item["done"]) for item in items] == [
        (True, True),
        (False, False),
    ]
    ana.press("Escape", "Escape")
    expect(anas).to_be_hidden()
    ana.same(board)


def test_a_comment_that_is_edited_stays_open_while_others_come(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor")
    card = board.add("one", "Todo")
    bo = server.person("bo")
    board.call("POST", f"/cards/{card}/comments", text="First")
    ana = look("ana", board)
    ana.card("one").click()
    dialog = ana.page.locator("#card")
    dialog.locator(".comment").hover()
    dialog.get_by_role("button", name="Edit", exact=True).click()
    field = dialog.get_by_label("Comment, in Markdown", exact=True)
    ana.press("End")
    ana.page.keyboard.type(", edited")
    board.call("POST", f"/cards/{card}/comments", by=bo, text="Second")
    expect(dialog.locator("#sheet-comments")).to_contain_text("Second")
    expect(field).to_have_value("First, edited")
    ana.press("Control+Enter")
    expect(dialog.locator(".comment__text").first).to_have_text("First, edited")
    dialog.locator(".comment").first.hover()
    dialog.get_by_role("button", name="Remove").first.click()
    expect(dialog.locator(".comment")).to_have_count(1)
    ana.toast("Comment removed").get_by_role("button", name="Undo").click()
    expect(dialog.locator(".comment")).to_have_count(2)
    ana.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_late_answer_does_not_fetch_the_focus_back(server: Server, look: Look) -> None:
    board = server.board("Todo Done")
    board.add("one", "Todo")
    ana = look("ana", board)
    held: list[Route] = []
    ana.page.route(re.compile("/comments$|/checklists$"), lambda route: held.append(route))

    def answered() -> None:
        with ana.page.expect_response(re.compile("/cards/[0-9]+$")):
            held.pop().continue_()

    ana.card("one").focus()
    ana.press("Enter")
    dialog = ana.page.locator("#card")
    dialog.get_by_role("button", name="+ Add a checklist").click()
    ana.press("Enter")
    ana.eventually(lambda: len(held), 1)
    field = dialog.get_by_label("New comment")
    field.click()
    answered()
    expect(field).to_be_focused()

    ana.page.keyboard.type("White, I say.")
    ana.press("Control+Enter")
    ana.eventually(lambda: len(held), 1)
    ana.press("Escape")
    answered()
    expect(dialog.get_by_role("button", name="Comment", exact=True)).to_be_focused()
    ana.press("Escape")
    expect(ana.card("one")).to_be_focused()


def test_a_comment_that_was_not_sent_is_there_the_next_time(server: Server, look: Look) -> None:
    board = server.board("Todo Done")
    board.add("one", "Todo")
    ana = look("ana", board)
    ana.card("one").click()
    dialog = ana.page.locator("#card")
    dialog.get_by_label("New comment").fill("Not yet")
    ana.press("Escape", "Escape")
    expect(dialog).to_be_hidden()
    expect(ana.page).to_have_url(f"{server.url}{board.address}")
    ana.page.reload()
    ana.card("one").click()
    expect(dialog.get_by_label("New comment")).to_have_value("Not yet")


MADE_ROOM = "over => Boolean(over.previousElementSibling?.matches('.item--slot'))"


def pull(window: Window, what: Locator, over: Locator) -> None:
    """Drag something over the upper half of another until that makes room for it, and keep it in
    the hand."""
    mouse, (x, y), box = window.page.mouse, middle(what), over.bounding_box()
    other = over.element_handle()
    assert box
    mouse.move(x, y)
    mouse.down()
    mouse.move(x, y - 8, steps=3)
    for up in (0.4, 0.2, 0.1):
        mouse.move(x, box["y"] + up * box["height"], steps=4)
        window.page.wait_for_timeout(80)
    for n in range(60):
        if other.evaluate(MADE_ROOM):
            return
        mouse.move(x + n % 2, box["y"] + 0.1 * box["height"])
        window.page.wait_for_timeout(25)


def ordered(board: Board, card: int) -> list[str]:
    """The items of a card's first checklist."""
    first = board.call("GET", f"/cards/{card}/checklists")["checklists"][0]
    return [item["text"] for item in first["items"]]


def test_names_are_offered_behind_an_at_sign(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor", boris="viewer")
    board.add("one", "Todo")
    ana = look("ana", board)
    ana.card("one").click()
    dialog = ana.page.locator("#card")
    field = dialog.get_by_label("New comment")
    field.click()
    ana.page.keyboard.type("Ask @bo")
    options = dialog.get_by_role("listbox").get_by_role("option")
    expect(options).to_have_text(["Boris"])
    ana.press("Backspace")
    expect(options).to_have_text(["Bo", "Boris"])
    ana.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "completion-1")
    ana.press("Enter")
    expect(field).to_have_value("Ask @Boris ")
    ana.page.keyboard.type("and @b")
    options.filter(has_text=re.compile("^Bo$")).click()
    expect(field).to_have_value("Ask @Boris and @Bo ")
    ana.page.keyboard.type("@")
    ana.press("Escape")
    expect(options).to_have_count(0)
    ana.press("Backspace", "Control+Enter")
    expect(dialog.locator(".comment .mention")).to_have_text(["@Boris", "@Bo"])

    dialog.locator(".comment").hover()
    dialog.get_by_role("button", name="Edit", exact=True).click()
    ana.press("End")
    ana.page.keyboard.type(" @an")
    ana.press("Tab", "Control+Enter")
    expect(dialog.locator(".comment .mention")).to_have_text(["@Boris", "@Bo", "@Ana"])


def test_a_checklist_is_made_kept_and_taken_apart(server: Server, look: Look) -> None:
    board = server.board("Todo Done")
    card = board.add("one", "Todo")
    ana = look("ana", board)
    ana.card("one").click()
    dialog = ana.page.locator("#card")
    dialog.get_by_role("button", name="+ Add a checklist").click()
    ana.page.keyboard.type("Steps")
    ana.press("Enter")
    dialog.get_by_role("button", name="+ Add an item").click()
    for text in ("first", "second", "third"):
        ana.page.keyboard.type(text)
        ana.press("Enter")
        expect(dialog.locator(".item__text").last).to_have_text(text)
    ana.press("Escape")
    texts = dialog.locator(".item__text")
    expect(texts).to_have_text(["first", "second", "third"])

    pull(ana, dialog.locator(".item").nth(2), dialog.locator(".item").nth(0))
    ana.press("Escape")
    expect(texts).to_have_text(["first", "second", "third"])
    ana.page.mouse.up()
    pull(ana, dialog.locator(".item").nth(2), dialog.locator(".item").nth(0))
    ana.page.mouse.up()
    expect(texts).to_have_text(["third", "first", "second"])
    ana.eventually(lambda: ordered(board, card), ["third", "first", "second"])
    expect(dialog.locator(".item :checked")).to_have_count(0)
    for order in (["first", "third", "second"], ["first", "second", "third"]):
        dialog.get_by_role("button", name="Menu of third").click()
        dialog.locator("#item-menu").get_by_role("button", name="Move down").click()
        expect(texts).to_have_text(order)

    dialog.locator(".item").nth(2).hover()
    dialog.get_by_role("button", name="Menu of third").click()
    dialog.locator("#item-menu").get_by_role("button", name="Move up").click()
    expect(texts).to_have_text(["first", "third", "second"])
    dialog.get_by_role("button", name="Menu of third").click()
    dialog.locator("#item-menu").get_by_role("button", name="Edit").click()
    ana.press("Control+a")
    ana.page.keyboard.type("3rd")
    ana.press("Enter")
    expect(texts).to_have_text(["first", "3rd", "second"])
    dialog.get_by_role("button", name="Menu of second").click()
    dialog.locator("#item-menu").get_by_role("button", name="Make it a card").click()
    expect(texts).to_have_text(["first", "3rd"])
    assert board.picture()["Todo"] == ["one", "second"]
    ana.toast("a card of its own").get_by_role("button", name="Undo").click()
    expect(texts).to_have_text(["first", "3rd", "second"])
    assert board.picture()["Todo"] == ["one"]

    board.call("POST", f"/cards/{card}/checklists", name="More")
    heads = dialog.locator(".checklist h3")
    expect(heads).to_contain_text(["Steps", "More"])
    pull(ana, heads.nth(1), dialog.locator(".checklist").nth(0))
    ana.page.mouse.up()
    expect(heads).to_contain_text(["More", "Steps"])
    ana.eventually(lambda: board.kinds()[-1], "checklist.moved")

    dialog.get_by_role("button", name="Menu of the checklist Steps").click()
    dialog.locator("#list-menu").get_by_role("button", name="Remove").click()
    expect(texts).to_have_count(0)
    assert board.call("GET", f"/cards/{card}")["card"]["items"] == 0


def test_who_comments_only_and_who_only_looks(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="commenter", cleo="viewer")
    card = board.add("one", "Todo")
    board.call("POST", f"/cards/{card}/checklists", name="Steps", items=["a"])
    board.call("POST", f"/cards/{card}/comments", text="First")
    bo, cleo = look("bo", board), look("cleo", board)
    for window in (bo, cleo):
        window.card("one").click()
        dialog = window.page.locator("#card")
        expect(dialog.get_by_label("a", exact=True)).to_be_disabled()
        expect(dialog.locator("#sheet-comments")).to_contain_text("First")
        for name in ("+ Add a checklist", "+ Add an item", "Menu of a", "Remove", "Edit"):
            expect(dialog.get_by_role("button", name=name, exact=True)).to_have_count(0)
    expect(cleo.page.locator("#say")).to_be_hidden()
    bo.page.get_by_label("New comment").fill("Second")
    bo.press("Control+Enter")
    expect(cleo.page.locator("#sheet-comments")).to_contain_text("Second")
