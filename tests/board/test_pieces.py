"""Long JSON is written piece by piece, and reads as if it were written at once."""

import json
from typing import Any

import pytest

from board.pieces import AT_ONCE, written

MANY = AT_ONCE * 2 + 1


@pytest.mark.parametrize(
    "value",
    [
        None,
        "Zoë “1”\n\u2028",
        [],
        {},
        {"none": {}, "list": [], "deep": {"deeper": {"deepest": [1, 2.5, None, True]}}},
        {50: 1, 85: {95: 2}},
        [{"id": n, "title": f"Card {n}"} for n in range(MANY)],
        {"cycle": {"cards": list(range(MANY)), "n": MANY}, "days": [1] * AT_ONCE},
        {"cards": {str(n): {"days": n / 3} for n in range(MANY)}, "wip": {"1": 2}},
        {n: n for n in range(MANY)},
    ],
)
def test_it_is_what_the_encoder_writes_at_once(value: Any) -> None:
    at_once = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert written(value) == at_once.encode()
