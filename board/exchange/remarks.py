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
    lost: Counter[str] = field(default_factory=Counter)
    """Things whose card is not on the board, or that are too many on it, by what they are."""
    labels: int = 0
    """Labels that no card carries, and that are too many for a board."""
    barred: int = 0
    """Addresses of files that lead to no page."""
    item_facts: int = 0
    """Items of checklists that have a date or a person of their own."""
    ticked: int = 0
    """Cards whose date is ticked off though they stand where nothing is finished."""

    def sentences(self) -> list[str]:
        """The remarks, the most important first."""
        return [*self._history(), *self._stages(), *self._cards(), *self._contents()]

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
        told += [f"{_were(n, noun)} empty; a stand-in was given." for noun, n in _some(self.empty)]
        told += [f"{_were(n, noun)} too long and cut off." for noun, n in _some(self.cut)]
        return told

    def _contents(self) -> list[str]:
        told = [
            f"Left out, because no card here has room for them: {counted(n, noun)}."
            for noun, n in _some(self.lost)
        ]
        if self.labels:
            labels = counted(self.labels, "label")
            told.append(f"Left out, because a board has room for fewer: {labels} without a card.")
        if self.barred:
            addresses = counted(self.barred, "address leads", "addresses lead")
            told.append(f"{addresses} to no web page and became no link.")
        if self.item_facts:
            items = counted(self.item_facts, "checklist item has", "checklist items have")
            told.append(f"{items} a date or a person of its own, which did not come over.")
        if self.ticked:
            cards = counted(self.ticked, "card is", "cards are")
            told.append(
                f"{cards} ticked off in Trello; here a card is finished when it stands in a column"
                " that counts as finished."
            )
        return told


def _some(counter: Counter[str]) -> list[tuple[str, int]]:
    return [(noun, n) for noun, n in counter.items() if n]


def _were(number: int, noun: str) -> str:
    return f"{counted(number, noun)} {'was' if number == 1 else 'were'}"
