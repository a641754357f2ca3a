from typing import Any

import pytest

from board.errors import Invalid
from board.exchange.andon_fields import Fields, different
from board.instants import parse

NODE = Fields(
    {
        "name": "a \n b",
        "at": "2026-03-02T09:00:00.123456Z",
        "n": 3,
        "ids": ["b", "a", "b"],
        "wip_limit": 4,
        "half": 0.5,
        "word": "hard",
    },
    "cards[2]",
)


def test_what_fits_is_read() -> None:
    assert NODE.line("name") == "a b"
    assert NODE.moment("at") == parse("2026-03-02T09:00:00.123456Z")
    assert NODE.maybe("none") is None and NODE.amount("none") is None
    assert (NODE.number("n"), NODE.limit(), NODE.amount("half")) == (3, 4, 0.5)
    assert NODE.several("ids", {"a", "b"}) == ("b", "a")
    assert NODE.one_of("word", ("soft", "hard")) == "hard"


@pytest.mark.parametrize(
    "ask",
    [
        lambda: NODE.line("none"),
        lambda: NODE.line("name", 2),
        lambda: NODE.moment("none"),
        lambda: NODE.moment("n"),
        lambda: NODE.maybe("name"),
        lambda: NODE.number("half"),
        lambda: NODE.amount("name"),
        lambda: NODE.several("ids", {"a"}),
        lambda: NODE.known("word", {"a"}),
        lambda: NODE.one_of("n", ("soft", "hard")),
        lambda: Fields({"wip_limit": True}, "cards[2]").limit(),
    ],
)
def test_what_does_not_is_refused_by_its_place(ask: Any) -> None:
    with pytest.raises(Invalid, match=r"The file is damaged: cards\[2\]\.\w+ is not .+\."):
        ask()


def test_two_things_do_not_share_an_id() -> None:
    nodes = [Fields({"id": "a"}, f"lanes[{n}]") for n in range(2)]

    assert different(nodes[:1]) == nodes[:1]
    with pytest.raises(Invalid, match=r"lanes\[1\]\.id stands there twice"):
        different(nodes)
