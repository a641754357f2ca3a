from pathlib import Path

import httpx
import pytest

from board import database
from tests.edge import Edge
from tests.look import look, one

SAMPLES = Path(__file__).parents[2] / "board/exchange/samples"
BAKERY = (SAMPLES / "trello-bakery.json").read_bytes()
TABLE = b"What,Where,Due\nRye bread,Baking,03/04/2026\nSalt,Delivered,\n"


async def uploaded(
    browser: httpx.AsyncClient, data: bytes, name: str = "bakery.json"
) -> httpx.Response:
    return await browser.post("/import", files={"file": (name, data)})


def filled(page: str) -> dict[str, str]:
    """What the form of a page says as it stands."""
    form: dict[str, str] = {}
    for box in look(page, "main input[name]"):
        if box.get("type") not in ("radio", "checkbox") or box.get("checked") is not None:
            form[box.get("name")] = box.get("value", "")
    for select in look(page, "main select"):
        chosen = [o.get("value") for o in select.xpath(".//option[@selected]")]
        form[select.get("name")] = (chosen or [""])[0]
    return form


def waiting(edge: Edge) -> list[Path]:
    """The folders of files that wait."""
    return list(edge.config.data.glob("uploads/*/*"))


async def boards() -> list[str]:
    (rows,) = await database.read(("SELECT name FROM boards ORDER BY id", ()))
    return [row["name"] for row in rows]


async def test_a_file_is_looked_at_imported_and_reported_on(edge: Edge) -> None:
    ana = await edge.browser("ana")
    await edge.world.joined(await edge.world.board(), "bo", "editor")

    looked = (await uploaded(ana, BAKERY)).headers["location"]
    page = (await ana.get(looked)).text
    assert await boards() == ["Test"]
    form = filled(page)
    names = [b.text for b in look(page, ".step__row b")]
    assert "Delivered" in names and form["name"] == "Bakery"
    left = (await ana.post(looked, data={**form, "do": "look", "without_archived": "on"})).text
    assert "2 archived cards and 1 archived column." in one(left, ".ways").text_content()
    assert "archived" not in one(left, ".counts").text_content()
    assert filled(left)["without_archived"] == "on" and "without_archived" not in form

    stage = next(name for name in form if name.startswith("stage."))
    who = [name for name in form if name.startswith("who.")]
    (bo,) = look(page, f"select[name={who[0]}] option")[1:][-1:]
    form |= {"do": "import", "name": "Corner", "timezone": "Europe/Berlin", stage: "discard"}
    done = await ana.post(looked, data={**form, who[0]: bo.get("value")})
    assert done.status_code == 303
    told = (await ana.get(done.headers["location"])).text
    board = look(told, ".actions a")[0].get("href")
    assert [c.get("data-stage") for c in look((await ana.get(board)).text, "[data-stage]")]
    assert await boards() == ["Test", "Corner"]
    assert (await ana.get(f"{looked}/report.json")).json()["cards"] == 8
    again = await ana.post(looked, data=form)
    assert again.headers["location"] == done.headers["location"]
    assert (await ana.get(looked)).headers["location"] == done.headers["location"]
    assert await boards() == ["Test", "Corner"]


@pytest.mark.parametrize(
    "data, sentence",
    [
        (b"", "The file is empty."),
        (b"{}", "not a Trello board"),
        (b"<html>", "a web page"),
        (b"PK\x03\x04\x14", "a workbook"),
        (b'{"lists": [', "breaks off"),
        (b"[" * 100_000, "nested too deeply"),
    ],
    ids=range(6),
)
async def test_a_bad_file_is_one_sentence_on_the_same_page(
    edge: Edge, data: bytes, sentence: str
) -> None:
    ana = await edge.browser("ana")
    refused = await uploaded(ana, data)
    assert refused.status_code == 422
    assert sentence in one(refused.text, "[role=alert]").text
    assert waiting(edge) == [] and await boards() == []


async def test_no_file_is_a_sentence_too(edge: Edge) -> None:
    ana = await edge.browser("ana")
    for sent in ({"files": {"file": ("", b"")}}, {"data": {"file": "x"}}, {}):
        refused = await ana.post("/import", **sent)
        assert (refused.status_code, one(refused.text, "[role=alert]").text) == (
            *(422, "Choose a file first."),
        )


async def test_what_is_no_upload_is_refused(edge: Edge) -> None:
    ana = await edge.browser("ana")
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    for body, headers in ((b"--x\r\n\r\nrubbish", kind), (b"{}", {"Content-Type": "a/b"})):
        refused = await ana.post("/import", content=body, headers=headers)
        assert refused.status_code in (400, 422)
    refused = await uploaded(ana, b"x" * 50_100_000)
    assert (refused.status_code, refused.headers["connection"]) == (413, "close")
    assert "larger than 50 MB" in one(refused.text, "form [role=alert]").text
    assert waiting(edge) == []


