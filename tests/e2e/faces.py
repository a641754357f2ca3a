"""What stands on cards, put there through the API: labels, people, days, steps, remarks, blocks."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.e2e.served import Board, Person

COLORS = {
    "network": "blue",
    "security": "red",
    "infra": "teal",
    "mobile": "violet",
    "bug": "orange",
    "billing": "amber",
    "print": "indigo",
    "desk": "green",
    "access": "pink",
    "phone": "violet",
    "till": "red",
    "mail": "blue",
}
STEPS = [
    *("Export today’s rules", "Model zones and hosts", "Dry run against a copy"),
    *("Apply to Lisbon", "Alert on drift", "Tell the service desk"),
]
REMARKS = [
    "Dry run matches on 411 of 412 rules. The odd one is the old print VLAN.",
    "Retired. I will drop it with the vendor change.",
    "Seen on **three** machines so far, all on floor 2.",
    "Can this wait until the patch window?",
    "No: the audit is on the 3rd.",
    "Then I take it with me to Lisbon.",
    "Thank you!",
]


@dataclass(frozen=True)
class Face:
    """What a card shows. Labels and people by their short names, days from today."""

    labels: str = ""
    people: str = ""
    due: int | None = None
    service: str = "standard"
    estimate: float | None = None
    steps: tuple[int, int] = (0, 0)
    """How many are done, of how many."""
    said: int = 0
    blocked: str = ""


def put_on(board: Board, team: dict[str, Person], faces: dict[str, Face]) -> None:
    """Put on cards, by their titles, what they are to show."""
    names = dict.fromkeys(name for face in faces.values() for name in face.labels.split())
    labels = {
        name: board.call("POST", "/labels", name=name, color=COLORS[name])["label"]["id"]
        for name in names
    }
    cards = {card["title"]: card["id"] for card in board.facts()["cards"]}
    for title, face in faces.items():
        _facts(board, team, cards[title], face, labels)
        _contents(board, team, cards[title], face)


def _facts(
    board: Board, team: dict[str, Person], card: int, face: Face, labels: dict[str, int]
) -> None:
    for name in face.labels.split():
        board.call("PUT", f"/cards/{card}/labels/{labels[name]}")
    for short in face.people.split():
        board.call("PUT", f"/cards/{card}/assignees/{team[short].id}")
    facts: dict[str, object] = {"class_of_service": face.service, "estimate": face.estimate}
    if face.due is not None:
        facts["due"] = (datetime.now(UTC) + timedelta(days=face.due)).date().isoformat()
    board.call("PATCH", f"/cards/{card}", **facts)


def _contents(board: Board, team: dict[str, Person], card: int, face: Face) -> None:
    done, steps = face.steps
    if steps:
        address = f"/cards/{card}/checklists"
        made = board.call("POST", address, name="Checklist", items=STEPS[:steps])["checklist"]
        for item in made["items"][:done]:
            board.call("PATCH", f"{address}/{made['id']}/items/{item['id']}", done=True)
    speakers = [team[short] for short in face.people.split()] or [board.by]
    for n in range(face.said):
        by = (*speakers, *team.values())[n % 3]
        by = by if by is not list(team.values())[-1] else board.by
        board.call("POST", f"/cards/{card}/comments", by=by, text=REMARKS[n % len(REMARKS)])
    if face.blocked:
        board.call("POST", f"/cards/{card}/block", by=speakers[0], reason=face.blocked)
