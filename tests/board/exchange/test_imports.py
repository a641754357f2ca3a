import json
from pathlib import Path
from typing import Any

import pytest

from board import (
    archive,
    boards,
    cards,
    checklists,
    columns,
    comments,
    database,
    keys,
    labels,
    members,
    recompute,
)
from board.errors import Invalid
from board.events import BoardImported, MemberJoined
from board.exchange import imports
from board.exchange.writing import Writing
from board.instants import iso
from tests.board.exchange.export import Export, at
from tests.world import Board, World

SAMPLES = Path(__file__).parent / "samples"
BAKERY = (SAMPLES / "trello-bakery.json").read_bytes()
STAGES = (SAMPLES / "trello-bakery.board.json").read_bytes()
TABLES = (
    *("boards", "users", "members", "columns", "cards", "visits", "events", "labels"),
    *("card_labels", "assignments", "checklists", "checklist_items", "comments", "imports"),
)


async def everything() -> dict[str, Any]:
    """All that is on any board."""
    found = await database.read(*((f"SELECT * FROM {table} ORDER BY id", ()) for table in TABLES))
    return dict(zip(TABLES, found, strict=True))


async def imported(world: World, data: bytes = BAKERY, **options: Any) -> Board:
    report = await imports.run(data, await world.user(), **options)
    return await Board.load(report["board"], await world.seat(report["board"], "ana"))


async def by_title(board: Board) -> dict[str, dict[str, Any]]:
    (found,) = await database.read(("SELECT * FROM cards WHERE board_id = ?", (board.id,)))
    return {card["title"]: card for card in found}


async def test_a_file_becomes_a_board(world: World) -> None:
    board = await imported(world)
    assert await board.picture() == {
        "Backlog": ["Spelt loaf", 'Brezeln <b>bold</b> & "quoted"'],
        "Baking": ["Croissants for Monday 🥐", "Olive bread"],
        "Ready to deliver": ["Cheesecake"],
        "Delivered": ["Salt order"],
    }
    ((row,),) = await database.read(boards.named(board.id))
    assert (row["name"], row["key"], row["seq"]) == ("Bakery", "BAK", 2)
    assert row["source"].startswith("trello:69a5")
    assert board.by.role == "admin"


async def test_the_report_counts_what_came_over_and_what_did_not(world: World) -> None:
    report = await imports.run(BAKERY, await world.user())
    board = report["board"]
    assert report == {
        "board": board,
        "url": f"/boards/{board}",
        "columns": 5,
        "columns_archived": 1,
        "lanes": 0,
        "cards": 8,
        "archived": 2,
        "deleted": 1,
        "labels": 1,
        "people": 1,
        "checklists": 1,
        "items": 1,
        "comments": 2,
        "moves": 7,
        "warnings": [
            "1 card has an incomplete history: the file does not tell how it came.",
            "What 5 columns count as was guessed from the name. Check it in the board's settings.",
            "Left out, because they are no work: 1 template, separator or link among the cards.",
            "1 attached file stays in Trello; the cards link there, and Trello asks to sign in.",
            "1 cover did not come over: there is no place for it here.",
            "1 description of the board did not come over: there is no place for it here.",
        ],
    }


async def test_the_log_begins_with_the_import(world: World) -> None:
    board = await imported(world)
    event, joined = await board.events()
    assert isinstance(event, BoardImported) and isinstance(joined, MemberJoined)
    assert event.counts["cards"] == 8 and event.source.startswith("trello:")
    assert (joined.name, joined.role) == ("Ana", "admin")


async def test_the_past_is_written_as_visits(world: World) -> None:
    board = await imported(world)
    rye = (await by_title(board))["Rye bread"]
    assert [
        (name, iso(began), iso(ended), gone)
        for name, began, ended, gone in await board.visits(rye["id"])
    ] == [
        ("Backlog", at("02"), at("03", "10:00:00"), False),
        ("Baking", at("03", "10:00:00"), at("04", "11:00:00"), False),
        ("Ready to deliver", at("04", "11:00:00"), at("05", "12:00:00"), False),
        ("Delivered", at("05", "12:00:00"), at("06", "12:00:00"), True),
    ]
    assert iso(rye["created_at"]) == at("02")
    assert iso(rye["started_at"]) == at("03", "10:00:00")
    assert iso(rye["finished_at"]) == at("05", "12:00:00")
    assert iso(rye["archived_at"]) == at("06", "12:00:00")
    assert rye["history"] == "full" and rye["version"] == 1


