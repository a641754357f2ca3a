"""A selection: several cards at once, in one change, with one event for each.

Who selects cards looks at a picture that others change: cards that are gone or archived by now are
left out, and the answer says which are done. A limit counts all that would come; a hard one that
has not room for all lets none in. The order in which the cards are named is the one they get.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from board import (
    archive,
    assignments,
    cards,
    columns,
    drafts,
    labels,
    lanes,
    moves,
    order,
    places,
    seats,
    spreads,
)
from board.cards import Row
from board.drafts import Draft
from board.errors import Invalid
from board.lanes import KEEP, Keep
from board.limits import Place, entered
from board.log import Change, change
from board.seats import Seat
from board.sqlite import Statement

MOST = 500
"""Cards that are changed at once."""


# -- places


async def place(
    by: Seat,
    card_ids: Sequence[int],
    *,
    column: int,
    lane: int | Keep | None = KEEP,
    before: int | None = None,
    after: int | None = None,
    override: str | None = None,
) -> dict[str, Any]:
    """Put cards one behind the other before or after another card, or at the bottom of a cell.

    `lane` None is no lane, and not said is the one that each card is in. Without a neighbour, those
    in the cell already stay where they are. Raises LimitReached when a hard limit has not room for
    all. Events: card.moved, one for each.
    """
    chosen = _chosen(card_ids)
    for name, neighbour in (("before", before), ("after", after)):
        if neighbour in chosen:
            raise Invalid("A card cannot be its own neighbour. Name another card.", field=name)
    override = places.reason(by, override)
    reads = (
        cards.several(by.board_id, chosen),
        places.target(by.board_id, column, None if lane is KEEP else lane),
        columns.all_of(by.board_id),
        lanes.on(by.board_id),
        _neighbours(column, before or 0, after or 0, lane),
    )
    async with change(by, "edit cards", *reads) as log:
        present = _present(log, chosen)
        target = places.standing(log.rows[1], lane)
        names = {None: None, **{row["id"]: row["name"] for row in log.rows[3]}}
        sources = {row["id"]: row for row in log.rows[2]}
        moves_ = [_way(card, sources, target, names, lane) for card in present]
        ways = [way for way in moves_ if way.leaves or any(log.rows[4][0].values())]
        broken = await places.let_all_in(log, [way.entering for way in ways], override)
        ranks = await _ranks(log, ways, log.rows[4][0])
        moved = [
            moves.move(
                log, way.card, way.source, way.target, rank, broken if way.enters else [], override
            )
            for way, rank in zip(ways, ranks, strict=False)
        ]
        await _settle(log, moved)
        return _done(log, chosen, present, broken)


@dataclass(frozen=True)
class Way:
    """A card's way from where it stands to where it is to stand."""

    card: Row
    source: Row
    target: Row

    @property
    def leaves(self) -> bool:
        """Whether it goes to another cell."""
        return any(self.source[name] != self.target[name] for name in ("id", "lane_id"))

    @property
    def entering(self) -> tuple[Place, Place]:
        """The two places, as limits see them."""
        return places.of_row(self.source), places.of_row(self.target)

    @property
    def enters(self) -> bool:
        """Whether it comes under a limit that it was not under before."""
        return bool(entered(*self.entering))


def _way(
    card: Row, sources: dict[int, Row], target: Row, names: dict[int | None, Any], lane: Any
) -> Way:
    here, there = card["lane_id"], card["lane_id"] if lane is KEEP else lane
    there = there if there in names else None
    source = {**sources[card["column_id"]], "lane_id": here, "lane_name": names.get(here)}
    return Way(card, source, {**target, "lane_id": there, "lane_name": names[there]})


def _neighbours(column_id: int, before: int, after: int, lane: int | Keep | None) -> Statement:
    cell = "" if lane is KEEP else f" AND COALESCE(lane_id, 0) = {int(lane or 0)}"
    here = "(SELECT rank FROM cards WHERE column_id = ? AND id = ? AND archived_at IS NULL"
    return (
        f"SELECT {here}{cell}) AS before, {here}{cell}) AS after",
        (column_id, before, column_id, after),
    )


async def _ranks(log: Change, ways: Sequence[Way], beside: Row) -> list[str]:
    """The ranks that cards get at a place of a column; none when they stand there already."""
    if not ways:
        return []
    column_id = ways[0].target["id"]
    listed = ", ".join(str(int(way.card["id"])) for way in ways)
    others = f"FROM cards WHERE column_id = ? AND id NOT IN ({listed})"
    edge = beside["before"] or beside["after"] or ""
    here = [way.card["rank"] for way in ways if not way.leaves]
    low, high = min([edge, *here]), max([edge, *here])
    ((around,),) = await log.read(
        (
            f"SELECT (SELECT MAX(rank) {others} AND rank < ?) AS above,"
            f" (SELECT MIN(rank) {others} AND rank > ?) AS below,"
            f" (SELECT MAX(rank) {others}) AS last, (SELECT COUNT(*) {others}"
            " AND archived_at IS NULL AND rank > ? AND rank < ? AND COALESCE(lane_id, 0) = ?)"
            " AS between_",
            (
                *(column_id, edge, column_id, edge, column_id),
                *(column_id, low, high, ways[0].target["lane_id"] or 0),
            ),
        )
    )
    line = [*here, edge] if beside["before"] is not None else [edge, *here]
    if len(here) == len(ways) and line == sorted(line) and not around["between_"]:
        return []
    # Ranks are unique in a column, so those that stay in it move out of the way first.
    mine = f"WHERE column_id = ? AND id IN ({listed})"
    log.write(f"UPDATE cards SET rank = '~' || rank {mine}", column_id)  # noqa: S608
    if beside["before"] is not None:
        return order.among(around["above"], edge, len(ways))
    if beside["after"] is not None:
        return order.among(edge, around["below"], len(ways))
    return order.among(around["last"], None, len(ways))


