import json
from pathlib import Path

from tests.server.test_cli import PASSWORD, Run, andon, sentence

__all__ = ["andon"]


def test_a_board_is_printed_whole_or_as_its_moves_and_comes_back(
    andon: Run, tmp_path: Path
) -> None:
    andon("user", "add", "ana@example.com", "--name", "Ana", typed=PASSWORD)
    board = andon("demo", "--owner", "ana@example.com").stdout.strip().rpartition("/")[2]

    whole, moves = andon("export", board), andon("export", board, "--format", "csv")
    file, log = tmp_path / "board.json", tmp_path / "log.csv"
    file.write_text(whole.stdout)
    log.write_text(moves.stdout)
    columns = [
        {"id": column["name"], "type": column["stage"], "wait": column["wait"]}
        for column in json.loads(whole.stdout)["columns"]
    ]
    stages = tmp_path / "stages.json"
    stages.write_text(json.dumps({"as_of": "2100-01-01T00:00:00Z", "columns": columns}))

    report = json.loads(andon("import", str(file), "--owner", "ana@example.com").stdout)
    again = andon("export", str(report["board"]), "--format", "csv")

    assert again.stdout == moves.stdout and report["warnings"] == []
    assert len(json.loads(andon("flow", str(log), str(stages)).stdout)["cards"]) > 100
    key = json.loads(whole.stdout)["board"]["key"]
    assert andon("export", key.lower()).stdout == whole.stdout
    assert "no board" in sentence(andon("export", "NONE"))
    assert "json or csv" in sentence(andon("export", board, "--format", "xml"))
