"""A server with people and boards in it, arranged through the doors that everybody uses."""

import re
import socket
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import httpx

from tests import processes
from tests.world import drafted

ROOT = Path(__file__).parent.parent.parent
PASSWORD = "a lamp over every line"
HEADERS = {"Sec-Fetch-Site": "same-origin", "User-Agent": "Mozilla/5.0 (X11; Linux) Chrome/156.0"}

LIMITS = httpx.Limits(keepalive_expiry=2)
"""A connection is left before the server, which waits 5 s, leaves it under a request."""


class Server(processes.Server):
    """`andon serve`, and who has an account there. Knows everybody by a short name."""

    def __init__(
        self, folder: Path, *, tuning: Mapping[str, Any] | None = None, **settings: str
    ) -> None:
        super().__init__(folder, tuning=tuning, **settings)
        self.people: dict[str, Person] = {}
        self.home: Board | None = None
        """A board that everybody was invited to."""

    def start(self) -> "Server":
        """Serve, on the same port each time, whatever address people type."""
        port = self.port = self.port or free_port()
        super().start()
        self.port = port
        return self

    @property
    def serves(self) -> bool:
        """Whether its process runs."""
        return bool(self._process.is_alive())

    def __exit__(self, *exc: object) -> None:
        for person in self.people.values():
            person.close()
        super().__exit__(*exc)

    def first_link(self) -> str:
        """The path of the one-time link that a server without accounts prints."""
        return self.until(r"(/first/\S+)\n")

    def person(self, name: str) -> "Person":
        """Somebody with an account: the first one is the administrator, the others were invited."""
        if name not in self.people:
            door = f"/join/{self.home.invite('viewer')[1]}" if self.home else self.first_link()
            person = self.people[name] = Person(self.url, name, door)
            self.home = self.home or Board(person, "Planned Doing:3 Done", "Office move")
        return self.people[name]

    def board(
        self, columns: str = "Todo Doing:2 Done", *, by: str = "ana", **roles: str
    ) -> "Board":
        """A board with columns as in tests/world.py, and people who sit at it in roles."""
        board = Board(self.person(by), columns)
        for name, role in roles.items():
            board.seat(self.person(name), role)
        return board


class Person:
    """Somebody with an account: a browser without a window, and a program."""

    def __init__(self, url: str, name: str, door: str) -> None:
        self.name = name.capitalize()
        self.email = f"{name}@example.com"
        self.browser = httpx.Client(base_url=url, headers=HEADERS, timeout=30, limits=LIMITS)
        form = {"name": self.name, "email": self.email, "password": PASSWORD}
        assert self.browser.post(door, data=form).status_code == 303
        made = self.browser.post("/me/tokens", data={"name": "tests", "scope": "write"})
        token = re.search(r'id="token">([^<]+)<', made.text)
        assert token, made.text
        self._api = httpx.Client(
            base_url=f"{url}/api/v1",
            headers={"Authorization": f"Bearer {token[1]}"},
            timeout=30,
            limits=LIMITS,
        )
        member = re.search(r'data-user="(\d+)"', self.browser.get("/boards").text)
        assert member
        self.id = int(member[1])

    def call(self, method: str, path: str, **body: Any) -> dict[str, Any]:
        """What the API answers."""
        response = self.ask(method, path, **body)
        assert response.is_success, f"{method} {path}: {response.status_code} {response.text}"
        answer: dict[str, Any] = response.json()
        return answer

    def ask(self, method: str, path: str, **body: Any) -> httpx.Response:
        """How the API answers, whatever it says."""
        return self._api.request(method, path, json=body or None)

    def cookies(self) -> list[tuple[str, str]]:
        """What the browser keeps: the session."""
        return [(cookie.name, cookie.value or "") for cookie in self.browser.cookies.jar]

    def close(self) -> None:
        """Close the connections."""
        self.browser.close()
        self._api.close()


class Board:
    """A board on the server: its columns by name, changed through the API by its owner."""

    def __init__(self, owner: Person, columns: str, name: str = "Test", **facts: str) -> None:
        self.by = owner
        drafts = [dict(asdict(draft)) for draft in drafted(columns)]
        self._know(owner.call("POST", "/boards", name=name, columns=drafts, **facts))

    @classmethod
    def known(cls, owner: Person, board_id: int) -> "Board":
        """A board that stands already."""
        board = cls.__new__(cls)
        board.by = owner
        board._know(owner.call("GET", f"/boards/{board_id}"))
        return board

    def _know(self, made: dict[str, Any]) -> None:
        self.id = int(made["id"])
        self.key = str(made["key"])
        self.address = f"/boards/{self.id}"
        self.columns = {column["name"]: column["id"] for column in made["columns"]}

    def call(
        self, method: str, path: str, *, by: Person | None = None, **body: Any
    ) -> dict[str, Any]:
        """What the API answers below this board's address."""
        return (by or self.by).call(method, self.address + path, **body)

    def add(self, title: str, column: str, **facts: Any) -> int:
        """A card on the board; its id."""
        body = {"title": title, "column": self.columns[column], **facts}
        return int(self.call("POST", "/cards", **body)["card"]["id"])

    def put(self, card: int, column: str, **where: Any) -> dict[str, Any]:
        """Place a card in a column."""
        return self.call("POST", f"/cards/{card}/place", column=self.columns[column], **where)

    def rename(self, card: int, title: str) -> None:
        """Give a card another title."""
        version = self.call("GET", f"/cards/{card}")["card"]["version"]
        self.call("PATCH", f"/cards/{card}", title=title, base=version)

    def archive(self, card: int) -> None:
        """Take a card off the board."""
        self.call("POST", f"/cards/{card}/archival")

    def facts(self) -> dict[str, Any]:
        """The board as the API tells it."""
        return self.call("GET", "")

    def picture(self) -> dict[str, list[str]]:
        """The titles in each column, in order."""
        now = self.facts()
        return {
            column["name"]: [c["title"] for c in now["cards"] if c["column"] == column["id"]]
            for column in now["columns"]
        }

    def seq(self) -> int:
        """The number of the last event."""
        return int(self.facts()["seq"])

    def kinds(self, after: int = 0) -> list[str]:
        """What happened behind a number."""
        told = self.call("GET", f"/events?after={after}&limit=1000")["events"]
        return [event["kind"] for event in told]

    def invite(self, role: str) -> tuple[int, str]:
        """A link that lets people join: its id and its secret."""
        made = self.call("POST", "/invitations", role=role)["invitation"]
        return made["id"], made["token"]

    def seat(self, person: Person, role: str) -> None:
        """Somebody joins in a role, by a link that is then withdrawn."""
        identity, token = self.invite(role)
        joined = person.browser.post(f"/join/{token}")
        assert joined.status_code == 303, joined.text
        self.call("DELETE", f"/invitations/{identity}")


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
