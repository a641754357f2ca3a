import json
from typing import Any

import pytest

from board.errors import Invalid
from board.exchange import files
from board.exchange.files import Node, loaded

DEEP = b"[" * 100_000 + b"]" * 100_000


def refusal(data: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        loaded(data)
    assert caught.value.field == "file"
    return str(caught.value)


@pytest.mark.parametrize(
    "data, sentence",
    [
        (b"", "The file is empty."),
        (b" \n ", "The file is empty."),
        (b"<!DOCTYPE html><html></html>", "a web page"),
        (b"\xef\xbb\xbf\n<html>", "a web page"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive"),
        (b'{"lists": [', "breaks off: it begins as JSON but has no end (line 1, column 12)"),
        (b'{"name": "Bak', "breaks off"),
        (b'{"a": 1,}', "is not JSON: it cannot be read at line 1, column 9"),
        (b"{'a': 1}", "is not JSON"),
        (b'{"a": 1} // done', "is not JSON"),
        (b'{"a": NaN}', "a number that no JSON may hold"),
        (b'{"a": -Infinity}', "a number that no JSON may hold"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "a number that no JSON may hold"),
        (DEEP, "nested too deeply"),
        (b'{"name": "B\xe4ckerei"}', "not text in UTF-8"),
        (b"\0" * 40, "cannot be"),
        (bytes(range(256)), "not text in UTF-8"),
    ],
    ids=range(17),
)
def test_what_is_no_json_is_told_in_a_sentence(data: bytes, sentence: str) -> None:
    assert sentence in refusal(data)


def test_too_large_a_file_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "BYTES_LIMIT", 2_000_000)
    assert refusal(b" " * 2_000_001) == "The file has 2.0 MB; 2 MB fit."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_json_may_come_in_any_unicode_with_or_without_a_mark(encoding: str) -> None:
    assert loaded('{"name": "Bäckerei 🥐"}'.encode(encoding)) == {"name": "Bäckerei 🥐"}


def test_a_sentence_never_quotes_the_file() -> None:
    assert "secret" not in refusal(b'{"secret": secret}')


# -- field by field


def node(**content: Any) -> Node:
    return Node(json.loads(json.dumps({"cards": [content]}))).nodes("cards").__next__()


def test_what_is_missing_or_null_has_a_default() -> None:
    for empty in (node(), node(name=None, closed=None, pos=None, id=None, items=None)):
        assert empty.text("name") == ""
        assert empty.flag("closed") is False
        assert empty.known_id() is None
        assert empty.instant("date") is None
        assert empty.whole("idShort") is None
        assert empty.position() == float("inf")
        assert empty.node("data").content == {}
        assert list(empty.nodes("items")) == []
        assert empty.size("items") == 0


def test_what_is_there_is_read() -> None:
    full = node(name="Rye", closed=True, id="a1", idShort=3, pos=-0.5, data={"a": 1}, items=[{}])
    assert (full.text("name"), full.flag("closed"), full.id()) == ("Rye", True, "a1")
    assert (full.whole("idShort"), full.position()) == (3, -0.5)
    assert full.node("data").content == {"a": 1}
    assert [item.path for item in full.nodes("items")] == ["cards[0].items[0]"]
    assert full.size("items") == 1
    assert node(date="1970-01-01T00:00:01Z").instant("date") == 1_000_000


@pytest.mark.parametrize("read", ["text", "flag", "nodes"])
def test_another_type_is_refused_by_its_path(read: str) -> None:
    with pytest.raises(Invalid, match=r"^The file is damaged: cards\[0\]\.x is not "):
        list(getattr(node(x=5), read)("x"))


def test_a_list_holds_objects() -> None:
    with pytest.raises(Invalid, match=r"cards\[0\]\.items\[1\] is no object"):
        list(node(items=[{}, None]).nodes("items"))


@pytest.mark.parametrize("wrong", [None, 5, "", "a b", "a\0", "x" * 101, "\ud800", "a\n"])
def test_an_id_is_a_short_word(wrong: Any) -> None:
    assert node(id=wrong).known_id() is None
    with pytest.raises(Invalid, match=r"cards\[0\]\.id is not an id"):
        node(id=wrong).id()


@pytest.mark.parametrize("wrong", [0, -1, 10**9 + 1, 10**30, 1.0, True, "1"])
def test_a_number_is_whole_and_leaves_room_to_count_on(wrong: Any) -> None:
    assert node(idShort=wrong).whole("idShort") is None


@pytest.mark.parametrize("wrong", [5, "", "soon", "2026-03-02", "1969-12-31T23:59:59Z", [], {}])
def test_what_is_no_instant_is_none(wrong: Any) -> None:
    assert node(date=wrong).instant("date") is None


@pytest.mark.parametrize("wrong", ["top", True, 10**400, []])
def test_without_a_position_it_stands_at_the_end(wrong: Any) -> None:
    assert node(pos=wrong).position() == float("inf")
