"""A board that comes again, against rows that were changed here meanwhile."""

import json
from typing import Any

import pytest

from board import (
    archive,
    assignments,
    cards,
    checklists,
    columns,
    comments,
    database,
    edits,
    index,
    items,
    labels,
    members,
    placeholders,
    recompute,
)
from board.errors import Invalid
from board.events import BoardImported
from board.exchange import imports
from board.instants import iso
from board.seats import Once
from tests.board.exchange.export import Export, at
from tests.board.exchange.test_exports import exported
from tests.board.exchange.test_imports import by_title, everything, imported, rich
from tests.world import Board, World


async def again(world: World, export: Export, **options: Any) -> list[str]:
    report = await imports.run(export.data, await world.user(), again="update", **options)
    return [str(warning) for warning in report["warnings"][:2]]


def with_more() -> Export:
    """The board, with a second card, whose history is known."""
    export = rich()
    export.card("Oat", "Backlog")
    export.made("Oat", "Backlog", at("02"))
    return export


async def test_the_same_file_again_changes_nothing(world: World) -> None:
    export = with_more()
    board = await imported(world, export.data)
    before = {**await everything(), "imports": None}
    assert (await again(world, export))[0] == "BAK was brought up to date: nothing was new."
    assert {**await everything(), "imports": None} == before
    assert len(await board.events()) == 2


async def test_what_is_new_comes(world: World) -> None:
    export = with_more()
    board = await imported(world, export.data)
    export.content["labels"].append({"id": "l3", "name": "Vegan", "color": "lime"})
    export.content["members"].append({"id": "m3", "fullName": "Cy"})
    export.card("Spelt", "Baking", idLabels=["l3"], idMembers=["m3"], idShort=1)
    export.cards["Oat"] |= {"idLabels": ["l3"], "idMembers": ["m2"], "desc": "Flakes"}
    export.act("commentCard", at("08"), text="Good", card={"id": export.cards["Rye"]["id"]})
    card = {"id": "c2", "idCard": export.cards["Rye"]["id"], "name": "More", "checkItems": []}
    export.content["checklists"][0]["checkItems"].append({"id": "i3", "name": "Cool", "pos": 9})
    export.content["checklists"].append(card)

    told = await again(world, export)

    assert told[0].startswith("BAK was brought up to date: 1 label, 1 card, 1 checklist, 1 comment")
    found = await by_title(board)
    assert (found["Spelt"]["number"], found["Oat"]["description"]) == (3, "Flakes")
    shown, said, lists, lines = await database.read(
        cards.named(board.id, found["Oat"]["id"]),
        comments.of(found["Rye"]["id"]),
        checklists.of(found["Rye"]["id"]),
        checklists.items_of(found["Rye"]["id"]),
    )
    assert len(cards.ids(shown[0]["label_ids"])) == len(cards.ids(shown[0]["assignee_ids"])) == 1
    assert [row["text"] for row in said] == ["Too **salty**", "Good"]
    assert [row["name"] for row in lists] == ["Steps", "More"]
    assert [row["text"] for row in lines] == ["Knead", "Bake", "Cool"]
    event = (await board.events())[-1]
    assert isinstance(event, BoardImported) and event.again and len(event.cards) == 1
    assert found["Oat"]["version"] == found["Rye"]["version"] == await board.seq()
    assert await index.rebuild() == 0
    assert (await again(world, export))[0] == "BAK was brought up to date: nothing was new."


async def test_moves_come_with_their_instants(world: World) -> None:
    export = with_more()
    board = await imported(world, export.data)
    export.cards["Oat"]["idList"] = export.lists["Delivered"]["id"]
    export.moved("Oat", "Backlog", "Baking", at("07"))
    export.moved("Oat", "Baking", "Delivered", at("09"))
    await again(world, export)
    oat = (await by_title(board))["Oat"]
    stays = [(name, iso(began)) for name, began, _, _ in await board.visits(oat["id"])]
    assert stays == [("Backlog", at("02")), ("Baking", at("07")), ("Delivered", at("09"))]
    assert (iso(oat["started_at"]), iso(oat["finished_at"])) == (at("07"), at("09"))
    assert (await board.picture())["Delivered"] == ["Oat"]
    event = (await board.events())[-1]
    assert isinstance(event, BoardImported) and event.cards == [oat["id"]]


