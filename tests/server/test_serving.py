"""`andon serve` as people run it: a process, a port, signals."""

import asyncio
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from server import serving
from tests import template
from tests.postgres import environment
from tests.processes import PATIENCE

ROOT = Path(__file__).parent.parent.parent
ANDON = [sys.executable, "-c", "from server.cli import main; main()"]
FORM = {"name": "Ana", "email": "ana@example.com", "password": "many grey geese go home"}
PAGE = {"Sec-Fetch-Site": "same-origin"}


class Served:
    """A server in a process of its own."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.process = subprocess.Popen(
            [*ANDON, "serve", "--port", "0"],
            cwd=ROOT,
            env={**environment(), "ANDON_DATA": str(data), **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.data = data
        self.said = ""

    @property
    def address(self) -> str:
        """Where it listens."""
        return self.until(r"Andon is at (\S+)")

    def until(self, pattern: str) -> str:
        """What it said, once it said something."""
        assert self.process.stdout
        while not (found := re.search(pattern, self.said)):
            line = self.process.stdout.readline()
            assert line, f"It ended:\n{self.said}"
            self.said += line
        return found[1]

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        assert self.process.stdout
        self.said += self.process.stdout.read()
        return self.process.wait(PATIENCE)


def serve(data: Path, port: str) -> subprocess.CompletedProcess[str]:
    """What became of a server that cannot begin."""
    return subprocess.run(
        [*ANDON, "serve", "--port", port],
        cwd=ROOT,
        env={**environment(), "ANDON_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


Start = Callable[..., Served]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[Served] = []

    def one(**settings: str) -> Served:
        started.append(Served(tmp_path, **settings))
        return started[-1]

    yield one
    for served in started:
        served.process.kill()
        served.process.communicate()


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server for tests that only ask it something."""
    folder = tmp_path_factory.mktemp("standing")
    template.lay(folder)
    served = Served(folder)
    served.until(r"(/first/)")
    yield served
    served.process.kill()
    served.process.communicate()


def test_from_nothing_to_a_board(start: Start, tmp_path: Path) -> None:
    served = start()
    address, link = served.until(r"Andon is at (\S+)"), served.until(r"(http\S+/first/\S+)")

    with httpx.Client(base_url=address, headers=PAGE, timeout=PATIENCE) as browser:
        assert browser.get("/healthz").json() == {"status": "ok"}
        assert browser.post(link, data=FORM).headers["location"] == "/boards"
        made = browser.post("/boards", data={"name": "First", "template": "simple"})
        shown = browser.get(made.headers["location"])

    token = subprocess.run(
        [*ANDON, "token", "add", FORM["email"], "--name", "x"],
        cwd=ROOT,
        env={**environment(), "ANDON_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    listed = httpx.get(
        f"{address}/api/v1/boards",
        headers={"Authorization": f"Bearer {token}"},
        timeout=PATIENCE,
    ).json()

    assert "Doing" in shown.text
    assert [board["name"] for board in listed["boards"]] == ["First"]
    assert served.stop() == 0
    again = start()
    again.until(r"Andon is at (\S+)")
    assert again.stop() == 0
    assert "/first/" not in again.said


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_as_told_and_without_a_complaint(
    start: Start, tmp_path: Path, how: signal.Signals
) -> None:
    template.lay(tmp_path)
    served = start()
    served.until(r"(/first/)")

    assert served.stop(how) == 0
    assert "Traceback" not in served.said


def test_a_second_server_on_the_same_database_is_refused(standing: Served) -> None:
    second = serve(standing.data, "0")

    assert (second.returncode, second.stdout) == (2, "")
    assert re.search(r"Another andon serve has \S+ already", second.stderr)
    assert standing.process.poll() is None


def test_a_port_that_is_taken_is_named(standing: Served, tmp_path: Path) -> None:
    port = standing.address.rpartition(":")[2]
    template.lay(tmp_path / "other")

    done = serve(tmp_path / "other", port)

    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"Andon cannot listen on 127\.0\.0\.1 port \d+: .*\n", done.stderr)


