"""Today: the day that it is on a board, and when that is over."""

from datetime import timedelta

from board.instants import day, midnight, now


class Today:
    """The day of a board in its zone, until it is told to turn."""

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self.turn()

    def turn(self) -> None:
        """Be the day that it is now."""
        self.date = day(now(), self.zone)
        self.ends = midnight(self.date + timedelta(days=1), self.zone)

    def over(self) -> bool:
        """Whether another day has begun. Asked several times a second of every open board."""
        return now() >= self.ends
