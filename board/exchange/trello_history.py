"""The stays of a Trello board's cards, replayed from its log.

A cut log lacks its beginning: then a card stands in the first list that is known of it, from the
instant its id was made. What is replayed must end in what the file says of the card now; where
the two differ, the file's present state is believed and the card is named.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from board.errors import Invalid
from board.exchange.drafts import History, Stay
from board.exchange.trello_actions import Log, Step, made_at

WORK_LIMIT = 1_000_000
"""Changes of cards in one history; lists that come and go with all their cards reach any number."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the file says of a card as it is now; None is not known."""

    id: str
    column: str
    closed: bool
    done: bool = False
    """Its column has the stage `done`."""
    done_at: int | None = None
    """When it was ticked off: weak evidence, used when nothing else tells of a finish."""
    closed_at: int | None = None
    active_at: int | None = None


@dataclass(slots=True)
class Trail:
    """A card's way over the board as far as it was followed."""

    id: str
    column: str
    created_at: int
    history: History
    stays: list[Stay] = field(default_factory=list)
    closed: bool = False
    left_at: int | None = None
    """The instant at which it was deleted or moved to another board."""

    @property
    def stay(self) -> Stay | None:
        """The stay that lasts."""
        return self.stays[-1] if self.stays and self.stays[-1].ended_at is None else None

    @property
    def changed_at(self) -> int:
        """The instant of its last step."""
        if not self.stays:
            return self.created_at
        return self.stays[-1].ended_at or self.stays[-1].began_at


