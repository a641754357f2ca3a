from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from board.errors import Conflict, Invalid
from server.pages import answers


def posted(body: bytes, **headers: str) -> Request:
    sent = {"content-type": "application/x-www-form-urlencoded", **headers}

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body}

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/boards/3/columns/7",
        "path_params": {"column": "7"},
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
    }
    return Request(scope, receive)


async def drawn(request: Request, *, status: int, **told: object) -> Response:
    return JSONResponse(told, status)


async def test_a_refused_form_is_drawn_again_with_what_was_typed() -> None:
    @answers.again(drawn, "column-{column}")
    async def refuses(request: Request) -> Response:
        raise Invalid("The name is empty.", field="name")

    answer = await refuses(posted(b"name=&policy=a%0D%0Ab"))

    assert answer.status_code == 422
    assert answer.body == (
        b'{"problem":{"form":"column-7","field":"name","sentence":"The name is empty."},'
        b'"typed":{"name":"","policy":"a\\r\\nb"}}'
    )


async def test_a_program_is_told_a_refusal_as_one() -> None:
    @answers.again(drawn)
    async def refuses(request: Request) -> Response:
        raise Conflict("Somebody was faster.")

    try:
        await refuses(posted(b"", accept="application/json"))
    except Conflict as refusal:
        assert str(refusal) == "Somebody was faster."
    else:
        raise AssertionError("The refusal was swallowed.")


def test_a_script_is_told_the_number_and_a_browser_where_to_look() -> None:
    answer = {"seq": 9, "undo": 8, "limits": [{"name": "Doing"}], "card": {}}

    told = answers.done(posted(b"", accept="application/json"), answer, "/boards/3")
    led = answers.done(posted(b""), answer, "/boards/3")

    assert told.body == b'{"seq":9,"undo":8,"limits":[{"name":"Doing"}]}'
    assert (led.status_code, led.headers["location"]) == (303, "/boards/3")
