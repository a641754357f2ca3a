import io
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from server import cli, config
from tests import template
from tests.postgres import environment

ROOT = Path(__file__).parent.parent.parent
PASSWORD = "many grey geese go home"


@dataclass
class Done:
    """How a command ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def andon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs a command on a migrated database of the test's own."""
    template.lay(tmp_path)

    def run(*arguments: str, typed: str = "", **settings: str) -> Done:
        with monkeypatch.context() as patch:
            for name, value in {"ANDON_DATA": str(tmp_path), **settings}.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["andon", *arguments])
            patch.setattr(sys, "stdin", io.StringIO(typed))
            with pytest.raises(SystemExit) as ended:
                cli.main()
        code = ended.value.code
        return Done(code if isinstance(code, int) else 0, *capsys.readouterr())

    return run


def sentence(done: Done) -> str:
    """What was refused: one sentence, no output, exit code 2."""
    assert (done.returncode, done.stdout) == (2, ""), done
    assert "Traceback" not in done.stderr and done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def test_an_account_is_made_with_the_password_from_standard_input(andon: Run) -> None:
    made = andon(
        "user", "add", "ana@example.com", "--name", "Ana", "--admin", typed=PASSWORD + "\n"
    )

    assert made.returncode == 0 and "ana@example.com" in made.stdout
    twice = andon("user", "add", "ANA@example.com", "--name", "Ana", typed=PASSWORD)
    assert "account already" in sentence(twice)


