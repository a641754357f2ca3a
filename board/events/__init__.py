"""Every event: its name, its fields, and the parts of the board it touches.

A new kind is a class in one of these modules, named here; a test fails until it is covered
everywhere.
"""

from board.events.boards import BoardCreated, BoardImported, BoardRenamed, BoardRezoned
from board.events.cards import (
    CardArchived,
    CardCreated,
    CardDeleted,
    CardDescribed,
    CardEvent,
    CardMoved,
    CardRenamed,
    CardRestored,
    CardUndeleted,
)
from board.events.columns import (
    ColumnAdded,
    ColumnArchived,
    ColumnDescribed,
    ColumnEvent,
    ColumnLimited,
    ColumnMoved,
    ColumnRenamed,
    ColumnRestored,
    ColumnSpread,
    ColumnStaged,
)
from board.events.event import BOARD, KINDS, MEMBERS, STRIP, TITLE, Event, Pair, Part, known
from board.events.members import (
    InvitationMade,
    InvitationWithdrawn,
    MemberEvent,
    MemberJoined,
    MemberReassigned,
    MemberRemoved,
)

__all__ = [
    "BOARD",
    "KINDS",
    "MEMBERS",
    "STRIP",
    "TITLE",
    "BoardCreated",
    "BoardImported",
    "BoardRenamed",
    "BoardRezoned",
    "CardArchived",
    "CardCreated",
    "CardDeleted",
    "CardDescribed",
    "CardEvent",
    "CardMoved",
    "CardRenamed",
    "CardRestored",
    "CardUndeleted",
    "ColumnAdded",
    "ColumnArchived",
    "ColumnDescribed",
    "ColumnEvent",
    "ColumnLimited",
    "ColumnMoved",
    "ColumnRenamed",
    "ColumnRestored",
    "ColumnSpread",
    "ColumnStaged",
    "Event",
    "InvitationMade",
    "InvitationWithdrawn",
    "MemberEvent",
    "MemberJoined",
    "MemberReassigned",
    "MemberRemoved",
    "Pair",
    "Part",
    "known",
]
