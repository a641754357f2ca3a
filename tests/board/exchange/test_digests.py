import json

from board import database
from board.exchange import digests
from tests.board.exchange.test_imports import BAKERY, imported
from tests.world import World


def test_a_value_is_told_from_another_without_being_kept() -> None:
    assert digests.digest("Rye") == digests.digest("Rye") != digests.digest("Oat")
    assert len({digests.digest(value) for value in (None, 0, "", "0", False)}) == 5
    assert "Rye" not in digests.each({"title": "Rye"})["title"]
    assert digests.past("a", [(1, "b"), (0, "a")], []) == digests.past(
        "a", [(0, "a"), (1, "b")], []
    )


async def test_what_an_import_brought_is_kept_as_hashes(world: World) -> None:
    board = await imported(world)
    ((row,),) = await database.read(digests.last(board.id))
    tree = json.loads(row["digests"])
    assert (len(tree["cards"]), len(tree["comments"]), len(tree["labels"])) == (9, 2, 1)
    assert b"Olive bread" in BAKERY and "Olive bread" not in row["digests"]


def test_what_was_left_out_this_time_is_still_known() -> None:
    before: digests.Tree = {"cards": {"a": {"title": "1"}, "b": {"title": "2"}}}
    tree: digests.Tree = {"cards": {"b": {"title": "3"}}, "labels": {}}
    assert digests.over(before, tree) == {
        "cards": {"a": {"title": "1"}, "b": {"title": "3"}},
        "labels": {},
    }
