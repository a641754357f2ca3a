"""Templates: sets of columns that a new board begins with."""

from dataclasses import dataclass

from board.columns import Draft


@dataclass(frozen=True)
class Template:
    """A set of columns to begin with."""

    name: str
    columns: tuple[Draft, ...]


TEMPLATES = {
    "software": Template(
        "Software team",
        (
            Draft("Backlog", "todo"),
            Draft("Ready", "todo"),
            Draft("Build", "wip", wip_limit=4),
            Draft("Review", "wip", wip_limit=3),
            Draft("Release", "wip", wait=True, wip_limit=5),
            Draft("Done", "done"),
        ),
    ),
    "simple": Template(
        "To do, Doing, Done",
        (Draft("To do", "todo"), Draft("Doing", "wip", wip_limit=3), Draft("Done", "done")),
    ),
    "blank": Template("Blank", ()),
}
