import pytest

from board import archive, boards, database, edits, labels
from server import grid
from tests.edge import Edge
from tests.look import look, one

SCRIPT = {"Accept": "application/json"}
PIECE = {"HX-Request": "true"}


async def test_a_quick_add_is_answered_with_its_number(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")

    form = {"title": "Plan", "column": str(board["Doing"]), "position": "bottom"}
    made = await ana.post(f"/boards/{board.id}/cards", data=form, headers=SCRIPT)

    told = made.json()
    card = told.pop("card")
    assert (made.status_code, told) == (200, {"seq": 3, "undo": 3, "limits": []})
    assert (await board.card(card))["number"] == 1
    assert (await board.picture())["Doing"] == ["Plan"]


async def test_without_a_script_a_form_leads_back_to_the_board(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")

    made = await ana.post(f"/boards/{board.id}/cards", data={"title": "Plan", "column": ""})

    assert (made.status_code, made.headers["location"]) == (303, f"/boards/{board.id}")
    assert (await board.picture())["Todo"] == ["Plan"]


async def test_a_drop_is_granted_or_refused_with_a_reason(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing:1! Done")
    first, second = await board.add("a"), await board.add("b")
    ana = await edge.browser("ana")
    to = {"column": str(board["Doing"])}

    granted = await ana.post(f"/boards/{board.id}/cards/{first}/place", data=to, headers=SCRIPT)
    address = f"/boards/{board.id}/cards/{second}/place"
    refused = await ana.post(address, data=to, headers=SCRIPT)
    wish = {**to, "before": str(first), "override": "Both are needed"}
    overridden = await ana.post(address, data=wish, headers=SCRIPT)

    assert granted.json() == {"seq": 5, "undo": 5, "limits": []}
    assert refused.status_code == 409
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["code"] == "limit_reached"
    assert refused.json()["limit"]["name"] == "Doing"
    assert overridden.json()["limits"][0]["count"] == 2
    assert (await board.picture())["Doing"] == ["b", "a"]


async def test_a_card_is_archived_and_restored(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    ana = await edge.browser("ana")
    address = f"/boards/{board.id}/cards/{card}"

    archived = await ana.post(f"{address}/archival", headers=SCRIPT)
    without = await board.picture()
    restored = await ana.post(f"{address}/restoral", headers=SCRIPT)

    assert (archived.json()["seq"], restored.json()["seq"]) == (4, 5)
    assert without["Todo"] == []
    assert (await board.picture())["Todo"] == ["a"]


async def test_a_cards_dialog_stands_over_its_board_or_alone(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("Plan")
    await edits.edit(board.by, card, description="**why** <script>")
    ana = await edge.browser("ana")
    ((row,),) = await database.read(boards.named(board.id))

    page = (await ana.get(f"/boards/{board.id}/cards/{card}")).text
    keyed = (await ana.get(f"/{row['key']}-1")).text
    piece = (await ana.get(f"/boards/{board.id}/cards/{card}", headers=PIECE)).text

    for whole in (page, keyed):
        assert one(whole, "dialog[data-open] [data-sheet]").get("data-sheet") == str(card)
        assert look(whole, "#board")
    assert "<strong>why</strong> &lt;script&gt;" in piece
    assert "<body" not in piece
    assert "added this card to Todo" in piece


@pytest.mark.parametrize("address", ["/TES-99", "/TES-0", "/NONE-1", "/TES-" + "9" * 40, "/%00-1"])
async def test_a_key_that_no_card_has_is_not_there(edge: Edge, address: str) -> None:
    await edge.world.board()
    ana = await edge.browser("ana")

    assert (await ana.get(address)).status_code == 404


async def test_a_text_is_saved_and_the_dialog_comes_back(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("Plan")
    ana = await edge.browser("ana")

    form = {"title": "Better plan", "base": "3"}
    saved = await ana.post(f"/boards/{board.id}/cards/{card}", data=form, headers=PIECE)

    assert (saved.status_code, saved.headers["andon-undo"]) == (200, "4")
    sheet = saved.text
    assert one(sheet, "#dialog-heading").text == "Better plan"
    assert one(sheet, "#sheet-title form").get("hidden") is not None
    assert (await board.card(card))["title"] == "Better plan"


async def test_a_text_that_changed_since_comes_back_with_both(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("Plan")
    await edits.edit(board.by, card, description="theirs")
    before = await board.digest()
    ana = await edge.browser("ana")

    form = {"description": "mine", "base": "3"}
    refused = await ana.post(f"/boards/{board.id}/cards/{card}", data=form, headers=PIECE)

    sheet = refused.text
    assert refused.status_code == 409
    assert one(sheet, "[data-theirs]").text == "theirs"
    assert one(sheet, "textarea[name=description]").text.strip() == "mine"
    assert one(sheet, "#sheet-description input[name=base]").get("value") == "4"
    assert await board.digest() == before


async def test_a_refused_title_comes_back_as_it_was_typed(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("Plan")
    ana = await edge.browser("ana")

    refused = await ana.post(
        f"/boards/{board.id}/cards/{card}", data={"title": "\u200b", "base": "3"}, headers=PIECE
    )

    sheet = refused.text
    assert refused.status_code == 422
    assert one(sheet, "input[name=title]").get("value") == "\u200b"
    assert "The title is empty" in one(sheet, "#wrong-title").text_content()
    assert (await board.card(card))["title"] == "Plan"


async def test_a_long_cell_loads_on_behind_the_last_card(edge: Edge) -> None:
    board = await edge.world.board()
    for n in range(grid.DRAWN + 2):
        await board.add(f"card {n}")
    ana = await edge.browser("ana")
    page = (await ana.get(f"/boards/{board.id}")).text
    button = one(page, f"#more-{board['Todo']} button")

    more = await ana.get(button.get("hx-get"))

    partial = more.text
    titles = [card.text for card in look(partial, ".card__title")]
    assert titles == [f"card {grid.DRAWN}", f"card {grid.DRAWN + 1}"]
    end = one(partial, ".more")
    assert (end.get("data-upto"), end.get("data-read")) == ("", str(await board.seq()))


async def test_what_is_no_rank_is_refused(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")

    for after in ("%00", "é", "A" * 300, "' OR 1=1"):
        address = f"/boards/{board.id}/columns/{board['Todo']}/cards?after={after}"
        assert (await ana.get(address)).status_code in (400, 404, 422)


async def test_a_foreign_card_or_column_is_not_there(edge: Edge) -> None:
    mine, other = await edge.world.board(), await edge.world.board()
    card = await other.add("theirs")
    before = await other.digest()
    ana = await edge.browser("ana")
    address = f"/boards/{mine.id}/cards/{card}"

    answers = [
        await ana.get(address),
        await ana.get(address, headers=PIECE),
        await ana.post(address, data={"title": "x", "base": "1"}),
        await ana.post(f"{address}/place", data={"column": str(mine["Todo"])}),
        await ana.post(f"{address}/archival"),
        await ana.post(f"{address}/restoral"),
        await ana.get(f"/boards/{mine.id}/columns/{other['Todo']}/cards?after="),
    ]

    assert [answer.status_code for answer in answers] == [404] * len(answers)
    assert await other.digest() == before


async def test_a_card_in_an_archived_column_is_still_told(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a", "Doing")
    await archive.archive_column(board.by, board["Doing"])
    ana = await edge.browser("ana")

    told = await ana.get(f"/boards/{board.id}/cards/{card}")

    assert told.status_code == 200
    assert look(told.text, "[data-restore]")


async def test_a_change_of_nothing_names_no_event_to_undo(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    ana = await edge.browser("ana")
    saved = await ana.post(f"/boards/{board.id}/cards/{card}", data={"title": "a"})
    assert (saved.status_code, saved.headers["andon-undo"]) == (200, "")


async def test_a_new_card_may_say_all_that_its_tokens_said(edge: Edge) -> None:
    board = await edge.world.board()
    bug = (await labels.add(board.by, "Bug"))["label"]["id"]
    ana, me = await edge.browser("ana"), board.by.user_id
    address, accept = f"/boards/{board.id}/cards", {"Accept": "application/json"}
    said = {"due": "2026-11-27", "class_of_service": "expedite", "estimate": "2.5"}

    made = await ana.post(
        address, data={"title": "a", "labels": bug, "assignees": me, **said}, headers=accept
    )
    (event,) = (await board.events())[-1:]
    assert made.status_code == 200
    assert vars(event) | {"labels": [bug], "assignees": [me], "due_on": "2026-11-27"} == vars(event)
    before = await board.digest()

    for field, value in (
        ("labels", "x"),
        ("labels", "1,"),
        ("labels", "999"),
        ("assignees", "-1"),
        ("assignees", "999"),
        ("due", "2026-02-30"),
        ("due", "fri"),
        ("class_of_service", "urgent"),
        ("estimate", "-1"),
        ("estimate", "nan"),
        ("estimate", "1,5"),
    ):
        refused = await ana.post(address, data={"title": "a", field: value}, headers=accept)
        assert (refused.status_code, refused.json()["field"]) == (422, field), value
    assert await board.digest() == before


async def test_a_script_that_looks_after_a_card_that_left_is_given_nothing(edge: Edge) -> None:
    board = await edge.world.board()
    card, ana = await board.add("a"), await edge.browser("ana")
    await archive.delete_card(board.by, card)

    left = await ana.get(f"/boards/{board.id}/cards/{card}", headers=PIECE)
    never = await ana.get(f"/boards/{board.id}/cards/{card + 999}", headers=PIECE)
    page = await ana.get(f"/boards/{board.id}/cards/{card}")

    assert (left.status_code, left.content) == (204, b"")
    assert (never.status_code, page.status_code) == (404, 404)


async def test_the_dialog_names_both_ends_of_every_length(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a", "Doing")
    ana = await edge.browser("ana")
    address = f"/boards/{board.id}/cards/{card}"

    at_work = (await ana.get(address, headers=PIECE)).text
    await board.put(card, "Done")
    done = (await ana.get(address, headers=PIECE)).text

    assert "started → today" in at_work and "done</small>" not in at_work
    assert one(at_work, ".age-fact").get("data-stands-in") == str(board["Doing"])
    assert "started → done" in done and "created → done" in done
    assert len(look(at_work, "#sheet-bar .timebar__stay--wip")) == 1
    assert [th.text for th in look(done, "#sheet-spent tbody th")] == ["Doing"]
