"""The demo board: some months of a team that never was, so that every figure says something.

A team pulls work through its columns, hour by hour, up to now: weekends are quiet, releases are
twice a week, cards wait, get stuck and come back, and half-way the team lowers its limit. The same
day gives the same board.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from board.exchange import demo_contents
from board.exchange import demo_words as words
from board.exchange.drafts import Block, Card, Column, Draft, Happened, Label, Lane, Person, Stay
from board.flow.arrivals import Stage
from board.instants import DAY, SECOND, day, midnight

NAME = "Demo: a team at work"
SEED = 31
DAYS = 112
HOUR = 3_600 * SECOND
HOURS = range(9, 17)
BEFORE, AFTER = 6, 4
"""The limit of Build in the first half of the time, and since."""

COLUMNS: tuple[tuple[str, Stage, bool, int | None], ...] = (
    ("Backlog", "todo", False, None),
    ("Ready", "todo", False, 8),
    ("Build", "wip", False, AFTER),
    ("Review", "wip", False, 3),
    ("Release", "wip", True, 5),
    ("Done", "done", False, None),
)
"""The columns: name, stage, whether work waits there, and limit. Their names are their ids."""

LIMITS = {name: limit or 1_000 for name, _, _, limit in COLUMNS}
WHOLE = sum(LIMITS[name] for name, stage, *_ in COLUMNS if stage == "wip")
"""The limit of the whole board: what its columns in progress hold together."""

RELEASES, RELEASE_HOUR = (0, 2, 4), 15
URGENT = "urgent"


@dataclass(slots=True)
class Work:
    """A card on its way. `left`: hours of work to be done where it is."""

    number: int
    label: str
    title: str
    area: str
    urgent: bool
    arrivals: list[tuple[str, int]]
    left: float = 0.0
    free_at: int = 0
    blocks: list[Block] = field(default_factory=list)
    people: tuple[str, ...] = ()
    gone_at: int | None = None
    description: str = ""

    @property
    def column(self) -> str:
        """Where it is."""
        return self.arrivals[-1][0]

    @property
    def since(self) -> int:
        """Since when it is there."""
        return self.arrivals[-1][1]


def draft(now: int, zone: str) -> Draft:
    """The demo board as it is at an instant, for a board of a zone."""
    team = Team(now, zone)
    team.live()
    cards = [
        demo_contents.filled(_card(work), work, now, zone)
        for name, *_ in COLUMNS
        for work in team.ordered(name)
    ]
    return Draft(
        source="demo",
        name=NAME,
        columns=tuple(
            Column(name, name, stage, wait, limit, None) for name, stage, wait, limit in COLUMNS
        ),
        cards=tuple(cards),
        moves=sum(len(card.stays) - 1 for card in cards),
        warnings=(),
        lanes=(Lane(URGENT, "Urgent", 1),),
        labels=tuple(Label(name, name, color) for name, color in words.COLORS.items()),
        people=tuple(Person(name, name) for name in words.PEOPLE),
        wip_limit=WHOLE,
        past=tuple(team.past),
    )


def _card(work: Work) -> Card:
    ends = [at for _, at in work.arrivals[1:]]
    by = work.people[0] if work.people else words.PEOPLE[work.number % len(words.PEOPLE)]
    stays = [
        Stay(column, began, ended, ended is not None and ended == work.gone_at, by, by)
        for (column, began), ended in zip(work.arrivals, [*ends, work.gone_at], strict=True)
    ]
    return Card(
        id=str(work.number),
        number=work.number,
        title=work.title,
        description=work.description,
        column=work.column,
        created_at=work.arrivals[0][1],
        archived_at=work.gone_at,
        deleted_at=None,
        history="full",
        stays=tuple(stays),
        lane=URGENT if work.urgent else None,
        labels=(work.label,),
        people=work.people,
        class_of_service="expedite" if work.urgent else "standard",
        blocks=tuple(work.blocks),
    )


class Team:
    """The team, and all that it has worked on so far."""

    def __init__(self, now: int, zone: str) -> None:
        self._now = now
        self._zone = zone
        self._today = day(now, zone)
        self._limit = BEFORE
        self._random = Random(SEED)  # noqa: S311
        self.works: list[Work] = []
        self.past: list[Happened] = []

    def ordered(self, column: str) -> list[Work]:
        """What is, or was last, in a column, in its order."""
        here = [work for work in self.works if work.column == column]
        return sorted(here, key=lambda work: (not work.urgent, work.since, work.number))

    def live(self) -> None:
        """Work, hour by hour, until now."""
        for n in range(DAYS + 1):
            on = self._today - timedelta(days=DAYS - n)
            if n == 0:
                self._begin(midnight(on, self._zone) + 8 * HOUR)
            for hour in HOURS if on.weekday() < 5 else ():
                at = midnight(on, self._zone) + hour * HOUR
                if at + HOUR < self._now:
                    self._hour(n, on, hour, at)

    def _hour(self, n: int, on: date, hour: int, at: int) -> None:
        if hour == HOURS.start:
            self._morning(n, on, at)
        elif hour == HOURS.start + 1:
            self._return(at)
        if self._random.random() < 0.24:
            self._ask(at)
        self._release(on, hour, at)
        for column, to in (("Review", "Release"), ("Build", "Review")):
            for work in self.ordered(column):
                if work.since < at:
                    self._work(work, to, at)
        self._pull("Build", "Ready", self._limit, at)

    # -- what comes in

    def _begin(self, at: int) -> None:
        for _ in range(18):
            self._ask(at)

    def _ask(self, at: int, *, urgent: bool = False) -> Work:
        """Somebody asks for something."""
        label = self._random.choices(list(words.TITLES), weights=(9, 6, 3, 1))[0]
        area = self._random.choice(words.AREAS)
        title = words.URGENT if urgent else self._random.choice(words.TITLES[label])
        work = Work(
            number=len(self.works) + 1,
            label="bug" if urgent else label,
            title=_sentence(title.format(area)),
            area=area,
            urgent=urgent,
            arrivals=[("Backlog", self._minutes(at))],
        )
        self.works.append(work)
        return work

    def _morning(self, n: int, on: date, at: int) -> None:
        """What happens at the board in the morning, before anybody works."""
        if on.weekday() == 1 and n % 28 < 7:
            self._move(self._ask(at - HOUR, urgent=True), "Ready", at)
        if on.weekday() == 0 and n // 7 == DAYS // 14:
            self._lower(at)
        if on.weekday() in (0, 2, 4):
            self._pull("Ready", "Backlog", LIMITS["Ready"], at)
        if on.weekday() == 0:
            self._tidy(at)
        if on.weekday() in (0, 2) and 5 <= DAYS - n < 12:
            self._stick(at)

    def _lower(self, at: int) -> None:
        """The team decides to work on fewer things at once, and writes it down."""
        self._limit = AFTER
        work = self._ask(at - HOUR)
        work.label, work.title = "upkeep", words.CHANGE.format(AFTER)
        work.description = words.WHY.format(AFTER, BEFORE)
        self._move(work, "Done", at)
        modes = {"wip_mode": ["soft", "soft"]}
        column = {"title": "Build", "wip_limit": [BEFORE, AFTER], **modes}
        whole = {"wip_limit": [WHOLE - AFTER + BEFORE, WHOLE], **modes}
        by = words.PEOPLE[0]
        self.past += [
            Happened(at, "column.limited", by, None, column, "Build"),
            Happened(at, "board.limited", by, None, whole),
        ]

    # -- what is worked on

    def _work(self, work: Work, to: str, at: int) -> None:
        """An hour of work on a card, in which it may get stuck."""
        if work.free_at > at:
            return
        if not work.urgent and self._random.random() < 0.006:
            self._block(work, at, self._random.choice((8, 22, 30, 52, 80)) * HOUR)
            return
        work.left -= self._random.uniform(0.4, 1.3)
        if work.left > 0:
            return
        if to == "Release" and self._random.random() < 0.06:
            self._move(work, "Build", at)
        elif work.urgent or len(self._here(to)) < LIMITS[to]:
            self._move(work, to, at)

    def _block(self, work: Work, at: int, length: int) -> None:
        began = self._minutes(at)
        ends = began + length
        work.free_at = ends
        over = ends if ends < self._now else None
        reason, by = self._random.choice(words.REASONS), self._random.choice(words.PEOPLE)
        work.blocks.append(Block(reason, began, over, by))

    def _stick(self, at: int) -> None:
        """Something gets stuck and is so still."""
        here = [*self._here("Build"), *self._here("Review")]
        free = [work for work in here if work.free_at < at and not work.urgent]
        if free:
            self._block(free[0], at, 60 * DAY)

    def _release(self, on: date, hour: int, at: int) -> None:
        planned = on.weekday() in RELEASES and hour == RELEASE_HOUR
        for work in self.ordered("Release"):
            if (planned or work.urgent) and work.since < at:
                self._move(work, "Done", at)

    def _return(self, at: int) -> None:
        """Now and then something was not done after all."""
        for work in self._here("Done"):
            if at - DAY < work.since < at and self._random.random() < 0.06 and work.people:
                self._move(work, "Build", at)

    # -- moving

    def _pull(self, to: str, source: str, limit: int, at: int) -> None:
        for work in self.ordered(source):
            if work.urgent or len(self._here(to)) < limit:
                self._move(work, to, at)

    def _move(self, work: Work, to: str, at: int) -> None:
        again = any(column == to for column, _ in work.arrivals)
        work.arrivals.append((to, max(self._minutes(at), work.since + SECOND)))
        mean = {"Build": 2.15, "Review": 1.1}.get(to, 0.0)
        work.left = self._random.lognormvariate(mean, 0.6) * (0.4 if again or work.urgent else 1)
        if to == "Build" and not work.people:
            work.people = tuple(self._random.sample(words.PEOPLE, self._random.choice((1, 1, 2))))

    def _tidy(self, at: int) -> None:
        """On Mondays what has been done for long is put away, and what nobody wants any more."""
        for work in self._here("Done"):
            if at - work.since > 14 * DAY:
                work.gone_at = at
        for work in self._here("Backlog"):
            if at - work.since > 45 * DAY:
                work.gone_at = at

    def _here(self, column: str) -> list[Work]:
        return [work for work in self.works if work.column == column and work.gone_at is None]

    def _minutes(self, at: int) -> int:
        return at + self._random.randrange(3_600) * SECOND


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