def rich() -> Export:
    """A board with something of everything."""
    export = Export("Backlog", "Baking", "Delivered")
    export.content["labels"] = [
        {"id": "l1", "name": "Hurry", "color": "red"},
        {"id": "l2", "name": "", "color": "sky_light"},
    ]
    export.content["members"] = [
        {"id": "m1", "fullName": "Ana", "username": "ana", "avatarHash": "5d41402abc4b2a76"},
        {"id": "m2", "fullName": "Zoë Baker", "username": "zoe"},
    ]
    fields = {"idLabels": ["l1", "l2"], "idMembers": ["m1", "m2"]}
    days = {"due": at("10", "23:30:00"), "start": at("04"), "dueComplete": True}
    export.card("Rye", "Baking", desc="Dough", **fields, **days)
    card = export.cards["Rye"]["id"]
    items = [
        {"id": "i2", "name": "Bake", "state": "incomplete", "pos": 2},
        {"id": "i1", "name": "Knead", "state": "complete", "pos": 1},
    ]
    export.content["checklists"] = [
        {"id": "c1", "idCard": card, "name": "Steps", "checkItems": items}
    ]
    said = {"card": {"id": card}, "text": "Too **salty**", "dateLastEdited": at("06")}
    export.act("commentCard", at("05"), **said)
    export.actions[0]["idMemberCreator"] = "m2"
    return export


async def test_what_stands_on_cards_comes_over(world: World) -> None:
    board = await imported(world, rich().data, timezone="Europe/Berlin")
    card = (await by_title(board))["Rye"]
    assert (card["start_on"], card["due_on"]) == ("2026-03-04", "2026-03-11")
    shown, words, people, said, lists, items = await database.read(
        cards.named(board.id, card["id"]),
        labels.of_board(board.id),
        members.everyone(board.id),
        comments.of(card["id"]),
        checklists.of(card["id"]),
        checklists.items_of(card["id"]),
    )
    assert [(row["name"], row["color"]) for row in words] == [
        ("Hurry", "red"),
        ("Light sky", "teal"),
    ]
    assert cards.ids(shown[0]["label_ids"]) == sorted(row["id"] for row in words)
    assert [(row["name"], row["role"]) for row in people] == [
        ("Ana", "admin"),
        ("Zoë Baker", "viewer"),
    ]
    assert cards.ids(shown[0]["assignee_ids"]) == sorted(row["user_id"] for row in people)
    (comment,) = said
    assert (comment["by_name"], comment["text"]) == ("Zoë Baker", "Too **salty**")
    assert (iso(comment["written_at"]), iso(comment["edited_at"])) == (at("05"), at("06"))
    assert [row["name"] for row in lists] == ["Steps"]
    assert [(row["text"], row["done_at"] is not None) for row in items] == [
        ("Knead", True),
        ("Bake", False),
    ]


async def test_a_preview_says_what_would_come_and_writes_nothing(world: World) -> None:
    owner, before = await world.user(), await everything()
    seen = await imports.preview(rich().data, owner)
    assert (seen["format"], seen["name"], seen["from"]) == ("trello", "Bakery", at("02"))
    assert [(each["name"], each["stage"], each["cards"]) for each in seen["columns"]] == [
        ("Backlog", "todo", 0),
        ("Baking", "wip", 1),
        ("Delivered", "done", 0),
    ]
    assert [(each["name"], each["user"]) for each in seen["people"]] == [
        ("Zoë Baker", None),
        ("Ana", owner["id"]),
    ]
    assert seen["accounts"] == [{"id": owner["id"], "name": "Ana"}]
    assert (seen["counts"]["comments"], seen["earlier"]) == (1, [])
    assert await everything() == before


