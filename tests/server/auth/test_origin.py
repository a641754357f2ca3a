import pytest
from starlette.requests import HTTPConnection

from server.auth.origin import allowed
from tests.edge import Edge
from tests.server.conftest import PASSWORD
from tests.wire import ask

FORM = [("content-type", "application/x-www-form-urlencoded"), ("accept", "application/json")]
BODY = f"email=ana%40example.com&password={PASSWORD}".replace(" ", "+").encode()

OURS = ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"]
OTHERS = [
    "https://evil.example",
    "null",
    "",
    "http://127.0.0.1",
    "http://127.0.0.1:8001",
    "https://127.0.0.1:8000",
    "http://127.0.0.1:8000.evil.example",
    "http://board.127.0.0.1:8000",
    "HTTP://127.0.0.1:8000",
    "http://127.0.0.1:8000/",
]


async def signed_in(site: Edge, *headers: tuple[str, str]) -> int:
    answer = await ask(
        site._served, "/sign-in", method="POST", headers=[*FORM, *headers], body=(BODY,)
    )
    if answer.problem["code"] != "cross_site":
        return 200
    return answer.status


@pytest.mark.parametrize(
    "headers",
    [
        [("sec-fetch-site", "same-origin")],
        [("sec-fetch-site", "same-origin"), ("origin", "http://127.0.0.1:8000")],
        *([("origin", origin)] for origin in OURS),
    ],
)
async def test_a_page_of_this_server_may_change_things(
    site: Edge, headers: list[tuple[str, str]]
) -> None:
    assert await signed_in(site, *headers) == 200


@pytest.mark.parametrize(
    "headers",
    [
        [],
        *([("sec-fetch-site", site)] for site in ("cross-site", "same-site", "none", "", "x")),
        [("sec-fetch-site", "cross-site"), ("origin", "http://127.0.0.1:8000")],
        *([("origin", origin)] for origin in OTHERS),
        [("referer", "http://127.0.0.1:8000/sign-in")],
    ],
)
async def test_a_page_of_another_site_may_not_even_sign_somebody_in(
    site: Edge, headers: list[tuple[str, str]]
) -> None:
    assert await signed_in(site, *headers) == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "MOVE"])
async def test_it_holds_for_every_way_to_change_something(site: Edge, method: str) -> None:
    ana = await site.browser("ana")

    answer = await ana.request(
        method,
        "/boards",
        headers={"Sec-Fetch-Site": "cross-site", "Accept": "application/json"},
    )

    assert answer.json()["code"] == "cross_site"


async def test_a_program_needs_no_origin(site: Edge) -> None:
    program = await site.program("ana")

    assert (await program.post("/boards", json={"name": "New"})).status_code == 201


async def test_a_made_up_credential_does_not_stand_for_one(site: Edge) -> None:
    ana = await site.browser("ana")

    answer = await ana.post(
        "/boards",
        data={"name": "x"},
        headers={
            "Sec-Fetch-Site": "cross-site",
            "Authorization": "x",
            "Accept": "application/json",
        },
    )

    assert answer.status_code == 401


async def test_looking_needs_no_origin(site: Edge) -> None:
    answer = await ask(site._served, "/sign-in", headers=[("sec-fetch-site", "cross-site")])

    assert answer.status == 200


def socket(site: Edge, *origins: str) -> HTTPConnection:
    headers = [(b"origin", origin.encode()) for origin in origins]
    return HTTPConnection({"type": "websocket", "headers": headers, "app": site.app})


async def test_a_socket_is_opened_by_a_page_of_this_server_alone(site: Edge) -> None:
    assert [allowed(socket(site, origin)) for origin in OURS] == [True] * 3
    assert [allowed(socket(site, origin)) for origin in OTHERS] == [False] * len(OTHERS)
    assert not allowed(socket(site))
    assert not allowed(socket(site, OURS[0], OURS[0]))
