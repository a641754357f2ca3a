"""What people should know after an import: a sentence for everything doubtful or changed."""

from collections import Counter
from dataclasses import dataclass, field

from board.exchange.drafts import counted, named

MOST_ACTIONS = 1_000
"""So many actions are in an export of Trello at most."""


@dataclass(slots=True)
class Remarks:
    """What was noticed while a board was read; `sentences` tells it."""

    guessed: int = 0
    """Columns whose stage was guessed."""
    no_end: bool = False
    """No column has the stage `done`."""
    strangers: list[str] = field(default_factory=list)
    """Columns of the stages file that the board does not have."""
    actions: int = 0
    unread: int = 0
    partial: int = 0
    """Cards whose past is known in part."""
    bare: int = 0
    """Cards of whose past nothing is known."""
    doubtful: list[str] = field(default_factory=list)
    """Titles of cards whose history leads elsewhere."""
    elsewhere: int = 0
    """Cards that only the history knows, and not how they left."""
    lost_columns: list[str] = field(default_factory=list)
    skipped: int = 0
    limits: int = 0
    renumbered: bool = False
    closed: bool = False
    empty: Counter[str] = field(default_factory=Counter)
    """Names with nothing in them that can be seen, by what they are."""
    cut: Counter[str] = field(default_factory=Counter)
    """Texts that were too long, by what they are."""

    def sentences(self) -> list[str]:
        """The remarks, the most important first."""
        return [*self._history(), *self._stages(), *self._cards()]

    def _history(self) -> list[str]:
        told = []
        if self.partial and self.actions >= MOST_ACTIONS:
            cards = counted(self.partial, "card has", "cards have")
            told.append(
                f"The file contains the last {self.actions} actions; {cards} an incomplete history."
            )
        elif self.partial:
            cards = counted(self.partial, "card has", "cards have")
            came = "it" if self.partial == 1 else "they"
            told.append(f"{cards} an incomplete history: the file does not tell how {came} came.")
        if self.bare:
            cards = counted(self.bare, "card has", "cards have")
            told.append(f"{cards} no history in the file; the best date that is known stands in.")
        if self.doubtful:
            cards = counted(len(self.doubtful), "card")
            told.append(
                f"The history of {cards} does not lead to the present place, which was kept:"
                f" {named(self.doubtful)}."
            )
        if self.elsewhere:
            cards = counted(self.elsewhere, "card")
            told.append(f"Left out, because only the history speaks of them: {cards}.")
        if self.unread:
            entries = counted(self.unread, "entry", "entries")
            told.append(f"Passed over, because they cannot be read: {entries} of the history.")
        return told

    def _stages(self) -> list[str]:
        told = []
        if self.guessed:
            columns = counted(self.guessed, "column counts as was", "columns count as was")
            told.append(f"What {columns} guessed from the name. Check it in the board's settings.")
        if self.no_end:
            told.append(
                "No column counts as finished, so there are no cycle times and no throughput."
                " Choose one in the board's settings."
            )
        if self.strangers:
            columns = counted(len(self.strangers), "column")
            told.append(
                f"The stages file names {columns} that the board does not have:"
                f" {named(self.strangers)}."
            )
        if self.lost_columns:
            columns = counted(len(self.lost_columns), "column is", "columns are")
            told.append(
                f"{columns} no longer in the file; kept in the archive for the history:"
                f" {named(self.lost_columns)}."
            )
        if self.limits:
            limits = counted(self.limits, "list limit")
            told.append(f"Left out, because they cannot be WIP limits: {limits}.")
        return told

    def _cards(self) -> list[str]:
        told = []
        if self.closed:
            told.append("The board is closed in Trello; here it is open.")
        if self.skipped:
            cards = counted(
                self.skipped, "template, separator or link", "templates, separators or links"
            )
            told.append(f"Left out, because they are no work: {cards} among the cards.")
        if self.renumbered:
            told.append(
                "Card numbers are missing or occur twice, so the cards were numbered anew, the"
                " oldest first."
            )
        told += [f"{_were(n, noun)} empty; a stand-in was given." for noun, n in self.empty.items()]
        told += [f"{_were(n, noun)} too long and cut off." for noun, n in self.cut.items()]
        return told


def _were(number: int, noun: str) -> str:
    return f"{counted(number, noun)} {'was' if number == 1 else 'were'}"
