import asyncio
from pathlib import Path

import pytest

from server import mappings
from server.mappings import Mappings


async def test_what_was_said_last_of_a_header_is_known_to_who_said_it(tmp_path: Path) -> None:
    mine = Mappings(tmp_path, 1)
    assert await mine.of(["What", "Where"]) == {}
    await mine.keep(["What", "Where"], {"What": "card"})
    await mine.keep(["What", "Where"], {"What": "title"})
    assert await Mappings(tmp_path, 1).of(["What", "Where"]) == {"What": "title"}
    assert (
        await mine.of(["Where", "What"]) == {} == await Mappings(tmp_path, 2).of(["What", "Where"])
    )


async def test_the_oldest_gives_way_and_a_damaged_file_is_as_good_as_none(tmp_path: Path) -> None:
    mine = Mappings(tmp_path, 1)
    for n in range(mappings.MOST + 1):
        await mine.keep([str(n)], {"x": str(n)})
    assert await mine.of(["0"]) == {} and await mine.of(["1"]) == {"x": "1"}
    (file,) = (tmp_path / "mappings").iterdir()
    file.write_text("{")
    assert await mine.of(["1"]) == {}
    await mine.keep(["1"], {"x": "y"})
    assert await mine.of(["1"]) == {"x": "y"}


@pytest.mark.parametrize("text", ["[]", "3", '{"a": []}', '{"a": {"b": 1}}', "[" * 100_000, "\xff"])
async def test_whatever_is_in_the_file_nothing_is_known_then(tmp_path: Path, text: str) -> None:
    mine = Mappings(tmp_path, 1)
    await mine.keep(["1"], {"x": "y"})
    (file,) = (tmp_path / "mappings").iterdir()
    file.write_text(text, "latin-1")
    assert await mine.of(["1"]) == {}
    await mine.keep(["1"], {"x": "y"})
    assert await mine.of(["1"]) == {"x": "y"}


async def test_a_header_that_is_very_long_is_not_remembered(tmp_path: Path) -> None:
    mine = Mappings(tmp_path, 1)
    for header in (["x" * mappings.LONGEST], ["x"] * mappings.LONGEST):
        await mine.keep(header, {"x": "card"})
        assert await mine.of(header) == {}


async def test_what_cannot_be_written_is_asked_again(tmp_path: Path) -> None:
    (tmp_path / "mappings").write_text("no folder")
    mine = Mappings(tmp_path, 1)
    await mine.keep(["1"], {"x": "y"})
    assert await mine.of(["1"]) == {}


async def test_nothing_is_left_beside_the_file_when_many_write(tmp_path: Path) -> None:
    mine = Mappings(tmp_path, 1)
    await asyncio.gather(*(mine.keep([str(n)], {"x": "y"}) for n in range(20)))
    assert [file.name for file in (tmp_path / "mappings").iterdir()] == ["1.json"]
