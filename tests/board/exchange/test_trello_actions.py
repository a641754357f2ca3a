from typing import Any

import pytest

from board.exchange.files import Node
from board.exchange.trello_actions import Log, made_at, read
from board.instants import parse
from tests.board.exchange.export import NOW, START, Export, at


def log_of(export: Export) -> Log:
    return read(Node(export.board), NOW)


def told(export: Export) -> list[tuple[str, str | None, str | None]]:
    """The steps with the names of what they are about."""
    names = {card["id"]: title for title, card in export.cards.items()}
    names |= {entry["id"]: title for title, entry in export.lists.items()}
    return [
        (step.kind, names.get(step.card or ""), names.get(step.column or ""))
        for step in log_of(export).steps
    ]


@pytest.fixture
def export() -> Export:
    made = Export("Backlog", "Baking", "Delivered")
    made.card("Rye", "Backlog")
    return made


@pytest.mark.parametrize(
    "kind", ["createCard", "copyCard", "convertToCardFromCheckItem", "emailCard", "moveCardToBoard"]
)
def test_cards_arrive_in_many_ways(export: Export, kind: str) -> None:
    export.made("Rye", "Backlog", at("02"), kind)
    assert told(export) == [("arrived", "Rye", "Backlog")]


@pytest.mark.parametrize("kind", ["deleteCard", "moveCardFromBoard"])
def test_cards_leave_in_two_ways(export: Export, kind: str) -> None:
    export.made("Rye", "Backlog", at("02"), kind)
    assert told(export) == [("left", "Rye", "Backlog")]


def test_a_move_names_both_lists(export: Export) -> None:
    export.moved("Rye", "Backlog", "Baking", at("03"))
    (step,) = log_of(export).steps
    lists = export.lists
    assert (step.source, step.column) == (lists["Backlog"]["id"], lists["Baking"]["id"])


def test_a_move_is_known_by_its_old_list_too(export: Export) -> None:
    card = {"id": export.cards["Rye"]["id"], "idList": export.lists["Baking"]["id"]}
    export.act("updateCard", at("03"), card=card, old={"idList": export.lists["Backlog"]["id"]})
    assert told(export) == [("moved", "Rye", "Baking")]


def test_archived_and_restored(export: Export) -> None:
    export.closed("Rye", "Baking", at("03"))
    export.closed("Rye", "Baking", at("04"), closed=False)
    export.shut("Baking", at("05"))
    export.shut("Baking", at("06"), closed=False)
    assert told(export) == [
        ("archived", "Rye", "Baking"),
        ("restored", "Rye", "Baking"),
        ("list archived", None, "Baking"),
        ("list restored", None, "Baking"),
    ]


def test_lists_come_and_go(export: Export) -> None:
    for kind in ("moveListToBoard", "moveListFromBoard"):
        export.act(kind, at("03"), list={"id": export.lists["Baking"]["id"]})
    assert [step[0] for step in told(export)] == ["list arrived", "list left"]


@pytest.mark.parametrize(
    "kind, data",
    [
        ("updateCard", {"old": {"pos": 3}, "card": {"id": "x", "pos": 4}}),
        ("updateCard", {"old": {"desc": ""}, "card": {"id": "x"}}),
        ("updateList", {"old": {"name": "Oven"}, "list": {"id": "x", "name": "Baking"}}),
        ("commentCard", {"text": "Smells good", "card": {"id": "x"}, "list": {"id": "y"}}),
        ("addMemberToCard", {"card": {"id": "x"}}),
    ],
)
def test_other_actions_are_no_steps(export: Export, kind: str, data: dict[str, Any]) -> None:
    export.act(kind, at("03"), **data)
    log = log_of(export)
    assert (log.steps, log.unread, log.actions) == ([], 0, 1)


def test_steps_are_in_order_and_ties_in_that_of_the_log(export: Export) -> None:
    export.moved("Rye", "Baking", "Delivered", at("05"))
    export.made("Rye", "Backlog", at("02"))
    export.moved("Rye", "Backlog", "Baking", at("03"))
    export.moved("Rye", "Baking", "Backlog", at("03"))
    export.moved("Rye", "Backlog", "Baking", at("03"))
    assert [step[2] for step in told(export)] == [
        "Backlog",
        "Baking",
        "Backlog",
        "Baking",
        "Delivered",
    ]


def test_an_action_that_comes_twice_counts_once(export: Export) -> None:
    export.made("Rye", "Backlog", at("02"))
    export.actions *= 2
    log = log_of(export)
    assert (len(log.steps), log.actions) == (1, 1)


def test_lists_are_named_as_they_were_named_last(export: Export) -> None:
    identity = export.lists["Baking"]["id"]
    export.act("updateList", at("03"), list={"id": identity, "name": "Oven"}, old={"name": "x"})
    export.act("updateList", at("04"), list={"id": identity, "name": "Baking"}, old={"name": "x"})
    assert log_of(export).names[identity] == "Baking"


def test_what_has_not_come_yet_is_now(export: Export) -> None:
    export.made("Rye", "Backlog", "2031-01-01T00:00:00Z")
    assert log_of(export).steps[0].at == NOW


def test_a_log_knows_where_it_begins(export: Export) -> None:
    export.act("addMemberToBoard", at("04"))
    assert (log_of(export).whole, log_of(export).since) == (False, parse(at("04")))
    export.act("copyBoard", at("02"))
    assert (log_of(export).whole, log_of(export).since) == (True, parse(at("02")))


@pytest.mark.parametrize("wrong", [None, 5, "soon", [], {}, True])
def test_what_cannot_be_read_is_counted(export: Export, wrong: Any) -> None:
    export.act("createCard", wrong, card={"id": "a"}, list={"id": "b"})
    export.act("createCard", at("03"), card={"id": wrong}, list={"id": "b"})
    export.act("deleteCard", at("03"), card=wrong)
    export.act("updateList", at("03"), list=wrong, old={"closed": True})
    export.act("updateCard", at("03"), old={"closed": True}, card={"id": wrong and "a b"})
    export.act("updateCard", at("03"), old=wrong, card=wrong, listBefore=wrong, listAfter=wrong)
    export.act(wrong, at("03"))
    log = log_of(export)
    if wrong != "soon":
        assert (log.steps, log.unread) == ([], 5)


def test_the_steps_of_each_card(export: Export) -> None:
    export.card("Oat", "Backlog")
    export.made("Rye", "Backlog", at("02"))
    export.made("Oat", "Backlog", at("03"))
    export.shut("Backlog", at("04"))
    own = log_of(export).by_card()
    assert {card: len(steps) for card, steps in own.items()} == {
        export.cards["Rye"]["id"]: 1,
        export.cards["Oat"]["id"]: 1,
    }


def test_an_id_tells_when_it_was_made() -> None:
    assert made_at("5ca3d99a28fb3612154b19e7", NOW) == parse("2019-04-02T21:52:26Z")
    assert made_at(Export().object_id(START), NOW) == parse(START)


@pytest.mark.parametrize(
    "identity", ["hashcard7", "000000000000000000000001", "f" * 24, "5CA3D99A28FB3612154B19E7", ""]
)
def test_an_id_made_by_hand_tells_nothing(identity: str) -> None:
    assert made_at(identity, NOW) is None
