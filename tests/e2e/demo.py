"""A board as an IT team has one on a Monday morning, for pictures: 90 days of it, made up.

It comes in as an export of another tool does, because only an import can bring a past along. What
stands on its cards today is then put there through the API, by eight people.
"""

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.e2e import faces
from tests.e2e.faces import Face
from tests.e2e.served import Board, Person, Server

NAME = "Platform migration"
PEOPLE = {
    "maya": "Maya Kern",
    "tom": "Tom Okafor",
    "jules": "Jules Renard",
    "sara": "Sara Almeida",
    "lena": "Lena Wolf",
    "nadia": "Nadia Haddad",
    "owen": "Owen Price",
    "ines": "Inês Costa",
}
ROLES = ("editor", "editor", "admin", "editor", "editor", "editor", "viewer")
COLUMNS = [
    ("Backlog", "todo", None),
    ("Ready", "todo", 4),
    ("Build", "wip", 4),
    ("Review", "wip", 3),
    ("Release", "wip", 5),
    ("Done", "done", None),
]
CARDS = {
    "Backlog": [
        "Move the LDAP sync off the old VLAN",
        "Single sign-on for the partner portal",
        "Decommission file server FS-02",
        "Quarterly access review: export who can see what",
        "Invoice PDF shows wrong VAT id for Swiss customers",
        "Rename the staging hosts after the new scheme",
        "Alert when a certificate has fewer than 20 days left",
        "Guest Wi-Fi: vouchers from the reception desk",
        "Archive mailboxes of people who left",
    ],
    "Ready": [
        "Rotate the signing keys before the audit",
        "Staging database refresh, masked",
        "Push notifications on Android 17",
        "VPN split tunnel for the Lisbon office",
    ],
    "Build": [
        "Move session store to the new cluster",
        "Firewall rules as code",
        "Offline mode for the field app",
        "Log shipping to the new SIEM",
    ],
    "Review": ["Backup restore rehearsal, phase 2", "Rate limits on the public API"],
    "Release": [
        "Customer export in CSV and JSON",
        "Wi-Fi certificates, floors 3–5",
        "Crash on rotate, Pixel tablets",
    ],
    "Done": [
        "TLS 1.1 switched off everywhere",
        "Self-service password reset",
        "New on-call rota in the pager",
        "Printer queue for the Porto office",
        "Patch window moved to Tuesdays",
        "Search index rebuilt without downtime",
        "Two factors for every admin account",
        "Old wiki is read-only",
    ],
}
PULLED = "Payment retries double-charge on timeout"
"""The card that goes over the limit while the picture is taken."""

OPENED = "Firewall rules as code"
WAITING = "Waiting for the vendor’s API key"
AGES = {"Build": [3, 9, 2, 6], "Review": [4, 1], "Release": [6, 2, 1]}
ARCHIVED = 44
DONE_BEFORE = [
    *("Disk swap in the file server", "Firmware of the access points", "Restore test of the mails"),
    *("Certificates of the intranet", "Badge readers at the back door", "Monitoring of the UPS"),
    *("New switches on floor 1", "Wi-Fi survey", "Backup to the second site", "Cabling of room 4"),
    "Mailboxes moved",
]
PLACES = ["Lisbon", "Porto", "Bern", "Graz"]
DESCRIPTION = """\
Every rule on the edge firewalls lives in git, is reviewed, and is applied by the pipeline. Hand \
edits raise an alert within 5 minutes.

**Done when**

- today’s rules are exported, zone by zone
- a dry run against a copy shows *no* difference
- Lisbon and Porto are applied, and drift alerts reach the pager

```
andonctl plan --zone edge-lis
```
"""