async def test_people_are_found_among_those_whom_the_owner_meets(world: World) -> None:
    export, zoe = rich(), await world.user("zoe")
    board = await imported(world, export.data)
    (found,) = await database.read(members.everyone(board.id))
    assert zoe["id"] not in {row["user_id"] for row in found}
    board = await imported(world, export.data, everyone=True)
    (found,) = await database.read(members.everyone(board.id))
    assert {row["user_id"]: row["role"] for row in found}[zoe["id"]] == "editor"


async def test_people_are_who_the_owner_says(world: World) -> None:
    owner = await world.user()
    board = await imported(world, rich().data, people={"m2": owner["id"], "m1": None})
    (found,) = await database.read(members.everyone(board.id))
    assert [(row["name"], row["role"]) for row in found] == [("Ana", "admin"), ("Ana", "viewer")]
    with pytest.raises(Invalid):
        await imports.run(rich().data, owner, people={"m1": 999})


async def test_cards_without_a_beginning_and_without_an_end(world: World) -> None:
    found = await by_title(await imported(world))
    assert found["Olive bread"]["history"] == "partial"
    assert iso(found["Olive bread"]["created_at"]) == "2026-02-20T08:00:00.000Z"
    gone = found["Deleted card"]
    assert iso(gone["deleted_at"]) == iso(gone["archived_at"]) == at("05", "15:00:00")
    assert found["Spelt loaf"]["started_at"] is None  # back before the work
    assert found["Salt order"]["finished_at"] == found["Salt order"]["started_at"]


async def test_columns_keep_their_limits_and_their_archive(world: World) -> None:
    board = await imported(world)
    (found,) = await database.read(columns.all_of(board.id))
    assert [(row["name"], row["stage"], row["wip_limit"]) for row in found] == [
        ("Backlog", "todo", None),
        ("Baking", "wip", 3),
        ("Ready to deliver", "wip", None),
        ("Delivered", "done", None),
        ("Old ideas", "todo", None),
    ]
    assert [bool(row["wait"]) for row in found] == [False, False, True, False, False]
    assert [iso(row["archived_at"]) for row in found] == [None] * 4 + [at("07")]


async def test_stages_and_the_time_zone_are_told_by_a_file(world: World) -> None:
    stages = json.loads(STAGES)
    stages["columns"][1]["type"] = "todo"
    board = await imported(world, stages=json.dumps(stages).encode())
    (found, (row,)) = await database.read(columns.all_of(board.id), boards.named(board.id))
    assert [column["stage"] for column in found] == ["todo", "todo", "wip", "done", "todo"]
    assert row["timezone"] == "Europe/Berlin"
    assert iso((await by_title(board))["Rye bread"]["started_at"]) == at("04", "11:00:00")


async def test_the_time_zone_asked_for_wins_and_the_owner_s_is_the_last_resort(
    world: World,
) -> None:
    asked = await imported(world, stages=STAGES, timezone="America/Lima")
    left = await imported(world)
    rows = await database.read(boards.named(asked.id), boards.named(left.id))
    assert [row["timezone"] for (row,) in rows] == ["America/Lima", "UTC"]


async def test_work_goes_on_after_an_import(world: World) -> None:
    board = await imported(world)
    found = await by_title(board)
    await board.put(found["Olive bread"]["id"], "Ready to deliver")
    moved = (await board.visits(found["Olive bread"]["id"]))[-2:]
    assert moved[0][2] == moved[1][1] and moved[1][0] == "Ready to deliver"
    made = await cards.create(board.by, "Bagels", column=board["Backlog"])
    assert made["card"]["number"] == max(card["number"] for card in found.values()) + 1
    assert (await board.picture())["Ready to deliver"] == ["Cheesecake", "Olive bread"]


async def test_what_is_stored_is_what_the_log_leads_to(world: World) -> None:
    export = rich()
    export.lists["Delivered"]["closed"] = True
    export.card("Oat", "Delivered", closed=True)
    export.card("Spelt", "Delivered")
    for data in (BAKERY, export.data):
        await imported(world, data)
    assert await recompute.differences() == []


