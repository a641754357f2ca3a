import json
from typing import Any

import pytest

from board.errors import Invalid
from board.exchange.stages import Staged, Told, guessed, told


def shown(names: str) -> str:
    """The guesses for columns that are written `a | b | c`; a column that waits has a `+`."""
    staged = guessed([name.strip() for name in names.split("|")])
    return " ".join(one.stage + "+" * one.wait for one in staged)


@pytest.mark.parametrize(
    "names, stages",
    [
        ("To Do | Doing | Done", "todo wip done"),
        ("Backlog | Ready | Build | Review | Done", "todo wip+ wip wip done"),
        ("Ideas | Next up | Writing | Published live | Done!", "todo todo wip wip+ done"),
        ("Dev | Dev done | Test | Test done | Done", "wip wip+ wip wip+ done"),
        ("Backlog | Doing | Done in May | Done in June | ✅ Done", "todo wip done done done"),
        ("Backlog | Doing | Done | Released", "todo wip done done"),
        ("Backlog | Doing | Blocked | Waiting for QA | Done", "todo wip wip+ wip+ done"),
        ("Inbox | Something | Done", "todo wip done"),
        ("Something | Else | Done", "todo wip done"),
        ("Backlog | Doing | Done | Notes | Later", "todo wip done todo todo"),
        ("Backlog | Doing | Done | Won't do | Cancelled", "todo wip done discard discard"),
        ("Backlog | Doing | Done | Archive", "todo wip done done"),
        ("Documentation/Release Notes | To-Do | In-Progress | Closed", "todo todo wip done"),
        ("Offen | In Arbeit | Wartet | Erledigt", "todo wip wip+ done"),
        ("À faire | En cours | Terminé", "todo wip done"),
        ("Por hacer | En progreso | Hecho", "todo wip done"),
        ("やること | 作業中 | 完了 | 中止", "todo wip done discard"),
        ("バックログ | レビュー | クローズ", "todo wip done"),
        ("待办 | 进行中 | 已完成", "todo wip done"),
        ("Сделать | В работе | Готово", "todo wip done"),
        ("Not done | To be done | Doing | Done", "todo todo wip done"),
        ("BRAIN 🤔 | TODO 📚 | DOING ⚙️ | DONE! 🙌🏽 | an archived list", "todo todo wip done todo"),
        ("Monday | Tuesday | Wednesday", "todo todo todo"),
        ("To do | Doing | Testing", "todo wip wip"),
        ("Done", "done"),
        ("", "todo"),
    ],
)  # fmt: skip
def test_stages_are_guessed_from_names(names: str, stages: str) -> None:
    assert shown(names) == stages


def test_no_columns_have_no_stages() -> None:
    assert guessed([]) == []


# -- told by a file


def file(**content: Any) -> bytes:
    return json.dumps(content).encode()


def test_a_file_tells_stages_by_the_columns_ids() -> None:
    data = file(
        timezone="Europe/Berlin",
        as_of="2026-03-20T12:00:00Z",
        columns=[
            {"id": "a", "name": "Backlog", "type": "todo"},
            {"id": "b", "type": "wip", "wait": True},
            {"id": "c", "type": "done", "wait": True},
        ],
        deleted_columns=[{"id": "d", "type": "discard"}],
    )
    assert told(data) == Told(
        {
            "a": Staged("todo"),
            "b": Staged("wip", wait=True),
            "c": Staged("done"),
            "d": Staged("discard"),
        },
        "Europe/Berlin",
    )


@pytest.mark.parametrize(
    "data, problem",
    [
        (b"", "is empty"),
        (b"id,type", "is not JSON"),
        (b"[]", "is no object"),
        (b"{}", 'has no list of "columns"'),
        (file(columns={}), 'has no list of "columns"'),
        (file(columns=[], deleted_columns=3), 'has no list of "deleted_columns"'),
        (file(columns=["a"]), "gives columns[0] no id"),
        (file(columns=[{"type": "wip"}]), "gives columns[0] no id"),
        (file(columns=[{"id": "a"}]), "gives columns[0] no type of todo, wip, done or discard"),
        (file(columns=[{"id": "a", "type": []}]), "gives columns[0] no type"),
        (file(columns=[{"id": "a", "type": "wip", "wait": 1}]), 'a "wait" that is neither'),
        (file(columns=[], timezone=5), "names no time zone"),
    ],
)
def test_a_bad_file_is_told_in_a_sentence(data: bytes, problem: str) -> None:
    with pytest.raises(Invalid) as caught:
        told(data)
    assert str(caught.value).startswith("The stages file ") and problem in str(caught.value)
    assert caught.value.field == "stages"
