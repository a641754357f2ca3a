from pathlib import Path

import pytest

from board.errors import Invalid
from server import config
from server.config import Config


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, _ in config.described():
        monkeypatch.delenv(name, raising=False)


def test_without_settings_it_serves_this_machine_from_a_folder_here() -> None:
    loaded = config.load()

    assert loaded.url == "http://127.0.0.1:8000"
    assert loaded.database == f"sqlite://{Path('data/andon.sqlite3').resolve()}"
    assert loaded.secret == Path("data/secret")
    assert loaded.rate_limit and not loaded.secure


def test_settings_come_from_the_environment_and_the_command_line_wins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ANDON_PORT", "9000")
    monkeypatch.setenv("ANDON_RATE_LIMIT", "off")
    monkeypatch.setenv("ANDON_DATABASE_URL", "postgresql://a@b/c")

    assert config.load().url == "http://127.0.0.1:9000"
    assert config.load(port=9001, host=None).port == 9001
    assert not config.load().rate_limit
    assert config.load().database == "postgres://a@b/c"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ANDON_PORT", "many"),
        ("ANDON_PORT", "70000"),
        ("ANDON_SIGNUP", "all"),
        ("ANDON_RATE_LIMIT", "perhaps"),
        ("ANDON_URL", "board.example.com"),
        ("ANDON_URL", "https://board.example.com/path"),
        ("ANDON_DATABASE_URL", "mysql://a@b/c"),
        ("ANDON_DATABASE_URL", "sqlite://andon.sqlite3"),
    ],
)
def test_a_setting_that_is_wrong_is_named(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(Invalid, match=f"^{name} is "):
        config.load()


@pytest.mark.parametrize(
    ("settings", "origins"),
    [
        (
            {"port": 9000},
            {"http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000"},
        ),
        (
            {"host": "0.0.0.0"},
            {"http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"},
        ),
        ({"host": "0.0.0.0", "url": "https://b.example"}, {"https://b.example"}),
        ({"host": "192.0.2.1"}, {"http://192.0.2.1:8000"}),
        ({"host": "2001:db8::1"}, {"http://[2001:db8::1]:8000"}),
        (
            {"url": "https://B.example:443/"},
            {
                "https://b.example",
                "http://127.0.0.1:8000",
                "http://localhost:8000",
                "http://[::1]:8000",
            },
        ),
    ],
)
def test_it_answers_to_its_address_and_on_this_machine_to_its_own_names(
    settings: dict[str, str], origins: set[str]
) -> None:
    assert Config(**settings).origins == origins  # type: ignore[arg-type]


def test_a_host_may_name_the_standard_port_or_leave_it_out() -> None:
    secure = Config(host="0.0.0.0", url="https://b.example")

    assert secure.hosts == {"b.example", "b.example:443"}


def test_a_port_that_was_free_is_known_once_it_is_taken() -> None:
    assert Config(port=0).at(43_210).url == "http://127.0.0.1:43210"
    assert Config(port=0, url="https://b.example").at(43_210).url == "https://b.example"


def test_every_setting_is_described() -> None:
    described = dict(config.described())

    assert described["ANDON_RATE_LIMIT"].endswith("(default on)")
    assert all(described.values())
