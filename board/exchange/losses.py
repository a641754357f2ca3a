"""What a Trello file holds and Andon does not take yet, counted so that nobody has to guess.

Left uncounted is what nobody would miss: Trello's own addresses, secrets and settings.
"""

from collections.abc import Sequence

from board.exchange.drafts import counted
from board.exchange.files import Node

_IN_CARDS = (
    ("attachments", "attachment", "attachments"),
    ("idMembers", "assignment of a member to a card", "assignments of members to cards"),
    ("customFieldItems", "custom field value", "custom field values"),
    ("stickers", "sticker", "stickers"),
    ("idMembersVoted", "vote", "votes"),
)
"""Lists in cards, and what one thing in them is called."""

_COMMENTS = ("commentCard", "copyCommentCard")


def losses(board: Node, cards: Sequence[Node]) -> list[str]:
    """A sentence for every kind of thing that does not come over."""
    counts = [
        (_labels(cards), "label", "labels"),
        (board.size("checklists"), "checklist", "checklists"),
        (_comments(board), "comment", "comments"),
        *((sum(card.size(name) for card in cards), one, more) for name, one, more in _IN_CARDS),
        (_having(cards, "due"), "due date", "due dates"),
        (_having(cards, "start"), "start date", "start dates"),
        (sum(_has_cover(card) for card in cards), "cover", "covers"),
        (_having(cards, "coordinates"), "place on the map", "places on the map"),
        (int(bool(board.content.get("desc"))), "description of the board", None),
    ]
    return [
        f"{counted(n, one, more)} {'is' if n == 1 else 'are'} not imported yet."
        for n, one, more in counts
        if n
    ]


def _labels(cards: Sequence[Node]) -> int:
    """Labels that are on a card; the ones that Trello gives every board are no loss."""
    used: set[str] = set()
    for card in cards:
        ids, labels = card.content.get("idLabels"), card.content.get("labels")
        if isinstance(ids, list):
            used.update(label for label in ids if isinstance(label, str))
        elif isinstance(labels, list):  # old exports name no ids
            used.update(str(label.get("id")) for label in labels if isinstance(label, dict))
    return len(used)


def _comments(board: Node) -> int:
    return sum(action.content.get("type") in _COMMENTS for action in board.nodes("actions"))


def _having(cards: Sequence[Node], name: str) -> int:
    return sum(bool(card.content.get(name)) for card in cards)


def _has_cover(card: Node) -> bool:
    cover = card.node("cover").content
    names = ("color", "idAttachment", "idUploadedBackground", "sharedSourceUrl")
    return any(cover.get(name) for name in names) or bool(card.content.get("idAttachmentCover"))
