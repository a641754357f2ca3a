"""Live equals fresh: a page that follows the feed is the page that would be drawn now.

For every kind of event and every role: draw the page, do something, apply what the feed says to
the old page, once and twice; it equals a fresh drawing. A kind without a line here fails.
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import pytest

from board import (
    archive,
    assignments,
    blocks,
    boards,
    cards,
    columns,
    database,
    edits,
    labels,
    lanes,
    members,
    order,
    placeholders,
    transfers,
)
from board.events import KINDS
from board.seats import MAY
from board.undo import undo
from server import draw, faces
from server.grid import DRAWN
from server.outbox import Outbox
from server.rooms import Room, touched
from server.templates import render
from tests import contents
from tests.dom import Page
from tests.world import Board, World

Doing = Callable[[World, Board, int], Awaitable[Any]]


async def _archived(world: World, board: Board, card: int) -> None:
    await archive.archive_card(board.by, card)


async def _restored(world: World, board: Board, card: int) -> None:
    await archive.archive_card(board.by, card)
    await archive.restore_card(board.by, card)


async def _moved_away(world: World, board: Board, card: int) -> None:
    other = await world.board()
    await contents.DOING["comment.added"](board, card)
    await transfers.move_to_board(board.by, other.by, card)


async def _undeleted(world: World, board: Board, card: int) -> None:
    answer = await archive.delete_card(board.by, card)
    await undo(board.by, answer["seq"])


async def _column_restored(world: World, board: Board, card: int) -> None:
    await archive.archive_column(board.by, board["Doing"])
    await archive.restore_column(board.by, board["Doing"])


async def _column_removed(world: World, board: Board, card: int) -> None:
    await columns.add(board.by, columns.draft(name="New", stage="wip"))
    await undo(board.by, await board.seq())


async def _lane_removed(world: World, board: Board, card: int) -> None:
    await lanes.add(board.by, "New", wip_limit=1)
    await undo(board.by, await board.seq())


async def _lane(board: Board) -> int:
    """The lane of the card, or one that is added first: most boards have none."""
    return (await board.lanes()).get("Fast") or await board.lane("Fast")


async def _lane_renamed(world: World, board: Board, card: int) -> None:
    await lanes.update(board.by, await _lane(board), name="Urgent")


async def _lane_limited(world: World, board: Board, card: int) -> None:
    await lanes.update(board.by, await _lane(board), wip_limit=1)


async def _lane_moved(world: World, board: Board, card: int) -> None:
    lane = await _lane(board)
    await board.lane("Last")
    await lanes.place(board.by, lane)


async def _lane_archived(world: World, board: Board, card: int) -> None:
    await archive.archive_lane(board.by, await _lane(board))


async def _lane_restored(world: World, board: Board, card: int) -> None:
    lane = await _lane(board)
    await board.put(card, "Doing", lane=lane)
    await archive.archive_lane(board.by, lane)
    await archive.restore_lane(board.by, lane)


async def _spread(world: World, board: Board, card: int) -> None:
    low, high = await board.add("x", "Doing"), await board.add("y", "Doing")
    async with database.transaction() as (batch, _):
        for between, end in ((low, "1"), (high, "2")):
            rank = "i" * order.LONGEST + end
            await batch.run(("UPDATE cards SET rank = ? WHERE id = ?", (rank, between)))
    await board.put(await board.add("z", "Doing"), "Doing", before=high)


async def _reassigned(world: World, board: Board, card: int) -> None:
    seat = await world.joined(board, "rae", "editor")
    await members.reassign(board.by, seat.user_id, "viewer")


async def _removed(world: World, board: Board, card: int) -> None:
    await members.remove(board.by, await _assigned(world, board, card))


async def _identified(world: World, board: Board, card: int) -> None:
    gone = await world.placeholder(board)
    await assignments.assign(board.by, card, gone)
    await placeholders.identify(board.by, gone, board.by.user_id)


async def _withdrawn(world: World, board: Board, card: int) -> None:
    made = await members.invite(board.by, "viewer")
    await members.withdraw(board.by, made["invitation"]["id"])


async def _finished(world: World, board: Board, card: int) -> None:
    await board.put(card, "Done")


def _inside(kind: str) -> Doing:
    """What is done inside a card."""
    return lambda world, board, card: contents.DOING[kind](board, card)


async def _labelled(world: World, board: Board, card: int) -> int:
    label = int((await labels.add(board.by, "<i>bug</i> & so on", "red"))["label"]["id"])
    await labels.put(board.by, card, label)
    return label


async def _unlabelled(world: World, board: Board, card: int) -> None:
    await labels.take(board.by, card, await _labelled(world, board, card))


async def _label_changed(world: World, board: Board, card: int) -> None:
    label = await _labelled(world, board, card)
    await labels.update(board.by, label, name="defect", color="pink")


async def _label_removed(world: World, board: Board, card: int) -> None:
    await labels.remove(board.by, await _labelled(world, board, card))


async def _label_unremoved(world: World, board: Board, card: int) -> None:
    await _label_removed(world, board, card)
    await undo(board.by, await board.seq())


async def _assigned(world: World, board: Board, card: int) -> int:
    seat = await world.joined(board, "rae", "editor")
    await assignments.assign(board.by, card, seat.user_id)
    return seat.user_id


async def _unassigned(world: World, board: Board, card: int) -> None:
    await assignments.unassign(board.by, card, await _assigned(world, board, card))


async def _unblocked(world: World, board: Board, card: int) -> None:
    await blocks.block(board.by, card, "Waiting for <b>them</b> & us")
    await blocks.unblock(board.by, card)


async def _unarchived(world: World, board: Board, card: int) -> None:
    await boards.archive(board.by)
    await boards.restore(board.by)


DOING: dict[str, Doing] = {
    **{kind: _inside(kind) for kind in contents.DOING},
    "card.created": lambda w, b, c: cards.create(b.by, "new", position="top"),
    "card.moved": _finished,
    "card.renamed": lambda w, b, c: edits.edit(b.by, c, title="<b>renamed</b> & so on"),
    "card.described": lambda w, b, c: edits.edit(b.by, c, description="*now*"),
    "card.archived": _archived,
    "card.restored": _restored,
    "card.deleted": lambda w, b, c: archive.delete_card(b.by, c),
    "card.undeleted": _undeleted,
    "card.moved_away": _moved_away,
    "card.scheduled": lambda w, b, c: edits.edit(b.by, c, start="2026-11-24", due="2026-12-01"),
    "card.classed": lambda w, b, c: edits.edit(b.by, c, class_of_service="expedite"),
    "card.estimated": lambda w, b, c: edits.edit(b.by, c, estimate=2.5),
    "card.labelled": _labelled,
    "card.unlabelled": _unlabelled,
    "card.assigned": _assigned,
    "card.unassigned": _unassigned,
    "card.blocked": lambda w, b, c: blocks.block(b.by, c, "Waiting for <b>them</b> & us"),
    "card.unblocked": _unblocked,
    "label.added": lambda w, b, c: labels.add(b.by, "bug", "red"),
    "label.changed": _label_changed,
    "label.removed": _label_removed,
    "label.unremoved": _label_unremoved,
    "column.added": lambda w, b, c: columns.add(b.by, columns.draft(name="New", stage="wip")),
    "column.removed": _column_removed,
    "column.renamed": lambda w, b, c: columns.update(b.by, b["Doing"], name="Build"),
    "column.staged": lambda w, b, c: columns.update(b.by, b["Doing"], stage="done"),
    "column.limited": lambda w, b, c: columns.update(b.by, b["Doing"], wip_limit=1),
    "column.described": lambda w, b, c: columns.update(b.by, b["Doing"], policy="Tested"),
    "column.moved": lambda w, b, c: columns.place(b.by, b["Doing"], before=b["Todo"]),
    "column.archived": lambda w, b, c: archive.archive_column(b.by, b["Doing"]),
    "column.restored": _column_restored,
    "column.spread": _spread,
    "lane.added": lambda w, b, c: lanes.add(b.by, "New", wip_limit=1),
    "lane.removed": _lane_removed,
    "lane.renamed": _lane_renamed,
    "lane.limited": _lane_limited,
    "lane.moved": _lane_moved,
    "lane.archived": _lane_archived,
    "lane.restored": _lane_restored,
    "board.limited": lambda w, b, c: boards.update(b.by, wip_limit=1, wip_mode="hard"),
    "board.renamed": lambda w, b, c: boards.update(b.by, name="Another name"),
    "board.archived": lambda w, b, c: boards.archive(b.by),
    "board.restored": _unarchived,
    "board.rezoned": lambda w, b, c: boards.update(b.by, timezone="Pacific/Auckland"),
    "member.joined": lambda w, b, c: world_joined(w, b),
    "member.reassigned": _reassigned,
    "member.identified": _identified,
    "member.removed": _removed,
    "invitation.made": lambda w, b, c: members.invite(b.by, "editor"),
    "invitation.withdrawn": _withdrawn,
}

FIRST = {"board.created", "board.imported"}
"""Kinds that begin a board: no page is open before them."""

LAST = {"board.deleted"}
"""Kinds that end it: no page is drawn behind them."""


async def world_joined(world: World, board: Board) -> None:
    await world.joined(board, "joe", "editor")


async def fresh(board: Board, name: str, world: World) -> str:
    """The board's page as somebody would load it now."""
    return (await fresh_for(board, [name], world))[0]


