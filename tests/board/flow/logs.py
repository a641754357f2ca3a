"""Short logs for the tests of figures: a board of four columns, and cards that wander over it.

`log("A 2T09 Backlog", "A 3T10 Dev", "A 5T12 -")`: card, day and time of March 2026, target (`-`
leaves the board).
"""

from board.flow.histories import History, Transition, histories
from board.flow.workflow import CardId, Column, Workflow
from board.instants import parse

COLUMNS = [
    Column("Backlog", "todo"),
    Column("Dev", "wip"),
    Column("Review", "wip", wait=True),
    Column("Done", "done"),
]
FLOW = Workflow(COLUMNS)
FOREVER = parse("2100-01-01T00:00:00Z")


def at(text: str) -> int:
    """An instant of March 2026, such as `2T09` or `2T09:30`."""
    day, _, time = text.partition("T")
    hour, _, minute = (time or "12").partition(":")
    return parse(f"2026-03-{int(day):02}T{hour}:{minute or '00'}:00Z")


def log(*entries: str) -> list[Transition]:
    """The transitions that the entries name."""
    found, columns = [], dict[str, str | None]()
    for entry in entries:
        card, when, column = entry.split()
        target = None if column == "-" else column
        found.append(Transition(card, at(when), columns.get(card), target))
        columns[card] = target
    return found


def pasts(*entries: str, flow: Workflow = FLOW, as_of: int = FOREVER) -> dict[CardId, History]:
    """The histories of what the entries name."""
    return histories(log(*entries), flow, as_of)


def past(*entries: str, flow: Workflow = FLOW, as_of: int = FOREVER) -> History:
    """The history of the card A."""
    return pasts(*(f"A {entry}" for entry in entries), flow=flow, as_of=as_of)["A"]