async def test_the_columns_of_a_table_are_asked_for(edge: Edge) -> None:
    ana = await edge.browser("ana")
    looked = (await uploaded(ana, TABLE, "Spring bakes.csv")).headers["location"]
    page = await ana.get(looked)
    assert page.status_code == 422 and "hold the titles" in one(page.text, "[role=alert]").text
    assert "Rye bread · Salt" in page.text and look(page.text, "button[value=import]") == []

    form = filled(page.text) | {"column.1": "title", "column.2": "column", "do": "look"}
    page = await ana.post(looked, data=form)
    assert "which one comes first" in one(page.text, "[role=alert]").text
    form = filled(page.text) | {"dates": "day first", "do": "look"}
    page = await ana.post(looked, data=form)
    assert page.status_code == 200
    form = filled(page.text)
    assert (form["column.1"], form["dates"], form["name"]) == ("title", "day first", "Spring bakes")
    await ana.post(looked, data=form | {"do": "import"})
    ((card, *_),) = await database.read(("SELECT due_on FROM cards ORDER BY title", ()))
    assert card["due_on"] == "2026-04-03" and await boards() == ["Spring bakes"]

    looked = (await uploaded(ana, TABLE, "Summer bakes.csv")).headers["location"]
    page = await ana.get(looked)
    assert page.status_code == 200 and "As you said of the last table" in page.text
    form = filled(page.text)
    assert (form["column.1"], form["column.2"], form["dates"]) == ("title", "column", "day first")
    bo = await edge.browser("bo")
    looked = (await uploaded(bo, TABLE)).headers["location"]
    assert (await bo.get(looked)).status_code == 422


@pytest.mark.parametrize(
    "field, value", [("name", " "), ("timezone", "Europe/Atlantis"), ("who.x", "999")]
)
async def test_a_refused_import_keeps_what_was_chosen(edge: Edge, field: str, value: str) -> None:
    ana = await edge.browser("ana")
    looked = (await uploaded(ana, BAKERY)).headers["location"]
    form = filled((await ana.get(looked)).text)
    stage = next(name for name in form if name.startswith("stage."))
    if field == "who.x":
        field = next(name for name in form if name.startswith("who."))
    sent = {**form, stage: "discard", field: value, "do": "import"}
    refused = await ana.post(looked, data=sent)
    assert refused.status_code == 422 and look(refused.text, "[role=alert]")
    assert filled(refused.text)[stage] == "discard" and await boards() == []
    assert (await ana.post(looked, data=form | {"do": "import"})).status_code == 303


async def test_a_board_that_came_before_is_asked_about(edge: Edge) -> None:
    ana = await edge.browser("ana")
    for _ in range(2):
        looked = (await uploaded(ana, BAKERY)).headers["location"]
        page = (await ana.get(looked)).text
        form = filled(page)
        await ana.post(looked, data=form | {"do": "import", "again": "copy"})
    assert form["again"] == "update" and "BAK Bakery" in page
    assert len(await boards()) == 2
    looked = (await uploaded(ana, BAKERY)).headers["location"]
    refused = await ana.post(looked, data=form | {"do": "import", "again": "stop"})
    assert refused.status_code == 422 and "Nothing was imported" in refused.text


async def test_a_board_whose_report_cannot_be_written_is_shown_itself(edge: Edge) -> None:
    ana = await edge.browser("ana")
    looked = (await uploaded(ana, BAKERY)).headers["location"]
    form = filled((await ana.get(looked)).text)
    (folder,) = waiting(edge)
    (folder / "report.json").symlink_to("nowhere/report.json")
    done = await ana.post(looked, data={**form, "do": "import"})
    assert done.status_code == 303
    assert "Bakery" in (await ana.get(done.headers["location"])).text
    again = await ana.post(looked, data={**form, "do": "import"})
    assert (again.status_code, await boards()) == (409, ["Bakery"])


async def test_a_file_is_given_up_and_is_nobody_else_s(edge: Edge) -> None:
    ana, bo = await edge.browser("ana"), await edge.browser("bo")
    looked = (await uploaded(ana, BAKERY)).headers["location"]
    assert (await bo.get(looked)).status_code == 404
    assert (await bo.post(f"{looked}/cancellation")).status_code == 404
    assert (await ana.get(f"{looked}/report")).status_code == 404
    assert (await ana.post(f"{looked}/cancellation")).headers["location"] == "/import"
    assert (await ana.get(looked)).status_code == 404
    assert waiting(edge) == []
