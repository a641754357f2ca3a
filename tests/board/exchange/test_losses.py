from typing import Any

import pytest

from board.exchange.files import Node
from board.exchange.losses import losses
from tests.board.exchange.export import Export


def told(*, board: dict[str, Any] | None = None, **fields: Any) -> list[str]:
    """The losses of a board with one card of these fields."""
    export = Export("Backlog")
    export.card("Rye", "Backlog", **fields)
    node = Node({**export.board, **(board or {})})
    return losses(node, list(node.nodes("cards")))


def test_a_plain_board_loses_nothing() -> None:
    assert told() == []


@pytest.mark.parametrize(
    "fields, what",
    [
        ({"stickers": [{}]}, "1 sticker"),
        ({"idMembersVoted": ["a", "b"]}, "2 votes"),
        ({"pluginData": [{}, {}]}, "2 entries of power-ups"),
        ({"cover": {"color": "blue"}}, "1 cover"),
        ({"idAttachmentCover": "a"}, "1 cover"),
        ({"coordinates": {"latitude": 1}}, "1 place on the map"),
        ({"board": {"desc": "Bread"}}, "1 description of the board"),
    ],
)
def test_what_has_no_place_here_is_counted(fields: dict[str, Any], what: str) -> None:
    them = "it" if what.startswith("1 ") else "them"
    assert told(**fields) == [f"{what} did not come over: there is no place for {them} here."]


def test_files_stay_where_they_are_and_links_are_no_files() -> None:
    files = [{"isUpload": True}, {"isUpload": False}, {}]
    assert told(attachments=files) == [
        "1 attached file stays in Trello; the cards link there, and Trello asks to sign in."
    ]


def test_comments_that_the_file_does_not_hold_are_counted() -> None:
    actions = [{"type": "commentCard"}, {"type": "copyCommentCard"}, {"type": "createCard"}]
    assert told(board={"actions": actions}, badges={"comments": 2}) == []
    assert told(board={"actions": actions}, badges={"comments": 5}) == [
        "Trello counts 5 comments, but the file holds only 2."
    ]


@pytest.mark.parametrize("wrong", [5, "x", True, None, [], {}])
def test_a_wrong_type_is_never_a_crash(wrong: Any) -> None:
    told(board={"desc": wrong}, cover=wrong, stickers=wrong, badges=wrong, pluginData=wrong)
    told(board={"actions": [{"type": wrong}]}, idMembersVoted=wrong, badges={"comments": wrong})
