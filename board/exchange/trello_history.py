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
from board.exchange.trello_actions import Log, Step

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
    made_at: int | None = None
    """From its id."""
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
    """The board as it was at each step. `shut`: the archived lists, each since when."""

    def __init__(
        self, log: Log, cards: Iterable[Known], lists: Mapping[str, bool], *, now: int
    ) -> None:
        self.trails: dict[str, Trail] = {}
        self.shut: dict[str, int] = {}
        self.doubtful: list[str] = []
        """Cards whose steps lead elsewhere than where the file says they are."""
        self._log = log
        self._now = now
        self._inside: dict[str, dict[str, Trail]] = defaultdict(dict)
        self._known = {card.id: card for card in cards}
        self._work = 0
        own = _by_card(log)
        for step in sorted([*self._arrivals(own), *log.steps], key=lambda step: step.at):
            self._take(step)
        self._shut_as_known(lists)
        for card in self._known.values():
            self._end_as_known(card)

    # -- where each card's way begins

    def _arrivals(self, own: dict[str, list[Step]]) -> list[Step]:
        """A first step for every card, the known one or the one that must have been."""
        lists_arrived = {
            step.column: step.at for step in self._log.steps if step.kind == "list arrived"
        }
        arrivals = []
        for identity in [*self._known, *(set(own) - set(self._known))]:
            steps, card = own.get(identity, []), self._known.get(identity)
            column = _first_column(steps, card)
            if column is None:
                continue
            at, history = self._first_instant(steps, card, lists_arrived.get(column))
            created_at = at if at is not None else self._now
            trail = Trail(identity, column, created_at, history)
            self.trails[identity] = trail
            if at is None and card is not None and card.done:
                continue  # A finish that nobody knows the day of is not made up.
            if history != "full" and card is not None and card.done and not steps:
                at = card.done_at or at
            trail.created_at = min(created_at, card.made_at or created_at) if card else created_at
            arrivals.append(Step(at if at is not None else self._now, "arrived", identity, column))
        return arrivals