async def fresh_for(board: Board, names: Iterable[str], world: World) -> list[str]:
    """The board's page as each of several people would load it now."""
    snapshot = await draw.page(board.id)
    pages = []
    for name in names:
        seat = await world.seat(board.id, name)
        user = faces.face(seat.user_id, seat.name)
        pages.append(render("board.html", **snapshot.context, seat=seat, user=user, dialog=False))
    return pages


async def busy(world: World) -> tuple[Board, int]:
    """A board with something in every column, and a card on it in progress."""
    board = await world.board("Todo Doing:3 Review:2! Done")
    for column in ("Todo", "Doing", "Review", "Done"):
        await board.add(f"in {column}", column)
    return board, await board.add("the card", "Doing")


async def busy_with_lanes(world: World) -> tuple[Board, int]:
    """The same with cards in lanes, and the card in one that is nearly full."""
    board, card = await busy(world)
    fast, slow = await board.lane("Fast:3!"), await board.lane("Slow")
    for column, lane in (("Todo", fast), ("Doing", slow), ("Review", fast), ("Done", slow)):
        await board.add(f"{column} in a lane", column, lane)
    await board.put(card, "Doing", lane=fast)
    return board, card


GRIDS = {"columns": busy, "lanes": busy_with_lanes}
DRAWN_FROM = [
    ("columns", "sqlite"),
    ("lanes", "sqlite"),
    pytest.param("lanes", "postgres", marks=pytest.mark.postgres),
]
"""Lanes have all that columns alone have, so what each database finds is drawn once with them."""


