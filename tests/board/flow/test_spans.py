"""Spans: merged, within each other, and without each other."""

from hypothesis import given
from hypothesis import strategies as st

from board.flow.spans import Span, both, length, merged, without

INSTANTS = st.integers(0, 30)
SPANS = st.lists(
    st.tuples(INSTANTS, st.none() | INSTANTS).map(
        lambda pair: pair if pair[1] is None else (min(pair), max(pair))  # type: ignore[type-var]
    )
)
AS_OF = 40


def covered(spans: list[Span]) -> set[int]:
    return {at for began, ended in spans for at in range(began, AS_OF if ended is None else ended)}


@given(SPANS, SPANS)
def test_they_are_what_sets_of_their_instants_are(some: list[Span], other: list[Span]) -> None:
    assert covered(merged(some)) == covered(some)
    assert covered(both(some, other)) == covered(some) & covered(other)
    assert covered(without(some, other)) == covered(some) - covered(other)
    assert length(some, AS_OF) == len(covered(some))


def test_what_touches_is_one_and_what_is_empty_is_none() -> None:
    assert merged([(5, 7), (1, 3), (3, 5), (9, 9), (6, None)]) == [(1, None)]
    assert merged([(9, 9)]) == []
    assert without([(1, None)], [(2, 3), (5, None)]) == [(1, 2), (3, 5)]
