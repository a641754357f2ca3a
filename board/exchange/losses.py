"""What a Trello file holds and Andon has no place for, counted so that nobody has to guess.

Left uncounted is what nobody would miss: Trello's own addresses, secrets and settings.
"""

from collections.abc import Sequence

from board.exchange.drafts import counted
from board.exchange.files import Node
from board.exchange.trello_actions import COMMENTS

_IN_CARDS = (
    ("stickers", "sticker", "stickers"),
    ("idMembersVoted", "vote", "votes"),
    ("pluginData", "entry of a power-up", "entries of power-ups"),
)
"""Lists in cards, and what one thing in them is called."""


def losses(board: Node, cards: Sequence[Node]) -> list[str]:
    """A sentence for every kind of thing that does not come over."""
    counts = [
        *((sum(card.size(name) for card in cards), one, more) for name, one, more in _IN_CARDS),
        (sum(_has_cover(card) for card in cards), "cover", "covers"),
        (_having(cards, "coordinates"), "place on the map", "places on the map"),
        (int(bool(board.content.get("desc"))), "description of the board", None),
    ]
    told = [
        f"{counted(n, one, more)} did not come over: there is no place for"
        f" {'it' if n == 1 else 'them'} here."
        for n, one, more in counts
        if n
    ]
    return [*_files(cards), *_comments(board, cards), *told]


def _files(cards: Sequence[Node]) -> list[str]:
    uploads = sum(
        bool(each.content.get("isUpload")) for card in cards for each in card.nodes("attachments")
    )
    if not uploads:
        return []
    stay = counted(uploads, "attached file stays", "attached files stay")
    return [f"{stay} in Trello; the cards link there, and Trello asks to sign in."]


def _comments(board: Node, cards: Sequence[Node]) -> list[str]:
    """Comments live in the actions alone, of which an export holds the last ones."""
    there = sum(action.content.get("type") in COMMENTS for action in board.nodes("actions"))
    badges = [card.node("badges").whole("comments") for card in cards]
    all_ = sum(each or 0 for each in badges)
    if all_ <= there:
        return []
    return [f"Trello counts {counted(all_, 'comment')}, but the file holds only {there:,}."]


def _having(cards: Sequence[Node], name: str) -> int:
    return sum(bool(card.content.get(name)) for card in cards)


def _has_cover(card: Node) -> bool:
    cover = card.node("cover").content
    names = ("color", "idAttachment", "idUploadedBackground", "sharedSourceUrl")
    return any(cover.get(name) for name in names) or bool(card.content.get("idAttachmentCover"))
