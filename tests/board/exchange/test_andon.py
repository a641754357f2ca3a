import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from board import database, figures
from board.errors import Invalid
from board.exchange import andon, imports
from board.exchange.drafts import Asked
from board.instants import now
from tests.board.exchange.lived import lived
from tests.board.exchange.test_exports import exported
from tests.work import work
from tests.world import World

File = dict[str, Any]


def as_bytes(file: File) -> bytes:
    return json.dumps(file, ensure_ascii=False).encode()


def told(file: File) -> File:
    """What a file says, with everything named by its place instead of by its id."""
    file = copy.deepcopy(file)
    place = {
        kind: {each["id"]: n for n, each in enumerate(file[kind])}
        for kind in ("columns", "lanes", "labels", "people", "cards")
    }
    for card in file["cards"]:
        card["column"] = place["columns"][card["column"]]
        card["lane"] = place["lanes"].get(card["lane"])
        card["labels"] = [place["labels"][each] for each in card["labels"]]
        card["assignees"] = [place["people"][each] for each in card["assignees"]]
        for each in card["visits"]:
            each["column"] = place["columns"][each["column"]]
        for each in (*card["blocks"], *card["comments"]):
            each["by"] = place["people"][each["by"]]
        for each in (*card["comments"], *card["checklists"]):
            del each["id"]
        for each in card["checklists"]:
            for item in each["items"]:
                del item["id"]
    for event in file["events"]:
        event["card"] = place["cards"].get(event["card"])
    for kind in place:
        for each in file[kind]:
            del each["id"]
    del file["board"]["id"], file["board"]["key"]
    return file


def refusal(file: File) -> str:
    with pytest.raises(Invalid) as refused:
        andon.read(as_bytes(file), Asked(now()))
    return str(refused.value)


@pytest.mark.parametrize("seed", range(3))
async def test_an_export_comes_back_as_an_equal_board(world: World, seed: int) -> None:
    await comes_back(world, (await lived(world, seed)).id)


async def test_so_does_one_on_which_everything_was_done(world: World) -> None:
    done = [board.id async for board, _ in work(world, 11, 150)]
    await comes_back(world, done[-1])


async def comes_back(world: World, board_id: int) -> None:
    first = await exported(board_id)

    report = await imports.run(as_bytes(first), await world.user(), everyone=True)
    again = await exported(report["board"])

    kinds = [event["kind"] for event in again["events"]]
    own = kinds[len(first["events"]) :]
    assert own == ["board.imported", *["member.joined"] * len(first["people"])]
    again["events"] = again["events"][: len(first["events"])]
    assert told(again) == told(first)
    assert report["warnings"] == []
    dates = "SELECT number, started_at, finished_at, blocked_at, blocked_reason FROM cards"
    one, other = await database.read(
        (f"{dates} WHERE board_id = ? ORDER BY number", (board_id,)),
        (f"{dates} WHERE board_id = ? ORDER BY number", (report["board"],)),
    )
    assert one == other
    assert await figured(report["board"]) == await figured(board_id)


async def figured(board_id: int) -> list[Any]:
    """The figures of a board that name neither columns nor cards."""
    found = json.loads(await figures.report(board_id, {}))
    return [found[name] for name in ("throughput", "percentiles", "wip_total", "wip_inclusive")]


async def test_who_has_no_account_here_comes_along_by_name(world: World) -> None:
    board = await lived(world, 5)
    file = await exported(board.id, addresses=False)
    for person in file["people"]:
        person["name"] += " from afar"

    report = await imports.run(as_bytes(file), await world.user("eve"))

    (people,) = await database.read(
        (
            "SELECT u.name, m.role, u.placeholder_of FROM members m"
            " JOIN users u ON u.id = m.user_id WHERE m.board_id = ? ORDER BY u.name",
            (report["board"],),
        )
    )
    assert [(row["name"], row["role"]) for row in people] == [
        ("Ana from afar", "viewer"),
        ("Bo from afar", "viewer"),
        ("Eve", "admin"),
    ]


async def test_entries_that_cannot_be_told_are_counted_and_left_out(world: World) -> None:
    file = await exported((await lived(world, 6, steps=3)).id)
    whole = len(file["events"])
    moved = {"card": 1, "number": 1, "title": "x", "column": [1], "column_title": ["a"]}
    for kind, data in (("card.sung", {}), ("card.moved", moved), ("card.renamed", {"title": 5})):
        file["events"].append({**file["events"][0], "kind": kind, "data": data})

    draft = andon.read(as_bytes(file), Asked(now()))

    assert draft.warnings == ("3 entries of its log cannot be told here; left out.",)
    assert len(draft.past) == whole


DAMAGES: dict[str, Callable[[File], Any]] = {
    "newer Andon": lambda file: file.update(version=2),
    "version is no version": lambda file: file.update(version="x"),
    "board.timezone": lambda file: file["board"].update(timezone="Mars/Base"),
    "columns[0].stage": lambda file: file["columns"][0].update(stage="began"),
    "columns[1].id stands there twice": lambda f: f["columns"][1].update(id=f["columns"][0]["id"]),
    "columns[0].wip_limit": lambda file: file["columns"][0].update(wip_limit=0),
    "cards[0].column": lambda file: file["cards"][0].update(column="none"),
    "cards[0].labels": lambda file: file["cards"][0].update(labels=["none"]),
    "cards[0].title": lambda file: file["cards"][0].update(title=""),
    "cards[0].created_at": lambda file: file["cards"][0].update(created_at="yesterday"),
    "cards[0].due": lambda file: file["cards"][0].update(due="soon"),
    "cards[0].estimate": lambda file: file["cards"][0].update(estimate=-1),
    "cards[0].number": lambda file: file["cards"][0].update(number=0),
    "cards[1].number stands there twice": lambda file: file["cards"][1].update(
        number=file["cards"][0]["number"]
    ),
    "cards[0].visits": lambda file: file["cards"][0].update(visits=[]),
    "cards is not a list": lambda file: file.update(cards={}),
    "no export of Andon": lambda file: file.update(format="other"),
}


async def test_what_does_not_fit_together_is_one_sentence(world: World) -> None:
    board = await world.board()
    for title in "ab":
        await board.add(title)
    file = await exported(board.id)
    for expected, damage in DAMAGES.items():
        broken = copy.deepcopy(file)
        damage(broken)
        sentence = refusal(broken)
        assert expected in sentence and sentence.endswith("."), (expected, sentence)
    andon.read(as_bytes(file), Asked(now()))