async def test_an_archived_column_comes_back_with_the_cards_that_left_with_it(
    world: World,
) -> None:
    board = await imported(world)
    await archive.restore_column(board.by, board["Old ideas"])
    assert (await board.picture())["Old ideas"] == ["Gluten-free ciabatta"]


async def test_a_second_import_is_a_second_board_and_says_so(world: World) -> None:
    await imported(world)
    report = await imports.run(BAKERY, await world.user())
    assert report["warnings"][0] == (
        "This board was imported before, as BAK; this is another copy of it."
    )
    assert (await imports.run(BAKERY, await world.user("bo")))["warnings"][0].startswith("1 card")


async def test_a_dry_run_reports_and_writes_nothing(world: World) -> None:
    owner, before = await world.user(), await everything()
    dry = await imports.run(BAKERY, owner, dry_run=True)
    assert await everything() == before
    assert {**await imports.run(BAKERY, owner), "board": None, "url": None} == dry


@pytest.mark.parametrize(
    "data, options, field",
    [
        (b"", {}, "file"),
        (b"{}", {}, "file"),
        (BAKERY[:5_000], {}, "file"),
        (b"[" * 100_000, {}, "file"),
        ((SAMPLES / "trello-card.json").read_bytes(), {}, "file"),
        (BAKERY, {"format": "jira"}, "format"),
        (BAKERY, {"stages": b"{}"}, "stages"),
        (BAKERY, {"timezone": "Europe/Atlantis"}, "timezone"),
        (BAKERY, {"stages": b'{"columns": [], "timezone": "../../etc"}'}, "timezone"),
        (Export(*(f"List {n}" for n in range(201))).data, {}, "file"),
    ],
    ids=range(10),
)
async def test_what_is_wrong_is_one_sentence_and_writes_nothing(
    world: World, data: bytes, options: dict[str, Any], field: str
) -> None:
    owner, before = await world.user(), await everything()
    with pytest.raises(Invalid) as caught:
        await imports.run(data, owner, **options)
    assert caught.value.field == field and "\n" not in str(caught.value)
    assert await everything() == before


async def test_an_import_that_is_cut_leaves_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def cut(*_: Any) -> None:
        raise RuntimeError("cut")

    owner, before = await world.user(), await everything()
    monkeypatch.setattr(Writing, "pasts", cut)
    with pytest.raises(RuntimeError):
        await imports.run(BAKERY, owner)
    assert await everything() == before


async def test_a_key_that_is_taken_in_the_same_instant_is_another_key(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await imported(world)
    ((row,),) = await database.read(boards.named(first.id))
    given = iter([row["key"], "FREE"])

    async def free(*_: Any) -> str:
        return next(given)

    monkeypatch.setattr(keys, "free", free)
    second = await imported(world)
    ((row,),) = await database.read(boards.named(second.id))
    assert row["key"] == "FREE"


async def test_nothing_secret_is_stored(world: World) -> None:
    await imported(world)
    stored = json.dumps(await everything(), default=str)
    assert "Olive bread" in stored
    for secret in ("@boards.trello.com", "5d41402abc4b2a76b9719d911017c592", "trello.com/b/"):
        assert secret in BAKERY.decode() and secret not in stored


async def test_many_cards_come_over_in_chunks(world: World) -> None:
    export = Export("Backlog", "Baking", "Delivered")
    for n in range(613):
        export.card(f"Loaf {n}", "Baking" if n % 2 else "Backlog")
        export.made(f"Loaf {n}", "Backlog", at("03"))
        if n % 2:
            export.moved(f"Loaf {n}", "Backlog", "Baking", at("04"))
    board = await imported(world, export.data)
    picture = await board.picture()
    assert picture["Baking"] == [f"Loaf {n}" for n in range(1, 613, 2)]
    (found,) = await database.read(
        ("SELECT COUNT(*) AS n FROM visits WHERE board_id = ?", (board.id,))
    )
    assert found[0]["n"] == 613 + 306


async def test_a_board_may_be_called_otherwise_than_where_it_comes_from(world: World) -> None:
    report = await imports.run(BAKERY, await world.user(), name="Corner bakery")
    ((row,),) = await database.read(boards.named(report["board"]))
    assert (row["name"], row["key"]) == ("Corner bakery", "CB")