async def test_what_came_is_what_the_log_leads_to(world: World) -> None:
    export = with_more()
    export.card("Spelt", "Backlog")
    board = await imported(world, export.data)
    found = await by_title(board)
    await board.put(found["Oat"]["id"], "Backlog", after=found["Spelt"]["id"])
    await board.put(found["Spelt"]["id"], "Baking")
    for title in ("Oat", "Spelt"):
        export.cards[title]["idList"] = export.lists["Delivered"]["id"]
        export.moved(title, "Backlog", "Delivered", "2099-01-01T00:00:00Z")
    await again(world, export)
    assert await recompute.differences() == []
    assert (await by_title(board))["Oat"]["finished_at"] is not None


async def test_what_was_changed_here_stays_and_is_named(world: World) -> None:
    export = with_more()
    board = await imported(world, export.data)
    found = await by_title(board)
    await board.put(found["Oat"]["id"], "Baking")
    await edits.edit(board.by, found["Rye"]["id"], title="Rye, dark")
    before = await board.visits(found["Oat"]["id"])
    export.cards["Rye"] |= {"name": "Rye, light", "desc": "Sourdough"}
    export.cards["Oat"]["idList"] = export.lists["Delivered"]["id"]
    export.moved("Oat", "Backlog", "Delivered", at("09"))

    told = await again(world, export)

    assert told[1] == "Left alone, because they were changed here since: “Rye, dark”, “Oat”."
    assert (await by_title(board))["Rye, dark"]["description"] == "Sourdough"
    assert await board.visits(found["Oat"]["id"]) == before
    assert (await again(world, export))[0] == "BAK was brought up to date: nothing was new."


async def test_what_was_taken_off_here_does_not_come_back(world: World) -> None:
    export = with_more()
    board = await imported(world, export.data)
    rye = (await by_title(board))["Rye"]
    words, people, said, lists = await database.read(
        labels.of_board(board.id),
        members.everyone(board.id),
        comments.of(rye["id"]),
        checklists.of(rye["id"]),
    )
    await labels.take(board.by, rye["id"], words[0]["id"])
    await labels.remove(board.by, words[1]["id"])
    await members.remove(board.by, people[1]["user_id"])
    await comments.remove(board.by, rye["id"], said[0]["id"])
    await checklists.remove(board.by, rye["id"], lists[0]["id"])
    await archive.delete_card(board.by, (await by_title(board))["Oat"]["id"])
    before = {**await everything(), "imports": None}
    export.content["checklists"][0]["name"] = "Other"
    export.card("Spelt", "Backlog", idMembers=["m2"])

    await again(world, export)

    after = {**await everything(), "imports": None}
    for table in ("users", "members", "card_labels", "assignments", "comments", "checklists"):
        assert after[table] == before[table], table
    assert (await board.picture())["Backlog"] == ["Spelt"]


async def test_texts_ticks_labels_and_people_follow(world: World) -> None:
    export = with_more()
    board = await imported(world, export.data)
    rye = (await by_title(board))["Rye"]
    export.cards["Rye"] |= {"idLabels": ["l2"], "idMembers": ["m1"], "due": None}
    export.content["labels"][1]["name"] = "Soft"
    steps = export.content["checklists"][0]
    steps["name"] = "To do"
    steps["checkItems"][0]["state"] = "complete"
    steps["checkItems"][1]["name"] = "Knead well"
    export.actions[-1]["data"] |= {"text": "Fine", "dateLastEdited": at("09")}
    export.lists["Baking"]["name"] = "Oven"
    assert export.actions[-1]["type"] == "commentCard"

    await again(world, export)

    shown, words, said, lists, lines, heads = await database.read(
        cards.named(board.id, rye["id"]),
        labels.of_board(board.id),
        comments.of(rye["id"]),
        checklists.of(rye["id"]),
        checklists.items_of(rye["id"]),
        columns.all_of(board.id),
    )
    soft = next(row for row in words if row["name"] == "Soft")
    assert cards.ids(shown[0]["label_ids"]) == [soft["id"]]
    assert cards.ids(shown[0]["assignee_ids"]) == [board.by.user_id]
    assert shown[0]["due_on"] is None
    assert (said[0]["text"], iso(said[0]["edited_at"])) == ("Fine", at("09"))
    assert lists[0]["name"] == "To do"
    assert [(row["text"], row["done_at"] is not None) for row in lines] == [
        ("Knead well", True),
        ("Bake", True),
    ]
    assert "Oven" in {row["name"] for row in heads}


