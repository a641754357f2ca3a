"""A replay: what the log of a board says that happened to each of its cards.

An event that was undone, and the undo, leave no trace. What came along with an import, or as a copy
of another board, was told by no event: it is taken as it is stored, up to the first event that
happened to the card here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from board.events import (
    CardArchived,
    CardBlocked,
    CardCreated,
    CardDeleted,
    CardMoved,
    CardMovedAway,
    CardRestored,
    CardUnblocked,
    ColumnArchived,
    ColumnRestored,
    LaneArchived,
    LaneRestored,
    known,
)


@dataclass(frozen=True, order=True)
class Stay:
    """A stay in a column; `gone`: it ended because the card left the board."""

    began_at: int
    column: int
    ended_at: int | None = None
    gone: bool = False


@dataclass(frozen=True, order=True)
class Blocked:
    """A time in which the card was blocked, who said so, and why at the end of it."""

    began_at: int
    ended_at: int | None = None
    by: int = field(default=0, compare=False)
    reason: str = field(default="", compare=False)


@dataclass
class Past:
    """What happened to a card. `left_at`: when it left the board, None while it is on it."""

    stays: list[Stay] = field(default_factory=list)
    blocks: list[Blocked] = field(default_factory=list)
    left_at: int | None = None

    def enter(self, column: int, at: int) -> None:
        """It enters a column, from another one or from nowhere."""
        self._end_stay(at, gone=False)
        self.stays.append(Stay(at, column))
        self.left_at = None

    def leave(self, at: int) -> None:
        """It leaves the board; what blocks it ends."""
        if self.left_at is None:
            self._end_stay(at, gone=True)
            self.unblock(at)
            self.left_at = at

    def block(self, at: int, by: int, reason: list[str | None]) -> None:
        """It is blocked, or for another reason."""
        before, after = reason
        if before is None:
            self.blocks.append(Blocked(at, None, by, after or ""))
        elif self.blocks:
            self.blocks[-1] = replace(self.blocks[-1], reason=after or "")

    def unblock(self, at: int) -> None:
        """It can go on."""
        if self.blocks and self.blocks[-1].ended_at is None:
            self.blocks[-1] = replace(self.blocks[-1], ended_at=at)

    def _end_stay(self, at: int, *, gone: bool) -> None:
        if self.stays and self.stays[-1].ended_at is None:
            self.stays[-1] = replace(self.stays[-1], ended_at=at, gone=gone)

    def mended(self) -> "Past":
        """The same with every stay going on until the next one, or until it left the board."""
        stays = sorted(self.stays, key=lambda stay: stay.began_at)
        ends = [*(stay.began_at for stay in stays[1:]), self.left_at]
        whole = [_until(*both) for both in zip(stays, ends, strict=False)]
        return Past(whole, self.blocks, self.left_at)

    def until(self, at: int) -> "Past":
        """The past as it was right before an instant."""
        stays = [_as_of(stay, at) for stay in self.stays if stay.began_at < at]
        blocks = [
            replace(block, ended_at=None) if _lasts(block.ended_at, at) else block
            for block in self.blocks
            if block.began_at < at
        ]
        left = stays[-1].ended_at if stays else None
        if left is not None and self.left_at is not None and self.left_at < at:
            left = self.left_at
        return Past(stays, blocks, left)


def _until(stay: Stay, end: int | None) -> Stay:
    """A stay that ends then at the latest, and before only because the card left the board."""
    ended = stay.ended_at
    if ended is not None and stay.gone and (end is None or ended <= end):
        return stay
    return replace(stay, ended_at=end, gone=stay.gone and end is not None)


def _as_of(stay: Stay, at: int) -> Stay:
    return replace(stay, ended_at=None, gone=False) if _lasts(stay.ended_at, at) else stay


def _lasts(ended: int | None, at: int) -> bool:
    return ended is None or ended >= at


Row = dict[str, Any]


def standing(log: Sequence[Row]) -> list[Row]:
    """The entries of a log, given in order, that were not undone, without those that undo."""
    undone: set[int] = set()
    found = []
    for row in reversed(log):
        if row["seq"] in undone:
            continue
        if row["undoes"] is not None:
            undone.add(row["undoes"])
        else:
            found.append(row)
    return found[::-1]


def replayed(log: Sequence[Row], stored: dict[int, Past]) -> dict[int, Past]:
    """The past of every card by the log, given in order with `seq, at, kind, by_id, data, undoes`.

    `stored`: the past of every card as it is stored.
    """
    made = {row["data"]["card"] for row in log if row["kind"] == CardCreated.kind}
    pasts = {card: Past() for card in stored if card in made}
    for row in standing(log):
        event = known(row["kind"], row["data"])
        for card in _cards(event):
            if card not in pasts:
                pasts[card] = stored[card].mended().until(row["at"])
            _HAPPENS[event.kind](pasts[card], event, row)
    return {card: pasts.get(card) or past.mended() for card, past in stored.items()}


def _cards(event: Any) -> Iterable[int]:
    if event.kind not in _HAPPENS or _stayed(event):
        return ()
    return event.cards if isinstance(event, _TOGETHER) else (event.card,)


def _stayed(event: Any) -> bool:
    """Whether a card only changed its place in its column: no part of its past."""
    return isinstance(event, CardMoved) and event.column[0] == event.column[1]


_TOGETHER = (ColumnArchived, ColumnRestored, LaneArchived, LaneRestored)

Happens = Callable[[Past, Any, Row], None]


def _moved(past: Past, event: Any, row: Row) -> None:
    past.enter(event.column[1], row["at"])


def _left(past: Past, event: Any, row: Row) -> None:
    past.leave(row["at"])


def _entered(past: Past, event: Any, row: Row) -> None:
    past.enter(event.column, row["at"])


def _returned(past: Past, event: Any, row: Row) -> None:
    if past.stays:
        past.enter(past.stays[-1].column, row["at"])


_HAPPENS: dict[str, Happens] = {
    CardCreated.kind: _entered,
    CardMoved.kind: _moved,
    CardArchived.kind: _left,
    CardDeleted.kind: _left,
    CardMovedAway.kind: _left,
    CardRestored.kind: _entered,
    CardBlocked.kind: lambda past, event, row: past.block(row["at"], row["by_id"], event.reason),
    CardUnblocked.kind: lambda past, event, row: past.unblock(row["at"]),
    ColumnArchived.kind: _left,
    ColumnRestored.kind: _entered,
    LaneArchived.kind: _left,
    LaneRestored.kind: _returned,
}
"""What each kind of event does to the past of a card. Those that only undo make are not here."""

KINDS = tuple(_HAPPENS)
"""The kinds of events that a past is made of."""
