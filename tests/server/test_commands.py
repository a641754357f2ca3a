from pathlib import Path

import pytest

from board.errors import Refused
from server.commands import read, run


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")

    assert read(tmp_path / "a") == b"x"
    with pytest.raises(Refused, match="cannot be read"):
        read(tmp_path / "none")


def test_a_command_gives_what_its_work_gives() -> None:
    async def work() -> int:
        return 7

    assert run(work()) == 7
