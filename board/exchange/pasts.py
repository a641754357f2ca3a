"""The past of a card of which only dates are known: when it was made, started and finished.

They become stays in the columns that stand for them. The column in which a card is now is
believed; dates of what lies beyond it are not.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from board.exchange.dates import When
from board.exchange.drafts import Column, History, Stay

Step = tuple[str | None, int | None]


@dataclass(frozen=True, slots=True)
class Known:
    """What a row says of a card's past."""

    created: When | None = None
    started: When | None = None
    finished: When | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """A card's past. `clamped`: it finished before it started; `astray`: a date tells of more
    than the column in which the card is."""

    created_at: int
    stays: tuple[Stay, ...]
    history: History
    clamped: bool = False
    astray: bool = False


class Places:
    """Where cards of a stage stand: its first column."""

    def __init__(self, columns: Iterable[Column]) -> None:
        in_order = sorted(columns, key=lambda column: column.wait)
        self.stage = {column.id: column.stage for column in in_order}
        self.first = {column.stage: column.id for column in reversed(in_order)}

    def of(self, known: Known) -> str:
        """The column of a card of which only dates are known. There is one of each stage."""
        if known.finished:
            return self.first["done"]
        return self.first["wip" if known.started else "todo"]

    def past(self, column: str, known: Known, now: int) -> Past:
        """The past of a card that stands in a column now."""
        made, started, finished, clamped = _in_order(known)
        stage = self.stage[column]
        came = made if known.created else None
        steps = self._steps(stage, column, (came, started, finished), made)
        ended = stage in ("done", "discard")
        if made is None and not ended:
            steps = [(column, now)]
        beyond = stage == "todo" and started is not None
        return Past(
            now if made is None else made,
            _stays(steps),
            _history(stage, known),
            clamped,
            astray=beyond or (finished is not None and not ended),
        )

    def _steps(
        self, stage: str, column: str, told: tuple[int | None, ...], made: int | None
    ) -> list[Step]:
        """The way to a column, as far as the dates of a card tell it: `told` made, started and
        finished; `made`: the best that is known of the first."""
        came, started, finished = told
        todo: Step = (self.first.get("todo"), came)
        if stage == "wip" and started is not None:
            return [todo, (column, started)]
        if stage == "done" and finished is not None:
            return [todo, (self.first.get("wip"), started), (column, finished)]
        if stage == "discard" and finished is not None:
            return [todo, (column, finished)]
        return [(column, made)]


def _in_order(known: Known) -> tuple[int | None, int | None, int | None, bool]:
    """When a card was made, started and finished, one after the other, and whether the last two
    were the other way round. A day without a time may be any instant of it."""
    created, started, finished = known.created, known.started, known.finished
    begun, end, clamped = started or created, finished.at if finished else None, False
    if finished and begun and finished.at < begun.at:
        end = begun.at
        clamped = finished.day < begun.day or (finished.timed and begun.timed)
    instants = [when.at for when in (created, started) if when]
    made = min(instants, default=end)
    return made, started.at if started else None, end, clamped


def _stays(steps: Iterable[Step]) -> tuple[Stay, ...]:
    known = [(column, at) for column, at in steps if column is not None and at is not None]
    ends = [*(at for _, at in known[1:]), None]
    return tuple(Stay(*step, end) for step, end in zip(known, ends, strict=False))


def _history(stage: str, known: Known) -> History:
    """How much the row tells of what a card in such a column has behind it."""
    told = {
        "todo": known.created,
        "wip": known.started,
        "done": known.finished and (known.started or known.created),
        "discard": known.finished and known.created,
    }
    if told[stage]:
        return "full"
    return "partial" if stage != "todo" and (known.created or known.finished) else "none"
