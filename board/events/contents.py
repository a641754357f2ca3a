"""Events of what is inside a card: checklists, their items, comments."""

from dataclasses import dataclass

from board.events.cards import CardEvent
from board.events.event import Pair


@dataclass(frozen=True, kw_only=True)
class ChecklistEvent(CardEvent, touches=("card",)):
    """What all events of a checklist carry besides their card: its id and its name at the time."""

    checklist: int
    checklist_name: str


@dataclass(frozen=True, kw_only=True)
class ChecklistAdded(ChecklistEvent, kind="checklist.added"):
    """A card has one more checklist. `items`: the texts that it began with."""

    rank: str
    items: list[str]


@dataclass(frozen=True, kw_only=True)
class ChecklistRenamed(ChecklistEvent, kind="checklist.renamed"):
    """A checklist has another name."""

    name: Pair


@dataclass(frozen=True, kw_only=True)
class ChecklistMoved(ChecklistEvent, kind="checklist.moved"):
    """A checklist stands elsewhere among those of its card."""

    rank: Pair


@dataclass(frozen=True, kw_only=True)
class ChecklistRemoved(ChecklistEvent, kind="checklist.removed"):
    """A checklist was removed with its items."""


@dataclass(frozen=True, kw_only=True)
class ChecklistUnremoved(ChecklistEvent, kind="checklist.unremoved"):
    """The removal of a checklist was undone."""


@dataclass(frozen=True, kw_only=True)
class ItemEvent(ChecklistEvent):
    """What all events of an item carry besides its checklist: its id and its text at the time."""

    item: int
    text: str


@dataclass(frozen=True, kw_only=True)
class ItemAdded(ItemEvent, kind="item.added"):
    """A checklist has one more item."""

    rank: str


@dataclass(frozen=True, kw_only=True)
class ItemRenamed(ItemEvent, kind="item.renamed"):
    """An item has another text."""

    name: Pair


@dataclass(frozen=True, kw_only=True)
class ItemChecked(ItemEvent, kind="item.checked"):
    """An item is done."""


@dataclass(frozen=True, kw_only=True)
class ItemUnchecked(ItemEvent, kind="item.unchecked"):
    """An item is not done after all. `done_at`: when it was said to be."""

    done_at: int


@dataclass(frozen=True, kw_only=True)
class ItemMoved(ItemEvent, kind="item.moved"):
    """An item has another place, perhaps in another checklist of its card."""

    to: Pair
    """The checklist, before and after."""
    rank: Pair


@dataclass(frozen=True, kw_only=True)
class ItemRemoved(ItemEvent, kind="item.removed"):
    """An item was removed, or became a card: then `became` is that card's key."""

    became: str | None


@dataclass(frozen=True, kw_only=True)
class ItemUnremoved(ItemEvent, kind="item.unremoved"):
    """The removal of an item was undone."""


@dataclass(frozen=True, kw_only=True)
class CommentEvent(CardEvent, touches=("card",)):
    """What all events of a comment carry besides their card: its id and its author's."""

    comment: int
    author: int


@dataclass(frozen=True, kw_only=True)
class CommentAdded(CommentEvent, kind="comment.added"):
    """Somebody commented on a card. `mentions`: members who are named in it."""

    text: str
    mentions: list[int]


@dataclass(frozen=True, kw_only=True)
class CommentEdited(CommentEvent, kind="comment.edited"):
    """A comment has another text. `mentions`: members who are named in it now."""

    text: Pair
    mentions: list[int]


@dataclass(frozen=True, kw_only=True)
class CommentRemoved(CommentEvent, kind="comment.removed"):
    """A comment was removed."""

    text: str


@dataclass(frozen=True, kw_only=True)
class CommentUnremoved(CommentEvent, kind="comment.unremoved"):
    """The removal of a comment was undone."""

    text: str
