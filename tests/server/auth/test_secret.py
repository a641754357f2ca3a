import threading
from pathlib import Path

import pytest

from board.errors import Refused
from server.auth import secret


def test_it_is_made_on_the_first_start_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "secret"

    made, again = secret.load(file), secret.load(file)

    assert file.stat().st_mode & 0o777 == 0o600 and len(file.read_bytes()) == 32
    assert made.hashed("a", "b") == again.hashed("a", "b")
    assert list(file.parent.iterdir()) == [file]


def test_two_that_start_at_once_agree_on_one(tmp_path: Path) -> None:
    file, found = tmp_path / "secret", set[str]()
    threads = [
        threading.Thread(target=lambda: found.add(secret.load(file).hashed("a", "b")))
        for _ in range(8)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 1


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o622])
def test_one_that_others_reach_is_refused(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "secret"
    secret.load(file)
    file.chmod(mode)

    with pytest.raises(Refused, match="chmod 600"):
        secret.load(file)


def test_one_that_is_too_short_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.touch(0o600)
    file.write_bytes(b"changeme")

    with pytest.raises(Refused, match="8 bytes"):
        secret.load(file)


def test_it_shows_nothing_of_itself() -> None:
    assert "kkk" not in repr(secret.Secret(b"k" * 32))


def test_one_value_is_another_for_another_purpose_or_under_another_secret() -> None:
    key, other = secret.Secret(b"k" * 32), secret.Secret(b"o" * 32)

    hashes = {key.hashed("a", "b"), key.hashed("b", "b"), other.hashed("a", "b")}

    assert len(hashes) == 3