FACES = {
    "Move the LDAP sync off the old VLAN": Face("network", "sara"),
    "Single sign-on for the partner portal": Face("security", due=51, service="fixed_date"),
    "Decommission file server FS-02": Face("infra"),
    "Quarterly access review: export who can see what": Face("security", "tom", steps=(0, 4)),
    "Invoice PDF shows wrong VAT id for Swiss customers": Face("billing bug", said=2),
    "Rename the staging hosts after the new scheme": Face("infra", service="intangible"),
    "Alert when a certificate has fewer than 20 days left": Face("security", "nadia", estimate=3),
    "Guest Wi-Fi: vouchers from the reception desk": Face("network", "owen", due=24),
    "Rotate the signing keys before the audit": Face(
        "security", "jules", due=8, service="fixed_date", estimate=2
    ),
    "Staging database refresh, masked": Face("infra"),
    "Push notifications on Android 17": Face("mobile", "lena"),
    "VPN split tunnel for the Lisbon office": Face("network", said=1),
    PULLED: Face("billing bug", "maya tom", said=7, service="expedite"),
    "Move session store to the new cluster": Face("infra", "tom", steps=(3, 5)),
    OPENED: Face("network security", "sara", steps=(3, 5), said=4, estimate=16, blocked=WAITING),
    "Offline mode for the field app": Face("mobile", "lena", steps=(1, 6)),
    "Log shipping to the new SIEM": Face("security", "jules"),
    "Backup restore rehearsal, phase 2": Face("infra", "jules", steps=(5, 5)),
    "Rate limits on the public API": Face("security", "tom", due=-1),
    "Customer export in CSV and JSON": Face("billing", "maya"),
    "Wi-Fi certificates, floors 3–5": Face("network", "sara"),
    "Crash on rotate, Pixel tablets": Face("mobile bug", "lena", said=3),
    "TLS 1.1 switched off everywhere": Face("security", "jules"),
    "Self-service password reset": Face("security", "tom"),
    "New on-call rota in the pager": Face("infra", "sara"),
    "Printer queue for the Porto office": Face("network", "owen"),
}
"""What stands on the cards."""

LANES = [("Expedite", 1), ("Hardware", None), ("Access", 4)]
DESK = {
    "Printer on floor 2 prints everything twice": ("New", "Hardware", Face("print", "owen")),
    "Second screen for the new bookkeeper": ("New", "Hardware", Face("desk", due=3)),
    "Access to the payroll share": ("New", "Access", Face("access")),
    "How do I forward calls while I am away?": ("New", None, Face("phone")),
    "Headset is quiet on the left": ("Doing", "Hardware", Face("phone", "lena", said=2)),
    "Laptop for Monday’s newcomer": (
        "Doing",
        "Hardware",
        Face("desk", "owen", steps=(2, 5), due=2),
    ),
    "VPN token for the auditor": ("Doing", "Access", Face("access", "nadia", due=1)),
    "Badge of the night shift": ("Doing", "Access", Face("access", "jules")),
    "Till 3 takes no cards": (
        "Doing",
        "Expedite",
        Face("till", "tom sara", said=5, service="expedite"),
    ),
    "Docking station, floor 4": (
        "Waiting",
        "Hardware",
        Face("desk", "owen", blocked="The part is on its way"),
    ),
    "New e-mail alias for the shop": ("Waiting", "Access", Face("mail", "nadia")),
    "Shared calendar of the board room": ("Waiting", None, Face("mail", "lena")),
    "Password of the label printer": ("Solved", "Access", Face("print", "jules")),
    "Projector cable, room 12": ("Solved", "Hardware", Face("desk", "owen")),
    "Where are my scans?": ("Solved", None, Face("print", "lena", said=1)),
}


def people(server: Server) -> dict[str, Person]:
    """Everybody, with the administrator first."""
    found = {short: server.person(short) for short in PEOPLE}
    for short, name in PEOPLE.items():
        found[short].browser.post("/me/profile", data={"name": name, "timezone": "UTC"})
    return found


def board(server: Server, folder: Path) -> Board:
    """The board, with everybody at it."""
    team = people(server)
    file, stages = folder / "export.json", folder / "stages.json"
    file.write_text(json.dumps(export(datetime.now(UTC))))
    columns = [{"id": name, "name": name, "type": stage} for name, stage, _ in COLUMNS]
    stages.write_text(json.dumps({"columns": columns}))
    options = ["--owner", team["maya"].email, "--stages", str(stages), "--timezone", "UTC"]
    report = json.loads(server.andon("import", str(file), *options))
    made = Board.known(team["maya"], report["board"])
    made.call("PATCH", "", wip_limit=16)
    _seated(made, team)
    _lived(made, team)
    faces.put_on(made, team, FACES)
    return made


def desk(server: Server) -> Board:
    """Another board of theirs, with lanes."""
    team = people(server)
    made = Board(team["maya"], "New Doing:4 Waiting:3! Solved", "Service desk", key="DESK")
    _seated(made, team)
    lanes = {
        name: made.call("POST", "/lanes", name=name, wip_limit=limit)["lane"]["id"]
        for name, limit in LANES
    }
    for title, (column, lane, _) in DESK.items():
        where = {"lane": lanes[lane]} if lane else {}
        made.add(title, column, **where, override="The printer is on fire")
    faces.put_on(made, team, {title: face for title, (_, _, face) in DESK.items()})
    return made


