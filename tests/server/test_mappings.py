from pathlib import Path

from server import mappings
from server.mappings import Mappings


def test_what_was_said_last_of_a_header_is_known_to_who_said_it(tmp_path: Path) -> None:
    mine = Mappings(tmp_path, 1)
    assert mine.of(["What", "Where"]) == {}
    mine.keep(["What", "Where"], {"What": "card"})
    mine.keep(["What", "Where"], {"What": "title"})
    assert Mappings(tmp_path, 1).of(["What", "Where"]) == {"What": "title"}
    assert mine.of(["Where", "What"]) == {} == Mappings(tmp_path, 2).of(["What", "Where"])


def test_the_oldest_gives_way_and_a_damaged_file_is_as_good_as_none(tmp_path: Path) -> None:
    mine = Mappings(tmp_path, 1)
    for n in range(mappings.MOST + 1):
        mine.keep([str(n)], {"x": str(n)})
    assert mine.of(["0"]) == {} and mine.of(["1"]) == {"x": "1"}
    (file,) = (tmp_path / "mappings").iterdir()
    file.write_text("{")
    assert mine.of(["1"]) == {}
    mine.keep(["1"], {"x": "y"})
    assert mine.of(["1"]) == {"x": "y"}
