"""The arrangement: where one of a few things that are in an order stands among the others."""

from collections.abc import Callable

from board import order
from board.events import ColumnMoved, Event
from board.log import Change
from board.sqlite import Rows


def settled(
    log: Change, present: Rows, kind: Callable[..., Event] = ColumnMoved, noun: str = "column"
) -> dict[int, str]:
    """The ranks of all columns, or lanes; short ones again when halving has made one long."""
    ranks = {row["id"]: row["rank"] for row in present}
    if max(map(len, ranks.values())) <= order.LONGEST:
        return ranks
    by_rank = sorted(present, key=lambda row: (row["rank"], row["id"]))
    for row, rank in zip(by_rank, order.spread(len(by_rank)), strict=True):
        log(kind(**{noun: row["id"]}, title=row["name"], rank=[row["rank"], rank]))
        log.write(f"UPDATE {noun}s SET rank = ? WHERE id = ?", rank, row["id"])  # noqa: S608
        ranks[row["id"]] = rank
    return ranks


def fresh(present: Rows) -> dict[int, str]:
    """The ranks that change when halving has made one of them long: short ones for all."""
    if max((len(row["rank"]) for row in present), default=0) <= order.LONGEST:
        return {}
    by_rank = sorted(present, key=lambda row: (row["rank"], row["id"]))
    return {row["id"]: rank for row, rank in zip(by_rank, order.spread(len(by_rank)), strict=True)}


def spot(others: Rows, *, before: int | None = None, after: int | None = None) -> str:
    """The rank before or after one of the others; a neighbour that is gone means the right end."""
    ids = [other["id"] for other in others]
    n = len(others)
    if before in ids:
        n = ids.index(before)
    elif after in ids:
        n = ids.index(after) + 1
    low = others[n - 1]["rank"] if n else None
    high = others[n]["rank"] if n < len(others) else None
    return order.between(low, high)


def stays(present: Rows, moved: int, rank: str) -> bool:
    """Whether a column, or a lane, with that rank would stand between the neighbours it has now."""
    now = [row["id"] for row in present]
    then = sorted((rank if row["id"] == moved else row["rank"], row["id"]) for row in present)
    return now == [identity for _, identity in then]