async def _settle(log: Change, moved: Sequence[Row]) -> None:
    """Give the column short ranks when some of those that came are long."""
    longest = max(moved, key=lambda card: len(card["rank"]), default=None)
    if longest and len(longest["rank"]) > order.LONGEST:
        await log.flush()
        await spreads.settled(log, longest)


# -- the archive


async def archive_cards(by: Seat, card_ids: Sequence[int]) -> dict[str, Any]:
    """Take cards off the board. Events: card.archived, one for each."""
    chosen = _chosen(card_ids)
    reads = cards.several(by.board_id, chosen), columns.all_of(by.board_id)
    async with change(by, "edit cards", *reads) as log:
        present, sources = _present(log, chosen), {row["id"]: row for row in log.rows[1]}
        for card in present:
            archive.archive_now(log, card, sources[card["column_id"]])
        return _done(log, chosen, present, [])


# -- labels and people


async def label(by: Seat, card_ids: Sequence[int], label_id: int) -> dict[str, Any]:
    """Put a label on cards that do not carry it. Events: card.labelled, one for each of them."""
    query = labels.named(by.board_id, label_id)
    return await _each(by, card_ids, "label", query, ("label_ids", False), labels.put_on)


async def unlabel(by: Seat, card_ids: Sequence[int], label_id: int) -> dict[str, Any]:
    """Take a label off cards that carry it. Events: card.unlabelled, one for each of them."""
    query = labels.named(by.board_id, label_id)
    return await _each(by, card_ids, "label", query, ("label_ids", True), labels.take_off)


async def assign(by: Seat, card_ids: Sequence[int], user_id: int) -> dict[str, Any]:
    """Have a member work on cards. Events: card.assigned, one for each that is new to them."""
    query, now = seats.query(by.board_id, user_id), assignments.assign_now
    return await _each(by, card_ids, "user", query, ("assignee_ids", False), now)


async def unassign(by: Seat, card_ids: Sequence[int], user_id: int) -> dict[str, Any]:
    """Have a member work on cards no more. Events: card.unassigned, one for each of theirs."""
    query, now = assignments.even_disabled(by.board_id, user_id), assignments.unassign_now
    return await _each(by, card_ids, "user", query, ("assignee_ids", True), now)


async def _each(
    by: Seat,
    card_ids: Sequence[int],
    what: str,
    query: Statement,
    whose: tuple[str, bool],
    now: Callable[[Change, Row, Row], Row],
) -> dict[str, Any]:
    """Do something about one label or member to those cards that it changes: the ones that have
    it among the ids that they name, or have not."""
    chosen = _chosen(card_ids)
    among, there = whose
    async with change(by, "edit cards", cards.several(by.board_id, chosen), query) as log:
        present, found = _present(log, chosen), log.rows[1]
        if not found:
            thing = "label" if what == "label" else "member"
            raise Invalid(f"There is no such {thing} on this board. Choose another.", field=what)
        for card in present:
            identity = found[0]["id" if what == "label" else "user_id"]
            if (identity in cards.ids(card[among])) == there:
                now(log, card, found[0])
        return _done(log, chosen, present, [])


# -- new cards


async def create(
    by: Seat,
    asked: Sequence[str | Draft],
    *,
    column: int | None = None,
    lane: int | None = None,
    position: str = "bottom",
    override: str | None = None,
) -> dict[str, Any]:
    """Add a card for each title or draft to a column (the first one, when none is named), in
    their order.

    Raises LimitReached when the limit is hard and has not room for all. Events: card.created, one
    for each.
    """
    if not 1 <= len(asked) <= MOST:
        raise Invalid(f"Name 1 to {MOST} cards at once.", field="titles")
    made = [drafts.draft(each) if isinstance(each, str) else each for each in asked]
    override = places.reason(by, override)
    reads = places.target(by.board_id, column, lane), places.ends(by.board_id, column)
    async with change(by, "edit cards", *reads) as log:
        target = places.standing(log.rows[0])
        stands = await drafts.known(log, drafts.together(made), lane)
        entering = [(None, places.of_row(target))] * len(made)
        broken = await places.let_all_in(log, entering, override)
        ranks = await spreads.at_end(log, target, log.rows[1][0], position, len(made))
        rows = [
            await cards.make(log, draft, target, rank, broken, override, lane=stands)
            for draft, rank in zip(made, ranks, strict=True)
        ]
        return log.done(cards=[cards.facts(row, log.board) for row in rows], limits=broken)


# -- which cards


def _chosen(card_ids: Sequence[int]) -> list[int]:
    """The cards that are named, each once. Raises Invalid for none, or too many."""
    if not 1 <= len(card_ids) <= MOST:
        raise Invalid(f"Choose 1 to {MOST} cards at once.", field="cards")
    return list(dict.fromkeys(card_ids))


def _present(log: Change, chosen: Sequence[int]) -> list[Row]:
    """Those of the chosen cards that are on the board, in the order in which they were named."""
    found = {card["id"]: card for card in log.rows[0]}
    return [found[each] for each in chosen if each in found]


def _done(log: Change, chosen: Sequence[int], present: Sequence[Row], limits: list[Row]) -> Row:
    """The answer: which of the cards are done, and which were left out."""
    done = [card["id"] for card in present]
    left_out = sorted(set(chosen).difference(done))
    return log.done(cards=done, left_out=left_out, limits=limits)
