"""Presence: who is here and what they look at, beside the messages of the board."""

import asyncio
import json
from typing import Any

import pytest

from server.outbox import MOST_MESSAGES, Outbox
from server.presence import PACE_SECONDS, Presence, take


def page(user: int, role: str = "editor", kind: Any = "html") -> Outbox:
    return Outbox(kind, user, role, ("session", user))


async def heard(outbox: Outbox) -> dict[str, Any]:
    """The last state that a page was told."""
    told: dict[str, Any] = {}
    for text in await asyncio.wait_for(outbox.take(), 20):
        told |= json.loads(text)
    return told


async def test_everybody_is_told_who_is_here_and_two_tabs_are_one_person() -> None:
    outboxes = [page(1), page(2), page(1), page(3, kind="json")]
    presence = Presence(outboxes)
    for outbox in outboxes:
        presence.greet(outbox)
    assert await heard(outboxes[0]) == {"here": [1, 2], "presence": []}
    assert await heard(outboxes[1]) == {"here": [1, 2], "presence": []}
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(outboxes[3].take(), 0.1)


async def test_who_comes_later_is_told_what_the_others_know() -> None:
    outboxes = {page(1)}
    (first,) = outboxes
    presence = Presence(outboxes)
    presence.greet(first)
    await heard(first)
    again = page(1)
    outboxes.add(again)
    presence.greet(again)
    assert await heard(again) == {"here": [1], "presence": []}


async def test_many_changes_are_told_as_one_and_a_few_times_a_second() -> None:
    ana, bo = page(1), page(2)
    presence = Presence([ana, bo])
    began = asyncio.get_running_loop().time()
    presence.stir()
    await heard(bo)
    for card in range(1, 50):
        assert take({"looking": card}, ana) is None
        presence.stir()
    assert await heard(bo) == {"presence": [{"user": 1, "card": 49, "how": "looking"}]}
    assert asyncio.get_running_loop().time() - began >= PACE_SECONDS * 0.9


async def test_who_leaves_or_is_closed_is_gone_with_what_they_held() -> None:
    ana, bo, cy = page(1), page(2), page(3)
    outboxes = {ana, bo, cy}
    presence = Presence(outboxes)
    take({"holding": 7, "looking": 8}, bo)
    presence.stir()
    assert (await heard(ana))["presence"] == [
        {"user": 2, "card": 7, "how": "holding"},
        {"user": 2, "card": 8, "how": "looking"},
    ]
    outboxes.discard(cy)
    bo.close(4401)
    presence.stir()
    assert await heard(ana) == {"here": [1], "presence": []}


async def test_only_who_may_move_a_card_has_it_in_the_hand() -> None:
    ana, vic = page(1), page(2, "viewer")
    take({"holding": 7, "looking": 7}, vic)
    Presence([ana, vic]).stir()
    assert (await heard(ana))["presence"] == [{"user": 2, "card": 7, "how": "looking"}]


async def test_a_reader_that_is_slow_is_not_closed_by_it_and_hears_the_last_state() -> None:
    slow = page(1)
    for n in range(10 * MOST_MESSAGES):
        slow.whisper("here", json.dumps({"here": [n]}))
    slow.put("a message")
    assert slow.closed is None
    assert await slow.take() == ["a message", json.dumps({"here": [10 * MOST_MESSAGES - 1]})]


@pytest.mark.parametrize(
    ("frame", "named"),
    [
        ({}, "Say"),
        ({"looking": "5"}, "looking"),
        ({"looking": 0}, "looking"),
        ({"looking": -1}, "looking"),
        ({"looking": True}, "looking"),
        ({"looking": 1.0}, "looking"),
        ({"looking": 2**31}, "looking"),
        ({"holding": [5]}, "holding"),
        ({"holding": {"id": 5}}, "holding"),
        ({"move": 5}, "move"),
        ({"looking": 5, "by": 1}, "by"),
        ({"\ud800\u202e": 5}, "name"),
    ],
)
async def test_a_frame_that_means_nothing_is_named_and_changes_nothing(
    frame: dict[str, Any], named: str
) -> None:
    outbox = page(1)
    assert named in (take(frame, outbox) or "")
    assert outbox.cards == {}
