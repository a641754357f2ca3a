"""What a card says: on its face and in its dialog, in two windows at once."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.served import Server
from tests.e2e.window import Window

Look = Callable[..., Window]


def test_a_face_says_it_in_words_as_soon_as_somebody_did_it(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor")
    card = board.add("one", "Todo")
    ana = look("ana", board)
    face = ana.card("one")
    label = board.call("POST", "/labels", name="bug", color="red")["label"]["id"]
    address = f"/cards/{card}"

    board.call("PUT", f"{address}/labels/{label}")
    expect(face.locator(".label")).to_have_text("bug")
    board.call("PUT", f"{address}/assignees/{server.person('bo').id}")
    expect(face.locator(".card__people .unseen")).to_have_text("Bo")
    board.call("PATCH", address, due="2020-01-31", estimate=2.5, class_of_service="expedite")
    expect(face.locator(".due")).to_have_attribute("title", re.compile(r"2020.*days overdue"))
    expect(face.locator(".due")).to_contain_text("overdue")
    expect(face.locator(".card__class")).to_have_text("Expedite")
    expect(face).to_contain_text("2.5")
    board.call("POST", f"{address}/block", reason="Waiting for them")
    expect(face.locator(".card__block")).to_contain_text("Waiting for them · 1 min")
    board.put(card, "Done")
    expect(face.locator(".due")).to_have_attribute("title", re.compile("done late"))
    board.call("PATCH", f"/labels/{label}", name="defect")
    expect(face.locator(".label")).to_have_text("defect")
    board.call("DELETE", f"/labels/{label}")
    expect(face.locator(".label")).to_have_count(0)
    ana.same(board)


def test_every_field_saves_by_itself_and_shows_to_the_other(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor")
    board.add("one", "Todo")
    ana, bo = look("ana", board), look("bo", board)
    for window in (ana, bo):
        window.card("one").click()
        expect(window.page.get_by_role("dialog", name="one")).to_be_visible()
    anas, bos = ana.page.locator("#card"), bo.page.locator("#card")

    anas.get_by_label("Due").fill("2030-01-31")
    anas.get_by_label("Due").press("Enter")
    expect(bos.get_by_label("Due")).to_have_value("2030-01-31")
    bos.get_by_label("Class").select_option("Fixed date")
    expect(anas.get_by_label("Class")).to_have_value("fixed_date")
    anas.get_by_label("Estimate").fill("2.5")
    anas.get_by_label("Due").click()
    expect(bos.get_by_label("Estimate")).to_have_value("2.5")
    anas.get_by_label("Due").fill("")
    anas.get_by_label("Estimate").click()
    expect(bos.get_by_label("Due")).to_have_value("")

    bos.get_by_role("button", name="Block…").click()
    bos.get_by_label("What does it wait for?").fill("The vendor")
    bo.press("Enter")
    expect(anas.locator("#sheet-block")).to_contain_text("by Bo: The vendor")
    anas.get_by_role("button", name="Change the reason").click()
    anas.get_by_label("What does it wait for?").fill("The customer")
    ana.press("Enter")
    expect(bos.locator("#sheet-block")).to_contain_text("The customer")
    bos.get_by_role("button", name="Unblock").click()
    expect(anas.locator("#sheet-block")).to_be_empty()
    (card,) = board.facts()["cards"]
    assert (card["due"], card["estimate"], card["class_of_service"]) == (None, 2.5, "fixed_date")


def test_a_refused_value_stays_as_it_was_typed(server: Server, look: Look) -> None:
    board = server.board("Todo Done")
    card = board.add("one", "Todo")
    ana = look("ana", board)
    ana.allow("422")
    ana.card("one").click()
    dialog = ana.page.locator("#card")
    field = dialog.get_by_label("Estimate")

    field.fill("a lot")
    field.press("Enter")
    expect(dialog.locator("#wrong-estimate")).to_contain_text("number")
    board.rename(card, "two")
    expect(dialog.locator("#dialog-heading")).to_have_text("two")
    expect(field).to_have_value("a lot")
    field.press("Escape")
    expect(field).to_have_value("")
    expect(dialog.locator("#wrong-estimate")).to_be_hidden()
    expect(dialog).to_be_visible()


def test_labels_and_people_are_picked_by_keyboard_and_made_where_missing(
    server: Server, look: Look
) -> None:
    board = server.board("Todo Done", bo="editor")
    board.add("one", "Todo")
    ana, bo = look("ana", board), look("bo", board)
    ana.card("one").focus()
    ana.press("Enter")
    expect(ana.page.locator("#dialog-heading")).to_be_focused()

    ana.press("Shift+L")
    picker = ana.page.locator("#pick")
    expect(picker.get_by_role("textbox")).to_be_focused()
    ana.page.keyboard.type("bug")
    ana.press("Enter")
    expect(bo.card("one").locator(".label")).to_have_text("bug")
    expect(picker.get_by_role("button", name="bug")).to_have_attribute("aria-pressed", "true")
    ana.press("Escape")
    expect(ana.page.locator("#sheet-labels")).to_have_text("bug")
    expect(ana.page.locator("#card")).to_be_visible()

    ana.page.get_by_role("button", name="nobody").click()
    picker.get_by_role("button", name="Bo").click()
    expect(bo.card("one").locator(".card__people")).to_contain_text("Bo")
    picker.get_by_role("button", name="Done").click()
    expect(ana.page.locator("#pick-people")).to_contain_text("Bo")
    bo.same(board)


def test_a_due_date_is_typed_after_one_key(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor")
    board.add("one", "Todo")
    ana, bo = look("ana", board), look("bo", board)
    ana.card("one").focus()
    ana.press("d")
    field = ana.page.locator("#fact-due")
    expect(field).to_be_focused()
    ana.page.keyboard.type("01312030")
    ana.press("Enter")
    expect(bo.card("one").locator(".due")).to_contain_text("2030")
    assert board.facts()["cards"][0]["due"] == "2030-01-31"


def test_who_may_not_edit_sees_the_facts_and_no_fields(server: Server, look: Look) -> None:
    board = server.board("Todo Done", cleo="viewer")
    board.add("one", "Todo", due="2030-01-31", estimate=3)
    cleo = look("cleo", board)
    cleo.card("one").click()
    side = cleo.page.locator("#sheet-side")
    expect(side).to_contain_text("2030")
    expect(side.locator("input:visible, select:visible, button:visible")).to_have_count(0)
