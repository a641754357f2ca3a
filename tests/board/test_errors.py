"""Refusals: each has a code and a sentence."""

from board.errors import Conflict, Invalid, LimitReached, Missing, NotAllowed, Refused


def test_every_refusal_has_a_code_of_its_own() -> None:
    kinds = (Refused, NotAllowed, Missing, Invalid, LimitReached, Conflict)
    assert len({kind.code for kind in kinds}) == len(kinds)


def test_a_refusal_is_its_sentence_and_carries_its_facts() -> None:
    refused = Invalid("Shorten it.", field="title", limit=5)
    assert (str(refused), refused.facts) == ("Shorten it.", {"field": "title", "limit": 5})
