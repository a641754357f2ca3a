"""Versions: a card's version is the number of its last event."""

from board.events import Event
from board.log import Change


def noted(log: Change, event: Event, undoes: int | None = None) -> int:
    """Log an event of a card and queue that it is the card's last one; returns its number."""
    version = log(event, undoes)
    log.write("UPDATE cards SET version = ? WHERE id = ?", version, event.card_id)
    return version
