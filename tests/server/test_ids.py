import pytest
from pydantic import TypeAdapter, ValidationError
from starlette.requests import HTTPConnection

from board.errors import Missing
from server import ids


def addressed(text: str) -> HTTPConnection:
    return HTTPConnection({"type": "http", "path_params": {"card": text}})


@pytest.mark.parametrize("text", ["1", "42", str(2**31 - 1)])
def test_an_id_in_an_address_is_a_number(text: str) -> None:
    assert ids.named(addressed(text), "card") == int(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "0",
            "-1",
            "+1",
            "01",
            "1.0",
            "1e3",
            "0x1",
            "x",
            "",
            " 1",
            "1 ",
            "1\n",
            "١",
            "１",
            "true",
        ),
        *(str(2**31), str(2**53), str(2**63), "9" * 5_000),
    ],
)
def test_what_is_no_id_names_nothing(text: str) -> None:
    with pytest.raises(Missing, match="There is no such card"):
        ids.named(addressed(text), "card")


def test_an_id_in_a_body_that_no_table_gave_is_nobodys() -> None:
    read = TypeAdapter(ids.Id).validate_python

    assert (read(1), read(2**31 - 1)) == (1, 2**31 - 1)
    assert (read(2**31), read(2**53 - 1)) == (0, 0)


@pytest.mark.parametrize("value", [0, -1, 2**53, 2**63])
def test_what_no_reader_of_json_can_hold_is_no_id(value: int) -> None:
    for kind in (ids.Id, ids.Version):
        with pytest.raises(ValidationError):
            TypeAdapter(kind).validate_python(value)
