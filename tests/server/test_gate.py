import pytest

from tests.edge import Edge
from tests.wire import Answer, ask

JSON = ("accept", "application/json")


async def asked(site: Edge, path: str = "/healthz", **request: object) -> Answer:
    headers = [JSON, *request.pop("headers", [])]  # type: ignore[misc]
    return await ask(site._served, path, headers=headers, **request)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost:8000", "LocalHost:8000", "[::1]:8000"]
)
async def test_a_server_on_this_machine_goes_by_all_its_own_names(site: Edge, host: str) -> None:
    assert (await asked(site, host=host)).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "a/admin?x=",
        "127.0.0.1",
        "127.0.0.1:9000",
        "localhost:8000.evil.example",
        "localhost:8000@evil.example",
        "",
        None,
    ],
)
async def test_any_other_name_is_refused(site: Edge, host: str | None) -> None:
    assert (await asked(site, host=host)).problem["code"] == "malformed"


async def test_two_hosts_are_refused_even_when_they_are_equal(site: Edge) -> None:
    answer = await asked(site, headers=[("host", "127.0.0.1:8000")])

    assert answer.status == 400


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("http://127.0.0.1:8000/healthz", 200),
        ("http://evil.example/healthz", 400),
        ("http://localhost:8000/healthz", 400),
    ],
)
async def test_a_target_that_names_another_host_is_refused(
    site: Edge, target: str, status: int
) -> None:
    assert (await asked(site, target=target)).status == status


@pytest.mark.parametrize(
    "path",
    [
        "/../etc/passwd",
        "/boards/../me",
        "/..;/",
        "/..;x=1/me",
        "/./me",
        "//boards",
        "/boards//1",
        "/boards/",
        "/board\x00",
        "/boards\\1",
        "/boards/\r\nSet-Cookie: a=b",
        "/" + "a" * 8_192,
        "/nothing",
    ],
)
async def test_an_odd_path_leads_nowhere(site: Edge, path: str) -> None:
    assert (await asked(site, path)).problem["code"] == "not_found"


async def test_a_parameter_that_is_there_twice_is_refused_by_name(site: Edge) -> None:
    problem = (await asked(site, query="limit=1&limit=9")).problem

    assert (problem["status"], problem["field"]) == (422, "limit")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("after=%00", 422),
        ("a=" + "x" * 9_000, 400),
        ("&".join(f"a{n}=1" for n in range(200)), 400),
        ("after=%ff%fe", 200),
        ("a=1&b=2", 200),
    ],
)
async def test_what_stands_behind_the_question_mark_is_bounded(
    site: Edge, query: str, status: int
) -> None:
    assert (await asked(site, query=query)).status == status


async def test_cookies_beyond_reason_are_refused(site: Edge) -> None:
    answer = await asked(site, headers=[("cookie", "a=" + "x" * 16_384)])

    assert answer.problem["code"] == "malformed"


@pytest.mark.parametrize(
    "cookies", [["andon=a; andon=b"], ["andon=a", "andon=a"], ["a=1; andon=a;andon=b"]]
)
async def test_two_sessions_in_one_request_are_refused(site: Edge, cookies: list[str]) -> None:
    answer = await asked(site, headers=[("cookie", cookie) for cookie in cookies])

    assert answer.status == 400


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "gzip, identity"])
async def test_a_packed_body_is_never_unpacked(site: Edge, encoding: str) -> None:
    answer = await asked(
        site,
        "/sign-in",
        method="POST",
        headers=[("content-encoding", encoding)],
        body=(b"\x1f\x8b",),
    )

    assert answer.problem["status"] == 415


async def test_a_socket_is_turned_away_by_the_same_rules(site: Edge) -> None:
    answer = await asked(site, "/boards/1/feed", type="websocket", host="evil.example")

    assert answer.problem["status"] == 400