@pytest.mark.parametrize(("grid", "database_url"), DRAWN_FROM, indirect=["database_url"])
@pytest.mark.parametrize("kind", sorted(KINDS))
async def test_live_equals_fresh(world: World, kind: str, grid: str) -> None:
    """At once for every role, applied once and twice; and caught up event by event."""
    if kind in FIRST | LAST:
        return
    board, card = await GRIDS[grid](world)
    for role in MAY:
        await world.joined(board, f"the-{role}", role)
    names = [f"the-{role}" for role in MAY]
    before = await fresh_for(board, names, world)
    seq = await board.seq()
    await DOING[kind](world, board, card)
    events = await board.events(seq)
    assert kind in {event.kind for event in events}
    content = await draw.parts(board.id, touched(events))
    now = await fresh_for(board, names, world)
    for role, old, new in zip(MAY, before, now, strict=True):
        page, expected = Page(old), Page(new)
        for times in ("once", "twice"):
            page.apply(content)
            _same(page, expected, (role, times))
    page = Page(old)
    for event in events:
        page.apply(await draw.parts(board.id, event.parts))
    _same(page, expected, "event by event")


def _same(page: Page, expected: Page, which: object) -> None:
    for name in ("data-seq", "data-zone"):
        page.body.set(name, expected.body.get(name))
    _same_title(page, expected)
    assert page.text() == expected.text(), which


def _same_title(page: Page, expected: Page) -> None:
    """The window's title is the script's to follow."""
    page.root.find(".//title").text = expected.root.find(".//title").text


async def test_a_reset_equals_fresh(world: World) -> None:
    board, card = await busy(world)
    page = Page(await fresh(board, "ana", world))
    await _reassigned(world, board, card)
    await archive.archive_column(board.by, board["Review"])
    await boards.update(board.by, name="Other")
    page.apply(draw.whole(await draw.page(board.id)))
    expected = Page(await fresh(board, "ana", world))
    page.body.set("data-seq", expected.body.get("data-seq"))
    _same_title(page, expected)
    assert page.text() == expected.text()


async def test_no_byte_of_a_live_part_depends_on_who_looks(world: World) -> None:
    board, _ = await busy(world)
    await world.joined(board, "vic", "viewer")
    drawn = [Page(await fresh(board, name, world)) for name in ("ana", "vic")]
    for part in ("board", "strip", "title", "members", "notice"):
        one, other = (page.root.xpath("//*[@id=$id]", id=part)[0] for page in drawn)
        assert Page.text(_whole(one)) == Page.text(_whole(other))