class Replay:
    """A board followed from its first known step to the present of the file.

    `trails`: of every card that the file or its log speaks of. `shut`: the archived lists, each
    since when. `doubtful`: the cards whose steps lead elsewhere than where the file has them.
    """

    def __init__(self, log: Log, cards: Iterable[Known], lists: Mapping[str, bool], now: int):
        self.trails: dict[str, Trail] = {}
        self.shut: dict[str, int] = {}
        self.doubtful: set[str] = set()
        self._log = log
        self._now = now
        self._known = {card.id: card for card in cards}
        self._inside: dict[str, dict[str, Trail]] = defaultdict(dict)
        self._work = 0
        for step in sorted([*self._arrivals(), *log.steps], key=lambda step: step.at):
            self._take(step)
        for column, closed in lists.items():
            self._end_list(column, closed)
        for card in self._known.values():
            self._end_card(card)

    # -- where each card's way begins

    def _arrivals(self) -> list[Step]:
        """A step onto the board for every card: the known one, or the one that must have been."""
        own = self._log.by_card()
        lists = {step.column: step.at for step in self._log.steps if step.kind == "list arrived"}
        arrivals = []
        for identity in dict.fromkeys([*self._known, *own]):
            steps, card = own.get(identity, []), self._known.get(identity)
            column = _first_column(steps, card)
            if column is None:
                continue
            created_at, began_at, history = self._origin(identity, steps, lists.get(column))
            self.trails[identity] = Trail(identity, column, created_at, history)
            if began_at is not None:
                by = steps[0].by if steps and steps[0].kind == "arrived" else None
                arrivals.append(Step(began_at, "arrived", identity, column, by=by))
        return arrivals

    def _origin(
        self, identity: str, steps: list[Step], list_arrived_at: int | None
    ) -> tuple[int, int | None, History]:
        """When a card was made, when its first stay began (None: nobody knows), and how sure."""
        if steps and steps[0].kind == "arrived":
            return steps[0].at, steps[0].at, "full"
        card = self._known.get(identity)
        by_id, by_step = made_at(identity, self._now), steps[0].at if steps else None
        if by_id is None and by_step is None:
            return self._undated(card)
        made = min(at for at in (by_id, by_step) if at is not None)
        if list_arrived_at is not None and made < list_arrived_at <= (by_step or self._now):
            return list_arrived_at, list_arrived_at, "full"
        if self._log.whole and card is not None and by_id is not None:
            return made, made, "full"
        done_at = card.done_at if card is not None and card.done and not steps else None
        return made, max(made, done_at or made), "partial" if self._log.actions else "none"

    def _undated(self, card: Known | None) -> tuple[int, int | None, History]:
        """A card with an id that holds no date, and without a step."""
        at = card.active_at if card is not None else None
        if at is None and card is not None and card.done:
            return self._now, None, "none"  # Else all would finish on the day of the import.
        return (at or self._now), (at or self._now), "none"

    # -- step by step

    def _take(self, step: Step) -> None:
        if step.kind.startswith("list"):
            self._take_list(step)
            return
        trail = self.trails.get(step.card or "")
        if trail is None:
            return
        match step.kind:
            case "arrived":
                trail.closed, trail.left_at = False, None
            case "archived":
                trail.closed = True
            case "restored":
                trail.closed = False
            case "left":
                trail.left_at = step.at
        goes = step.kind in ("arrived", "moved", "restored") and step.column
        self._put(trail, step.column if goes and step.column else trail.column, step.at, step.by)

    def _take_list(self, step: Step) -> None:
        column = step.column or ""
        if step.kind in ("list archived", "list left"):
            self.shut.setdefault(column, step.at)
        else:
            self.shut.pop(column, None)
        for trail in list(self._inside[column].values()):
            if step.kind == "list left":
                trail.left_at = step.at
            elif step.kind == "list arrived":
                trail.left_at = None
            self._put(trail, column, step.at, step.by)

    def _put(self, trail: Trail, column: str, at: int, by: str | None = None) -> None:
        """A card is in a list at an instant; its stay goes on, ends or begins accordingly."""
        self._work += 1
        if self._work > WORK_LIMIT:
            raise Invalid("The file's history is too long to be a board's.", field="file")
        self._inside[trail.column].pop(trail.id, None)
        self._inside[column][trail.id] = trail
        trail.column = column
        present = not trail.closed and trail.left_at is None and column not in self.shut
        stay = trail.stay
        if stay is not None and present and stay.column == column:
            return
        if stay is not None:
            gone_by = None if present else by
            trail.stays[-1] = replace(stay, ended_at=at, gone=not present, gone_by=gone_by)
        if present:
            trail.stays.append(Stay(column, at, by=by))

    # -- what the file says of the present

    def _end_list(self, column: str, closed: bool) -> None:
        if closed == (column in self.shut):
            return
        trails = self._inside[column].values()
        cards = [self._known[trail.id] for trail in trails if trail.id in self._known]
        if self._log.whole or not closed:
            self.doubtful.update(card.id for card in cards)
        ended = max((self._ended(card) for card in cards), default=self._now)
        at = min(self._now, max([ended, *(trail.changed_at for trail in trails)]))
        self._take_list(Step(at, "list archived" if closed else "list restored", None, column))

    def _end_card(self, card: Known) -> None:
        trail = self.trails[card.id]
        if not trail.stays and trail.id not in self._inside[trail.column]:
            trail.column = card.column
            return
        is_open = not card.closed and card.column not in self.shut
        if trail.column == card.column and (trail.stay is not None) == is_open:
            return
        if trail.column != card.column or is_open or trail.history == "full":
            self.doubtful.add(card.id)
        trail.closed, trail.left_at = card.closed, None
        self._put(trail, card.column, min(self._now, max(self._ended(card), trail.changed_at)))

    def _ended(self, card: Known) -> int:
        """The best date of what happened to a card without a step that tells of it."""
        if card.closed and card.closed_at is not None:
            return card.closed_at
        before_log = None if self._log.whole else self._log.since
        dates = [at for at in (card.active_at, before_log) if at is not None]
        return min(dates, default=self._now)


def _first_column(steps: list[Step], card: Known | None) -> str | None:
    """The first list that is known of a card."""
    if steps and steps[0].kind == "arrived" and steps[0].column:
        return steps[0].column
    move = next((step for step in steps if step.kind == "moved"), None)
    if move is not None:
        return move.source
    return card.column if card else next((step.column for step in steps if step.column), None)
