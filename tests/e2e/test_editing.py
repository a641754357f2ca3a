"""What somebody is writing survives everything that others do to the card meanwhile."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.e2e.served import Server
from tests.e2e.window import Window

Look = Callable[..., Window]

CARET = "field => [field.selectionStart, field.selectionEnd, field === document.activeElement]"


def caret(field: Locator) -> list[object]:
    """Where the caret of a field stands, and whether typing goes there."""
    found: list[object] = field.evaluate(CARET)
    return found


def test_a_half_typed_card_survives_its_column(server: Server, look: Look) -> None:
    board = server.board("Todo Doing:1 Done", bo="editor")
    card = board.add("one", "Todo")
    ana = look("ana", board)
    field = ana.column("Todo").get_by_label("Title of the new card")

    ana.column("Todo").get_by_role("button", name="+ Add card").click()
    ana.page.keyboard.type("half a thought")
    ana.press("ArrowLeft", "ArrowLeft", "Shift+ArrowLeft")
    board.rename(card, "eins")
    board.add("two", "Todo")
    board.put(card, "Doing")
    board.archive(card)
    board.call("PATCH", f"/columns/{board.columns['Todo']}", name="Later", wip_limit=3)
    board.call("POST", f"/columns/{board.columns['Done']}/place", before=board.columns["Todo"])
    ana.eventually(lambda: list(ana.heads()), ["Done", "Later", "Doing"])
    field = ana.column("Later").get_by_label("Title of the new card")

    expect(field).to_have_value("half a thought")
    assert caret(field) == [11, 12, True]
    ana.press("End", "Enter")
    ana.shows({"Later": ["two", "half a thought"]})
    ana.press("Escape")
    ana.same(board)


def test_an_open_description_survives_renaming_moving_and_archiving(
    server: Server, look: Look
) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    card = board.add("one", "Todo", description="Before.")
    ana, bo = look("ana", board), look("bo", board)
    ana.card("one").click()
    dialog = ana.page.locator("#card")
    dialog.get_by_role("button", name="Edit the description").click()
    field = dialog.get_by_label("Description, in Markdown")
    ana.page.keyboard.type(" And after.")
    ana.press("ArrowLeft", "ArrowLeft", "ArrowLeft")

    bo.drag("one", "Doing")
    expect(dialog.locator("#sheet-top")).to_contain_text("in Doing")
    board.rename(card, "eins")
    expect(dialog.locator("#dialog-heading")).to_have_text("eins")
    board.archive(card)
    expect(dialog.locator("#sheet-top")).to_contain_text("archived")
    expect(field).to_have_value("Before. And after.")
    assert caret(field) == [15, 15, True]

    board.call("DELETE", f"/cards/{card}/archival")
    bo.shows({"Doing": ["eins"]})
    ana.page.keyboard.type("ever")
    ana.press("Control+Enter")
    expect(dialog.locator(".prose")).to_have_text("Before. And afteverer.")
    assert board.call("GET", f"/cards/{card}")["card"]["description"] == "Before. And afteverer."
    ana.press("Escape")
    expect(ana.page.locator("#card")).to_be_hidden()
    ana.same(board)
    bo.same(board)


def test_two_who_write_the_same_text_see_both(server: Server, look: Look) -> None:
    board = server.board("Todo Done")
    card = board.add("one", "Todo", description="Before.")
    ana = look("ana", board)
    ana.allow("409")
    ana.card("one").click()
    dialog = ana.page.locator("#card")
    dialog.get_by_role("button", name="Edit the description").click()
    field = dialog.get_by_label("Description, in Markdown")
    field.fill("Mine.")
    version = board.call("GET", f"/cards/{card}")["card"]["version"]
    board.call("PATCH", f"/cards/{card}", description="Theirs.", base=version)
    ana.press("Control+Enter")

    expect(dialog.locator("[data-theirs]")).to_have_text("Theirs.")
    expect(dialog.get_by_label("Yours").or_(field).first).to_have_value("Mine.")
    dialog.get_by_role("button", name="Keep mine").click()
    expect(dialog.locator(".prose")).to_have_text("Mine.")
    assert board.call("GET", f"/cards/{card}")["card"]["description"] == "Mine."


def test_a_draft_survives_closing_the_dialog_and_loading_again(server: Server, look: Look) -> None:
    board = server.board("Todo Done")
    board.add("one", "Todo")
    ana = look("ana", board)
    ana.card("one").click()
    dialog = ana.page.locator("#card")
    dialog.get_by_role("button", name="Say what has to be true").click()
    ana.page.keyboard.type("Not done yet")
    ana.press("Escape", "Escape")
    expect(dialog).to_be_hidden()
    expect(ana.page).to_have_url(f"{server.url}{board.address}")
    ana.page.reload()
    ana.card("one").click()
    expect(dialog.get_by_label("Description, in Markdown")).to_have_value("Not done yet")


def test_a_card_that_is_deleted_under_its_dialog_says_so(server: Server, look: Look) -> None:
    board = server.board("Todo Done")
    card = board.add("one", "Todo")
    ana = look("ana", board)
    ana.card("one").click()
    dialog = ana.page.get_by_role("dialog", name="one")
    expect(dialog).to_be_visible()
    board.call("DELETE", f"/cards/{card}")
    expect(ana.toast("no longer here")).to_be_visible()
    expect(dialog).to_be_hidden()
    ana.same(board)


def test_what_a_description_holds_is_shown_and_never_run(server: Server, look: Look) -> None:
    board = server.board("Todo Done")
    board.add(
        "one",
        "Todo",
        description="**bold** <img src=x onerror=alert(1)><script>alert(2)</script>"
        " [link](javascript:alert(3)) <b hx-get='/me' hx-trigger='load'>x</b>",
    )
    ana = look("ana", board)
    asked: list[str] = []
    ana.page.on("request", lambda request: asked.append(request.url))
    ana.card("one").click()
    prose = ana.page.locator("#card .prose")
    expect(prose.locator("strong")).to_have_text("bold")
    expect(prose.locator("script, img, [onerror], [hx-get]")).to_have_count(0)
    expect(prose.locator("a[href^=javascript]")).to_have_count(0)
    assert not [url for url in asked if url.endswith("/me")]
