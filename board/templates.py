"""Templates: what a new board begins with, for work of different kinds.

Each is a way of working that teams really use: columns with stages, the queues marked as waiting,
limits where work piles up, a policy where people ask "what do I need to get in here?", and labels.
"""

from dataclasses import dataclass

from board.columns import Draft


@dataclass(frozen=True)
class Template:
    """What a board of one kind begins with. `labels`: the name and the colour of each."""

    name: str
    about: str
    columns: tuple[Draft, ...]
    labels: tuple[tuple[str, str], ...] = ()


TEMPLATES = {
    "software": Template(
        "Software team",
        "Backlog to release, with limits where reviews pile up",
        (
            Draft("Backlog", "todo"),
            Draft("Ready", "todo", policy="Small enough for a few days, and everybody knows why."),
            Draft("Build", "wip", wip_limit=4),
            Draft("Review", "wip", wip_limit=3, policy="Tests pass. Somebody else has read it."),
            Draft("Release", "wip", wait=True, wip_limit=5),
            Draft("Done", "done"),
        ),
        (("bug", "red"), ("feature", "blue"), ("security", "orange"), ("upkeep", "grey")),
    ),
    "infrastructure": Template(
        "Infrastructure change",
        "Requests, approval, a window, verification",
        (
            Draft("Requested", "todo"),
            Draft("Assess", "wip", wip_limit=4, policy="Risk, way back and downtime are written."),
            Draft("Approval", "wip", wait=True, wip_limit=6),
            Draft("Scheduled", "wip", wait=True, policy="A window is agreed and announced."),
            Draft("In change", "wip", wip_limit=2, wip_mode="hard"),
            Draft("Verify", "wip", wip_limit=4, policy="Monitoring is quiet for a day."),
            Draft("Done", "done"),
            Draft("Rolled back", "discard"),
        ),
        (
            ("network", "blue"),
            ("servers", "teal"),
            ("security", "red"),
            ("standard change", "green"),
            ("downtime", "amber"),
        ),
    ),
    "helpdesk": Template(
        "Help desk",
        "Requests as they come, with what waits for others apart",
        (
            Draft("New", "todo"),
            Draft("Sorted", "todo", policy="It has a class and a label, and is no duplicate."),
            Draft("Working on it", "wip", wip_limit=6),
            Draft("Waiting for the person", "wip", wait=True, wip_limit=12),
            Draft("Waiting for others", "wip", wait=True, wip_limit=8),
            Draft("Solved", "done", policy="The person who asked has said so."),
        ),
        (
            ("access", "violet"),
            ("hardware", "teal"),
            ("software", "blue"),
            ("outage", "red"),
            ("question", "grey"),
        ),
    ),
    "website": Template(
        "Website",
        "Pages from the idea through text and design to live",
        (
            Draft("Ideas", "todo"),
            Draft("Next", "todo"),
            Draft("Text", "wip", wip_limit=3),
            Draft("Design", "wip", wip_limit=3),
            Draft("Build", "wip", wip_limit=3),
            Draft("Approval", "wip", wait=True, wip_limit=4, policy="Read on a phone, too."),
            Draft("Live", "done"),
        ),
        (("page", "blue"), ("picture", "pink"), ("search", "green"), ("repair", "red")),
    ),
    "migration": Template(
        "Data migration",
        "One card a data set: map, rehearse, compare, cut over",
        (
            Draft("To migrate", "todo"),
            Draft("Map", "wip", wip_limit=4, policy="Every field has a target or is dropped."),
            Draft("Rehearse", "wip", wip_limit=3),
            Draft("Compare", "wip", wip_limit=3, policy="Counts and sums agree on both sides."),
            Draft("Ready to cut over", "wip", wait=True, wip_limit=6),
            Draft("Cut over", "wip", wip_limit=1, wip_mode="hard"),
            Draft("Migrated", "done"),
            Draft("Left behind", "discard"),
        ),
        (
            ("master data", "indigo"),
            ("history", "grey"),
            ("personal data", "red"),
            ("quality", "amber"),
        ),
    ),
    "simple": Template(
        "Simple",
        "To do, Doing, Done",
        (Draft("To do", "todo"), Draft("Doing", "wip", wip_limit=3), Draft("Done", "done")),
    ),
    "blank": Template("Blank", "No columns yet: you add them", ()),
}
"""Every template by its name in a form. The first is the usual one."""
