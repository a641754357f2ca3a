import json

from board import database
from board.exchange import digests, present
from tests.board.exchange.test_imports import imported, rich
from tests.world import World


async def test_what_was_just_imported_has_the_digests_of_its_draft(world: World) -> None:
    board = await imported(world, rich().data)
    *found, last = await database.read(*present.queries(board.id), digests.last(board.id))
    here, tree = present.Here("trello", found), json.loads(last[0]["digests"])
    ((identity, card),) = here.cards.items()
    kept = tree["cards"][identity]
    assert {**here.words(card), "past": here.past(card)}.items() <= kept.items()
    assert set(here.columns) == set(tree["columns"])
    assert set(here.labels) == set(tree["labels"]) == set(kept["labels"])
    assert set(here.items) == set(tree["items"]) and set(here.said) == set(tree["comments"])
    await board.put(card["id"], "Delivered")
    here = present.Here("trello", await database.read(*present.queries(board.id)))
    assert here.past(here.cards[identity]) != kept["past"]


async def test_what_was_made_here_is_of_no_source(world: World) -> None:
    board = await imported(world, rich().data)
    await board.add("Bagels", "Backlog")
    here = present.Here("trello", await database.read(*present.queries(board.id)))
    assert (len(here.cards), len(here.all_cards)) == (1, 2)
    assert present.Here("wekan", await database.read(*present.queries(board.id))).cards == {}