def _whole(element: Any) -> Any:
    page = Page.__new__(Page)
    page.root = element
    return page


async def test_a_card_beyond_what_a_cell_has_loaded_only_changes_the_count(world: World) -> None:
    board = await world.board("Todo Doing Done")
    for n in range(DRAWN + 5):
        await board.add(str(n), "Doing")
    page = Page(await fresh(board, "ana", world))
    seq = await board.seq()
    await board.add("one more", "Doing")
    page.apply(await draw.parts(board.id, touched(await board.events(seq))))
    shown = page.root.xpath("//*[@data-cell=$id]/*[@data-card]", id=str(board["Doing"]))
    assert len(shown) == DRAWN
    assert str(DRAWN + 6) in page.root.xpath("//*[@id=$id]", id=f"head-{board['Doing']}")[0].get(
        "data-count"
    )


async def test_every_page_of_a_long_cell_is_loaded_on_without_a_gap(world: World) -> None:
    board = await world.board("Todo Done")
    for n in range(2 * DRAWN + 3):
        await board.add(str(n), "Todo")
    (todo, _) = (await draw.page(board.id)).columns
    (cell,) = todo["cells"]
    titles, upto, follow = [card.title for card in cell["cards"]], cell["upto"], cell["more"]
    while follow:
        cards_, follow = await draw.more(board.id, board["Todo"], upto)
        titles += [card.title for card in cards_]
        upto = cards_[-1].rank
    assert titles == [str(n) for n in range(2 * DRAWN + 3)]


# -- rooms


def _listener(seat: Any, kind: Any = "html") -> Outbox:
    return Outbox(kind, seat.user_id, seat.role, ("session", seat.user_id))


async def _room(board: Board) -> Room:
    snapshot = await draw.page(board.id)
    return Room(board.id, snapshot.board["seq"], snapshot.board["epoch"])


async def test_who_comes_back_after_a_cut_catches_up_in_one_message(world: World) -> None:
    board, card = await busy(world)
    page = Page(await fresh(board, "ana", world))
    for column in ("Review", "Doing", "Done"):
        await board.put(card, column, override="So it is" if column == "Review" else None)
    room = await _room(board)
    outbox = _listener(board.by)
    await room.enter(outbox, page.seq, room.epoch)
    (message,) = await outbox.take()
    page.receive(message)
    assert page.text() == Page(await fresh(board, "ana", world)).text()


@pytest.mark.parametrize(
    ("after", "epoch"), [(-1, None), (10_000, None), (1, "another"), (2**63, None)]
)
async def test_a_position_that_leads_nowhere_gets_the_board_afresh(
    world: World, after: int, epoch: str | None
) -> None:
    board, _ = await busy(world)
    page = Page(await fresh(board, "ana", world))
    page.seq = 0
    room = await _room(board)
    outbox = _listener(board.by)
    await room.enter(outbox, after, epoch)
    *_, message = await outbox.take()
    assert '"reset": true' in message
    page.receive(message)
    assert page.text() == Page(await fresh(board, "ana", world)).text()


async def test_what_is_committed_after_a_removal_never_reaches_the_removed(world: World) -> None:
    board, _ = await busy(world)
    eve = await world.joined(board, "eve")
    room = await _room(board)
    ana_hears, eve_hears = _listener(board.by), _listener(eve)
    for outbox in (ana_hears, eve_hears):
        await room.enter(outbox, room.seq, room.epoch)
        await outbox.take()
    await members.remove(board.by, eve.user_id)
    await board.add("secret")
    await room.enter(_listener(board.by), 0, None)
    assert eve_hears.closed == 4403
    assert any("secret" in message for message in await ana_hears.take())


async def test_a_member_with_another_role_is_told_it_privately(world: World) -> None:
    board, _ = await busy(world)
    eve = await world.joined(board, "eve")
    room = await _room(board)
    ana_hears, eve_hears = _listener(board.by), _listener(eve)
    for outbox in (ana_hears, eve_hears):
        await room.enter(outbox, room.seq, room.epoch)
        await outbox.take()
    await members.reassign(board.by, eve.user_id, "viewer")
    await room.enter(_listener(board.by), 0, None)
    assert '{"role": "viewer"}' in await eve_hears.take()
    assert not any('"role"' in message for message in await ana_hears.take())
