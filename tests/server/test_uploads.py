import io
import os
from pathlib import Path

import pytest

from board.errors import Conflict, Missing
from server.uploads import HOUR_SECONDS, MOST, Upload, Uploads


async def kept(folder: Path, user: int = 1, data: bytes = b"a board") -> Upload:
    return await Uploads(folder).keep(user, io.BytesIO(data), "board")


def left(folder: Path, way: str = "*/*") -> list[str]:
    return [each.name for each in folder.glob(f"uploads/{way}")]


def age(folder: Path, upload: Upload, seconds: float) -> None:
    (file,) = folder.glob(f"uploads/*/{upload.id}/name")
    os.utime(file, (file.stat().st_atime, file.stat().st_mtime - seconds))


def spoil(folder: Path) -> None:
    (upload,) = folder.glob("uploads/*/*")
    (upload / "report.json").symlink_to("nowhere/report.json")


async def test_a_file_is_its_owner_s_alone(tmp_path: Path) -> None:
    upload = await kept(tmp_path)
    found = Uploads(tmp_path).of(1, upload.id)
    assert (await found.data(), found.name) == (b"a board", "board")
    for user, identity in ((2, upload.id), (1, "../1"), (1, "x"), (1, "")):
        with pytest.raises(Missing):
            Uploads(tmp_path).of(user, identity)


async def test_a_file_is_gone_after_an_hour(tmp_path: Path) -> None:
    old, new = await kept(tmp_path), await kept(tmp_path)
    age(tmp_path, old, HOUR_SECONDS + 1)
    with pytest.raises(Missing):
        Uploads(tmp_path).of(1, old.id)
    Uploads(tmp_path).forget()
    assert left(tmp_path) == [new.id]


async def test_the_oldest_of_too_many_gives_way(tmp_path: Path) -> None:
    first = await kept(tmp_path)
    age(tmp_path, first, 60)
    for _ in range(MOST):
        await kept(tmp_path)
    await kept(tmp_path, user=2)
    assert len(left(tmp_path, "1/*")) == MOST
    with pytest.raises(Missing):
        Uploads(tmp_path).of(1, first.id)


async def test_a_file_is_imported_once_and_leaves_its_report(tmp_path: Path) -> None:
    upload = await kept(tmp_path)
    upload.take()
    with pytest.raises(Conflict):
        upload.take()
    upload.put_back()
    upload.take()
    assert await upload.taken() == b"a board"
    assert upload.imported({"board": 1})
    assert upload.report == '{\n  "board": 1\n}'
    with pytest.raises(Missing):
        await upload.data()
    upload.remove()
    assert left(tmp_path) == []


async def test_a_report_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    upload = await kept(tmp_path)
    upload.take()
    spoil(tmp_path)
    assert not upload.imported({"board": 1})
    assert upload.report is None
    assert left(tmp_path, "*/*/*") == ["name"]
