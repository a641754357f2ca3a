from typing import Any

import pytest

from board.exchange.files import Node
from board.exchange.losses import losses
from tests.board.exchange.export import START, Export


def told(*, board: dict[str, Any] | None = None, **fields: Any) -> list[str]:
    """The losses of a board with one card of these fields."""
    export = Export("Backlog")
    export.card("Rye", "Backlog", **fields)
    node = Node({**export.board, **(board or {})})
    return losses(node, list(node.nodes("cards")))


def test_a_plain_board_loses_nothing() -> None:
    assert told() == []


@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({"attachments": [{}, {}]}, "2 attachments are not imported yet."),
        ({"idMembers": ["a"]}, "1 assignment of a member to a card is not imported yet."),
        ({"customFieldItems": [{}]}, "1 custom field value is not imported yet."),
        ({"stickers": [{}]}, "1 sticker is not imported yet."),
        ({"idMembersVoted": ["a", "b"]}, "2 votes are not imported yet."),
        ({"due": START}, "1 due date is not imported yet."),
        ({"start": START}, "1 start date is not imported yet."),
        ({"cover": {"color": "blue"}}, "1 cover is not imported yet."),
        ({"idAttachmentCover": "a"}, "1 cover is not imported yet."),
        ({"coordinates": {"latitude": 1}}, "1 place on the map is not imported yet."),
        ({"idLabels": ["a", "b", "a"]}, "2 labels are not imported yet."),
        ({"labels": [{"id": "a"}]}, "1 label is not imported yet."),
        ({"board": {"checklists": [{}]}}, "1 checklist is not imported yet."),
        ({"board": {"desc": "Bread"}}, "1 description of the board is not imported yet."),
    ],
)
def test_what_does_not_come_over_is_counted(fields: dict[str, Any], sentence: str) -> None:
    assert told(**fields) == [sentence]


def test_comments_live_in_the_actions() -> None:
    actions = [{"type": "commentCard"}, {"type": "copyCommentCard"}, {"type": "createCard"}]
    assert told(board={"actions": actions}) == ["2 comments are not imported yet."]


def test_labels_that_no_card_has_are_no_loss() -> None:
    assert told(board={"labels": [{"id": "a", "name": ""}]}, cover={"color": None}) == []


@pytest.mark.parametrize("wrong", [5, "x", True, None, [], {}])
def test_a_wrong_type_is_never_a_crash(wrong: Any) -> None:
    names = ["attachments", "idMembers", "idLabels", "labels", "cover", "stickers"]
    told(board={"checklists": wrong, "desc": wrong}, **dict.fromkeys(names, wrong))
    told(board={"actions": [{"type": wrong}]}, labels=[wrong], idLabels=[wrong])
