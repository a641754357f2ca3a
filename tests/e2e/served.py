"""A server of the tests' own, in a process of its own, and the people and boards in it.

Everything is arranged through the doors that people and programs use: pages, API, command line.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import httpx

from tests.world import drafted

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-c", "from server.cli import main; main()"]
PASSWORD = "a lamp over every line"
PATIENCE = 20


class Server:
    """An `andon serve` with a folder and a port of its own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.port = free_port()
        self.here = f"http://127.0.0.1:{self.port}"
        self.url = settings.get("ANDON_URL", self.here)
        self.people: dict[str, Person] = {}
        self._said = folder / "serve.log"
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("ANDON_")},
            "ANDON_DATA": str(folder / "data"),
            "ANDON_PORT": str(self.port),
            "ANDON_RATE_LIMIT": "off",
            **settings,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Server":
        """Serve, on the same port each time, and wait until it listens."""
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(
                [*COMMAND, "serve"], cwd=ROOT, env=self._environment, stdout=said, stderr=said
            )
        until = time.monotonic() + PATIENCE
        while "Andon is at" not in self.said:
            assert self._process.poll() is None and time.monotonic() < until, self.said
            time.sleep(0.02)
        return self

    @property
    def said(self) -> str:
        """What it printed since it was started."""
        return self._said.read_text()

    def kill(self) -> None:
        """End it as a power cut does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as whoever runs it does."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE)
            self._process = None

    def andon(self, *words: str, stdin: str = "") -> str:
        """What a command prints."""
        done = subprocess.run(
            [*COMMAND, *words],
            cwd=ROOT,
            env=self._environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def first_link(self) -> str:
        """The one-time link that a server without accounts prints."""
        found = re.search(r"\S+/first/\S+", self.said)
        assert found, self.said
        return found[0]

    def person(self, name: str) -> "Person":
        """Somebody with an account: the first one is the administrator, the others were invited."""
        if name not in self.people:
            if self.people:
                door = f"/join/{self._home().invitation('viewer')}"
            else:
                door = self.first_link().removeprefix(self.url)
            self.people[name] = Person(self.here, name, door)
        return self.people[name]

    def _home(self) -> "Board":
        (owner, *_) = self.people.values()
        return Board(owner, "To_do Done")

    def board(
        self, columns: str = "Todo Doing:2 Done", *, by: str = "ana", **roles: str
    ) -> "Board":
        """A board with columns as in tests/world.py, and people who sit at it in roles."""
        board = Board(self.person(by), columns)
        for name, role in roles.items():
            board.seat(self.person(name), role)
        return board

    def close(self) -> None:
        """End it, and let everybody go."""
        for person in self.people.values():
            person.close()
        self.stop()


class Person:
    """Somebody with an account: a browser without a window, and a program."""

    def __init__(self, url: str, name: str, door: str) -> None:
        self.name = name.capitalize()
        self.email = f"{name}@example.com"
        self.browser = httpx.Client(base_url=url, headers={"Sec-Fetch-Site": "same-origin"})
        form = {"name": self.name, "email": self.email, "password": PASSWORD}
        assert self.browser.post(door, data=form).status_code == 303
        made = self.browser.post("/me/tokens", data={"name": "tests", "scope": "write"})
        token = re.search(r'id="token">([^<]+)<', made.text)
        assert token, made.text
        self._api = httpx.Client(
            base_url=f"{url}/api/v1", headers={"Authorization": f"Bearer {token[1]}"}
        )
        member = re.search(r'data-user="(\d+)"', self.browser.get("/boards").text)
        assert member
        self.id = int(member[1])

    def call(self, method: str, path: str, **body: Any) -> dict[str, Any]:
        """What the API answers."""
        response = self._api.request(method, path, **({"json": body} if body else {}))
        assert response.is_success, f"{method} {path}: {response.status_code} {response.text}"
        answer: dict[str, Any] = response.json()
        return answer

    def session(self) -> list[dict[str, str]]:
        """The cookies of this person's session, for a browser with a window."""
        cookies = self.browser.cookies.jar
        return [{"name": cookie.name, "value": cookie.value or ""} for cookie in cookies]

    def close(self) -> None:
        """Close the connections."""
        self.browser.close()
        self._api.close()


class Board:
    """A board on the server: its columns by name, changed through the API by its owner."""

    def __init__(self, owner: Person, columns: str, name: str = "Test", **facts: str) -> None:
        self.by = owner
        drafts = [dict(asdict(draft)) for draft in drafted(columns)]
        made = owner.call("POST", "/boards", name=name, columns=drafts, **facts)
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

    def invitation(self, role: str) -> str:
        """The secret of a link that lets people join."""
        return str(self.call("POST", "/invitations", role=role)["invitation"]["token"])

    def seat(self, person: Person, role: str) -> None:
        """Somebody joins in a role."""
        joined = person.browser.post(f"/join/{self.invitation(role)}")
        assert joined.status_code == 303, joined.text


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