def starred(made: Board) -> None:
    """Have everybody star a board."""
    made.call("PUT", "/star")


def _seated(made: Board, team: dict[str, Person]) -> None:
    for person, role in zip(list(team.values())[1:], ROLES, strict=True):
        made.seat(person, role)


def _lived(made: Board, team: dict[str, Person]) -> None:
    """What happened on the board itself, and so stands in its cards' histories."""
    card = next(card for card in made.facts()["cards"] if card["title"] == OPENED)
    address = f"/cards/{card['id']}"

    def edit(by: str, **texts: str) -> None:
        base = made.call("GET", address)["card"]["version"]
        made.call("PATCH", address, by=team[by], base=base, **texts)

    def place(by: str, column: str, **where: int) -> None:
        made.call("POST", f"{address}/place", by=team[by], column=made.columns[column], **where)

    edit("sara", description="Every rule on the edge firewalls lives in git.")
    place("tom", "Review")
    edit("tom", description=DESCRIPTION)
    others = [card for card in made.facts()["cards"] if card["title"] == CARDS["Build"][2]]
    place("maya", "Build", before=others[0]["id"])


class _Export:
    """An export of Trello's kind, card by card."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._cards: list[dict[str, Any]] = []
        self._actions: list[tuple[datetime, dict[str, Any]]] = []

    def card(self, title: str, path: list[tuple[str, float]], *, archived: bool = False) -> None:
        """A card that came into columns so many days ago; into the first one it was made."""
        number = len(self._cards) + 1
        identity = f"card{number}"
        (first, made), *moves = path
        self._act(made, "createCard", identity, list={"id": first})
        before = first
        for column, ago in moves:
            lists = {"listBefore": {"id": before}, "listAfter": {"id": column}}
            self._act(ago, "updateCard", identity, old={"idList": before}, **lists)
            before = column
        if archived:
            self._act(path[-1][1] - 0.5, "updateCard", identity, old={"closed": False})
        fields = {"id": identity, "idShort": number, "name": title, "idList": before}
        self._cards.append({**fields, "pos": number, "closed": archived, "desc": ""})

    def _act(self, ago: float, kind: str, card: str, **data: Any) -> None:
        at = self._now - timedelta(days=ago)
        action = {"id": f"action{len(self._actions)}", "type": kind, "date": at.isoformat()}
        self._actions.append((at, {**action, "data": {"card": {"id": card}, **data}}))

    def content(self) -> dict[str, Any]:
        lists = [
            {"id": name, "name": name, "pos": n, "closed": False, "softLimit": limit}
            for n, (name, _, limit) in enumerate(COLUMNS)
        ]
        newest_first = sorted(self._actions, key=lambda action: action[0], reverse=True)
        actions = [action for _, action in newest_first]
        return {
            "id": "demo",
            "name": NAME,
            "lists": lists,
            "cards": self._cards,
            "actions": actions,
        }


def export(now: datetime) -> dict[str, Any]:
    """The board's past, up to now."""
    dice = random.Random(214)
    made = _Export(now)
    for n in range(ARCHIVED):
        ended = 88 - n * 1.9
        title = f"{DONE_BEFORE[n % 11]}, {PLACES[n % 4]}"
        _finished(made, title, ended, dice, archived=True)
    for n, title in enumerate(CARDS["Done"]):
        _finished(made, title, 0.2 + n * 0.6, dice)
    for column, ages in AGES.items():
        for title, age in zip(CARDS[column], ages, strict=True):
            steps = ["Build", "Review", "Release"]
            way = steps[: steps.index(column) + 1]
            began = [age - 0.8 - n * 0.02 for n in range(len(way))]
            path = zip(way, began, strict=True)
            made.card(title, [("Backlog", age + 9), ("Ready", age + 3), *path])
    for n, title in enumerate([PULLED, *CARDS["Ready"]]):
        made.card(title, [("Backlog", 14 - n), ("Ready", 3 - n / 2)])
    for n, title in enumerate(CARDS["Backlog"]):
        made.card(title, [("Backlog", 20 - n * 2)])
    return made.content()


def _finished(
    made: _Export, title: str, ended: float, dice: random.Random, *, archived: bool = False
) -> None:
    days = min(dice.lognormvariate(1.2, 0.5), 12)
    began = ended + days
    steps = [("Build", began), ("Review", began - days / 2), ("Release", began - days / 1.3)]
    made.card(
        title,
        [("Backlog", began + 10), ("Ready", began + 3), *steps, ("Done", ended)],
        archived=archived,
    )