async def test_what_was_changed_on_both_sides_inside_a_card_stays(world: World) -> None:
    export = with_more()
    board = await imported(world, export.data)
    rye = (await by_title(board))["Rye"]["id"]
    lists, lines = await database.read(checklists.of(rye), checklists.items_of(rye))
    await items.change_item(board.by, rye, lists[0]["id"], lines[1]["id"], text="Bake longer")
    export.content["checklists"][0]["checkItems"][0]["name"] = "Bake hot"
    assert "“Rye”" in (await again(world, export))[1]
    (lines,) = await database.read(checklists.items_of(rye))
    assert lines[1]["text"] == "Bake longer"


async def test_a_card_that_was_deleted_there_is_gone_here_unless_it_moved(world: World) -> None:
    export = with_more()
    export.card("Spelt", "Backlog")
    board = await imported(world, export.data)
    found = await by_title(board)
    await board.put(found["Spelt"]["id"], "Baking")
    for title in ("Oat", "Spelt"):
        export.made(title, "Backlog", at("09"), "deleteCard")
        del export.cards[title]
    told = await again(world, export)
    assert told[1] == "Left alone, because they were changed here since: “Spelt”."
    assert (await board.picture())["Backlog"] == []
    assert "Spelt" in (await board.picture())["Baking"]


async def test_a_placeholder_that_is_known_by_now_keeps_its_cards(world: World) -> None:
    export = with_more()
    board = await imported(world, export.data)
    zoe = await world.joined(board, "zoe")
    (people,) = await database.read(members.everyone(board.id))
    await placeholders.identify(board.by, people[1]["user_id"], zoe.user_id)
    export.cards["Oat"]["idMembers"] = ["m2"]
    await again(world, export)
    oat = (await by_title(board))["Oat"]
    (cards_of,) = await database.read(assignments.of_member(board.id, zoe.user_id))
    assert oat["id"] in {row["id"] for row in cards_of}


async def test_a_card_for_a_column_that_is_archived_here_is_left_out(world: World) -> None:
    export = with_more()
    board = await imported(world, export.data)
    await archive.archive_column(board.by, board["Delivered"])
    export.card("Spelt", "Delivered")
    assert "“Spelt”" in (await again(world, export))[1]
    assert "Spelt" not in await by_title(board)


async def test_what_would_come_is_told_without_writing_it(world: World) -> None:
    export = with_more()
    board = await imported(world, export.data)
    before = await everything()
    export.cards["Oat"]["name"] = "Oat, fine"
    told = await again(world, export, dry_run=True)
    assert told[0] == "BAK was brought up to date: 1 change."
    assert await everything() == before
    assert "Oat, fine" not in await by_title(board)


async def test_only_an_admin_brings_a_board_up_to_date_and_stop_stops(world: World) -> None:
    board: Board = await imported(world, rich().data)
    bo = await world.joined(board, "bo")
    before = await everything()
    for options, owner in (("update", "bo"), ("stop", "ana"), ("never", "ana")):
        with pytest.raises(Invalid) as caught:
            await imports.run(rich().data, await world.user(owner), again=options)
        assert caught.value.field == "again"
    assert await everything() == before
    assert bo.role == "editor"


async def test_a_request_that_comes_twice_brings_once(world: World) -> None:
    export, once = with_more(), Once("key", "digest")
    board = await imported(world, export.data)
    export.card("Spelt", "Backlog")
    owner = await world.user()
    first, second = [
        await imports.run(export.data, owner, again="update", once=once) for _ in range(2)
    ]
    assert first == second and "1 card" in first["warnings"][0]
    assert len(await board.events()) == 3


async def test_what_never_came_before_is_a_new_board(world: World) -> None:
    for how in ("update", "stop"):
        export = Export("Backlog")
        export.content["id"] = how
        report = await imports.run(export.data, await world.user(), again=how)
        assert report["board"] is not None


async def test_a_whole_estimate_follows(world: World) -> None:
    there = await world.board()
    card = await there.add("Rye")
    await edits.edit(there.by, card, estimate=5)
    file = await exported(there.id)
    board = await imported(world, json.dumps(file).encode())
    file["cards"][0]["estimate"] = 8

    report = await imports.run(json.dumps(file).encode(), await world.user(), again="update")

    assert "Left alone" not in str(report["warnings"])
    assert repr((await by_title(board))["Rye"]["estimate"]) == "8.0"
