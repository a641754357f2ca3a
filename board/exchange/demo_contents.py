"""What stands on the cards of the demo board besides their past."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Protocol

from board.exchange import demo_words as words
from board.exchange.drafts import Card, Checklist, Comment, Item
from board.instants import DAY, SECOND, day

ESTIMATES = (1.0, 2.0, 3.0, 5.0, 8.0)


class About(Protocol):
    """What is known of a card beside the card."""

    area: str
    urgent: bool


def filled(card: Card, about: About, now: int, zone: str) -> Card:
    """A card with a description, an estimate, days, a checklist and comments; some have none."""
    chance = Random(card.number)  # noqa: S311
    described = card.description or words.DESCRIPTION.format(about.area)
    finished = card.column == "Done"
    fixed = not about.urgent and chance.random() < 0.12
    return replace(
        card,
        description=described if chance.random() < 0.7 or card.description else "",
        estimate=chance.choice(ESTIMATES) if chance.random() < 0.8 else None,
        class_of_service="fixed_date" if fixed else card.class_of_service,
        due=_due(card, chance, zone) if fixed or chance.random() < 0.15 else None,
        checklists=tuple(_checklists(card, chance, now, finished=finished)),
        comments=tuple(_comments(card, chance, now)),
    )


def _due(card: Card, chance: Random, zone: str) -> str:
    began = card.stays[-1].began_at
    return (day(began, zone) + timedelta(days=chance.randrange(1, 12))).isoformat()


def _checklists(card: Card, chance: Random, now: int, *, finished: bool) -> Iterator[Checklist]:
    if not card.people or chance.random() > 0.35:
        return
    steps = words.STEPS[: chance.randrange(3, len(words.STEPS) + 1)]
    done = len(steps) if finished else chance.randrange(len(steps))
    at = card.stays[-1].began_at
    yield Checklist(
        f"{card.id}-steps",
        "Steps",
        tuple(
            Item(f"{card.id}-{n}", step, min(at + n * 600 * SECOND, now) if n < done else None)
            for n, step in enumerate(steps)
        ),
    )


def _comments(card: Card, chance: Random, now: int) -> Iterator[Comment]:
    started = [stay.began_at for stay in card.stays[2:]]
    for n in range(chance.choice((0, 0, 1, 1, 2, 3)) if started else 0):
        at = min(chance.choice(started) + chance.randrange(DAY // 4), now)
        by = chance.choice(words.PEOPLE)
        yield Comment(f"{card.id}-{n}", chance.choice(words.COMMENTS), at, None, by)
