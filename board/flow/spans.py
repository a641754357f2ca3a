"""Spans of time, each from an instant to another, or lasting still."""

from collections.abc import Iterable

Span = tuple[int, int | None]
"""When it began and when it ended; None while it lasts."""

ENDLESS = 2**62
"""Later than every instant."""


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time in order, without any overlap."""
    result: list[Span] = []
    for began, ended in sorted(spans, key=lambda span: (span[0], _end(span))):
        if result and began <= _end(result[-1]):
            last = result.pop()
            began, ended = last[0], _ended(max(_end(last), _end((began, ended))))
        result.append((began, ended))
    return [span for span in result if _end(span) > span[0]]


def both(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """The time that lies in some of the one and in some of the other."""
    across = merged(others)
    found = [(max(a[0], b[0]), min(_end(a), _end(b))) for a in merged(spans) for b in across]
    return [(began, _ended(end)) for began, end in found if began < end]


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """The time that lies in some of the one and in none of the other."""
    return both(spans, _gaps(merged(taken)))


def length(spans: Iterable[Span], as_of: int) -> int:
    """How long they are together at an instant that none of them begins behind."""
    return sum(min(_end(span), as_of) - span[0] for span in merged(spans))


def _gaps(spans: list[Span]) -> list[Span]:
    """The time between, before and behind spans that do not overlap."""
    begins = [-ENDLESS, *(_end(span) for span in spans)]
    ends = [*(span[0] for span in spans), ENDLESS]
    gaps = zip(begins, ends, strict=True)
    return [(began, _ended(end)) for began, end in gaps if began < end]


def _end(span: Span) -> int:
    return ENDLESS if span[1] is None else span[1]


def _ended(end: int) -> int | None:
    return None if end == ENDLESS else end