@pytest.mark.parametrize(
    ("email", "name", "password", "said"),
    [
        ("ana", "Ana", PASSWORD, "no e-mail address"),
        ("ana@example.com", " ", PASSWORD, "name is empty"),
        ("ana@example.com", "Ana", "short", "at least 8"),
        ("ana@example.com", "Ana", "kanban2026", "guess"),
        ("ana@example.com", "Ana", "", "at least 8"),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    andon: Run, email: str, name: str, password: str, said: str
) -> None:
    assert said in sentence(andon("user", "add", email, "--name", name, typed=password))


def test_a_token_is_all_that_is_printed(andon: Run) -> None:
    andon("user", "add", "ana@example.com", "--name", "Ana", typed=PASSWORD)

    made = andon("token", "add", "ana@example.com", "--name", "build", "--scope", "read")

    assert re.fullmatch(r"andon_[\w-]{43}\n", made.stdout)
    assert "scope" in sentence(
        andon("token", "add", "ana@example.com", "--name", "x", "--scope", "all")
    )
    assert "bo@example.com" in sentence(andon("token", "add", "bo@example.com", "--name", "x"))


def test_a_reset_is_a_link_at_the_public_address(andon: Run) -> None:
    andon("user", "add", "ana@example.com", "--name", "Ana", typed=PASSWORD)

    made = andon("user", "reset", "ana@example.com", ANDON_URL="https://board.example")

    assert re.fullmatch(r"https://board\.example/reset/[\w-]{43}\n", made.stdout)
    assert "andon user add" in sentence(andon("user", "reset", "bo@example.com"))


def test_migrating_twice_does_nothing(andon: Run, tmp_path: Path) -> None:
    (tmp_path / "andon.sqlite3").unlink()
    assert andon("migrate").returncode == 0
    assert "up to date" in andon("migrate").stdout


@pytest.mark.parametrize(
    "setting",
    [
        {"ANDON_PORT": "many"},
        {"ANDON_URL": "board"},
        {"ANDON_DATABASE_URL": "mysql://x"},
        {"ANDON_DATABASE_URL": "postgres://x@127.0.0.1:1/x"},
        {"ANDON_DATABASE_URL": "sqlite:///dev/null/x"},
    ],
)
def test_a_setting_that_cannot_work_is_one_sentence(andon: Run, setting: dict[str, str]) -> None:
    assert "ANDON_" in sentence(andon("migrate", **setting))


def test_every_setting_is_listed(andon: Run) -> None:
    listed = andon("serve", "--help").stdout

    for name, _ in config.described():
        assert name in listed


def test_a_secret_that_others_read_is_refused(andon: Run, tmp_path: Path) -> None:
    andon("user", "add", "ana@example.com", "--name", "Ana", typed=PASSWORD)
    andon("token", "add", "ana@example.com", "--name", "x")
    (tmp_path / "secret").chmod(0o644)

    assert "chmod 600" in sentence(andon("token", "add", "ana@example.com", "--name", "x"))
    assert "chmod 600" in sentence(andon("serve"))


def test_a_damaged_figure_is_named_and_set_right(andon: Run, tmp_path: Path) -> None:
    andon("user", "add", "ana@example.com", "--name", "Ana", typed=PASSWORD)
    sample = ROOT / "tests/board/exchange/samples/trello-bakery.json"
    assert andon("import", str(sample), "--owner", "ana@example.com").returncode == 0
    silent = andon("recompute", "--verify")
    assert (silent.returncode, silent.stdout, silent.stderr) == (0, "", "")
    with closing(sqlite3.connect(next(tmp_path.rglob("*.sqlite3")))) as db:
        db.execute("UPDATE cards SET started_at = 1 WHERE number = 1")
        db.commit()
    found = andon("recompute", "--verify")
    assert found.returncode == 1
    assert "started 1970-01-01T00:00:00.000Z as stored" in found.stdout
    assert andon("recompute").stdout == found.stdout
    assert andon("recompute", "--verify").returncode == 0


def test_a_table_is_imported_by_what_its_columns_hold(andon: Run, tmp_path: Path) -> None:
    andon("user", "add", "ana@example.com", "--name", "Ana", typed=PASSWORD)
    table, mapping = tmp_path / "Spring.csv", tmp_path / "mapping.json"
    table.write_text("What,Where\nRye bread,Baking\n")
    mapping.write_text('{"What": "title", "Where": "column"}')
    words = ("import", str(table), "--owner", "ana@example.com", "--format", "csv")

    assert "hold the titles" in sentence(andon(*words))
    report = json.loads(andon(*words, "--mapping", str(mapping)).stdout)
    assert (report["cards"], report["columns"]) == (1, 1)


def test_a_file_that_cannot_be_imported_leaves_nothing(andon: Run, tmp_path: Path) -> None:
    andon("user", "add", "ana@example.com", "--name", "Ana", typed=PASSWORD)
    file = tmp_path / "board.json"

    assert "cannot be read" in sentence(andon("import", str(file), "--owner", "ana@example.com"))
    file.write_text("{")
    assert sentence(andon("import", str(file), "--owner", "ana@example.com"))
    assert sentence(andon("import", str(file), "--owner", "nobody@example.com"))


def test_a_board_from_elsewhere_is_reported_with_its_address(andon: Run, tmp_path: Path) -> None:
    andon("user", "add", "ana@example.com", "--name", "Ana", typed=PASSWORD)
    column, card = "5f0000000000000000000001", "5f0000000000000000000002"
    board = {
        "id": "5f0000000000000000000000",
        "name": "Elsewhere",
        "lists": [{"id": column, "name": "Doing", "closed": False, "pos": 1}],
        "cards": [
            {"id": card, "idList": column, "name": "Plan", "closed": False, "pos": 1, "desc": ""},
            {"id": card[::-1], "idList": column, "name": "Old", "closed": True, "pos": 2}
            | {"dateClosed": "2026-01-01T00:00:00Z", "dateLastActivity": "2026-01-01T00:00:00Z"},
        ],
        "actions": [],
    }
    file = tmp_path / "board.json"
    file.write_text(json.dumps(board))

    tried = andon("import", str(file), "--owner", "ana@example.com", "--dry-run")
    left = andon(
        "import", str(file), "--owner", "ana@example.com", "--dry-run", "--without-archived"
    )
    done = andon("import", str(file), "--owner", "ana@example.com", "--timezone", "Europe/Berlin")

    assert json.loads(tried.stdout)["board"] is None
    report = json.loads(done.stdout)
    assert report["url"] == f"http://127.0.0.1:8000/boards/{report['board']}"
    assert (report["columns"], report["cards"], report["archived"]) == (1, 2, 1)
    assert json.loads(left.stdout)["cards"] == 1

    board["cards"][0]["name"] = "Plan it"
    file.write_text(json.dumps(board))
    again = andon("import", str(file), "--owner", "ana@example.com", "--again", "update")
    assert "brought up to date: 1 change" in json.loads(again.stdout)["warnings"][0]
    assert sentence(andon("import", str(file), "--owner", "ana@example.com", "--again", "stop"))


def test_the_figures_of_a_log_are_printed_as_one_json_object(andon: Run, tmp_path: Path) -> None:
    log, board = tmp_path / "log.csv", tmp_path / "board.json"
    log.write_text(
        "card_id,at,from_column,to_column\n"
        "A,2026-03-02T09:00:00Z,,Dev\n"
        "A,2026-03-04T10:00:00Z,Dev,Done\n"
    )
    columns = [{"id": "Dev", "type": "wip"}, {"id": "Done", "type": "done"}]
    board.write_text(json.dumps({"as_of": "2026-03-05T00:00:00Z", "columns": columns}))

    printed = andon("flow", str(log), str(board))
    assert printed.returncode == 0 and printed.stderr == ""
    assert json.loads(printed.stdout)["cards"]["A"]["ct_days"] == 3

    assert "The log does not begin" in sentence(andon("flow", str(board), str(log)))
    assert "The board file" in sentence(andon("flow", str(log), str(log)))
    assert "cannot be read" in sentence(andon("flow", str(log), str(tmp_path)))
    assert "cannot be read" in sentence(andon("flow", str(tmp_path / "none.csv"), str(board)))


def test_a_command_that_does_not_exist_is_a_mistake(andon: Run) -> None:
    assert andon("nothing").returncode == 2
    assert andon().returncode == 2


def test_it_is_a_program(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from server.cli import main; main()", "user", "reset", "a@b.cd"],
        cwd=ROOT,
        env={**environment(), "ANDON_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert "andon user add" in sentence(Done(done.returncode, done.stdout, done.stderr))


def test_a_demo_board_is_made_and_its_address_printed(andon: Run) -> None:
    andon("user", "add", "ana@example.com", "--name", "Ana", typed=PASSWORD)

    assert re.fullmatch(
        r"http://127.0.0.1:8000/boards/\d+\n", andon("demo", "--owner", "ana@example.com").stdout
    )
    assert sentence(andon("demo", "--owner", "nobody@example.com"))