def test_what_is_no_honest_request_is_answered_all_the_same(standing: Served) -> None:
    address = standing.address

    async def sent(*lines: str) -> bytes:
        reader, writer = await asyncio.open_connection(*address.removeprefix("http://").split(":"))
        writer.write("\r\n".join([*lines, "Connection: close", "", ""]).encode())
        answer = await asyncio.wait_for(reader.read(), PATIENCE)
        writer.close()
        return answer

    host = f"Host: {address.removeprefix('http://')}"
    for lines, status in (
        (["GET /healthz HTTP/1.1", host], 200),
        (["GET /healthz HTTP/1.1", host, host], 400),
        (["GET /healthz HTTP/1.1", "Host: a/admin?x="], 400),
        (["GET /healthz HTTP/1.1"], 400),
        (["GET http://evil.example/healthz HTTP/1.1", host], 400),
        (["GET /%2e%2e/ HTTP/1.1", host], 404),
        (["GET //board HTTP/1.1", host], 404),
        (["GET /board%00 HTTP/1.1", host], 404),
        (["POST /sign-in HTTP/1.1", host, "Content-Length: -1"], 400),
        (
            [
                "POST /sign-in HTTP/1.1",
                host,
                "Sec-Fetch-Site: same-origin",
                f"Content-Length: {'1' * 20}",
            ],
            413,
        ),
        (["TRACE / HTTP/1.1", host], 405),
    ):
        answer = asyncio.run(sent(*lines))
        assert answer.startswith(b"HTTP/1.1 %d" % status), (lines, answer[:200])


def test_too_long_a_body_is_answered_to_who_sends_it(standing: Served) -> None:
    address = standing.address

    for size in (300 * 1024, 3 * 1024 * 1024):
        piecewise = (b"x" * 65_536 for _ in range(size // 65_536 + 1))
        for body in (b"x" * size, piecewise):
            answer = httpx.post(f"{address}/sign-in", content=body, headers=PAGE, timeout=PATIENCE)
            assert answer.status_code == 413


async def test_sockets_are_told_to_come_back(start: Start, tmp_path: Path) -> None:
    template.lay(tmp_path)
    served = start()
    address, link = served.until(r"Andon is at (\S+)"), served.until(r"(http\S+/first/\S+)")
    async with httpx.AsyncClient(base_url=address, headers=PAGE, timeout=PATIENCE) as browser:
        await browser.post(link, data=FORM)
        board = (await browser.post("/boards", data={"name": "x"})).headers["location"]
        cookie = {"Cookie": f"andon={browser.cookies['andon']}"}
    url = address.replace("http", "ws", 1) + f"{board}/feed?after=2"

    async with connect(url, additional_headers=cookie, origin=address, proxy=None) as socket:  # type: ignore[arg-type]
        await socket.recv()
        stopped = asyncio.get_running_loop().run_in_executor(None, served.stop)
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                await socket.recv()

    assert closed.value.rcvd and closed.value.rcvd.code == 1012
    assert await stopped == 0


def test_no_answer_waits_for_an_acknowledgement(standing: Served) -> None:
    address = standing.address

    def taken(client: httpx.Client) -> float:
        took = []
        for _ in range(40):
            begun = time.monotonic()
            assert client.get("/nothing").status_code == 404
            took.append(time.monotonic() - begun)
        return median(took)

    with httpx.Client(base_url=address, timeout=PATIENCE) as client:
        assert any(taken(client) < 0.035 for _ in range(5)), "Nagle's algorithm is on"


@pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")
def test_it_runs_on_uvloop(standing: Served) -> None:
    assert "uvloop" in Path(f"/proc/{standing.process.pid}/maps").read_text()


def test_only_a_named_proxy_is_believed_about_who_sends() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None: ...

    assert not serving.settings(app).proxy_headers
    believed = serving.settings(app, "192.0.2.1")
    assert (believed.proxy_headers, believed.forwarded_allow_ips) == (True, "192.0.2.1")
